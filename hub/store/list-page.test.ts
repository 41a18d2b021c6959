import { expect, test } from 'bun:test';
import { TremoloError } from '#schemas/errors/tremolo-error';
import { PageQuery } from '#schemas/http/page';
import { type ListShape, listPage, sortedList } from './list-page.ts';

interface Pump {
  readonly id: string;
  readonly name: string;
  readonly rpm: number | null;
}

const SHAPE: ListShape<Pump> = {
  columns: { name: ({ name }) => name, rpm: ({ rpm }) => rpm },
  idOf: ({ id }) => id,
  sortedBy: 'name',
};
const pump = (id: string, name: string, rpm: number | null = null): Pump => ({ id, name, rpm });

function walk(items: readonly Pump[], sort: string | undefined, limit: number): string[] {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const query = PageQuery.parse({ limit, sort, cursor });
    const page = listPage(items, query, SHAPE);
    expect(page.total).toBe(items.length);
    found.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return found;
}

test('pages put together are the whole list, in every order and page size', () => {
  const items = Array.from({ length: 23 }, (_, i) =>
    pump(`p${String(i).padStart(2, '0')}`, `Pump ${i % 4}`, i % 5 === 0 ? null : i % 3),
  );
  for (const sort of [undefined, 'name', '-name', 'rpm', '-rpm']) {
    for (const limit of [1, 7, 23, 50]) {
      expect(walk(items, sort, limit)).toEqual(sortedList(items, sort, SHAPE).map(({ id }) => id));
    }
  }
});

test('people’s order: case and accents beside each other, numbers by value, unknown last both ways', () => {
  const items = [
    pump('a', 'pump 10'),
    pump('b', 'Pump 9'),
    pump('c', 'Äolus', 3),
    pump('d', 'axle', 1),
  ];
  expect(walk(items, 'name', 2)).toEqual(['c', 'd', 'b', 'a']);
  expect(walk(items, 'rpm', 2)).toEqual(['d', 'c', 'a', 'b']);
  expect(walk(items, '-rpm', 2)).toEqual(['c', 'd', 'a', 'b']);
});

test('names that are long and of wide letters page, too', () => {
  const long = '漢'.repeat(118);
  const items = ['a', 'b', 'c'].map((id) => pump(id, `${long}"\\${id}`));
  expect(walk(items, 'name', 1)).toEqual(['a', 'b', 'c']);
});

test('an item that went between two pages neither repeats nor hides another', () => {
  const items = ['a', 'b', 'c', 'd'].map((id) => pump(id, id));
  const { nextCursor } = listPage(items, { limit: 2 }, SHAPE);
  const rest = listPage(
    items.filter(({ id }) => id !== 'b'),
    { limit: 2, cursor: nextCursor ?? '' },
    SHAPE,
  );
  expect(rest.items.map(({ id }) => id)).toEqual(['c', 'd']);
});

test('a column that the list does not have, and a cursor that is none, are refused', () => {
  for (const sort of ['id', '-constructor', '__proto__', 'toString']) {
    expect(() => listPage([], { limit: 1, sort }, SHAPE)).toThrow(TremoloError);
  }
  for (const cursor of ['', 'x', 'bnVsbA', Buffer.from('[{},"a"]').toString('base64url')]) {
    expect(() => listPage([pump('a', 'a')], { limit: 1, cursor }, SHAPE)).toThrow(TremoloError);
  }
});
