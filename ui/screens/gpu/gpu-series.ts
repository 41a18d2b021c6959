import type { Buckets } from '#schemas/http/telemetry';

/** Columns for a chart; a null row stands where nothing was told, so that the line breaks there. */
export interface GpuSeries {
  /** Seconds UTC. */
  readonly x: number[];
  readonly mean: (number | null)[];
  readonly max: (number | null)[];
}

/** What came live, a second at a time. */
export interface TailValue {
  readonly atMs: number;
  readonly value: number | null;
}

/** Heartbeats come each second; five missing ones are a gap. */
const TAIL_GAP_MS = 5_000;

/** What is kept of a figure, continued with what came live since; `scale` brings it into the unit of the chart. */
export function gpuSeries(
  { atMs, bucketMs }: { readonly atMs: readonly number[]; readonly bucketMs: number },
  figure: Pick<Buckets, 'mean' | 'max'>,
  tail: readonly TailValue[],
  scale: number,
): GpuSeries {
  const series: GpuSeries = { x: [], mean: [], max: [] };
  const tailFromMs = tail[0]?.atMs ?? Number.POSITIVE_INFINITY;
  const scaled = (value: number | null | undefined) => (value == null ? null : value * scale);
  for (const [i, at] of atMs.entries()) {
    // In the middle of its bucket; what came live takes its place from where it begins.
    const middle = at + bucketMs / 2;
    if (middle >= tailFromMs) break;
    push(series, middle, 1.5 * bucketMs, scaled(figure.mean[i]), scaled(figure.max[i]));
  }
  for (const [i, { atMs: at, value }] of tail.entries()) {
    push(series, at, i === 0 ? 1.5 * bucketMs : TAIL_GAP_MS, scaled(value), scaled(value));
  }
  return series;
}

function push(
  series: GpuSeries,
  atMs: number,
  gapMs: number,
  mean: number | null,
  max: number | null,
): void {
  const beforeS = series.x.at(-1);
  if (beforeS !== undefined && atMs - beforeS * 1_000 > gapMs) {
    series.x.push((beforeS + atMs / 1_000) / 2);
    series.mean.push(null);
    series.max.push(null);
  }
  series.x.push(atMs / 1_000);
  series.mean.push(mean);
  series.max.push(max ?? mean);
}

/** The largest value; null when there is none. */
export function topOf({ max }: GpuSeries): number | null {
  const known = max.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((a, b) => Math.max(a, b));
}
