import { expect, test } from 'bun:test';
import { rowsBetween } from './use-row-window.ts';

test('of 500 rows only those in and near the window are drawn', () => {
  const { from, to } = rowsBetween(500, 10_000, 900, 64);
  expect(from).toBe(150);
  expect(to).toBe(177);
});

test('at either end it draws what there is', () => {
  expect(rowsBetween(500, -200, 900, 64)).toEqual({ from: 0, to: 17 });
  expect(rowsBetween(500, 31_500, 900, 64)).toEqual({ from: 486, to: 500 });
  expect(rowsBetween(3, 0, 900, 64)).toEqual({ from: 0, to: 3 });
  expect(rowsBetween(0, 0, 900, 64)).toEqual({ from: 0, to: 0 });
});

test('a list that became shorter than it was scrolled shows its end', () => {
  expect(rowsBetween(10, 5_000, 900, 64)).toEqual({ from: 9, to: 10 });
});
