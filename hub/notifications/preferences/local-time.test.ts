import { describe, expect, test } from 'bun:test';
import { endOfSpans, nextAt, nextBegin } from './local-time.ts';

const at = (text: string) => Date.parse(text);
const text = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString().slice(0, 16));

describe('the next time of day', () => {
  const cases: [string, string, string, string, string][] = [
    // zone, time of day, after (UTC), expected (UTC), what
    [
      'Europe/Berlin',
      '06:00',
      '2026-03-28T12:00Z',
      '2026-03-29T04:00',
      'the hour after clocks go forward is summer time',
    ],
    [
      'Europe/Berlin',
      '02:30',
      '2026-03-28T12:00Z',
      '2026-03-29T01:30',
      'a time left out is an hour later by the clock',
    ],
    [
      'Europe/Berlin',
      '02:30',
      '2026-03-29T01:30Z',
      '2026-03-30T00:30',
      'and the day after it is itself again',
    ],
    [
      'Europe/Berlin',
      '06:00',
      '2026-10-24T12:00Z',
      '2026-10-25T05:00',
      'the morning after clocks go back is winter time',
    ],
    [
      'Europe/Berlin',
      '02:30',
      '2026-10-24T12:00Z',
      '2026-10-25T00:30',
      'a time that comes twice is the first',
    ],
    [
      'Europe/Berlin',
      '02:30',
      '2026-10-25T00:30Z',
      '2026-10-26T01:30',
      'and the second is not one',
    ],
    ['America/New_York', '06:00', '2026-03-07T18:00Z', '2026-03-08T10:00', 'New York, forward'],
    ['America/New_York', '02:30', '2026-03-07T18:00Z', '2026-03-08T07:30', 'New York, left out'],
    ['America/New_York', '06:00', '2026-10-31T18:00Z', '2026-11-01T11:00', 'New York, back'],
    [
      'America/New_York',
      '01:30',
      '2026-10-31T18:00Z',
      '2026-11-01T05:30',
      'New York, twice: the first',
    ],
    [
      'America/New_York',
      '01:30',
      '2026-11-01T05:30Z',
      '2026-11-02T06:30',
      'New York, and not the second',
    ],
    ['Asia/Kolkata', '06:00', '2026-05-01T00:29Z', '2026-05-01T00:30', 'zones of half hours'],
  ];
  for (const [zone, time, after, expected, what] of cases) {
    test(`${zone} ${time}: ${what}`, () => {
      expect(text(nextAt(at(after), zone, time))).toBe(expected);
    });
  }

  test('on a day of the week', () => {
    expect(text(nextAt(at('2026-11-21T12:00Z'), 'UTC', '06:00', [1]))).toBe('2026-11-23T06:00');
    expect(text(nextAt(at('2026-11-23T06:00Z'), 'UTC', '06:00', [1]))).toBe('2026-11-30T06:00');
  });

  test('every day of a year has it once', () => {
    for (const zone of ['Europe/Berlin', 'America/New_York']) {
      let ms = at('2026-01-01T00:00Z');
      for (let day = 0; day < 365; day++) {
        const next = nextAt(ms, zone, '02:30');
        expect(next - ms).toBeLessThanOrEqual(26 * 3_600_000);
        ms = next;
      }
      expect(text(ms)?.slice(0, 10)).toBe('2026-12-31');
    }
  });
});

describe('spans of the day', () => {
  const night = [{ days: [1, 2, 3, 4, 5, 6, 7], from: '22:00', to: '06:00' }];

  test('last over midnight, and end when the clock says so, also on the night of a change', () => {
    const end = (now: string) => text(endOfSpans(night, at(now), 'Europe/Berlin'));
    expect(end('2026-11-21T20:59Z')).toBeNull();
    expect(end('2026-11-21T21:00Z')).toBe('2026-11-22T05:00');
    expect(end('2026-11-22T04:59Z')).toBe('2026-11-22T05:00');
    expect(end('2026-11-22T05:00Z')).toBeNull();
    expect(end('2026-03-29T00:30Z')).toBe('2026-03-29T04:00');
    expect(end('2026-10-24T22:30Z')).toBe('2026-10-25T05:00');
  });

  test('belong to the day on which they begin', () => {
    const friday = [{ days: [5], from: '22:00', to: '06:00' }];
    expect(text(endOfSpans(friday, at('2026-11-21T03:00Z'), 'UTC'))).toBe('2026-11-21T06:00');
    expect(endOfSpans(friday, at('2026-11-20T03:00Z'), 'UTC')).toBeNull();
  });

  test('that meet are one', () => {
    const day = [
      { days: [6], from: '06:00', to: '14:00' },
      { days: [6], from: '14:00', to: '22:00' },
    ];
    expect(text(endOfSpans(day, at('2026-11-21T07:00Z'), 'UTC'))).toBe('2026-11-21T22:00');
  });

  test('around the clock end some time all the same', () => {
    const always = [
      { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '12:00' },
      { days: [1, 2, 3, 4, 5, 6, 7], from: '12:00', to: '00:00' },
    ];
    const endMs = endOfSpans(always, at('2026-11-21T07:00Z'), 'UTC') ?? 0;
    expect(endMs).toBeGreaterThan(at('2026-11-27T00:00Z'));
    expect(endMs).toBeLessThan(at('2026-12-01T00:00Z'));
  });

  test('begin next', () => {
    expect(text(nextBegin(night, at('2026-11-21T07:00Z'), 'UTC'))).toBe('2026-11-21T22:00');
    expect(nextBegin([], 0, 'UTC')).toBeNull();
  });
});
