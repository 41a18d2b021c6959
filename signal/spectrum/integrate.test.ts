import { beforeAll, expect, test } from 'bun:test';
import { loadFft } from './fft.ts';
import { integrated } from './integrate.ts';
import { conversionOf, lineGain } from './quantity.ts';

const RATE = 6400;
const HZ = 50;
const W = 2 * Math.PI * HZ;
const sine = (amplitude: number, phase = 0) =>
  Float32Array.from({ length: RATE }, (_, i) => amplitude * Math.sin((W * i) / RATE + phase));
const near = (a: Float32Array, b: Float32Array, within: number) =>
  a.every((value, i) => Math.abs(value - b[i]!) < within);

beforeAll(async () => {
  await loadFft();
});

test('a sine of acceleration is one of velocity a quarter later, and of displacement turned round', () => {
  const velocity = integrated(sine(1), RATE, conversionOf('g', 'velocity')!, 10);
  const mmS = (9.80665 / W) * 1000;
  expect(near(velocity, sine(mmS, -Math.PI / 2), mmS * 1e-3)).toBe(true);
  const displacement = integrated(sine(1), RATE, conversionOf('g', 'displacement')!, 10);
  const um = (9.80665 / W ** 2) * 1e6;
  expect(near(displacement, sine(-um), um * 1e-3)).toBe(true);
});

test('a sensor of velocity gives acceleration by differentiation', () => {
  const acceleration = integrated(sine(10), RATE, conversionOf('mm_s', 'acceleration')!, 10);
  const g = (0.01 * W) / 9.80665;
  expect(near(acceleration, sine(g, Math.PI / 2), g * 1e-3)).toBe(true);
});

test('drift does not become a mountain: what lies below the limit is gone', () => {
  const drifting = sine(1).map((value, i) => value + i / RATE);
  const velocity = integrated(drifting, RATE, conversionOf('g', 'velocity')!, 10);
  // The jump where the recording goes round leaves something at its ends only.
  expect(Math.max(...velocity.slice(RATE / 4, (3 * RATE) / 4))).toBeLessThan(40);
});

test('a line’s factor is that of its sine, none below the limit, and none without a unit', () => {
  expect(lineGain(HZ, conversionOf('m_s2', 'velocity')!, 10)).toBeCloseTo(1000 / W, 9);
  expect(lineGain(5, conversionOf('g', 'velocity')!, 10)).toBe(0);
  expect(lineGain(5, conversionOf('m_s2', 'acceleration')!, 10)).toBeCloseTo(1 / 9.80665, 9);
  expect(conversionOf('undeclared', 'velocity')).toBeNull();
});
