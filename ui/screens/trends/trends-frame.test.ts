import { expect, test } from 'bun:test';
import { Units } from '#schemas/preferences/preferences';
import { units } from '../../text/units.ts';
import type { MergedTrends } from './merged-trends.ts';
import { indexAt, trendsFrame } from './trends-frame.ts';

const A = 'pt_01HZX3T7Q00000000000000000';
const B = 'pt_01HZX3T7Q00000000000000001';
const trends: MergedTrends = {
  resolution: '10s',
  startMs: 1_000_000,
  stepMs: 10_000,
  sources: [
    {
      sourceId: A,
      isCoarse: false,
      steps: [0, 1, 3],
      lines: [{ figure: 'velocity', mean: [1, 2, 3], max: [2, 3, 4] }],
    },
    {
      sourceId: B,
      isCoarse: false,
      steps: [2, 3],
      lines: [{ figure: 'speed', mean: [1480, 1490], max: null }],
    },
  ],
  unknown: [],
  changes: [],
  areChangesLeftOut: false,
};
const keys = [
  { sourceId: A, figure: 'velocity' },
  { sourceId: B, figure: 'speed' },
] as const;

test('lines share one grid, in which what is missing stays a gap', () => {
  const frame = trendsFrame(trends, keys, 0, [1_000_000, 1_040_000]);
  expect(Array.from(frame.x)).toEqual([1005, 1015, 1025, 1035]);
  expect(frame.lines.map(({ values }) => Array.from(values))).toEqual([
    [1, 2, null, 3],
    [null, null, 1480, 1490],
  ]);
  expect(frame.lines.map(({ top }) => top !== undefined)).toEqual([true, false]);
});

test('each unit has its axis, the chosen line’s first; speeds do not begin at zero', () => {
  const { axes } = trendsFrame(trends, keys, 1, [1_000_000, 1_040_000]);
  expect(axes.map(({ unit }) => unit)).toEqual(['r/min', 'mm/s']);
  expect(axes[0].range[0]).toBeGreaterThan(1400);
  expect(axes[1].range).toEqual([0, 5]);
});

test('the axis follows what is shown, and is there without values', () => {
  const early = trendsFrame(trends, keys, 0, [1_000_000, 1_012_000]);
  expect(early.axes.map(({ range }) => range)).toEqual([
    [0, 5],
    [0, 1],
  ]);
  expect(trendsFrame({ ...trends, sources: [] }, keys, 0, [0, 1]).x).toHaveLength(0);
});

test('the value at the cursor is the nearest one', () => {
  const frame = trendsFrame(trends, keys, 0, [1_000_000, 1_040_000]);
  expect([1004, 1011, 1036, 900].map((at) => indexAt(frame, at))).toEqual([0, 1, 3, null]);
});

test('figures follow the units of the person, process values stay as the plant sends them', () => {
  units.value = Units.parse({ velocity: 'in_s', temperature: 'f' });
  const value = { figure: 'value', mean: [60], max: null } as const;
  const oil = { sourceId: B, isCoarse: false, steps: [0], lines: [value] };
  const both = { ...trends, sources: [trends.sources[0]!, oil] };
  const { lines } = trendsFrame(
    both,
    [keys[0], { sourceId: B, figure: 'value' }],
    0,
    [1_000_000, 1_040_000],
    new Map([[B, '°C']]),
  );
  units.value = Units.parse({});
  expect(lines.map(({ y }) => y)).toEqual(['in/s', '°C']);
  expect(lines[0]?.values[0]).toBeCloseTo(1 / 25.4);
  expect(lines[1]?.values[0]).toBe(60);
});
