import type { Random } from '#signal/synth/random';

/**
 * The quantile at `share` of ascending values by the positions `share · (n + 1)` (Hyndman & Fan 1996, type 6), held at the
 * ends: the value to come lies between the quantiles a and b of n alike ones with a probability of b − a, however they are
 * distributed, as long as n is no smaller than 1/a − 1. Throws without values.
 */
export function quantile(ascending: readonly number[], share: number): number {
  const last = ascending.length - 1;
  if (last < 0) throw new RangeError('There is no quantile of nothing.');
  const at = Math.min(Math.max(share * (ascending.length + 1) - 1, 0), last);
  const below = Math.floor(at);
  const low = ascending[below];
  const high = ascending[Math.min(below + 1, last)];
  return low + (high - low) * (at - below);
}

/** A value such as comes next after these. */
export function drawLike(ascending: readonly number[], random: Random): number {
  return quantile(ascending, random.uniform());
}

/** Ascending, without changing what is given. */
export function ascending(values: readonly number[]): number[] {
  return values.toSorted((a, b) => a - b);
}
