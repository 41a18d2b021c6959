import type { ValueTrend } from '#schemas/http/process-values';
import type { TrendFigure, Trends } from '#schemas/http/trends';

/** What a point, or a process value, gives in the steps of all. */
export interface SourceTrends {
  readonly sourceId: string;
  readonly steps: readonly number[];
  readonly lines: readonly {
    readonly figure: TrendFigure | 'value';
    readonly mean: readonly (number | null)[];
    readonly max: readonly (number | null)[] | null;
  }[];
  /** Its own steps are longer than those of all: what lies between two of them is no gap. */
  readonly isCoarse: boolean;
}

/** Trends of points and process values over one range, all in the same steps. */
export interface MergedTrends extends Omit<Trends, 'points'> {
  readonly sources: readonly SourceTrends[];
}

const BUCKET_MS = { '10s': 10_000, '10min': 600_000, '1day': 86_400_000 } as const;

/** Points as the hub gave them, and values brought into their steps; without points the steps are those of the finest value. */
export function mergedTrends(
  trends: Trends | null,
  values: ReadonlyMap<string, ValueTrend>,
  [fromMs]: readonly [number, number],
): MergedTrends {
  const finest = Math.min(...[...values.values()].map(({ resolution }) => BUCKET_MS[resolution]));
  const grid = trends ?? {
    resolution: '10min',
    startMs: Math.floor(fromMs / finest) * finest,
    stepMs: finest,
    ...{ points: [], unknown: [], changes: [], areChangesLeftOut: false },
  };
  const { points, ...rest } = grid;
  return {
    ...rest,
    sources: [
      ...points.map(({ pointId, steps, lines }) => ({
        ...{ sourceId: pointId, steps, lines, isCoarse: false },
      })),
      ...[...values].map(([valueId, trend]) => inSteps(valueId, trend, grid)),
    ],
  };
}

function inSteps(
  sourceId: string,
  { atMs, mean, max, resolution }: ValueTrend,
  { startMs, stepMs }: Pick<Trends, 'startMs' | 'stepMs'>,
): SourceTrends {
  const sums = new Map<number, { sum: number; count: number; most: number }>();
  for (const [i, at] of atMs.entries()) {
    const step = Math.floor((at - startMs) / stepMs);
    if (step < 0) continue;
    const known = sums.get(step) ?? { sum: 0, count: 0, most: Number.NEGATIVE_INFINITY };
    sums.set(step, {
      sum: known.sum + mean[i],
      count: known.count + 1,
      most: Math.max(known.most, max[i]),
    });
  }
  const all = [...sums.values()];
  return {
    sourceId,
    steps: [...sums.keys()],
    lines: [
      {
        figure: 'value',
        mean: all.map(({ sum, count }) => sum / count),
        max: all.map(({ most }) => most),
      },
    ],
    isCoarse: BUCKET_MS[resolution] > stepMs,
  };
}
