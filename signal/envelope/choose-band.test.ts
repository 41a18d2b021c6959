import { beforeAll, describe, expect, test } from 'bun:test';
import { loadFft } from '#signal/spectrum/fft';
import { chooseEnvelopeBand } from './choose-band.ts';

const RATE = 25_600;

beforeAll(async () => {
  await loadFft();
});

/** Reproducible, near enough to Gaussian: sum of 12 uniform values. */
function noise(): () => number {
  let state = 11;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return () => Array.from({ length: 12 }, uniform).reduce((sum, value) => sum + value, -6);
}

describe('chooseEnvelopeBand', () => {
  test('finds the band in which impacts ring, under noise that hides them', () => {
    const random = noise();
    const period = RATE / 90;
    const samples = Float32Array.from({ length: RATE }, (_, i) => {
      const since = (i % period) / RATE;
      return random() + 4 * Math.exp(-1500 * since) * Math.sin(2 * Math.PI * 7200 * since);
    });
    const band = chooseEnvelopeBand(samples, RATE);
    expect(band.by).toBe('kurtogram');
    expect(band.lowHz).toBeLessThan(7200);
    expect(band.highHz).toBeGreaterThan(7200);
    expect(band.highHz - band.lowHz).toBeLessThan(5000);
  });

  test('keeps to the fixed band where nothing is impulsive', () => {
    const random = noise();
    const samples = Float32Array.from({ length: RATE }, random);
    expect(chooseEnvelopeBand(samples, RATE)).toEqual({ lowHz: 500, highHz: 5000, by: 'fixed' });
  });
});
