import { describe, expect, test } from 'bun:test';
import { isTransformLength } from '#signal/spectrum/fft';
import { CONTEXT_SECONDS, recordPlan, streamPlan } from './context-plan.ts';
import { envelopeBand } from './envelope-band.ts';

const RATES = [
  1000, 2000, 4000, 8000, 10_000, 12_000, 20_480, 25_600, 26_667, 48_000, 51_200, 102_400,
];

describe('streamPlan', () => {
  for (const rate of RATES) {
    test(`at ${rate} Hz lasts long enough, in lengths that can be transformed`, () => {
      const plan = streamPlan(rate, 2048);
      expect(plan.contextSamples / plan.contextRateHz).toBeGreaterThanOrEqual(CONTEXT_SECONDS);
      expect(plan.hzPerBin).toBeLessThanOrEqual(0.8);
      expect(isTransformLength(plan.contextSamples, 'real')).toBe(true);
      expect(plan.contextRateHz).toBeLessThan(5000);
      if (rate >= 2500) expect(plan.contextRateHz).toBeGreaterThanOrEqual(2500);
    });
  }
});

describe('recordPlan', () => {
  test('uses nearly all of a second, whatever the rate', () => {
    for (const rate of RATES.filter((value) => value >= 8000)) {
      const plan = recordPlan(rate, rate);
      expect(plan.blockSamples).toBeGreaterThan(0.93 * rate);
      expect(plan.blockSamples).toBeLessThanOrEqual(rate);
      expect(isTransformLength(plan.blockSamples, 'real')).toBe(true);
    }
  });

  test('refuses a handful of samples', () => {
    expect(() => recordPlan(12_000, 100)).toThrow('too few');
  });
});

describe('envelopeBand', () => {
  test('carries a band in the shortest length whose squared envelope folds only above the context', () => {
    const plan = streamPlan(25_600, 2048);
    const narrow = envelopeBand(plan, { lowHz: 500, highHz: 5000 });
    expect(narrow.basebandSamples).toBe(1024);
    const wide = envelopeBand(plan, { lowHz: 500, highHz: 11_000 });
    expect(wide.basebandSamples).toBe(2048);
    expect(wide.gains.length + plan.blockSamples / plan.decimation / 2).toBeLessThanOrEqual(2048);
  });

  test('cuts a band to what the rate holds', () => {
    const band = envelopeBand(streamPlan(8000, 2048), { lowHz: 3000, highHz: 9000 });
    expect(band.highHz).toBeLessThan(4000);
    expect(band.lowHz).toBeCloseTo(3000, -1);
  });
});
