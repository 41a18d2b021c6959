import type { pointWords } from '../../text/point.ts';

/** A stretch of time: the last so many ms up to now, or a fixed part that was dragged over. */
export type TrendSpan =
  | { readonly kind: 'live'; readonly name: RangeName }
  | { readonly kind: 'fixed'; readonly fromMs: number; readonly toMs: number };

export type RangeName = keyof typeof pointWords.ranges;

export const RANGE_MS: Readonly<Record<RangeName, number>> = {
  minute: 60_000,
  tenMinutes: 600_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 7 * 86_400_000,
  month: 30 * 86_400_000,
  year: 365 * 86_400_000,
};
export const RANGE_NAMES = Object.keys(RANGE_MS) as RangeName[];

/** Up to this span the seconds that came live are shown after the recorded trend. */
export const TAIL_UP_TO_MS = 3_600_000;

/** From and to in ms. */
export function spanRange(span: TrendSpan, nowMs: number): readonly [number, number] {
  return span.kind === 'fixed' ? [span.fromMs, span.toMs] : [nowMs - RANGE_MS[span.name], nowMs];
}

/** How often a live span is asked for again: often enough to move by a pixel or a new bucket. */
export function refreshMs(span: TrendSpan): number | null {
  if (span.kind === 'fixed') return null;
  return Math.min(600_000, Math.max(10_000, RANGE_MS[span.name] / 500));
}
