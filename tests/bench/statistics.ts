/** The value below which `share` of the values lie (nearest rank), to a tenth; null when there are none. */
export function percentile(values: number[], share: number): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const rank = Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1));
  return Number(sorted[rank].toFixed(1));
}

/** The middle value. Throws on an empty list. */
export function median(values: number[]): number {
  if (values.length === 0) throw new Error('no values');
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** A value that stands for several. */
export interface Weighted {
  readonly value: number;
  readonly weight: number;
}

/** `percentile` of values that each stand for several. */
export function weightedPercentile(values: readonly Weighted[], share: number): number | null {
  const sorted = values.toSorted((a, b) => a.value - b.value);
  const total = sorted.reduce((sum, { weight }) => sum + weight, 0);
  let reached = 0;
  for (const { value, weight } of sorted) {
    reached += weight;
    if (reached >= share * total) return Number(value.toFixed(1));
  }
  return null;
}
