import { beforeAll, describe, expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { type Fft, loadFft } from '#signal/spectrum/fft';
import { dftOfReal } from '#signal/spectrum/fft-reference';
import { FLOOR_BLOCK, type HeapBuffer } from '#signal/spectrum/kernels';
import {
  hannPowerReference,
  heightsReference,
  momentsReference,
} from '#signal/spectrum/kernels-reference';
import { KERNELS_BASE64, KERNELS_SOURCE_SHA256 } from '#signal/spectrum/kernels-wasm';

const DATA_SECTION = 11;

let fft: Fft;
beforeAll(async () => {
  fft = await loadFft();
});

/** A buffer of reproducible values, some of them negative. */
function filled(length: number, seed: number): HeapBuffer {
  const buffer = fft.allocate(length);
  for (let i = 0; i < length; i++) buffer.f32[i] = Math.sin(seed + i * i * 0.731) * (1 + (i % 7));
  return buffer;
}

/** Ids of a WASM module's sections. */
function sections(bytes: Uint8Array): number[] {
  const ids: number[] = [];
  for (let i = 8; i < bytes.length; ) {
    ids.push(bytes[i++]!);
    let size = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[i++]!;
      size |= (byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    i += size;
  }
  return ids;
}

function expectClose(actual: number, wanted: number, scale: number): void {
  expect(Math.abs(actual - wanted) / scale).toBeLessThan(1e-6);
}

describe('the kernels', () => {
  test('are built from the present source', () => {
    const source = readFileSync(new URL('../../signal/spectrum/kernels.c', import.meta.url));
    const sha256 = new Bun.CryptoHasher('sha256').update(source).digest('hex');
    expect(KERNELS_SOURCE_SHA256).toBe(sha256);
  });

  test('hold no data, which would overwrite the transform library', () => {
    expect(sections(Buffer.from(KERNELS_BASE64, 'base64'))).not.toContain(DATA_SECTION);
  });

  test('sum powers and find extremes from an offset', () => {
    const x = filled(260, 1);
    const out = new Float64Array(8);
    fft.kernels.moments(x, 8, 252, out, 2);
    const wanted = momentsReference(x.f32.slice(8));
    wanted.forEach((value, i) => {
      expectClose(out[i + 2]!, value, Math.max(1, Math.abs(value)));
    });
    expect([out[0], out[1]]).toEqual([0, 0]);
  });

  test('take Hann power, whatever the first and last bin and the start of the ring', () => {
    const x = filled(128, 2);
    for (const [from, to, start] of [
      [2, 62, 0],
      [3, 60, 0.25],
      [5, 7, 0.7],
    ] as const) {
      const power = fft.allocate(64);
      fft.kernels.hannPower(x, from, to, power, start);
      for (let k = 0; k < 64; k++) {
        const wanted = k >= from && k < to ? hannPowerReference(x.f32, k, start) : 0;
        expectClose(power.f32[k]!, wanted, 50);
      }
    }
  });

  test('put the Hann window where the oldest sample of a ring lies', () => {
    const n = 96;
    const start = 32;
    const time = filled(n, 9);
    const ordered = Array.from({ length: n }, (_, i) => time.f32[(start + i) % n]!);
    const windowed = ordered.map((v, i) => v * (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / n)));
    const wanted = dftOfReal(windowed);
    const power = fft.allocate(n / 2);
    fft.plan(n, 'real').forward(time, time);
    fft.kernels.hannPower(time, 2, n / 2 - 2, power, start / n);
    for (let k = 2; k < n / 2 - 2; k++) {
      expectClose(power.f32[k]!, wanted.re[k]! ** 2 + wanted.im[k]! ** 2, 5000);
    }
  });

  test('multiply, sum and dot over any range', () => {
    const a = filled(64, 3);
    const b = filled(64, 4);
    for (const [from, to] of [
      [0, 64],
      [3, 50],
      [7, 9],
      [5, 5],
    ] as const) {
      let sum = 0;
      let dot = 0;
      for (let i = from; i < to; i++) {
        sum += a.f32[i]!;
        dot += a.f32[i]! * b.f32[i]!;
      }
      expectClose(fft.kernels.sum(a, from, to), sum, 100);
      expectClose(fft.kernels.dot(a, b, from, to), dot, 100);
    }
  });

  test('weigh complex pairs and clear what follows', () => {
    const x = filled(128, 5);
    const gains = filled(64, 6);
    for (const count of [1, 7, 20, 21]) {
      const out = filled(64, 7);
      fft.kernels.weigh(x, 3, gains, count, out, 32);
      for (let i = 0; i < 32; i++) {
        const gain = i < count ? gains.f32[i]! : 0;
        expectClose(out.f32[2 * i]!, i < count ? x.f32[2 * (i + 3)]! * gain : 0, 50);
        expectClose(out.f32[2 * i + 1]!, i < count ? x.f32[2 * (i + 3) + 1]! * gain : 0, 50);
      }
    }
  });

  test('square complex values and sum them in a range', () => {
    const z = filled(128, 8);
    const out = fft.allocate(64);
    const sums = fft.kernels.square(z, 16, 48, 0.5, out);
    let sum = 0;
    let squares = 0;
    for (let i = 16; i < 48; i++) {
      const value = 0.5 * (z.f32[2 * i]! ** 2 + z.f32[2 * i + 1]! ** 2);
      expectClose(out.f32[i]!, value, 50);
      sum += value;
      squares += value * value;
    }
    expectClose(sums[0]!, sum, sum);
    expectClose(sums[1]!, squares, squares);
    expect([out.f32[15], out.f32[48]]).toEqual([0, 0]);
  });

  test('measure heights over the floor to a thousandth of a dB, lines not lifting it', () => {
    const power = fft.allocate(402);
    for (let k = 0; k < 402; k++) power.f32[k] = 1e-6 * (0.02 + Math.sin(k * k) ** 2);
    power.f32[200] = 1;
    const sums = fft.allocate(100);
    const heights = fft.allocate(402);
    fft.kernels.heights(power, 2, 50, 4, 2, 2.507, sums, heights);
    const wanted = heightsReference(power.f32.slice(2), FLOOR_BLOCK, 4, 2, 2.507);
    wanted.forEach((value, i) => {
      expect(Math.abs(heights.f32[i + 2]! - value)).toBeLessThan(1e-3);
    });
    const flanks = [...heights.f32.slice(190, 198), ...heights.f32.slice(203, 210)];
    expect(Math.max(...flanks)).toBeLessThan(10);
    expect(heights.f32[200]!).toBeGreaterThan(55);
  });

  test('stand silence: no height is infinite', () => {
    const power = fft.allocate(66);
    const heights = fft.allocate(66);
    fft.kernels.heights(power, 2, 8, 4, 2, 2.507, fft.allocate(16), heights);
    expect(heights.f32.every(Number.isFinite)).toBe(true);
  });
});
