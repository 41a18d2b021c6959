import { type Signal, signal } from '@preact/signals';
import type { PointSummary } from '#schemas/broker/messages';
import type { Point } from '#schemas/http/points';
import type { Appearance } from '../text/en.ts';

/** The hub counts a result as the latest for this long (`results.staleAfterMs` of its settings). */
export const STALE_AFTER_MS = 10_000;

/** The last that was heard of a point. `scores` come only live. */
export type Latest = Pick<PointSummary, 'atMs' | 'figures' | 'verdict' | 'losses' | 'scores'>;

/** One point as screens watch it: each signal changes on its own, so that a tile redraws only for its own news. */
export interface PointCell {
  readonly point: Signal<Point>;
  readonly latest: Signal<Latest | null>;
  readonly appearance: Signal<Appearance>;
}

/** A cell with what the list of points says. */
export function pointCell(point: Point, nowMs: number): PointCell {
  const latest = latestOf(point);
  return {
    point: signal(point),
    latest: signal(latest),
    appearance: signal(appearanceOf(latest, nowMs)),
  };
}

/** The last that the list of points carries, or null. */
export function latestOf(point: Point): Latest | null {
  return point.latest === null ? null : { ...point.latest, scores: null };
}

/** How the point looks now: its condition while fresh, else that it is stale or was never heard. */
export function appearanceOf(latest: Latest | null, nowMs: number): Appearance {
  if (latest === null) return 'waiting';
  if (nowMs - latest.atMs > STALE_AFTER_MS) return 'stale';
  return latest.verdict.condition;
}

/** "Pump 3 · Drive end", or the point's name alone where no machine is known. */
export function fullName(point: Point): string {
  return point.machine === null ? point.name : `${point.machine} · ${point.name}`;
}
