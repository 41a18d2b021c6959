import { expect, test } from 'bun:test';
import { isWithin, type WeekSpan, WeekTimes } from './week-times.ts';

const NIGHT: WeekSpan = { days: [1, 2, 3, 4, 5], from: '22:00', to: '06:00' };
const within = (spans: WeekSpan[], timezone: string, iso: string) =>
  isWithin(spans, timezone, Date.parse(iso));

test('a shift over midnight belongs to the day on which it begins', () => {
  // 5 January 2026 is a Monday.
  expect(within([NIGHT], 'UTC', '2026-01-05T05:59:00Z')).toBe(false);
  expect(within([NIGHT], 'UTC', '2026-01-05T22:00:00Z')).toBe(true);
  expect(within([NIGHT], 'UTC', '2026-01-10T05:59:00Z')).toBe(true);
  expect(within([NIGHT], 'UTC', '2026-01-10T06:00:00Z')).toBe(false);
  expect(within([NIGHT], 'UTC', '2026-01-10T22:30:00Z')).toBe(false);
});

test('a shift begins by the wall clock of its place, in summer and in winter', () => {
  const early: WeekSpan = { days: [7], from: '06:00', to: '14:00' };
  // The clocks of Berlin go forward on 29 March 2026: six o'clock is 04:00 UTC from then on.
  expect(within([early], 'Europe/Berlin', '2026-03-22T05:00:00Z')).toBe(true);
  expect(within([early], 'Europe/Berlin', '2026-03-29T03:59:00Z')).toBe(false);
  expect(within([early], 'Europe/Berlin', '2026-03-29T04:00:00Z')).toBe(true);
  expect(within([early], 'Europe/Berlin', '2026-03-29T12:00:00Z')).toBe(false);
});

test('equal ends are the whole day, and no such timezone is refused', () => {
  const all: WeekSpan = { days: [3], from: '00:00', to: '00:00' };
  expect(within([all], 'UTC', '2026-01-07T12:00:00Z')).toBe(true);
  expect(within([all], 'UTC', '2026-01-08T12:00:00Z')).toBe(false);
  expect(WeekTimes.safeParse({ timezone: 'Mars/Base', spans: [all] }).success).toBe(false);
});
