import type { Trend } from '#schemas/http/points';
import type { SeriesQuery } from '../store/series/choose-level.ts';
import { readSeries } from '../store/series/read-series.ts';
import type { SeriesLevel } from '../store/series/series.ts';
import type { Row } from '../store/statement.ts';
import type { Store } from '../store/store.ts';
import { conditionIndexOfRank } from './condition-rank.ts';
import { POINT_SERIES } from './trend-columns.ts';

/** Trends of one point; `maxBuckets` bounds the work. */
export async function readTrend(
  store: Store,
  pointKey: number,
  level: SeriesLevel,
  query: SeriesQuery,
): Promise<Trend> {
  return toTrend(level, await readSeries(store, POINT_SERIES, level, pointKey, query));
}

function toTrend({ resolution, bucketMs }: SeriesLevel, rows: Row[]): Trend {
  const mean = (name: string) =>
    rows.map((row) => {
      const n = Number(row[`${name}_n`]);
      return n === 0 ? null : Number(row[`${name}_sum`]) / n;
    });
  const largest = (name: string) => rows.map((row) => row[`${name}_max`] as number | null);
  return {
    resolution,
    atMs: rows.map((row) => Number(row.bucket) * bucketMs),
    velocityMean: mean('velocity'),
    velocityMax: largest('velocity'),
    accelerationMean: mean('acceleration'),
    accelerationMax: largest('acceleration'),
    envelopeMean: mean('envelope'),
    kurtosisMean: rows.map((row) => Number(row.kurtosis_sum) / Number(row.n)),
    speedMean: mean('speed'),
    condition: rows.map((row) => conditionIndexOfRank(Number(row.condition))),
  };
}
