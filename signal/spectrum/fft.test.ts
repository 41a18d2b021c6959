import { beforeAll, describe, expect, test } from 'bun:test';
import { type Fft, isTransformLength, loadFft } from './fft.ts';
import { dft, dftOfReal } from './fft-reference.ts';

let fft: Fft;
beforeAll(async () => {
  fft = await loadFft();
});

/** A reproducible, broadband test signal. */
function wiggle(length: number): Float32Array {
  return Float32Array.from({ length }, (_, i) => Math.sin(i * i * 0.37) + 0.3 * Math.cos(i * 0.9));
}

describe('Fft', () => {
  for (const length of [32, 96, 480, 2048]) {
    test(`a real transform of ${length} agrees with the definition`, () => {
      const samples = wiggle(length);
      const buffer = fft.allocate(length);
      buffer.f32.set(samples);
      fft.plan(length, 'real').forward(buffer, buffer);
      const expected = dftOfReal(samples);
      const scale = Math.sqrt(length);
      expect(Math.abs(buffer.f32[0]! - expected.re[0]!) / scale).toBeLessThan(1e-5);
      expect(Math.abs(buffer.f32[1]! - expected.re[length / 2]!) / scale).toBeLessThan(1e-5);
      for (let k = 1; k < length / 2; k++) {
        expect(Math.abs(buffer.f32[2 * k]! - expected.re[k]!) / scale).toBeLessThan(1e-5);
        expect(Math.abs(buffer.f32[2 * k + 1]! - expected.im[k]!) / scale).toBeLessThan(1e-5);
      }
      fft.free(buffer);
    });
  }

  test('an inverse complex transform agrees with the definition', () => {
    const n = 240;
    const re = Float64Array.from(wiggle(n));
    const im = Float64Array.from(wiggle(n), (value, i) => value * Math.cos(i));
    const buffer = fft.allocate(2 * n);
    for (let i = 0; i < n; i++) {
      buffer.f32[2 * i] = re[i]!;
      buffer.f32[2 * i + 1] = im[i]!;
    }
    fft.plan(n, 'complex').inverse(buffer, buffer);
    const expected = dft({ re, im }, 1);
    for (let k = 0; k < n; k++) {
      expect(Math.abs(buffer.f32[2 * k]! - expected.re[k]!)).toBeLessThan(1e-3);
      expect(Math.abs(buffer.f32[2 * k + 1]! - expected.im[k]!)).toBeLessThan(1e-3);
    }
    fft.free(buffer);
  });

  test('forward then inverse multiplies by the length', () => {
    const samples = wiggle(1024);
    const buffer = fft.allocate(1024);
    buffer.f32.set(samples);
    const plan = fft.plan(1024, 'real');
    plan.forward(buffer, buffer);
    plan.inverse(buffer, buffer);
    for (let i = 0; i < 1024; i++) expect(buffer.f32[i]! / 1024).toBeCloseTo(samples[i]!, 5);
    fft.free(buffer);
  });

  test('buffers stay readable after the memory has grown', () => {
    const early = fft.allocate(64);
    early.f32.fill(7);
    const memory = early.f32.buffer;
    const large = fft.allocate(8 * 1024 * 1024);
    expect(early.f32.buffer).not.toBe(memory);
    expect(early.f32[63]).toBe(7);
    fft.free(large);
    fft.free(early);
  });

  test('a length that the library cannot transform is refused', () => {
    expect(isTransformLength(2048, 'real')).toBe(true);
    expect(isTransformLength(12000, 'real')).toBe(true);
    expect(isTransformLength(16, 'real')).toBe(false);
    expect(isTransformLength(32 * 7, 'complex')).toBe(false);
    expect(() => fft.plan(100, 'real')).toThrow('not supported');
  });
});
