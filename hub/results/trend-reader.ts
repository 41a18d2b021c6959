import type { Trend, TrendQuery } from '#schemas/http/points';
import type { Row } from '../store/statement.ts';
import type { Store } from '../store/store.ts';
import { conditionIndexOfRank } from './condition-rank.ts';
import { TREND_LEVELS, type TrendLevel } from './trend-columns.ts';

type Query = ReturnType<(typeof TrendQuery)['parse']>;

/** Days for which each level is kept, fine to coarse. */
export type TrendDays = readonly [number, number, number];

/**
 * The finest level that covers the range with at most `maxBuckets` and still holds its beginning; the coarsest when none
 * does.
 */
export function chooseLevel(query: Query, keptDays: TrendDays, nowMs: number): TrendLevel {
  const fits = TREND_LEVELS.find(({ bucketMs }, i) => {
    const buckets = Math.floor(query.to / bucketMs) - Math.floor(query.from / bucketMs) + 1;
    const held = query.from >= nowMs - keptDays[i] * 86_400_000 - bucketMs;
    return buckets <= query.maxBuckets && held;
  });
  return fits ?? TREND_LEVELS[TREND_LEVELS.length - 1];
}

/**
 * Trends of one point. The table's key begins with the bucket, so the buckets of the range are listed and each is looked up:
 * no second index is needed, and `maxBuckets` bounds the work.
 */
export async function readTrend(
  store: Store,
  pointKey: number,
  level: TrendLevel,
  query: Query,
): Promise<Trend> {
  const last = Math.floor(query.to / level.bucketMs);
  const first = Math.max(Math.floor(query.from / level.bucketMs), last - query.maxBuckets + 1);
  const rows = await store.read(
    `WITH RECURSIVE wanted (b) AS (SELECT ? UNION ALL SELECT b + 1 FROM wanted WHERE b < ?)
     SELECT t.* FROM wanted JOIN ${level.table} t ON t.bucket = wanted.b AND t.point_key = ? ORDER BY t.bucket`,
    [first, last, pointKey],
  );
  return toTrend(level, rows);
}

function toTrend({ resolution, bucketMs }: TrendLevel, rows: Row[]): Trend {
  const mean = (sum: string, n = 'n') => rows.map((row) => Number(row[sum]) / Number(row[n]));
  const meanOrNull = (sum: string, n: string) =>
    rows.map((row) => (row[n] === 0 ? null : Number(row[sum]) / Number(row[n])));
  return {
    resolution,
    atMs: rows.map((row) => Number(row.bucket) * bucketMs),
    velocityMean: meanOrNull('velocity_sum', 'velocity_n'),
    velocityMax: rows.map((row) => row.velocity_max as number | null),
    accelerationMean: mean('acceleration_sum'),
    accelerationMax: rows.map((row) => Number(row.acceleration_max)),
    envelopeMean: mean('envelope_sum'),
    kurtosisMean: mean('kurtosis_sum'),
    speedMean: meanOrNull('speed_sum', 'speed_n'),
    condition: rows.map((row) => conditionIndexOfRank(Number(row.condition))),
  };
}
