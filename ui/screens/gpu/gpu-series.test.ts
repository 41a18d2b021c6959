import { expect, test } from 'bun:test';
import { gpuSeries, topOf } from './gpu-series.ts';

const START = 1_700_000_000_000;
const times = (...seconds: number[]) => ({
  atMs: seconds.map((second) => START + second * 1_000),
  bucketMs: 10_000,
});
const seconds = ({ x }: { x: number[] }) => x.map((s) => Math.round(s - START / 1_000));

test('buckets stand at their middles, in the unit of the chart, and a gap breaks the line', () => {
  const series = gpuSeries(
    times(0, 10, 60),
    { mean: [0.2, null, 1], max: [0.4, null, 1] },
    [],
    100,
  );
  expect(seconds(series)).toEqual([5, 15, 40, 65]);
  expect(series.mean).toEqual([20, null, null, 100]);
  expect(series.max).toEqual([40, null, null, 100]);
});

test('what came live takes the place of what is kept of the same time', () => {
  const tail = [11, 12, 30].map((second) => ({ atMs: START + second * 1_000, value: 7 }));
  const series = gpuSeries(times(0, 10, 20), { mean: [1, 2, 3], max: [1, 2, 3] }, tail, 1);
  expect(seconds(series)).toEqual([5, 11, 12, 21, 30]);
  expect(series.mean).toEqual([1, 7, 7, null, 7]);
});

test('the top is that of the largest values; without any there is none', () => {
  expect(topOf(gpuSeries(times(0, 10), { mean: [1, 2], max: [9, null] }, [], 1))).toBe(9);
  expect(topOf(gpuSeries(times(0), { mean: [null], max: [null] }, [], 1))).toBeNull();
});
