import type { TrendQuery } from '#schemas/http/points';
import type { KeptDays, SeriesLevel, SeriesLevels } from './series.ts';

export type SeriesQuery = ReturnType<(typeof TrendQuery)['parse']>;

/**
 * The finest level that covers the range with at most `maxBuckets` and still holds its beginning; the coarsest when none
 * does.
 */
export function chooseLevel(
  levels: SeriesLevels,
  query: SeriesQuery,
  keptDays: KeptDays,
  nowMs: number,
): SeriesLevel {
  const fits = levels.find(({ bucketMs }, i) => {
    const buckets = Math.floor(query.to / bucketMs) - Math.floor(query.from / bucketMs) + 1;
    const held = query.from >= nowMs - (keptDays[i] ?? 0) * 86_400_000 - bucketMs;
    return buckets <= query.maxBuckets && held;
  });
  return fits ?? levels[2];
}
