import { expect, test } from 'bun:test';
import { neighbour, visibleRows } from './visible-rows.ts';

const measures = {
  items: 1000,
  width: 1000,
  tileWidth: 240,
  rowHeight: 160,
  gap: 12,
  scrolled: 0,
  windowHeight: 800,
};

test('draws the rows of the window and three more on either side', () => {
  expect(visibleRows(measures)).toEqual({ columns: 4, rows: 250, firstRow: 0, from: 0, to: 32 });
  expect(visibleRows({ ...measures, scrolled: 16_000 })).toEqual({
    columns: 4,
    rows: 250,
    firstRow: 97,
    from: 388,
    to: 432,
  });
});

test('never draws outside of the list, not even when it shrank under a scrolled window', () => {
  const shrunk = visibleRows({ ...measures, items: 5, scrolled: 16_000 });
  expect([shrunk.from, shrunk.to]).toEqual([4, 5]);
  const none = visibleRows({ ...measures, items: 0 });
  expect([none.from, none.to, none.rows]).toEqual([0, 0, 0]);
});

test('a window narrower than a tile has one column', () => {
  expect(visibleRows({ ...measures, width: 200 }).columns).toBe(1);
});

test('arrows move over the grid and stop at its edges', () => {
  const go = (key: string, index: number) => neighbour(key, index, 10, 4);
  expect(go('ArrowRight', 0)).toBe(1);
  expect(go('ArrowLeft', 0)).toBe(0);
  expect(go('ArrowDown', 1)).toBe(5);
  expect(go('ArrowDown', 7)).toBe(9);
  expect(go('ArrowDown', 9)).toBe(9);
  expect(go('ArrowUp', 1)).toBe(1);
  expect([go('Home', 7), go('End', 7), go('x', 7)]).toEqual([0, 9, 7]);
});
