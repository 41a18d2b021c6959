import { expect, test } from 'bun:test';
import { RequestLoad } from './request-load.ts';

const loadAt = (nowMs: number) => {
  const clock = { nowMs };
  return { clock, load: new RequestLoad(() => clock.nowMs) };
};

test('nothing was asked: no duration is made up', () => {
  const { load } = loadAt(1_000_000);
  expect(load.figures()).toEqual({ perMinute: 0, p95Ms: null, failedLastHour: 0 });
});

test('the slowest twentieth sets the duration, at most 15 % too long', () => {
  const { load } = loadAt(1_000_000);
  for (let n = 1; n <= 100; n++) load.took(n <= 94 ? 2 : 300, 200);
  const { perMinute, p95Ms } = load.figures();
  expect(perMinute).toBe(100);
  expect(p95Ms!).toBeGreaterThanOrEqual(300);
  expect(p95Ms!).toBeLessThan(300 * 1.15);
});

test('a minute forgets requests, an hour failures; what was long ago does not come back', () => {
  const { clock, load } = loadAt(1_000_000);
  load.took(5, 503);
  load.took(5, 404);
  clock.nowMs += 61_000;
  expect(load.figures()).toEqual({ perMinute: 0, p95Ms: null, failedLastHour: 1 });
  clock.nowMs += 3_600_000;
  expect(load.figures().failedLastHour).toBe(0);
  load.took(1, 200);
  expect(load.figures()).toMatchObject({ perMinute: 1, failedLastHour: 0 });
  expect(load.totals).toEqual({ '2xx': 1, '3xx': 0, '4xx': 1, '5xx': 1 });
});

test('a duration beyond every bound counts as the longest', () => {
  const { load } = loadAt(1_000_000);
  load.took(10_000_000, 200);
  load.took(0, 200);
  expect(load.figures().p95Ms!).toBeGreaterThan(10_000);
});
