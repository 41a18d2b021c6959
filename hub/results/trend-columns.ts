import type { PointSummary } from '#schemas/broker/messages';
import type { TrendResolution } from '#schemas/http/points';
import { conditionRank } from './condition-rank.ts';

/** The trend tables from fine to coarse. */
export const TREND_LEVELS = [
  { resolution: '10s', table: 'trend_10s', bucketMs: 10_000 },
  { resolution: '10min', table: 'trend_10min', bucketMs: 600_000 },
  { resolution: '1day', table: 'trend_1day', bucketMs: 86_400_000 },
] as const satisfies readonly { resolution: TrendResolution; table: string; bucketMs: number }[];
export type TrendLevel = (typeof TREND_LEVELS)[number];

/** How two buckets become one, column by column; the order is that of a trend row after its key. */
export const TREND_COLUMNS = [
  ['n', 'sum'],
  ['velocity_n', 'sum'],
  ['velocity_sum', 'sum'],
  ['velocity_min', 'min'],
  ['velocity_max', 'max'],
  ['acceleration_n', 'sum'],
  ['acceleration_sum', 'sum'],
  ['acceleration_min', 'min'],
  ['acceleration_max', 'max'],
  ['envelope_n', 'sum'],
  ['envelope_sum', 'sum'],
  ['envelope_max', 'max'],
  ['kurtosis_sum', 'sum'],
  ['kurtosis_max', 'max'],
  ['speed_n', 'sum'],
  ['speed_sum', 'sum'],
  ['condition', 'max'],
] as const;

/** `[bucket, pointKey, …TREND_COLUMNS]` */
export type TrendRow = readonly (number | null)[];

/** One summary as a row of the finest level: a bucket that holds only it. */
export function trendRow(summary: PointSummary, pointKey: number): TrendRow {
  const { velocityMmS: v, accelerationG: a, envelopeG: e, kurtosis: k, speedRpm } = summary.figures;
  const bucket = Math.floor(summary.atMs / TREND_LEVELS[0].bucketMs);
  return [
    bucket,
    pointKey,
    1,
    ...[countOf(v), v, v, v],
    ...[countOf(a), a, a, a],
    ...[countOf(e), e, e],
    ...[k, k],
    ...[countOf(speedRpm), speedRpm],
    conditionRank(summary.verdict.condition),
  ];
}

function countOf(figure: number | null): number {
  return figure === null ? 0 : 1;
}
