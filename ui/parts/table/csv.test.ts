import { expect, test } from 'bun:test';
import type { Column } from './column.ts';
import { csvOf } from './csv.ts';

const COLUMNS: Column<{ name: string; note: string }>[] = [
  { key: 'name', title: 'Name', words: ({ name }) => name },
  { key: 'note', title: 'A, note', words: ({ note }) => note },
];

test('a table becomes comma-separated values that keep commas, quotes and line ends', () => {
  const csv = csvOf(COLUMNS, [{ name: 'Ada "the first"', note: 'a,b\nc' }]);
  expect(csv).toBe('\uFEFFName,"A, note"\r\n"Ada ""the first""","a,b\nc"\r\n');
});

test('what a spreadsheet would run is only text', () => {
  const csv = csvOf(COLUMNS, [{ name: '=1+1', note: '@SUM(A1)' }]);
  expect(csv).toContain("'=1+1,'@SUM(A1)");
});
