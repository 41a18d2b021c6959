import { expect, test } from 'bun:test';
import { LINEAR_AXIS, LOG_AXIS } from '../../parts/charts/view-range.ts';
import { displayColumns } from './display-columns.ts';

test('a line of one bin among many stays as high as it is', () => {
  const values = new Float32Array(100_000);
  values[54_321] = 7;
  const { lines } = displayColumns(
    [{ values, step: 0.1 }],
    [0, 10_000],
    1000,
    LINEAR_AXIS,
    'highest',
  );
  expect(lines[0].indexOf(7)).toBe(543);
  expect(lines[0].filter((value) => value === null)).toHaveLength(0);
});

test('a wave keeps its lowest and its highest', () => {
  const values = [0, 1, -3, 2, 0, 0, 5, -1];
  const { x, lines } = displayColumns([{ values, step: 1 }], [0, 8], 2, LINEAR_AXIS, 'both');
  expect(x).toEqual([1, 3, 5, 7]);
  expect(lines[0]).toEqual([-3, 2, -1, 5]);
});

test('signals of different steps share one grid; nothing stands where one has no value', () => {
  const coarse = { values: [1, 2, 3], step: 4 };
  const fine = { values: [9, 8, 7, 6, 5, 4, 3, 2, 1], step: 1 };
  const { lines } = displayColumns([coarse, fine], [0, 8], 8, LINEAR_AXIS, 'highest');
  expect(lines[0]).toEqual([1, null, null, null, 2, null, null, 3]);
  expect(lines[1]).toEqual([9, 8, 7, 6, 5, 4, 3, 2]);
});

test('on a logarithmic axis each decade has its share, and zero has no place', () => {
  const values = Array.from({ length: 1001 }, (_, i) => i);
  const { lines } = displayColumns([{ values, step: 1 }], [1, 1000], 3, LOG_AXIS, 'highest');
  expect(lines[0]).toEqual([9, 99, 1000]);
});
