import { describe, expect, test } from 'bun:test';
import { decimate } from '#signal/recordings/decimate';

const tone = (hz: number, rateHz: number, count: number) =>
  Float32Array.from({ length: count }, (_, i) => Math.cos((2 * Math.PI * hz * i) / rateHz + 0.3));
const rms = (x: Float32Array) => Math.sqrt(x.reduce((sum, v) => sum + v * v, 0) / x.length);

describe('decimate', () => {
  test.each([2, 4, 5])('keeps a tone in the pass band, by a factor of %p', (factor) => {
    const kept = decimate(tone(0.42 * (48_000 / factor), 48_000, 20_000), factor);
    expect(kept.length).toBeGreaterThan(20_000 / factor - 220);
    expect(rms(kept)).toBeCloseTo(Math.SQRT1_2, 2);
  });

  test.each([6100, 7000, 11_900, 23_000])('lets nothing fold back from %p Hz', (hz) => {
    expect(rms(decimate(tone(hz, 48_000, 20_000), 4))).toBeLessThan(1.5e-4);
  });

  test('keeps a constant, and a copy for a factor of one', () => {
    const flat = new Float32Array(2000).fill(0.7);
    for (const value of decimate(flat, 4)) expect(value).toBeCloseTo(0.7, 6);
    expect(decimate(flat, 1)).toEqual(flat);
  });

  test('gives nothing for less than the filter needs', () => {
    expect(decimate(new Float32Array(50), 4).length).toBe(0);
  });
});
