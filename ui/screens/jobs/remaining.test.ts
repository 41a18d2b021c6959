import { expect, test } from 'bun:test';
import { remainingMs } from './remaining.ts';

const job = { share: 0.25, startedMs: 1_000, isEnding: false, progress: null };

test('what is left follows from the pace so far', () => {
  expect(remainingMs(job, 21_000)).toBe(60_000);
  expect(remainingMs({ ...job, share: 1 }, 21_000)).toBe(0);
});

test('nothing is said while the pace is not known', () => {
  expect(remainingMs({ ...job, share: null }, 21_000)).toBeNull();
  expect(remainingMs({ ...job, share: 0.01 }, 21_000)).toBeNull();
  expect(remainingMs({ ...job, startedMs: null }, 21_000)).toBeNull();
  expect(remainingMs({ ...job, isEnding: true }, 21_000)).toBeNull();
  expect(remainingMs(job, 3_000)).toBeNull();
});

test('a kind that tells what is left is believed', () => {
  expect(remainingMs({ ...job, share: null, progress: { leftS: 90 } }, 21_000)).toBe(90_000);
  expect(remainingMs({ ...job, isEnding: true, progress: { leftS: 90 } }, 21_000)).toBeNull();
});
