import { expect, test } from 'bun:test';
import { trendSteps } from './many-trends.ts';

const DAY = 86_400_000;
const NOW = 20_000 * DAY + 12_345;
const steps = (days: number, points = 1, maxBuckets = 1000) =>
  trendSteps({ from: NOW - days * DAY, to: NOW, maxBuckets }, points, [14, 400, 3650], NOW);

test('a month of many points is read in minutes, merged to what a screen shows', () => {
  const { level, bucketsPerStep, firstBucket, lastBucket } = steps(30, 20);
  expect(level.resolution).toBe('10min');
  expect(bucketsPerStep).toBe(5);
  expect((lastBucket - firstBucket + 1) / bucketsPerStep).toBeLessThanOrEqual(1001);
  expect(firstBucket % bucketsPerStep).toBe(0);
});

test('a day is read in seconds, a year in days: no question costs more than a person waits for', () => {
  expect([1, 180, 365].map((days) => steps(days).level.resolution)).toEqual([
    '10s',
    '10min',
    '1day',
  ]);
  expect(steps(90, 40).level.resolution).toBe('1day');
});

test('a range that begins before its level is kept, or at the beginning of time, costs no more', () => {
  expect(
    trendSteps(
      { from: NOW - 20 * DAY, to: NOW - 19 * DAY, maxBuckets: 1000 },
      1,
      [14, 400, 3650],
      NOW,
    ).level.resolution,
  ).toBe('10min');
  const all = trendSteps({ from: 0, to: 9e15, maxBuckets: 4000 }, 40, [14, 400, 3650], NOW);
  expect(all.lastBucket - all.firstBucket).toBeLessThanOrEqual(10_000);
});
