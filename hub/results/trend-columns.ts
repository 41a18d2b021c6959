import type { PointSummary } from '#schemas/broker/messages';
import { type Series, type SeriesRow, seriesLevels } from '../store/series/series.ts';
import { seriesStatements } from '../store/series/series-statements.ts';
import { conditionRank } from './condition-rank.ts';

const COLUMNS = [
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

/** The trends of points. */
export const POINT_SERIES: Series = {
  levels: seriesLevels('trend', ''),
  key: 'point_key',
  columns: COLUMNS,
};
export const POINT_STATEMENTS = seriesStatements(POINT_SERIES);

/** One summary as a row of the finest level: a bucket that holds only it. */
export function trendRow(summary: PointSummary, pointKey: number): SeriesRow {
  const { velocityMmS: v, accelerationG: a, envelopeG: e, kurtosis: k, speedRpm } = summary.figures;
  const bucket = Math.floor(summary.atMs / POINT_SERIES.levels[0].bucketMs);
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
