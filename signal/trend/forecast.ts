import { Random } from '#signal/synth/random';
import { independentValues, type Noise, noiseOf, resampledLines } from './block-bootstrap.ts';
import { type Line, quantileOf, theilSen } from './theil-sen.ts';
import { type TimeBlocks, timeBlocks } from './time-blocks.ts';

/** Why no forecast is made: what is missing, or that there is nothing left to foresee. */
export type NoForecast =
  | { readonly kind: 'too_few'; readonly values: number; readonly needed: number }
  | { readonly kind: 'too_short'; readonly days: number; readonly neededDays: number }
  | { readonly kind: 'gaps'; readonly filled: number; readonly needed: number }
  | { readonly kind: 'stale'; readonly ageMs: number; readonly mostMs: number }
  | { readonly kind: 'beyond' }
  | { readonly kind: 'no_trend' }
  | { readonly kind: 'falling' }
  | { readonly kind: 'distant'; readonly horizonMs: number };

/** When the trend reaches the threshold, with nine chances of ten between `earliestMs` and `latestMs`. */
export interface Crossing {
  readonly kind: 'crossing';
  readonly earliestMs: number;
  readonly likelyMs: number;
  /** Null: later than `horizonMs`, beyond which nothing is said. */
  readonly latestMs: number | null;
  readonly horizonMs: number;
  /** Whether the value or its logarithm rises evenly. */
  readonly shape: 'linear' | 'exponential';
  /** The trend at any time, for drawing. */
  readonly valueAt: (atMs: number) => number;
}
export type Forecast = NoForecast | Crossing;

export interface ForecastInput {
  readonly atMs: readonly number[];
  readonly values: readonly (number | null)[];
  readonly threshold: number;
  readonly nowMs: number;
}

/** Stretches that the range is cut into: enough for a slope, few enough for the bootstrap to be quick. */
const BLOCKS = 48;
const LEAST_VALUES = 24;
const LEAST_BLOCKS = 20;
const LEAST_FILLED = 0.6;
const LEAST_DAYS = 0.25;
/** Older than this share of what was learnt from, and a forecast would be one of the past. */
const STALE_SHARE = 0.1;
/** Noise that wanders so slowly is worth fewer than so many values: it cannot be told from a trend. */
const LEAST_INDEPENDENT = 6;
/** Nothing is said about a time further away than twice what was learnt from. */
const HORIZON_SHARE = 2;
const TIMES = 400;
/**
 * Wider than what is promised (one false rise in twenty series without a trend, nine crossings of ten inside the interval): the
 * bootstrap of so few values comes out a little narrow. `tests/bench/forecast.ts` measures what is left.
 */
const TEST_LEVEL = 0.98;
const INTERVAL_LEVEL = 0.95;
/** Logarithm of the ratio of likelihoods from which on one shape is believed and the other is not: e³ is 20 to 1. */
const CLEARLY_BETTER = 3;
const DAY_MS = 86_400_000;

/**
 * When a rising figure reaches a threshold: Theil–Sen regression on the medians of 48 stretches of the range, of the value and
 * of its logarithm, with a moving block bootstrap for the test and the interval. Where the values cannot tell which of the two
 * holds, the interval covers both. Says what is missing instead where the values are too few, too old or without a trend.
 * Same values, same answer.
 */
export function forecastCrossing(input: ForecastInput): Forecast {
  const { atMs, values, threshold, nowMs } = input;
  const blocks = timeBlocks(atMs, values, BLOCKS);
  const missing = missingOf(input, blocks);
  if (missing !== null) return missing;
  const fits = plausibleFits(blocks, threshold);
  const [best, ...others] = fits;
  const today = (nowMs - blocks.fromMs) / DAY_MS;
  if (best.line.intercept + best.line.slope * today >= best.goal) return { kind: 'beyond' };
  if (independentValues(best.noise) < LEAST_INDEPENDENT) return { kind: 'no_trend' };
  const lines = resampled(blocks, best);
  const direction = directionOf(lines);
  if (direction !== 'rising') return { kind: direction };
  return crossing(blocks, fits, [lines, ...others.map((fit) => resampled(blocks, fit))], nowMs);
}

function missingOf({ atMs, values, nowMs }: ForecastInput, blocks: TimeBlocks): NoForecast | null {
  const known = values.filter((value) => value !== null && Number.isFinite(value)).length;
  if (known < LEAST_VALUES) return { kind: 'too_few', values: known, needed: LEAST_VALUES };
  const spanDays = blocks.blockDays * BLOCKS;
  if (spanDays < LEAST_DAYS) return { kind: 'too_short', days: spanDays, neededDays: LEAST_DAYS };
  if (blocks.filled < LEAST_FILLED || blocks.days.length < LEAST_BLOCKS)
    return { kind: 'gaps', filled: blocks.filled, needed: LEAST_FILLED };
  const lastMs = atMs.findLast((_, i) => Number.isFinite(values[i] ?? Number.NaN)) ?? 0;
  const mostMs = STALE_SHARE * spanDays * DAY_MS;
  return nowMs - lastMs > mostMs ? { kind: 'stale', ageMs: nowMs - lastMs, mostMs } : null;
}

interface Shape {
  readonly name: Crossing['shape'];
  readonly to: (value: number) => number;
  readonly from: (y: number) => number;
}
const LINEAR: Shape = { name: 'linear', to: (value) => value, from: (y) => y };
const EXPONENTIAL: Shape = { name: 'exponential', to: Math.log, from: Math.exp };

/** A shape laid through the values; `goal` is the threshold as the line sees it. */
interface Fit {
  readonly shape: Shape;
  readonly line: Line;
  readonly noise: Noise;
  readonly goal: number;
  readonly misfit: number;
}

/** The fits that the values allow, the best first: what cannot be told apart is not decided by us. */
function plausibleFits({ days, values }: TimeBlocks, threshold: number): [Fit, ...Fit[]] {
  const fitOf = (shape: Shape): Fit => {
    const y = values.map(shape.to);
    const line = theilSen(days, y);
    const misses = values.map((value, i) =>
      Math.abs(value - shape.from(line.intercept + line.slope * days[i]!)),
    );
    const misfit = misses.reduce((sum, miss) => sum + miss, 0) / misses.length;
    return { shape, line, noise: noiseOf(days, y, line), goal: shape.to(threshold), misfit };
  };
  const linear = fitOf(LINEAR);
  if (threshold <= 0 || values.some((value) => value <= 0)) return [linear];
  const exponential = fitOf(EXPONENTIAL);
  const [best, other] =
    exponential.misfit < linear.misfit ? [exponential, linear] : [linear, exponential];
  // Ratio of likelihoods of two Laplace noises, counted in independent values.
  const weight = independentValues(best.noise) * Math.log(other.misfit / best.misfit);
  return weight < CLEARLY_BETTER ? [best, other] : [best];
}

function resampled({ days }: TimeBlocks, { line, noise }: Fit): Line[] {
  return resampledLines(days, line, noise, TIMES, new Random(1));
}

function directionOf(lines: readonly Line[]): 'rising' | 'falling' | 'no_trend' {
  const slopes = Float64Array.from(lines, ({ slope }) => slope).sort();
  const tail = (1 - TEST_LEVEL) / 2;
  if (quantileOf(slopes, 1 - tail) < 0) return 'falling';
  return quantileOf(slopes, tail) > 0 ? 'rising' : 'no_trend';
}

/** The interval of every plausible fit: from the first one's beginning to the last one's end. */
function crossing(
  { fromMs, blockDays }: TimeBlocks,
  fits: readonly [Fit, ...Fit[]],
  lines: readonly (readonly Line[])[],
  nowMs: number,
): Forecast {
  const horizonMs = nowMs + HORIZON_SHARE * blockDays * BLOCKS * DAY_MS;
  const toMs = (day: number) => Math.max(nowMs, fromMs + day * DAY_MS);
  const [{ shape, line, goal }] = fits;
  const likelyMs = toMs(dayOf(line, goal));
  if (likelyMs > horizonMs) return { kind: 'distant', horizonMs };
  const tail = (1 - INTERVAL_LEVEL) / 2;
  const spans = lines.map((ofFit, i) => {
    const crossed = Float64Array.from(ofFit, (one) => dayOf(one, fits[i]!.goal)).sort();
    return [toMs(quantileOf(crossed, tail)), toMs(quantileOf(crossed, 1 - tail))] as const;
  });
  const latestMs = Math.max(...spans.map(([, latest]) => latest));
  return {
    kind: 'crossing',
    earliestMs: Math.min(...spans.map(([earliest]) => earliest)),
    likelyMs,
    latestMs: latestMs > horizonMs ? null : latestMs,
    horizonMs,
    shape: shape.name,
    valueAt: (atMs) => shape.from(line.intercept + (line.slope * (atMs - fromMs)) / DAY_MS),
  };
}

function dayOf({ slope, intercept }: Line, goal: number): number {
  return slope > 0 ? (goal - intercept) / slope : Number.POSITIVE_INFINITY;
}
