import { expect, test } from 'bun:test';
import {
  partAround,
  perHzOf,
  shownPlane,
  spectrogramPlan,
  stepLength,
  waterfallResolution,
  wholePlane,
} from './picture-plan.ts';

const RATE = 25_600;
const signal = { samples: new Float32Array(10 * RATE), sampleRateHz: RATE, speedRpm: 1500 };
const whole = wholePlane('spectrogram', [signal], signal, false);

test('a spectrogram reaches to half of the sample rate and over its time, a waterfall over its captures', () => {
  expect(whole).toEqual({ x: [0, 12_800], y: [0, 10] });
  const slow = { ...signal, sampleRateHz: 8000, speedRpm: null };
  expect(wholePlane('waterfall', [slow, signal, slow], signal, false)).toEqual({
    ...{ x: [0, 12_800], y: [0, 3] },
  });
  // In orders: 25 turns a second. What does not say its speed has no place.
  expect(wholePlane('waterfall', [slow, signal], signal, true).x).toEqual([0, 512]);
  expect([perHzOf(signal, true), perHzOf(slow, true), perHzOf(slow, false)]).toEqual([
    ...[0.04, null, 1],
  ]);
});

test('what an address asks for is kept within the whole, and not smaller than makes sense', () => {
  const shown = (x: readonly [number, number] | null, y: readonly [number, number] | null) =>
    shownPlane({ x, y }, whole, 'spectrogram', signal);
  expect(shown(null, null)).toEqual(whole);
  expect(shown([100, 99_999], [2, 3])).toEqual({ x: [100, 12_800], y: [2, 3] });
  expect(shown([20_000, 30_000], [11, 12])).toEqual(whole);
  const { x, y } = shown([100, 100.001], [9.9999, 10]);
  expect(x[1] - x[0]).toBeCloseTo(1.6);
  expect(y).toEqual([9.99, 10]);
  const falls = wholePlane('waterfall', [signal, signal, signal], signal, false);
  expect(shownPlane({ x: null, y: [1.5, 1.7] }, falls, 'waterfall', signal).y[0]).toBeCloseTo(1.1);
});

test('what is computed holds what is shown, is at most half again as long, and stays where one moves a little', () => {
  for (let i = 0; i < 200; i++) {
    const low = (i * 7.31) % 9;
    const high = Math.min(10, low + 0.05 + ((i * 0.37) % 1));
    const [from, to] = partAround([0, 10], [low, high]);
    expect(from).toBeLessThanOrEqual(low + 1e-9);
    expect(to).toBeGreaterThanOrEqual(high - 1e-9);
    expect(to - from).toBeLessThanOrEqual(1.5 * stepLength([0, 10], [low, high]) + 1e-9);
  }
  expect(partAround([0, 10], [4.01, 5.01])).toEqual(partAround([0, 10], [4.03, 5.03]));
  expect(partAround([0, 10], [0, 10])).toEqual([0, 10]);
});

test('closer in time segments become shorter, closer in frequency longer, up to a quarter of the recording', () => {
  const segment = (x: readonly [number, number], y: readonly [number, number]) =>
    spectrogramPlan(whole, { x, y }, signal).segmentSamples;
  const all = segment(whole.x, whole.y);
  expect(all).toBe(2048);
  expect(segment(whole.x, [2, 2.5])).toBe(512);
  expect(segment([0, 800], whole.y)).toBe(8192);
  expect(segment([0, 1.6], whole.y)).toBe(65_536 / 2);
  expect(segment(whole.x, [2, 2.009])).toBe(64);
});

test('a part of a spectrogram in orders is computed in Hz', () => {
  const orders = wholePlane('spectrogram', [signal], signal, true);
  const plan = spectrogramPlan(orders, { x: [0, 16], y: [2, 3] }, signal);
  expect([plan.lowHz, plan.highHz]).toEqual([0, 400]);
  expect([plan.fromS, plan.toS]).toEqual([1.875, 3.125]);
});

test('a waterfall is as fine as what is shown can show, or as was chosen', () => {
  const fine = (hz: number) => waterfallResolution({ resolutionHz: 0 }, whole.x, [0, hz], 1);
  expect([fine(12_800), fine(1600), fine(400)]).toEqual([1, 1, 400 / 1024]);
  expect(waterfallResolution({ resolutionHz: 5 }, whole.x, [0, 400], 1)).toBe(5);
  // The same of an axis of orders at 1500 r/min.
  expect(waterfallResolution({ resolutionHz: 0 }, [0, 512], [0, 16], 0.04)).toBe(400 / 1024);
});
