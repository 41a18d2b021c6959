/** What the kernels compute, written for the eye and in float64: the yardstick of their tests. */

/** Sums of the powers 1…4 and the extremes. */
export function momentsReference(x: ArrayLike<number>): number[] {
  const values = Array.from(x);
  const power = (n: number) => values.reduce((sum, value) => sum + value ** n, 0);
  return [power(1), power(2), power(3), power(4), Math.min(...values), Math.max(...values)];
}

/** Power of bin `k` of a transform of a ring under a periodic Hann window that starts `start` of the length in. */
export function hannPowerReference(spectrum: ArrayLike<number>, k: number, start: number): number {
  const cosine = Math.cos(2 * Math.PI * start);
  const sine = Math.sin(2 * Math.PI * start);
  const [leftRe, leftIm, re, im, rightRe, rightIm] = [-2, -1, 0, 1, 2, 3].map(
    (offset) => spectrum[2 * k + offset]!,
  ) as [number, number, number, number, number, number];
  const sumRe = leftRe * cosine + leftIm * sine + (rightRe * cosine - rightIm * sine);
  const sumIm = leftIm * cosine - leftRe * sine + (rightIm * cosine + rightRe * sine);
  return (0.5 * re - 0.25 * sumRe) ** 2 + (0.5 * im - 0.25 * sumIm) ** 2;
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
