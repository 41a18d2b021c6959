import { expect, test } from 'bun:test';
import { heatRuns } from './heat-runs.ts';

test('neighbours of one level are one run, and what is not known ends it', () => {
  expect(heatRuns([0, 0, 0.1, 0.2, null, 0.2, 1, 1.2], 5)).toEqual([
    { from: 0, to: 2, level: 0 },
    { from: 2, to: 4, level: 1 },
    { from: 5, to: 6, level: 1 },
    { from: 6, to: 8, level: 4 },
  ]);
});

test('only what did nothing at all is idle', () => {
  expect(heatRuns([0.001], 5)[0]?.level).toBe(1);
  expect(heatRuns([null, null], 5)).toEqual([]);
});
