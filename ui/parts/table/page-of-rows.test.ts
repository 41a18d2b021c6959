import { expect, test } from 'bun:test';
import type { Column } from './column.ts';
import { pageOfRows } from './page-of-rows.ts';

interface Row {
  name: string;
  size: number;
}
const COLUMNS: Column<Row>[] = [
  { key: 'name', title: 'Name', words: ({ name }) => name, sort: 'name' },
  {
    key: 'size',
    title: 'Size',
    words: ({ size }) => `${size} kB`,
    order: ({ size }) => size,
    sort: 'size',
  },
];
const ROWS: Row[] = [
  { name: 'b', size: 9 },
  { name: 'a10', size: 100 },
  { name: 'A2', size: 20 },
];
const names = (query: object) =>
  pageOfRows(ROWS, COLUMNS, { limit: 50, ...query }).items.map(({ name }) => name);

test('rows are sorted as a person would, up and down, and left alone unless asked', () => {
  expect(names({})).toEqual(['b', 'a10', 'A2']);
  expect(names({ sort: 'name' })).toEqual(['A2', 'a10', 'b']);
  expect(names({ sort: '-size' })).toEqual(['a10', 'A2', 'b']);
  expect(ROWS[0].name).toBe('b');
});

test('a search looks into every column, whatever the case', () => {
  expect(names({ q: 'a' })).toEqual(['a10', 'A2']);
  expect(names({ q: '9 K' })).toEqual(['b']);
});

test('pages follow one another until there is no more', () => {
  const first = pageOfRows(ROWS, COLUMNS, { limit: 2 });
  expect(first).toMatchObject({ nextCursor: '2', total: 3 });
  const second = pageOfRows(ROWS, COLUMNS, { limit: 2, cursor: first.nextCursor! });
  expect(second).toMatchObject({ items: [{ name: 'A2' }], nextCursor: null });
});

test('rows keep the order in which they came while no column is chosen', () => {
  const columns = [
    { key: 'name', title: 'Name', words: ({ name }: { name: string }) => name },
    { key: 'size', title: 'Size', words: () => '', sort: 'size' },
  ];
  const rows = [{ name: 'b' }, { name: 'a' }];
  expect(pageOfRows(rows, columns, { limit: 50 }).items).toEqual(rows);
});
