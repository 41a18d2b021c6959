import { medianOf } from './theil-sen.ts';

/** A series thinned to the medians of equal stretches of time. */
export interface TimeBlocks {
  /** Middle of each stretch that has values, days since `fromMs`. */
  readonly days: Float64Array;
  readonly values: Float64Array;
  readonly fromMs: number;
  /** Length of one stretch, days. */
  readonly blockDays: number;
  /** Stretches without a value are left out: this share of them is there. */
  readonly filled: number;
}

const DAY_MS = 86_400_000;

/** The medians of `blocks` equal stretches between the first and the last value; what is no number is passed over. */
export function timeBlocks(
  atMs: readonly number[],
  values: readonly (number | null)[],
  blocks: number,
): TimeBlocks {
  const known = atMs.flatMap((at, i) => {
    const value = values[i];
    return value === null || value === undefined || !Number.isFinite(value) ? [] : [{ at, value }];
  });
  const fromMs = known[0]?.at ?? 0;
  const spanMs = (known.at(-1)?.at ?? 0) - fromMs;
  // The last value lies inside the last stretch, not behind it.
  const blockMs = Math.max(1, (spanMs / blocks) * (1 + 1e-9));
  const groups = Map.groupBy(known, ({ at }) =>
    Math.min(blocks - 1, Math.floor((at - fromMs) / blockMs)),
  );
  const filled = [...groups.entries()].sort(([a], [b]) => a - b);
  return {
    days: Float64Array.from(filled, ([block]) => ((block + 0.5) * blockMs) / DAY_MS),
    values: Float64Array.from(filled, ([, group]) =>
      medianOf(Float64Array.from(group, ({ value }) => value)),
    ),
    fromMs,
    blockDays: blockMs / DAY_MS,
    filled: filled.length / blocks,
  };
}
