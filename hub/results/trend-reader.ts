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
