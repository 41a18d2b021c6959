import type { Random } from '#signal/synth/random';
import { type Line, theilSen } from './theil-sen.ts';

/** Residuals of one fit, and how long each stays like its neighbour. */
export interface Noise {
  readonly residuals: Float64Array;
  /** Correlation of neighbours, corrected for the shortness of the series: 0 … below 1. */
  readonly correlation: number;
}

/** What a line leaves of the values. */
export function noiseOf(x: Float64Array, y: Float64Array, { slope, intercept }: Line): Noise {
  const residuals = y.map((value, i) => value - intercept - slope * x[i]!);
  const n = residuals.length;
  const mean = residuals.reduce((sum, value) => sum + value, 0) / n;
  let products = 0;
  let squares = 0;
  for (let i = 0; i < n; i++) {
    residuals[i]! -= mean;
    squares += residuals[i]! ** 2;
    if (i > 0) products += residuals[i]! * residuals[i - 1]!;
  }
  const plain = squares > 0 ? products / squares : 0;
  // Of residuals about a line the estimate is too small by (2 + 4ρ)/n on average (Kendall 1954, with a slope taken out).
  const correlation = Math.min(0.95, Math.max(0, plain + (2 + 4 * plain) / n));
  return { residuals, correlation };
}

/** Values worth as much as so many independent ones: n·(1−ρ)/(1+ρ). */
export function independentValues({ residuals, correlation }: Noise): number {
  return (residuals.length * (1 - correlation)) / (1 + correlation);
}

/**
 * Lines through `line` plus resampled noise, as often as `times`: the moving block bootstrap (Künsch 1989), its blocks as long
 * as the noise's correlation asks for (Carlstein 1986), its spread made up for what blocks of finite length lose.
 */
export function resampledLines(
  x: Float64Array,
  line: Line,
  noise: Noise,
  times: number,
  random: Random,
): Line[] {
  const n = x.length;
  const { residuals, correlation } = noise;
  const length = blockLength(n, correlation);
  const gain = spread(n, length, correlation);
  const lines: Line[] = [];
  const y = new Float64Array(n);
  for (let turn = 0; turn < times; turn++) {
    for (let start = 0; start < n; start += length) {
      const from = Math.floor(random.uniform() * (n - length + 1));
      for (let i = 0; i < length && start + i < n; i++) y[start + i] = residuals[from + i]! * gain;
    }
    for (let i = 0; i < n; i++) y[i]! += line.intercept + line.slope * x[i]!;
    lines.push(theilSen(x, y));
  }
  return lines;
}

function blockLength(n: number, correlation: number): number {
  const best = ((2 * correlation) / (1 - correlation ** 2)) ** (2 / 3) * n ** (1 / 3);
  return Math.min(Math.floor(n / 4), Math.max(1, Math.round(best)));
}

/** Factor on the residuals: the degrees of freedom that the fit took, and the correlation that is cut at each block's end. */
function spread(n: number, length: number, correlation: number): number {
  let kept = 1;
  for (let lag = 1; lag < length; lag++) kept += 2 * (1 - lag / length) * correlation ** lag;
  const whole = (1 + correlation) / (1 - correlation);
  const independent = Math.max(3, (n * (1 - correlation)) / (1 + correlation));
  return Math.sqrt((whole / kept) * (independent / (independent - 2)));
}
