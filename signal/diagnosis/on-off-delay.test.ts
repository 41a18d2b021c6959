import { expect, test } from 'bun:test';
import { OnOffDelay } from './on-off-delay.ts';

test('turns only after an unbroken delay, on and off', () => {
  const delay = new OnOffDelay({ onMs: 3000, offMs: 5000 });
  const held = (atMs: number, input: boolean) => delay.update(atMs, input);
  expect(held(0, false)).toBe(false);
  expect(held(1000, true)).toBe(false);
  expect(held(3900, true)).toBe(false);
  expect(held(3950, false)).toBe(false);
  expect(held(4000, true)).toBe(false);
  expect(held(6999, true)).toBe(false);
  expect(held(7000, true)).toBe(true);
  expect(held(8000, false)).toBe(true);
  expect(held(12_999, false)).toBe(true);
  expect(held(13_000, false)).toBe(false);
});

test('takes the first input at once and forgets what was pending on an interrupt', () => {
  const delay = new OnOffDelay({ onMs: 1000, offMs: 1000 });
  expect(delay.update(0, true)).toBe(true);
  delay.update(500, false);
  delay.interrupt();
  expect(delay.update(1500, false)).toBe(true);
  expect(delay.update(2500, false)).toBe(false);
});
