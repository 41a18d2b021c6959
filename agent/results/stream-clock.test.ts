import { expect, test } from 'bun:test';
import { StreamClock } from './stream-clock.ts';

const NOW_MS = 1_800_000_000_000;

test('stream time goes on by hops, and results carry the time of the sensor', () => {
  const clock = new StreamClock();
  clock.begin(80, NOW_MS);
  expect(clock.next((NOW_MS - 500) * 1000, NOW_MS)).toBe(NOW_MS + 80);
  expect(clock.next((NOW_MS - 420) * 1000, NOW_MS)).toBe(NOW_MS + 160);
  expect(clock.atMs).toBe(NOW_MS - 420);
  expect(clock.note).toBeNull();
});

test('a gap moves stream time on to the present, and a clock set back does not move it back', () => {
  const clock = new StreamClock();
  clock.begin(80, NOW_MS);
  clock.next(NOW_MS * 1000, NOW_MS);
  clock.begin(80, NOW_MS + 60_000);
  expect(clock.next(0, NOW_MS + 60_000)).toBe(NOW_MS + 60_080);
  clock.begin(80, NOW_MS);
  expect(clock.next(0, NOW_MS)).toBe(NOW_MS + 60_160);
});

test('a sensor whose clock is wrong is told by the time of arrival, with a note', () => {
  const clock = new StreamClock();
  clock.begin(80, NOW_MS);
  clock.next((NOW_MS - 3_600_000) * 1000, NOW_MS);
  expect(clock.atMs).toBe(NOW_MS);
  expect(clock.note).toBe("The sensor's clock is 3600 s behind; times are those of arrival.");
});
