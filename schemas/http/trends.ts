import { z } from 'zod';
import { TrendResolution } from '#schemas/http/points';
import type { RouteRow } from '#schemas/http/route-row';
import { PointId } from '#schemas/ids/ids';
import { Condition } from '#schemas/readings/finding';
import { TimeMs } from '#schemas/units/units';

/** The figures of a point that are kept over time. */
export const TREND_FIGURES = ['velocity', 'acceleration', 'envelope', 'kurtosis', 'speed'] as const;
export const TrendFigure = z.enum(TREND_FIGURES);
export type TrendFigure = z.infer<typeof TrendFigure>;

/** So many points are read in one go. */
export const TREND_POINTS_MAX = 40;
/** Condition changes that an answer carries: the newest of the range. */
export const TREND_CHANGES_MAX = 500;

/** A list in an address, `a,b,c`, each once. */
function listed(most: number) {
  return z
    .string()
    .max(most * 80)
    .transform((written) => [...new Set(written.split(',').filter(Boolean))]);
}

/** `points` and `figures` with commas between them; `from`, `to` in ms UTC. */
export const TrendsQuery = z.object({
  points: listed(TREND_POINTS_MAX).pipe(z.array(PointId).min(1).max(TREND_POINTS_MAX)),
  figures: listed(TREND_FIGURES.length).pipe(z.array(TrendFigure).min(1)),
  from: z.coerce.number().int().nonnegative(),
  to: z.coerce.number().int().nonnegative(),
  maxBuckets: z.coerce.number().int().min(2).max(4000).default(1000),
});
export type TrendsQuery = z.output<typeof TrendsQuery>;

const Column = z.array(z.number().nullable());

/** One figure over the steps of its point; `max` is null for figures of which only the mean is kept. */
export const TrendLine = z.strictObject({
  figure: TrendFigure,
  mean: Column,
  max: Column.nullable(),
});
export type TrendLine = z.infer<typeof TrendLine>;

/** A point’s figures. Columns are of equal length; a step without data is absent, never invented. */
export const PointTrends = z.strictObject({
  pointId: PointId,
  /** Step i begins at `startMs + steps[i] × stepMs`. */
  steps: z.array(z.number().int().nonnegative()),
  /** Worst condition in the step: index in CONDITIONS. */
  condition: z.array(z.number().int()),
  lines: z.array(TrendLine),
});
export type PointTrends = z.infer<typeof PointTrends>;

/** Figures of several points over one range, all in the same steps. */
export const Trends = z.strictObject({
  /** Of what was read; a step is one or several such buckets. */
  resolution: TrendResolution,
  startMs: TimeMs,
  stepMs: z.number().int().positive(),
  points: z.array(PointTrends),
  /** Asked for, but there is no such point any more. */
  unknown: z.array(PointId),
  /** Condition changes of these points, oldest first. */
  changes: z.array(
    z.strictObject({
      pointId: PointId,
      atMs: TimeMs,
      from: Condition,
      to: Condition,
    }),
  ),
  /** There were more changes than are listed: the oldest are left out. */
  areChangesLeftOut: z.boolean(),
});
export type Trends = z.infer<typeof Trends>;

export const TREND_ROUTES = {
  trends: {
    method: 'GET',
    path: '/api/v1/trends',
    permission: 'plant:read',
    within: 'sight',
    tag: 'plant',
    summary: 'Figures of up to 40 points over time, with their condition changes.',
    query: TrendsQuery,
    answer: Trends,
    etag: true,
  },
} as const satisfies Record<string, RouteRow>;
