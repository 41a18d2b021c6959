import type { Row } from '../statement.ts';
import type { Store } from '../store.ts';
import type { SeriesQuery } from './choose-level.ts';
import type { Series, SeriesLevel } from './series.ts';

/**
 * The buckets of one key, oldest first; of a range with more than `maxBuckets` the last ones. The table's key begins with the
 * bucket, so the buckets of the range are listed and each is looked up: no second index is needed, and the work is bounded.
 */
export function readSeries(
  store: Store,
  { key }: Series,
  level: SeriesLevel,
  of: number,
  query: SeriesQuery,
): Promise<Row[]> {
  const last = Math.floor(query.to / level.bucketMs);
  const first = Math.max(Math.floor(query.from / level.bucketMs), last - query.maxBuckets + 1);
  return store.read(
    `WITH RECURSIVE wanted (b) AS (SELECT ? UNION ALL SELECT b + 1 FROM wanted WHERE b < ?)
     SELECT t.* FROM wanted JOIN ${level.table} t ON t.bucket = wanted.b AND t.${key} = ? ORDER BY t.bucket`,
    [first, last, of],
  );
}
