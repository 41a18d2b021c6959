import { expect, test } from 'bun:test';
import type { ValueTrend } from '#schemas/http/process-values';
import type { Trends } from '#schemas/http/trends';
import { mergedTrends } from './merged-trends.ts';

const value = (resolution: ValueTrend['resolution'], atMs: number[]): ValueTrend => ({
  ...{ resolution, atMs, mean: atMs.map((_, i) => i), min: atMs.map((_, i) => i) },
  max: atMs.map((_, i) => i + 0.5),
});
const trends: Trends = {
  ...{ resolution: '10s', startMs: 100_000, stepMs: 20_000, points: [], unknown: [] },
  ...{ changes: [], areChangesLeftOut: false },
};

test('a value is brought into the steps of the points: their mean, and the largest', () => {
  const merged = mergedTrends(
    trends,
    new Map([['pv_1', value('10s', [90_000, 100_000, 110_000, 140_000])]]),
    [100_000, 200_000],
  );
  expect(merged.sources).toEqual([
    {
      sourceId: 'pv_1',
      steps: [0, 2],
      lines: [{ figure: 'value', mean: [1.5, 3], max: [2.5, 3.5] }],
      isCoarse: false,
    },
  ]);
});

test('a value that is kept in longer steps than the points is drawn through', () => {
  const coarse = mergedTrends(trends, new Map([['pv_1', value('10min', [600_000])]]), [0, 1]);
  expect(coarse.sources[0].isCoarse).toBe(true);
});

test('without points the finest value gives the steps', () => {
  const both = new Map([
    ['pv_1', value('10min', [600_000, 1_200_000])],
    ['pv_2', value('1day', [86_400_000])],
  ]);
  const { startMs, stepMs, sources } = mergedTrends(null, both, [650_000, 90_000_000]);
  expect([startMs, stepMs]).toEqual([600_000, 600_000]);
  expect(sources.map(({ isCoarse }) => isCoarse)).toEqual([false, true]);
});
