import { z } from 'zod';

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Whether the name is one of a timezone that this runtime knows. */
function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

export const TimezoneName = z.string().max(64).refine(isTimezone, 'Not a known timezone.');

/** A stretch of some days of the week by the wall clock; one that ends before it begins goes on into the next day. */
export const WeekSpan = z.strictObject({
  /** 1 is Monday, 7 Sunday (ISO 8601). */
  days: z.array(z.number().int().min(1).max(7)).min(1).max(7),
  from: z.string().regex(TIME, 'Hours and minutes, such as 06:00.'),
  to: z.string().regex(TIME, 'Hours and minutes, such as 14:00.'),
});
export type WeekSpan = z.infer<typeof WeekSpan>;

/** Times of the week in a timezone. */
export const WeekTimes = z.strictObject({
  timezone: TimezoneName,
  spans: z.array(WeekSpan).min(1).max(42),
});
export type WeekTimes = z.infer<typeof WeekTimes>;

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const formats = new Map<string, Intl.DateTimeFormat>();

/** Day of the week (1 is Monday) and minute of the day there and then, daylight saving included. */
function wallClock(timezone: string, atMs: number): { day: number; minute: number } {
  const known = formats.get(timezone);
  const format =
    known ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone: timezone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  if (known === undefined) formats.set(timezone, format);
  const parts = Object.fromEntries(format.formatToParts(atMs).map((one) => [one.type, one.value]));
  return {
    day: DAYS.indexOf(parts.weekday ?? '') + 1,
    minute: Number(parts.hour) * 60 + Number(parts.minute),
  };
}

/** Whether the moment lies within one of the spans; the end does not. Equal ends are the whole day. */
export function isWithin(spans: readonly WeekSpan[], timezone: string, atMs: number): boolean {
  const { day, minute } = wallClock(timezone, atMs);
  const before = day === 1 ? 7 : day - 1;
  return spans.some(({ days, from, to }) => {
    const [start, end] = [minutesOf(from), minutesOf(to)];
    if (start < end) return days.includes(day) && minute >= start && minute < end;
    return (days.includes(day) && minute >= start) || (days.includes(before) && minute < end);
  });
}
