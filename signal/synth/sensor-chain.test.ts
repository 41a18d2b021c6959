import { expect, test } from 'bun:test';
import { densityAt, lineAmplitude } from './measure-for-tests.ts';
import { Random } from './random.ts';
import { SensorChain, type SensorModel } from './sensor-chain.ts';
import { BLOCK_SAMPLES } from './synth-block.ts';

const SAMPLE_RATE_HZ = 25_600;
const QUIET: SensorModel = { noiseUgPerRtHz: 0, bandwidthHz: 6300, rangeG: 16, gravityG: 0 };

function measure(model: SensorModel, truth: (i: number) => number): Float32Array {
  const chain = new SensorChain(model, new Random(1), SAMPLE_RATE_HZ);
  const out = new Float32Array(BLOCK_SAMPLES * 800);
  const block = new Float64Array(BLOCK_SAMPLES);
  const measured = new Float32Array(BLOCK_SAMPLES);
  for (let at = 0; at < out.length; at += BLOCK_SAMPLES) {
    for (let i = 0; i < BLOCK_SAMPLES; i++) block[i] = truth(at + i);
    chain.measure(block, measured);
    out.set(measured, at);
  }
  return out.subarray(BLOCK_SAMPLES);
}

const sine = (hz: number, g: number) => (i: number) =>
  g * Math.sin((2 * Math.PI * hz * i) / SAMPLE_RATE_HZ);

test('the corner of the bandwidth is at −3 dB and the pass band is flat', () => {
  const at = (hz: number) => lineAmplitude(measure(QUIET, sine(hz, 1)), SAMPLE_RATE_HZ, hz);
  expect(at(100)).toBeCloseTo(1, 2);
  expect(at(6300)).toBeCloseTo(Math.SQRT1_2, 2);
  expect(at(11_000)).toBeLessThan(0.25);
});

test('noise has the density of the data sheet', () => {
  const noise = measure({ ...QUIET, noiseUgPerRtHz: 75 }, () => 0);
  const density = Math.sqrt(densityAt(noise, SAMPLE_RATE_HZ, 1000, 1024));
  expect(Math.abs(density * 1e6 - 75)).toBeLessThan(10);
});

test('gravity is added and the range clips', () => {
  const out = measure({ ...QUIET, gravityG: 1, rangeG: 2 }, sine(50, 5));
  expect(Math.max(...out)).toBe(2);
  expect(Math.min(...out)).toBe(-2);
  const still = measure({ ...QUIET, gravityG: -1 }, () => 0);
  expect(still[0]).toBe(-1);
});
