import { expect, test } from 'bun:test';
import { changed, LOG_AXIS, panned, zoomed } from './view-range.ts';

test('zooming keeps what is under the pointer where it is', () => {
  expect(zoomed([0, 100], 0.5, 20, [0, 100])).toEqual([10, 60]);
  expect(zoomed([10, 60], 2, 20, [0, 100])).toEqual([0, 100]);
});

test('no range leaves the whole, nor becomes longer or shorter than makes sense', () => {
  expect(zoomed([0, 50], 0.5, 0, [0, 100])).toEqual([0, 25]);
  expect(zoomed([0, 100], 10, 50, [0, 100])).toEqual([0, 100]);
  const [low, high] = zoomed([50, 50], 0.1, 50, [0, 100]);
  expect(high - low).toBeCloseTo(0.001);
  expect(panned([80, 100], 0.5, [0, 100])).toEqual([80, 100]);
  expect(panned([0, 20], -1, [0, 100])).toEqual([0, 20]);
  expect(panned([20, 40], 0.25, [0, 100])).toEqual([25, 45]);
});

test('on a logarithmic axis decades count', () => {
  const [low, high] = zoomed([1, 10_000], 0.5, 100, [1, 10_000], LOG_AXIS);
  expect(low).toBeCloseTo(10);
  expect(high).toBeCloseTo(1_000);
  expect(panned([1, 100], 0.5, [1, 10_000], LOG_AXIS)[1]).toBeCloseTo(1_000);
});

test('what lay under two fingers still lies under them when they were spread and moved', () => {
  // From 20 % and 40 % of the plot to 30 % and 70 %: their middle moves from 0.3 to 0.5, the range halves.
  const [low, high] = changed([0, 100], 0.5, [0.3, 0.5], [0, 100]);
  expect([low + 0.3 * (high - low), low + 0.7 * (high - low)]).toEqual([20, 40]);
  expect(changed([20, 40], 1, [0.5, 0.25], [0, 100])).toEqual([25, 45]);
  expect(changed([0, 100], 3, [0.5, 0.9], [0, 100])).toEqual([0, 100]);
});
