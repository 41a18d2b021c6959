/** What the kernels compute, written for the eye and in float64: the yardstick of their tests. */

/** Sums of the powers 1…4 and the extremes. */
export function momentsReference(x: ArrayLike<number>): number[] {
  const values = Array.from(x);
  const power = (n: number) => values.reduce((sum, value) => sum + value ** n, 0);
  return [power(1), power(2), power(3), power(4), Math.min(...values), Math.max(...values)];
}

/** Power of bin `k` of a transform under a periodic Hann window. */
export function hannPowerReference(spectrum: ArrayLike<number>, k: number): number {
  const part = (offset: number) =>
    0.5 * spectrum[2 * k + offset]! -
    0.25 * (spectrum[2 * k - 2 + offset]! + spectrum[2 * k + 2 + offset]!);
  return part(0) ** 2 + part(1) ** 2;
}

/** Heights over the floor, dB, of whole blocks of bins. */
export function heightsReference(
  power: ArrayLike<number>,
  block: number,
  each: number,
  clip: number,
  biasDb: number,
): number[] {
  const logs = Array.from(power, Math.log2);
  const blocks = logs.length / block;
  const around = (values: number[], b: number) => {
    const from = Math.max(0, b - each) * block;
    const to = Math.min(blocks, b + each + 1) * block;
    return values.slice(from, to).reduce((sum, value) => sum + value, 0) / (to - from);
  };
  const clipped = logs.map((log, k) => Math.min(log, around(logs, Math.floor(k / block)) + clip));
  const dbPerOctave = 10 * Math.log10(2);
  return logs.map(
    (log, k) => (log - around(clipped, Math.floor(k / block))) * dbPerOctave - biasDb,
  );
}
