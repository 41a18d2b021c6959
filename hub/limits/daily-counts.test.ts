import { expect, test } from 'bun:test';
import { DailyCounts } from './daily-counts.ts';

const DAY_MS = 86_400_000;

test('a day begins with its first request and holds no more than the ceiling, each for itself', () => {
  let nowMs = 1_000;
  const counts = new DailyCounts(() => nowMs);
  expect(counts.take('a', 2)).toEqual({ allowed: true, limit: 2, remaining: 1, resetS: 86_400 });
  nowMs += DAY_MS / 2;
  expect(counts.take('a', 2)).toMatchObject({ allowed: true, remaining: 0, resetS: 43_200 });
  expect(counts.take('a', 2)).toMatchObject({ allowed: false, remaining: 0, resetS: 43_200 });
  expect(counts.take('b', 2).allowed).toBe(true);
  nowMs += DAY_MS / 2;
  expect(counts.take('a', 2)).toMatchObject({ allowed: true, remaining: 1 });
});

test('a ceiling that changes holds at once', () => {
  const counts = new DailyCounts(() => 0);
  for (let i = 0; i < 3; i++) counts.take('a', 5);
  expect(counts.take('a', 2)).toMatchObject({ allowed: false, remaining: 0 });
  expect(counts.take('a', 4)).toMatchObject({ allowed: true, remaining: 0 });
});

test('the clock set back does not let anybody in anew', () => {
  let nowMs = DAY_MS;
  const counts = new DailyCounts(() => nowMs);
  counts.take('a', 1);
  nowMs = 0;
  expect(counts.take('a', 1).allowed).toBe(false);
});
