import type { DaySpan } from '#schemas/notifications/choices';

/** The moment as a clock in this zone shows it. */
export function localTime(nowMs: number, timezone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(nowMs)).toZonedDateTimeISO(timezone);
}

/**
 * The next moment after `afterMs` at which clocks in the zone show this time, on one of these days where they are given (1
 * Monday … 7 Sunday). A time that the change to summer time leaves out is taken an hour later; one that comes twice when it
 * ends is taken the first time only.
 */
export function nextAt(
  afterMs: number,
  timezone: string,
  at: string,
  days: readonly number[] | null = null,
): number {
  const today = localTime(afterMs, timezone).toPlainDate();
  for (let ahead = 0; ahead <= 8; ahead++) {
    const date = today.add({ days: ahead });
    if (days !== null && !days.includes(date.dayOfWeek)) continue;
    const ms = date.toZonedDateTime({ timeZone: timezone, plainTime: at }).epochMilliseconds;
    if (ms > afterMs) return ms;
  }
  throw new RangeError('None of these days comes within a week.');
}

/** When the span that the moment lies in ends; null: the moment lies in none. Spans that overlap or meet are one. */
export function endOfSpans(
  spans: readonly DaySpan[],
  nowMs: number,
  timezone: string,
): number | null {
  let endMs: number | null = null;
  // Each round goes over into a span that begins before the last one ends; they cannot go on for longer than all of a week.
  for (let round = 0; round <= spans.length * 7; round++) {
    const at = endMs ?? nowMs;
    const ends = spans.flatMap((span) => endOf(span, at, timezone) ?? []);
    if (ends.length === 0) return endMs;
    endMs = Math.max(...ends);
  }
  return endMs;
}

/** When one of the spans begins next; null without any. */
export function nextBegin(
  spans: readonly DaySpan[],
  nowMs: number,
  timezone: string,
): number | null {
  if (spans.length === 0) return null;
  return Math.min(...spans.map(({ from, days }) => nextAt(nowMs, timezone, from, days)));
}

function endOf({ days, from, to }: DaySpan, nowMs: number, timezone: string): number | null {
  const today = localTime(nowMs, timezone).toPlainDate();
  const isOverMidnight = to < from;
  // One that began yesterday may still last.
  for (const date of [today, today.subtract({ days: 1 })]) {
    if (!days.includes(date.dayOfWeek)) continue;
    const last = isOverMidnight ? date.add({ days: 1 }) : date;
    const beginMs = date.toZonedDateTime({ timeZone: timezone, plainTime: from }).epochMilliseconds;
    const endMs = last.toZonedDateTime({ timeZone: timezone, plainTime: to }).epochMilliseconds;
    if (nowMs >= beginMs && nowMs < endMs) return endMs;
  }
  return null;
}
