import { expect, test } from 'bun:test';
import { chooseLevel } from './choose-level.ts';
import { type KeptDays, seriesLevels } from './series.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const KEPT: KeptDays = [14, 400, 3650];
const NOW = 20_000 * DAY;
const level = (from: number, to: number, maxBuckets = 1000) =>
  chooseLevel(seriesLevels('trend', ''), { from, to, maxBuckets }, KEPT, NOW).resolution;

test('the finest level that fits is chosen: seconds for an hour, days for years', () => {
  expect(level(NOW - 60_000, NOW)).toBe('10s');
  expect(level(NOW - 2 * HOUR, NOW)).toBe('10s');
  expect(level(NOW - DAY, NOW)).toBe('10min');
  expect(level(NOW - DAY, NOW, 4000)).toBe('10min');
  expect(level(NOW - 365 * DAY, NOW)).toBe('1day');
});

test('a level that no longer holds the beginning is passed over', () => {
  expect(level(NOW - 20 * DAY, NOW - 20 * DAY + HOUR)).toBe('10min');
  expect(level(NOW - 500 * DAY, NOW - 500 * DAY + HOUR)).toBe('1day');
});

test('when nothing fits the coarsest is taken', () => {
  expect(level(0, NOW, 10)).toBe('1day');
});
