import { expect, test } from 'bun:test';
import type { AlarmLimit } from '#schemas/alarms/alarm-limit';
import { newId, type ProcessValueId } from '#schemas/ids/ids';
import { Random } from '#signal/synth/random';
import { forecastOf, limitsOf, type TrendLimit } from './trend-limits.ts';
import type { TrendLineKey } from './trends-address.ts';
import type { ShownTrends } from './use-trends.ts';

const STEP_MS = 3_600_000;
const STEPS = 24 * 30;
const NOW_MS = STEPS * STEP_MS;
const DAY_MS = 86_400_000;
const KEY: TrendLineKey = { sourceId: newId('pv') as ProcessValueId, figure: 'value' };

/** A month of a value that goes from one level to another, with noise. */
function month(from: number, to: number): ShownTrends {
  const random = new Random(1);
  const steps = Array.from({ length: STEPS }, (_, i) => i);
  const mean = steps.map((i) => from + ((to - from) * i) / STEPS + 0.3 * random.gaussian());
  return {
    trends: {
      ...{ resolution: '10min', startMs: 0, stepMs: STEP_MS },
      ...{ unknown: [], changes: [], areChangesLeftOut: false },
      sources: [
        {
          ...{ sourceId: KEY.sourceId, steps, isCoarse: false },
          lines: [{ figure: 'value', mean, max: null }],
        },
      ],
    },
    values: { names: new Map(), units: new Map() },
    rangeMs: [0, NOW_MS],
  };
}
const rule = (value: number, side: 'above' | 'below'): AlarmLimit => ({
  ...{ sourceId: KEY.sourceId, figure: 'value', ruleId: newId('ar') },
  ...{ ruleName: 'Oil', side, value, unit: '°C' },
});
const foretold = (shown: ShownTrends, ...limits: AlarmLimit[]) =>
  forecastOf(shown, KEY, limitsOf(undefined, KEY, limits), NOW_MS);

test('a value is foretold to the limit of a rule above it, the next that is not passed', () => {
  const found = foretold(month(40, 60), rule(80, 'above'), rule(50, 'above'), rule(70, 'above'));
  expect(found?.limit.value).toBe(70);
  if (found?.forecast.kind !== 'crossing') throw new Error('it crosses');
  const days = (found.forecast.likelyMs - NOW_MS) / DAY_MS;
  // It rises by 20 in 30 days.
  expect(days).toBeGreaterThan(12);
  expect(days).toBeLessThan(18);
  expect(found.forecast.earliestMs).toBeLessThanOrEqual(found.forecast.likelyMs);
});

test('and to one below it, drawn as it goes', () => {
  const found = foretold(month(60, 40), rule(30, 'below'), rule(80, 'above'));
  expect(found?.limit).toMatchObject({ value: 30, side: 'below' } satisfies Partial<TrendLimit>);
  if (found?.forecast.kind !== 'crossing') throw new Error('it crosses');
  expect(found.forecast.valueAt(found.forecast.likelyMs)).toBeCloseTo(30, 0);
});

test('without a trend, going the other way, or without a limit that is left, nothing is foretold', () => {
  expect(foretold(month(40, 40), rule(80, 'above'))?.forecast.kind).toBe('no_trend');
  expect(foretold(month(40, 60), rule(30, 'below'))?.forecast.kind).toBe('falling');
  expect(foretold(month(40, 60), rule(50, 'above'))).toBeNull();
  expect(foretold(month(40, 60))).toBeNull();
});

test('limits of other values, and the baseline, are none of this line', () => {
  const other = { ...rule(70, 'above'), sourceId: newId('pv') };
  expect(limitsOf(undefined, KEY, [other])).toEqual([]);
  const baseline: TrendLimit = {
    ...{ name: 'baseline', side: 'above', value: 70, unit: '°C', origin: null, ruleName: '' },
    isSent: true,
  };
  expect(forecastOf(month(40, 60), KEY, [baseline], NOW_MS)).toBeNull();
});
