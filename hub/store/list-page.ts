import { TremoloError } from '#schemas/errors/tremolo-error';
import type { PageQuery } from '#schemas/http/page';

type Key = string | number | null;

export interface ListShape<Item> {
  /** What each column is sorted by; null comes last, whichever way round. */
  readonly columns: Readonly<Record<string, (item: Item) => Key>>;
  readonly idOf: (item: Item) => string;
  /** As `sort` would say it. */
  readonly sortedBy: string;
}

/** A page of a list that is in memory: sorted by one column, and where that is equal by id. Throws `request_invalid`. */
export function listPage<Item>(
  items: readonly Item[],
  { limit, cursor, sort }: Pick<PageQuery, 'limit' | 'cursor' | 'sort'>,
  shape: ListShape<Item>,
): { items: Item[]; nextCursor: string | null; total: number } {
  const order = orderOf(sort ?? shape.sortedBy, shape);
  const sorted = [...items].sort((a, b) => order.compare(order.place(a), order.place(b)));
  const after = cursor === undefined ? null : placeOf(cursor);
  const from =
    after === null ? 0 : sorted.findIndex((item) => order.compare(order.place(item), after) > 0);
  const page = from < 0 ? [] : sorted.slice(from, from + limit);
  const last = page.at(-1);
  const isMore = last !== undefined && from + limit < sorted.length;
  return {
    items: page,
    nextCursor: isMore ? cursorOf(order.place(last)) : null,
    total: items.length,
  };
}

/** All of it in the order that `sort` says. Throws `request_invalid` for a column that the list does not have. */
export function sortedList<Item>(
  items: readonly Item[],
  sort: string | undefined,
  shape: ListShape<Item>,
): Item[] {
  const order = orderOf(sort ?? shape.sortedBy, shape);
  return [...items].sort((a, b) => order.compare(order.place(a), order.place(b)));
}

/** A cursor must fit into an address: what differs later only is in the order of ids. */
const KEY_CHARACTERS = 24;
/** As people sort: `Ä` beside `A`, `pump 9` before `pump 10`. */
const WORDS = new Intl.Collator('en', { sensitivity: 'base', numeric: true });

function compareKeys(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return WORDS.compare(String(a), String(b));
}

type Place = readonly [Key, string];

function orderOf<Item>(sort: string, { columns, idOf }: ListShape<Item>) {
  const isDown = sort.startsWith('-');
  const column = isDown ? sort.slice(1) : sort;
  const keyOf = Object.hasOwn(columns, column) ? columns[column] : undefined;
  if (keyOf === undefined) {
    const known = Object.keys(columns).join(', ');
    throw new TremoloError('request_invalid', `This list is sorted by one of: ${known}.`);
  }
  const place = (item: Item): Place => {
    const key = keyOf(item);
    return [typeof key === 'string' ? [...key].slice(0, KEY_CHARACTERS).join('') : key, idOf(item)];
  };
  const compare = ([a, idA]: Place, [b, idB]: Place): number => {
    if (a === null || b === null) {
      if (a !== b) return a === null ? 1 : -1;
    } else {
      const order = compareKeys(a, b);
      if (order !== 0) return isDown ? -order : order;
    }
    return idA < idB ? -1 : idA > idB ? 1 : 0;
  };
  return { place, compare };
}

const cursorOf = (place: Place) => Buffer.from(JSON.stringify(place)).toString('base64url');

function placeOf(cursor: string): Place {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(place) && place.length === 2 && typeof place[1] === 'string') {
      const [key] = place;
      if (key === null || typeof key === 'string' || typeof key === 'number')
        return [key, place[1]];
    }
  } catch (cause) {
    throw new TremoloError('request_invalid', 'This is no cursor of this list.', { cause });
  }
  throw new TremoloError('request_invalid', 'This is no cursor of this list.');
}
