import { expect, test } from 'bun:test';
import {
  age,
  byteRate,
  count,
  dateTime,
  figure,
  fixed,
  megabytes,
  milliseconds,
  NO_VALUE,
  plain,
  span,
} from './numbers.ts';
import { timeZone } from './time-zone.ts';

test('a figure keeps three significant digits and shows a dash for what is not known', () => {
  expect([0, 0.000123, 0.0123, 0.456, 7.416, 42.04, -312.4, 25_600].map(figure)).toEqual([
    '0.00',
    '0.00012',
    '0.012',
    '0.46',
    '7.42',
    '42.0',
    '−312',
    '25 600',
  ]);
  expect([figure(null), figure(Number.NaN), count(null), megabytes(null), byteRate(null)]).toEqual(
    Array(5).fill(NO_VALUE),
  );
});

test('limits, axes and delays have no digits that say nothing', () => {
  expect([4, 0.5, 25_600, -1.25, 1479.96].map(plain)).toEqual([
    '4',
    '0.5',
    '25 600',
    '−1.25',
    '1480',
  ]);
  expect([fixed(-1, 1), fixed(12_000, 0)]).toEqual(['−1.0', '12 000']);
  expect([0.43, 8.2, 31.7, null].map(milliseconds)).toEqual([
    '0.4 ms',
    '8.2 ms',
    '32 ms',
    NO_VALUE,
  ]);
  expect([4.24, 96.3].map(megabytes)).toEqual(['4.2 MB', '96 MB']);
});

test('a span uses its largest fitting unit', () => {
  expect([0, 89_000, 90_000, 3_600_000, 7_200_000, 864e5 * 3].map(span)).toEqual([
    '0 s',
    '89 s',
    '2 min',
    '60 min',
    '2 h',
    '3 days',
  ]);
});

test('an age says when it is fresh, old, never, or from a clock that runs ahead', () => {
  const now = 1_700_000_000_000;
  expect(age(now - 500, now)).toBe('now');
  expect(age(now - 12_000, now)).toBe('12 s ago');
  expect(age(null, now)).toBe('never');
  expect(age(now + 60_000, now)).toBe('clock is ahead');
});

test('rates, sizes and dates carry their units', () => {
  expect(byteRate(1_234_567)).toBe('1.2 MB/s');
  expect(byteRate(12_300)).toBe('12.3 kB/s');
  expect(megabytes(20_480)).toBe('20.5 GB');
  expect(dateTime(new Date(2026, 2, 4, 14, 3, 22).getTime())).toBe('2026-03-04 14:03:22');
});

test('times are those of the person’s own zone, also where its summer time begins', () => {
  const at = Date.UTC(2026, 2, 29, 0, 59, 59);
  timeZone.value = 'Europe/Berlin';
  expect(dateTime(at)).toBe('2026-03-29 01:59:59');
  expect(dateTime(at + 1000)).toBe('2026-03-29 03:00:00');
  timeZone.value = 'Pacific/Auckland';
  expect(dateTime(Date.UTC(2026, 11, 31, 11, 0, 0))).toBe('2027-01-01 00:00:00');
  timeZone.value = undefined;
});
