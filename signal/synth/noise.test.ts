import { expect, test } from 'bun:test';
import { densityAt, rms } from './measure-for-tests.ts';
import { fillWhite, PinkNoise } from './noise.ts';
import { Random } from './random.ts';
import { BLOCK_SAMPLES } from './synth-block.ts';

const SAMPLE_RATE_HZ = 25_600;

function record(seed: number, seconds: number, pink: PinkNoise | null): Float32Array {
  const random = new Random(seed);
  const blocks = Math.floor((seconds * SAMPLE_RATE_HZ) / BLOCK_SAMPLES);
  const out = new Float32Array(blocks * BLOCK_SAMPLES);
  const white = new Float64Array(BLOCK_SAMPLES);
  const coloured = new Float64Array(BLOCK_SAMPLES);
  for (let b = 0; b < blocks; b++) {
    fillWhite(random, white);
    coloured.fill(0);
    pink?.add(white, coloured);
    out.set(pink === null ? white : coloured, b * BLOCK_SAMPLES);
  }
  return out;
}

/** Least-squares slope of the density, dB a decade. */
function slope(samples: Float32Array, frequenciesHz: readonly number[]): number {
  const points = frequenciesHz.map((hz) => ({
    x: Math.log10(hz),
    y: 10 * Math.log10(densityAt(samples, SAMPLE_RATE_HZ, hz, 8192)),
  }));
  const mx = points.reduce((a, p) => a + p.x, 0) / points.length;
  const my = points.reduce((a, p) => a + p.y, 0) / points.length;
  const top = points.reduce((a, p) => a + (p.x - mx) * (p.y - my), 0);
  return top / points.reduce((a, p) => a + (p.x - mx) ** 2, 0);
}

const FREQUENCIES_HZ = [25, 50, 100, 200, 400, 800, 1600, 3200, 6400];

test('white noise has unit variance and a flat spectrum', () => {
  const white = record(3, 20, null);
  expect(Math.abs(rms(white) - 1)).toBeLessThan(0.02);
  expect(Math.abs(slope(white, FREQUENCIES_HZ))).toBeLessThan(0.8);
});

test('pink noise falls 10 dB a decade and has the asked density', () => {
  const pink = record(4, 20, new PinkNoise(1e-3, 100, SAMPLE_RATE_HZ));
  expect(Math.abs(slope(pink, FREQUENCIES_HZ) + 10)).toBeLessThan(0.8);
  const density = Math.sqrt(densityAt(pink, SAMPLE_RATE_HZ, 100, 8192));
  expect(Math.abs(density / 1e-3 - 1)).toBeLessThan(0.2);
});
