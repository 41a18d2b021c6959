import { z } from 'zod';
import { wallTime } from '../../text/time-zone.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The spans up to now that can be chosen by one press. */
export const RANGE_SPANS = {
  hour: HOUR_MS,
  day: DAY_MS,
  week: 7 * DAY_MS,
  month: 30 * DAY_MS,
  quarter: 90 * DAY_MS,
  year: 365 * DAY_MS,
} as const;
export type RangeSpan = keyof typeof RANGE_SPANS;

/** A time: all of it, the last while, or from one moment to another (either end may be open). */
export type DateRange =
  | { readonly kind: 'any' }
  | { readonly kind: 'last'; readonly span: RangeSpan }
  | { readonly kind: 'own'; readonly fromMs: number | null; readonly toMs: number | null };

export const ANY_TIME: DateRange = { kind: 'any' };

/** The ends of the range, ms; absent where it is open. The end is the first moment that is no longer in it. */
export function endsOf(range: DateRange, nowMs: number): { from?: number; to?: number } {
  if (range.kind === 'any') return {};
  if (range.kind === 'last') return { from: nowMs - RANGE_SPANS[range.span] };
  const { fromMs, toMs } = range;
  return { ...(fromMs !== null && { from: fromMs }), ...(toMs !== null && { to: toMs }) };
}

const Span = z.enum(Object.keys(RANGE_SPANS) as [RangeSpan, ...RangeSpan[]]);
const OWN = /^(\d{0,15})-(\d{0,15})$/;

/** The range as one word for an address; empty for all time. */
export function rangeWord(range: DateRange): string {
  if (range.kind === 'any') return '';
  return range.kind === 'last' ? range.span : `${range.fromMs ?? ''}-${range.toMs ?? ''}`;
}

/** The range that the word of an address means; all time when it means none. */
export function rangeOfWord(word: string): DateRange {
  const span = Span.safeParse(word);
  if (span.success) return { kind: 'last', span: span.data };
  const own = OWN.exec(word);
  if (own === null || word === '-') return ANY_TIME;
  const end = (digits: string) => (digits === '' ? null : Number(digits));
  return { kind: 'own', fromMs: end(own[1]), toMs: end(own[2]) };
}

const two = (n: number) => String(n).padStart(2, '0');

/** A moment as a `datetime-local` field has it, in the reader's zone; empty for none. */
export function fieldOfMoment(atMs: number | null): string {
  if (atMs === null) return '';
  const { year, month, day, hour, minute } = wallTime(atMs);
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
}

/** The moment that a `datetime-local` field says, in the reader's zone; null while it is empty or half typed. */
export function momentOfField(value: string): number | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value)) return null;
  const asUtcMs = Date.parse(`${value.slice(0, 16)}Z`);
  if (Number.isNaN(asUtcMs)) return null;
  // Twice: the first guess may lie on the other side of a change of the clocks.
  const guessMs = asUtcMs - aheadMs(asUtcMs);
  return asUtcMs - aheadMs(guessMs);
}

/** So far the clock on the reader's wall is ahead of UTC at that moment. */
function aheadMs(atMs: number): number {
  const { year, month, day, hour, minute, second } = wallTime(atMs);
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(atMs / 1000) * 1000;
}
