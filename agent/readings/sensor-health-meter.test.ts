import { expect, test } from 'bun:test';
import type { FrameHeader } from '#schemas/frames/frame';
import { SensorHealthMeter } from './sensor-health-meter.ts';

const SCALE = 16 / 32_767;
const N = 4_096;

/** What a meter says of these samples, in g, on a sensor of 16 g. */
function looked(sampleAt: (i: number) => number) {
  const meter = new SensorHealthMeter(1);
  const samples = Float32Array.from({ length: N }, (_, i) => sampleAt(i));
  meter.look(samples, 'int16', SCALE, 0);
  return meter.health;
}

/** Repeatable noise, −1…1. */
const noiseAt = (i: number) => {
  const x = Math.sin(i * 12.9898 + 78.233) * 43_758.5453;
  return 2 * (x - Math.floor(x)) - 1;
};
const sineAt = (i: number) => Math.sin(i * 0.1);

test('a healthy sensor that shows gravity and a machine is well', () => {
  expect(looked((i) => 1 + 0.5 * sineAt(i) + 0.02 * noiseAt(i))).toEqual({
    ...{ clippedShare: 0, isFlat: false, noiseShare: 0, slowPpm: null },
    biasShare: expect.closeTo(0, 2),
  });
});

test('samples at the ends of the range are counted', () => {
  const health = looked((i) => Math.fround(Math.max(-16, Math.min(16, 20 * sineAt(i)))));
  expect(health?.clippedShare).toBeGreaterThan(0.2);
});

test('a sensor that always says the same is flat, one whose zero moved is biased', () => {
  expect(looked(() => 0.25)?.isFlat).toBe(true);
  expect(looked((i) => -11 + 0.1 * sineAt(i))?.biasShare).toBeCloseTo(-10 / 16, 2);
});

test('loud noise is a broken sensor, quiet noise and a loud machine are none', () => {
  expect(looked((i) => 8 * noiseAt(i))?.noiseShare).toBeGreaterThan(0.9);
  expect(looked((i) => 0.05 * noiseAt(i))?.noiseShare).toBe(0);
  expect(looked((i) => 8 * sineAt(i))?.noiseShare).toBeLessThan(0.1);
});

test('a clock that runs slow is told by the time stamps after a minute, and a gap begins anew', () => {
  const meter = new SensorHealthMeter(1);
  meter.look(Float32Array.of(1, 2), 'int16', SCALE, 0);
  const follow = (sequence: number, slow: number) =>
    meter.follow({
      ...{ sequence, t0Us: Math.round(sequence * 1e6 * slow), count: 10_000, sampleRateHz: 10_000 },
    } as FrameHeader);
  for (let second = 0; second < 59; second++) follow(second, 1.002);
  expect(meter.health?.slowPpm).toBeNull();
  for (let second = 59; second < 62; second++) follow(second, 1.002);
  expect(meter.health?.slowPpm).toBe(2_000);
  follow(70, 1);
  for (let second = 71; second < 140; second++) follow(second, 1);
  expect(meter.health?.slowPpm).toBe(0);
});
