import { describe, expect, test } from 'bun:test';
import { gaussian } from './signals-for-tests.ts';
import { timeStatistics } from './statistics.ts';

describe('timeStatistics', () => {
  test('gives a sine its textbook figures, whatever the offset', () => {
    const samples = Float32Array.from(
      { length: 4000 },
      (_, i) => 1 + 0.2 * Math.sin((2 * Math.PI * i) / 40),
    );
    const { mean, rms, crestFactor, kurtosis, skewness } = timeStatistics(samples);
    expect(mean).toBeCloseTo(1, 6);
    expect(rms).toBeCloseTo(0.2 / Math.SQRT2, 6);
    expect(crestFactor).toBeCloseTo(Math.SQRT2, 5);
    expect(kurtosis).toBeCloseTo(1.5, 5);
    expect(skewness).toBeCloseTo(0, 5);
  });

  test('gives Gaussian noise a kurtosis of about 3', () => {
    const samples = Float32Array.from({ length: 50_000 }, gaussian(5));
    expect(Math.abs(timeStatistics(samples).kurtosis - 3)).toBeLessThan(0.15);
  });

  test('gives a constant no crest and no shape', () => {
    const { rms, crestFactor, skewness, kurtosis } = timeStatistics([2, 2, 2]);
    expect([rms, crestFactor, skewness, kurtosis]).toEqual([0, 0, 0, 3]);
  });
});
