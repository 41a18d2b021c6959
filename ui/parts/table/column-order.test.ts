import { expect, test } from 'bun:test';
import type { Column } from './column.ts';
import { inOrder, moved } from './column-order.ts';
import { recalled } from './table-memory.ts';

const column = (key: string, isName = false): Column<string> => ({
  key,
  title: key,
  words: () => '',
  isName,
});
const COLUMNS = [column('a'), column('name', true), column('b'), column('c')];
const keysOf = (columns: readonly Column<string>[]) => columns.map(({ key }) => key).join(' ');

test('what names the row comes first, what was moved next, and what is new last', () => {
  expect(keysOf(inOrder(COLUMNS, []))).toBe('name a b c');
  expect(keysOf(inOrder(COLUMNS, ['c', 'gone', 'a']))).toBe('name c a b');
});

test('a column moves past its neighbour, and not beyond the ends', () => {
  const columns = inOrder(COLUMNS, []);
  expect(moved(columns, 'b', -1)).toEqual(['b', 'a', 'c']);
  expect(moved(columns, 'b', 1)).toEqual(['a', 'c', 'b']);
  expect(moved(columns, 'a', -1)).toBeNull();
  expect(moved(columns, 'c', 1)).toBeNull();
  expect(moved(columns, 'name', 1)).toBeNull();
});

test('what is kept of a table is believed only as far as it can be', () => {
  expect(recalled(null)).toBeNull();
  for (const stored of ['', 'null', '7', '{"hidden":"all"}']) expect(recalled(stored)).toBeNull();
  expect(recalled('{"hidden":["a"],"isCompact":true}')).toEqual({
    hidden: ['a'],
    order: [],
    widths: {},
    isCompact: true,
  });
  expect(recalled('{"hidden":[],"order":[1],"widths":{"a":-4}}')).toEqual({
    hidden: [],
    order: [],
    widths: {},
    isCompact: false,
  });
});
