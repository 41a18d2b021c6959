/** A straight line: `value = intercept + slope × x`. */
export interface Line {
  readonly slope: number;
  readonly intercept: number;
}

/**
 * The median of all pairwise slopes, through the median of what that leaves (Theil 1950, Sen 1968): up to 29 % of the values
 * may be arbitrarily wrong. `x` must hold at least two different places.
 */
export function theilSen(x: ArrayLike<number>, y: ArrayLike<number>): Line {
  const n = x.length;
  const slopes = new Float64Array((n * (n - 1)) / 2);
  let count = 0;
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const run = x[j]! - x[i]!;
      if (run !== 0) slopes[count++] = (y[j]! - y[i]!) / run;
    }
  }
  const slope = medianOf(slopes.subarray(0, count));
  const rest = Float64Array.from({ length: x.length }, (_, i) => y[i]! - slope * x[i]!);
  return { slope, intercept: medianOf(rest) };
}

/** The middle value, or the mean of the two in the middle; NaN of nothing. Puts `values` in another order. */
export function medianOf(values: Float64Array): number {
  const n = values.length;
  if (n === 0) return Number.NaN;
  const middle = n >> 1;
  const upper = selected(values, middle);
  if (n % 2 === 1) return upper;
  // What lies before the middle is not above it: the largest of it is the other one.
  let lower = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < middle; i++) lower = Math.max(lower, values[i]!);
  return (lower + upper) / 2;
}

/** The k-th smallest, by Hoare's quickselect: the bootstrap asks for hundreds of medians of a thousand slopes. */
function selected(values: Float64Array, k: number): number {
  let left = 0;
  let right = values.length - 1;
  while (left < right) {
    const pivot = values[(left + right) >> 1]!;
    let i = left;
    let j = right;
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i > j) break;
      const kept = values[i]!;
      values[i] = values[j]!;
      values[j] = kept;
      i++;
      j--;
    }
    if (k <= j) right = j;
    else if (k >= i) left = i;
    else break;
  }
  return values[k]!;
}

/** The value below which the share `q` (0…1) lies, linear between neighbours. `sorted` rises and holds at least one. */
export function quantileOf(sorted: ArrayLike<number>, q: number): number {
  const place = q * (sorted.length - 1);
  const low = Math.floor(place);
  const high = Math.min(sorted.length - 1, low + 1);
  const from = sorted[low]!;
  // Between two infinities there is nothing to weigh.
  if (from === sorted[high]!) return from;
  return from + (place - low) * (sorted[high]! - from);
}
