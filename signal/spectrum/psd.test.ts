import { beforeAll, describe, expect, test } from 'bun:test';
import { bandMeanSquare } from './bands.ts';
import { loadFft } from './fft.ts';
import { transformLengthWithin, welch } from './psd.ts';
import { hann, windowGains } from './window-functions.ts';

beforeAll(async () => {
  await loadFft();
});

describe('welch', () => {
  test('keeps the mean square of a signal, and puts it where it is', () => {
    const rate = 8192;
    const samples = Float32Array.from(
      { length: rate },
      (_, i) => 3 + 0.5 * Math.sin((2 * Math.PI * 440.3 * i) / rate),
    );
    const spectrum = welch(samples, rate, 2048);
    expect(bandMeanSquare(spectrum, 0, rate)).toBeCloseTo(0.125, 3);
    expect(bandMeanSquare(spectrum, 420, 460)).toBeCloseTo(0.125, 3);
    expect(bandMeanSquare(spectrum, 460, 4000)).toBeLessThan(1e-5);
  });
});

describe('transformLengthWithin', () => {
  test('is the longest that can be transformed', () => {
    expect(transformLengthWithin(12_000)).toBe(12_000);
    expect(transformLengthWithin(12_001)).toBe(12_000);
    expect(transformLengthWithin(2047)).toBe(2016 - 96);
  });
});

describe('windowGains', () => {
  test('of the Hann window are a half, three eighths and one and a half bins', () => {
    const { coherent, power, noiseBins } = windowGains(hann(1024));
    expect(coherent).toBeCloseTo(0.5, 12);
    expect(power).toBeCloseTo(0.375, 12);
    expect(noiseBins).toBeCloseTo(1.5, 12);
  });
});
