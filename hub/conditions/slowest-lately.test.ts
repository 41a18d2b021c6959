import { expect, test } from 'bun:test';
import { SlowestLately } from './slowest-lately.ts';

test('the slowest of the last minute counts, and is forgotten after it, also when the clock was put back', () => {
  let nowMs = 1_000_000;
  const lately = new SlowestLately(() => nowMs);
  expect(lately.slowestMs()).toBe(0);
  lately.add(1_500);
  lately.add(20);
  nowMs += 45_000;
  lately.add(300);
  expect(lately.slowestMs()).toBe(1_500);
  nowMs += 15_000;
  expect(lately.slowestMs()).toBe(300);
  nowMs -= 600_000;
  expect(lately.slowestMs()).toBe(0);
});
