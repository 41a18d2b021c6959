import type { Trend } from '#schemas/http/points';
import { CONDITIONS } from '#schemas/readings/finding';
import { shownUnit } from '../../text/units.ts';
import type { Latest } from '../../websocket/point-cell.ts';

export type TrendFigure = 'velocity' | 'acceleration' | 'envelope' | 'kurtosis' | 'speed';
export const TREND_FIGURES: readonly TrendFigure[] = [
  'velocity',
  'acceleration',
  'envelope',
  'kurtosis',
  'speed',
];
export const TREND_UNITS: Readonly<Record<TrendFigure, string>> = {
  velocity: 'mm/s',
  acceleration: 'g',
  envelope: 'g',
  kurtosis: '',
  speed: 'r/min',
};

/** Columns for the chart; a null row stands where nothing was recorded, so that the line breaks there. */
export interface TrendSeries {
  /** Seconds UTC. */
  readonly x: number[];
  readonly mean: (number | null)[];
  readonly max: (number | null)[];
  /** Index in CONDITIONS, or null in a gap. */
  readonly condition: (number | null)[];
}

const STEP_MS = { '10s': 10_000, '10min': 600_000, '1day': 86_400_000 } as const;
/** Live summaries come each second; five missing ones are a gap. */
const TAIL_GAP_MS = 5000;

/** One figure of a trend, continued with what came live since; buckets that the live tail covers give way to it. */
export function trendSeries(
  trend: Trend,
  figure: TrendFigure,
  tail: readonly Latest[],
): TrendSeries {
  const series: TrendSeries = { x: [], mean: [], max: [], condition: [] };
  const tailFromMs = tail[0]?.atMs ?? Number.POSITIVE_INFINITY;
  const stepMs = STEP_MS[trend.resolution];
  const [means, maxima] = columnsOf(trend, figure);
  for (const [i, atMs] of trend.atMs.entries()) {
    if (atMs >= tailFromMs) break;
    push(series, atMs, 1.5 * stepMs, means[i], maxima[i], trend.condition[i]);
  }
  for (const [i, { atMs, figures, verdict }] of tail.entries()) {
    const value = figureOf(figures, figure);
    const gapMs = i === 0 ? 1.5 * stepMs : TAIL_GAP_MS;
    push(series, atMs, gapMs, value, value, CONDITIONS.indexOf(verdict.condition));
  }
  return series;
}

function push(
  series: TrendSeries,
  atMs: number,
  gapMs: number,
  mean: number | null,
  max: number | null,
  condition: number,
): void {
  const beforeS = series.x.at(-1);
  if (beforeS !== undefined && atMs - beforeS * 1000 > gapMs) {
    series.x.push((beforeS + atMs / 1000) / 2);
    series.mean.push(null);
    series.max.push(null);
    series.condition.push(null);
  }
  series.x.push(atMs / 1000);
  series.mean.push(mean);
  series.max.push(max ?? mean);
  series.condition.push(condition);
}

function columnsOf(trend: Trend, figure: TrendFigure): [(number | null)[], (number | null)[]] {
  switch (figure) {
    case 'velocity':
      return [trend.velocityMean, trend.velocityMax];
    case 'acceleration':
      return [trend.accelerationMean, trend.accelerationMax];
    case 'envelope':
      return [trend.envelopeMean, trend.envelopeMean];
    case 'kurtosis':
      return [trend.kurtosisMean, trend.kurtosisMean];
    case 'speed':
      return [trend.speedMean, trend.speedMean];
  }
}

function figureOf(figures: Latest['figures'], figure: TrendFigure): number | null {
  switch (figure) {
    case 'velocity':
      return figures.velocityMmS;
    case 'acceleration':
      return figures.accelerationG;
    case 'envelope':
      return figures.envelopeG;
    case 'kurtosis':
      return figures.kurtosis;
    case 'speed':
      return figures.speedRpm;
  }
}

/** The same in the unit in which the person reads. */
export function inPersonsUnit(series: TrendSeries, figure: TrendFigure): TrendSeries {
  const { factor, unit } = shownUnit(TREND_UNITS[figure]);
  if (unit === TREND_UNITS[figure]) return series;
  const shown = (value: number | null) => (value === null ? null : value * factor);
  return { ...series, mean: series.mean.map(shown), max: series.max.map(shown) };
}

/** Lower and upper edge for the values that are there; from zero, but for the speed, whose changes matter. */
export function trendRange(
  series: TrendSeries,
  fromZero: boolean,
  roundUp: (value: number) => number,
): readonly [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const [i, mean] of series.mean.entries()) {
    if (mean === null) continue;
    low = Math.min(low, mean);
    high = Math.max(high, series.max[i] ?? mean);
  }
  if (high < low) return [0, 1];
  if (fromZero) return [0, roundUp(high * 1.05)];
  const margin = Math.max((high - low) * 0.2, high * 0.005);
  return [low - margin, high + margin];
}
