import type { Trends, TrendsQuery } from '#schemas/http/trends';
import type { KeptDays, SeriesLevel } from '../store/series/series.ts';
import type { Row } from '../store/statement.ts';
import type { Store } from '../store/store.ts';
import { conditionIndexOfRank } from './condition-rank.ts';
import { POINT_SERIES } from './trend-columns.ts';

type Figure = TrendsQuery['figures'][number];

/**
 * What one question may cost: so many rows over all its points, and so many buckets, each of which is another place of the disk. It
 * is what is read within the time that a person waits; a finer level is worth nothing once its buckets are merged again.
 */
const LOOKUPS_MAX = 200_000;
const BUCKETS_MAX = 30_000;
const DAY_MS = 86_400_000;

/** What is read of a figure: its mean, and its largest value where one is kept. */
const COLUMNS: Readonly<Record<Figure, { readonly mean: string; readonly max: string | null }>> = {
  velocity: {
    mean: 'sum(t.velocity_sum) / nullif(sum(t.velocity_n), 0)',
    max: 'max(t.velocity_max)',
  },
  acceleration: {
    mean: 'sum(t.acceleration_sum) / nullif(sum(t.acceleration_n), 0)',
    max: 'max(t.acceleration_max)',
  },
  envelope: {
    mean: 'sum(t.envelope_sum) / nullif(sum(t.envelope_n), 0)',
    max: 'max(t.envelope_max)',
  },
  kurtosis: { mean: 'sum(t.kurtosis_sum) / nullif(sum(t.n), 0)', max: 'max(t.kurtosis_max)' },
  speed: { mean: 'sum(t.speed_sum) / nullif(sum(t.speed_n), 0)', max: null },
};

/** A range cut into equal steps of whole buckets of one level. */
export interface TrendSteps {
  readonly level: SeriesLevel;
  readonly firstBucket: number;
  readonly lastBucket: number;
  readonly bucketsPerStep: number;
}

/**
 * The finest level that still holds the beginning and costs no more lookups than are allowed, its buckets merged to at most
 * `maxBuckets` steps; the coarsest when none is.
 */
export function trendSteps(
  { from, to, maxBuckets }: Pick<TrendsQuery, 'from' | 'to' | 'maxBuckets'>,
  points: number,
  keptDays: KeptDays,
  nowMs: number,
): TrendSteps {
  const { levels } = POINT_SERIES;
  const bucketsAt = (bucketMs: number) =>
    Math.floor(to / bucketMs) - Math.floor(from / bucketMs) + 1;
  const fits = levels.find(({ bucketMs }, i) => {
    const held = from >= nowMs - (keptDays[i] ?? 0) * DAY_MS - bucketMs;
    const buckets = bucketsAt(bucketMs);
    return held && buckets <= BUCKETS_MAX && buckets * points <= LOOKUPS_MAX;
  });
  const level = fits ?? levels[2];
  const lastBucket = Math.floor(to / level.bucketMs);
  // However far back one asks: no more than may be looked up, the newest of it.
  const most = Math.min(BUCKETS_MAX, Math.floor(LOOKUPS_MAX / Math.max(1, points)));
  const asked = Math.min(bucketsAt(level.bucketMs), most);
  const bucketsPerStep = Math.ceil(asked / maxBuckets);
  // Steps begin at multiples of their length: they stay where they are while the range moves on.
  const firstBucket = Math.floor((lastBucket - asked + 1) / bucketsPerStep) * bucketsPerStep;
  return { level, firstBucket, lastBucket, bucketsPerStep };
}

/** Figures of several points over one range; `points` says under which key the tables know them. */
export async function readTrends(
  store: Store,
  points: readonly {
    readonly pointId: Trends['points'][number]['pointId'];
    readonly key: number;
  }[],
  figures: readonly Figure[],
  { level, firstBucket, lastBucket, bucketsPerStep }: TrendSteps,
): Promise<Pick<Trends, 'resolution' | 'startMs' | 'stepMs' | 'points'>> {
  const columns = figures.flatMap((figure) => {
    const { mean, max } = COLUMNS[figure];
    return [`${mean} AS ${figure}_mean`, ...(max === null ? [] : [`${max} AS ${figure}_max`])];
  });
  // A bucket's rows lie side by side: bucket by bucket, each page of the table is read once for all points.
  const rows = await store.readLong(
    `WITH RECURSIVE wanted (b) AS (SELECT ? UNION ALL SELECT b + 1 FROM wanted WHERE b < ?)
     SELECT t.point_key AS point_key, CAST((t.bucket - ?) / ? AS INTEGER) AS step, max(t.condition) AS condition, ${columns.join(', ')}
     FROM wanted CROSS JOIN json_each(?) AS keys CROSS JOIN ${level.table} AS t
     WHERE t.bucket = wanted.b AND t.point_key = keys.value
     GROUP BY t.point_key, step ORDER BY t.point_key, step`,
    [
      firstBucket,
      lastBucket,
      firstBucket,
      bucketsPerStep,
      JSON.stringify(points.map(({ key }) => key).sort((a, b) => a - b)),
    ],
  );
  const byKey = Map.groupBy(rows, (row) => Number(row.point_key));
  return {
    resolution: level.resolution,
    startMs: firstBucket * level.bucketMs,
    stepMs: bucketsPerStep * level.bucketMs,
    points: points.map(({ pointId, key }) => toPoint(pointId, figures, byKey.get(key) ?? [])),
  };
}

function toPoint(
  pointId: Trends['points'][number]['pointId'],
  figures: readonly Figure[],
  rows: readonly Row[],
): Trends['points'][number] {
  const column = (name: string) => rows.map((row) => rounded(row[name]));
  return {
    pointId,
    steps: rows.map((row) => Number(row.step)),
    condition: rows.map((row) => conditionIndexOfRank(Number(row.condition))),
    lines: figures.map((figure) => ({
      figure,
      mean: column(`${figure}_mean`),
      max: COLUMNS[figure].max === null ? null : column(`${figure}_max`),
    })),
  };
}

/** Five significant digits: more than any sensor has, and half of the bytes. */
function rounded(value: Row[string] | undefined): number | null {
  return value === null || value === undefined ? null : Number(Number(value).toPrecision(5));
}
