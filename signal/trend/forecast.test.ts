import { describe, expect, test } from 'bun:test';
import { forecastCrossing } from './forecast.ts';
import { rampForTests } from './ramp-for-tests.ts';
import { theilSen } from './theil-sen.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

test('a third of wild values does not move the line far', () => {
  const x = Array.from({ length: 30 }, (_, i) => i);
  const y = x.map((i) => (i % 4 === 0 ? 1000 : 2 + 0.5 * i));
  const { slope, intercept } = theilSen(x, y);
  expect(slope).toBeCloseTo(0.5, 6);
  expect(intercept).toBeCloseTo(2, 6);
});

describe('a rising figure', () => {
  test('reaches its threshold within the interval, with the likely day between its ends', () => {
    const forecast = forecastCrossing(rampForTests({ crossesOn: 80, noise: 0.1, seed: 5 }));
    if (forecast.kind !== 'crossing') throw new Error(forecast.kind);
    const { earliestMs, likelyMs, latestMs, valueAt } = forecast;
    expect(earliestMs).toBeLessThan(80 * DAY_MS);
    expect(latestMs ?? 0).toBeGreaterThan(80 * DAY_MS);
    expect(likelyMs).toBeGreaterThan(earliestMs);
    expect(valueAt(likelyMs)).toBeCloseTo(4.5, 6);
  });

  test('gives the same answer for the same values', () => {
    const input = rampForTests({ crossesOn: 80, noise: 0.1, seed: 6 });
    const [one, two] = [forecastCrossing(input), forecastCrossing(input)];
    expect(JSON.stringify(one)).toBe(JSON.stringify(two));
  });

  test('that rises by a share of itself is found to, and the interval holds the crossing', () => {
    const input = rampForTests({ crossesOn: 90, noise: 0.02, seed: 7, shape: 'exponential' });
    const forecast = forecastCrossing(input);
    if (forecast.kind !== 'crossing') throw new Error(forecast.kind);
    expect(forecast.shape).toBe('exponential');
    expect(forecast.earliestMs).toBeLessThan(90 * DAY_MS);
    expect(forecast.latestMs ?? 0).toBeGreaterThan(90 * DAY_MS);
  });

  test('of nine in ten simulated ones the interval holds the crossing, whatever the noise remembers', () => {
    const held = Array.from({ length: 40 }, (_, seed) => {
      const input = rampForTests({ crossesOn: 85, noise: 0.15, seed, memoryHours: 12 });
      const forecast = forecastCrossing(input);
      if (forecast.kind !== 'crossing') throw new Error(forecast.kind);
      const latestMs = forecast.latestMs ?? Number.POSITIVE_INFINITY;
      return forecast.earliestMs <= 85 * DAY_MS && latestMs >= 85 * DAY_MS;
    });
    expect(held.filter(Boolean).length).toBeGreaterThanOrEqual(34);
  });
});

test('noise that remembers a day is taken for a rise in less than one case of ten', () => {
  const kinds = Array.from(
    { length: 60 },
    (_, seed) =>
      forecastCrossing(rampForTests({ crossesOn: null, noise: 0.3, seed, memoryHours: 24 })).kind,
  );
  expect(kinds.filter((kind) => kind !== 'no_trend' && kind !== 'falling').length).toBeLessThan(6);
});

describe('nothing is foretold', () => {
  const rising = rampForTests({ crossesOn: 80, noise: 0.05, seed: 1 });
  const with_ = (more: Partial<typeof rising>) => forecastCrossing({ ...rising, ...more });

  test('from too few values, or a range that is too short', () => {
    const few = { atMs: rising.atMs.slice(0, 20), values: rising.values.slice(0, 20) };
    expect(with_(few)).toEqual({ kind: 'too_few', values: 20, needed: 24 });
    const minutes = rising.atMs.map((_, i) => i * 1_000);
    expect(with_({ atMs: minutes }).kind).toBe('too_short');
  });

  test('from values that stopped long ago, or have holes', () => {
    expect(with_({ nowMs: rising.nowMs + 10 * DAY_MS }).kind).toBe('stale');
    const holes = rising.values.map((value, i) => (i > 100 && i < 1200 ? null : value));
    expect(with_({ values: holes }).kind).toBe('gaps');
  });

  test('of what is there already, what falls, and what is further away than twice the range', () => {
    expect(with_({ threshold: 1 }).kind).toBe('beyond');
    const falling = rising.values.map((value) => 10 - (value ?? 0));
    expect(with_({ values: falling, threshold: 12 }).kind).toBe('falling');
    expect(forecastCrossing(rampForTests({ crossesOn: 900, noise: 0.01, seed: 2 })).kind).toBe(
      'distant',
    );
  });

  test('where a gap or an infinite value stands: they are passed over', () => {
    const odd = rising.values.map((value, i) =>
      i % 9 === 0 ? null : i % 10 === 0 ? Number.NaN : value,
    );
    expect(with_({ values: odd }).kind).toBe('crossing');
  });
});
