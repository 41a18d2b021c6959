import { afterEach, expect, test } from 'bun:test';
import { timeZone } from '../../text/time-zone.ts';
import {
  ANY_TIME,
  type DateRange,
  endsOf,
  fieldOfMoment,
  momentOfField,
  rangeOfWord,
  rangeWord,
} from './date-range-value.ts';

afterEach(() => {
  timeZone.value = undefined;
});

const RANGES: DateRange[] = [
  ANY_TIME,
  { kind: 'last', span: 'week' },
  { kind: 'own', fromMs: 1_700_000_000_000, toMs: 1_800_000_000_000 },
  { kind: 'own', fromMs: null, toMs: 1_800_000_000_000 },
  { kind: 'own', fromMs: 1_700_000_000_000, toMs: null },
];

test('a range comes back from the word that an address has of it', () => {
  for (const range of RANGES) expect(rangeOfWord(rangeWord(range))).toEqual(range);
});

test('what no range is means all time', () => {
  for (const word of ['', '-', 'century', '12', 'a-b', '1-2-3']) {
    expect(rangeOfWord(word)).toEqual(ANY_TIME);
  }
});

test('the last while ends now, and open ends are left out', () => {
  expect(RANGES.map((range) => endsOf(range, 604_800_000))).toEqual([
    {},
    { from: 0 },
    { from: 1_700_000_000_000, to: 1_800_000_000_000 },
    { to: 1_800_000_000_000 },
    { from: 1_700_000_000_000 },
  ]);
});

test('a moment is what a field of date and time says, to the minute', () => {
  const atMs = new Date(2026, 1, 3, 4, 5).getTime();
  expect(fieldOfMoment(atMs)).toBe('2026-02-03T04:05');
  expect(momentOfField('2026-02-03T04:05')).toBe(atMs);
  expect([momentOfField(''), momentOfField('2026-'), fieldOfMoment(null)]).toEqual([
    null,
    null,
    '',
  ]);
});

test('the field speaks the zone that the person chose, also around a change of the clocks', () => {
  timeZone.value = 'Europe/Berlin';
  expect(momentOfField('2026-07-01T12:00')).toBe(Date.UTC(2026, 6, 1, 10));
  expect(momentOfField('2026-01-01T12:00')).toBe(Date.UTC(2026, 0, 1, 11));
  // The clocks go forward on 29 March 2026 at 02:00, and back on 25 October at 03:00.
  for (const hour of [
    '2026-03-29T01:59',
    '2026-03-29T03:00',
    '2026-10-25T01:59',
    '2026-10-25T04:00',
  ]) {
    expect(fieldOfMoment(momentOfField(hour))).toBe(hour);
  }
  timeZone.value = 'Pacific/Auckland';
  expect(momentOfField('2026-07-01T12:00')).toBe(Date.UTC(2026, 6, 1));
});
