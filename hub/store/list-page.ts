import { refused } from '#schemas/errors/refused';
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
  const after = cursor === undefined ? null : placeOf(cursor);
  // One more than asked for says whether there is another page.
  const found = firstOf(items, limit + 1, after, order);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(({ item }) => item),
    nextCursor: found.length > limit && last !== undefined ? cursorOf(last.place) : null,
    total: items.length,
  };
}

/**
 * The first `count` behind `after`, in order. Comparing as people sort is dear, and nobody looks at more than a page: so each
 * item is compared with the last of those found so far, and most go no further.
 */
function firstOf<Item>(
  items: readonly Item[],
  count: number,
  after: Place | null,
  { place: placeIn, compare }: Order<Item>,
): Placed<Item>[] {
  const found: Placed<Item>[] = [];
  for (const item of items) {
    const place = placeIn(item);
    if (after !== null && compare(place, after) <= 0) continue;
    const last = found[found.length - 1];
    if (found.length === count && compare(place, last.place) >= 0) continue;
    let [low, high] = [0, found.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compare(found[middle].place, place) < 0) low = middle + 1;
      else high = middle;
    }
    found.splice(low, 0, { item, place });
    if (found.length > count) found.pop();
  }
  return found;
}

/** All of it in the order that `sort` says. Throws `request_invalid` for a column that the list does not have. */
export function sortedList<Item>(
  items: readonly Item[],
  sort: string | undefined,
  shape: ListShape<Item>,
): Item[] {
  const { place, compare } = orderOf(sort ?? shape.sortedBy, shape);
  const placed = items.map((item) => ({ item, place: place(item) }));
  return placed.sort((a, b) => compare(a.place, b.place)).map(({ item }) => item);
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

interface Placed<Item> {
  readonly item: Item;
  readonly place: Place;
}

interface Order<Item> {
  readonly place: (item: Item) => Place;
  readonly compare: (a: Place, b: Place) => number;
}

function orderOf<Item>(sort: string, { columns, idOf }: ListShape<Item>): Order<Item> {
  const isDown = sort.startsWith('-');
  const column = isDown ? sort.slice(1) : sort;
  const keyOf = Object.hasOwn(columns, column) ? columns[column] : undefined;
  if (keyOf === undefined) {
    const known = Object.keys(columns).join(', ');
    throw new TremoloError('request_invalid', `This list is sorted by one of: ${known}.`);
  }
  const place = (item: Item): Place => {
    const key = keyOf(item);
    // Most are short: only longer ones are cut, between whole characters.
    const isLong = typeof key === 'string' && key.length > KEY_CHARACTERS;
    return [isLong ? [...key].slice(0, KEY_CHARACTERS).join('') : key, idOf(item)];
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
    throw refused('cursor_wrong', {}, { cause });
  }
  throw refused('cursor_wrong');
}
