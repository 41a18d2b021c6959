import type { Point } from '#schemas/http/points';
import { type Forecast, forecastCrossing } from '#signal/trend/forecast';
import type { TrendLineKey } from './trends-address.ts';
import type { ShownTrends } from './use-trends.ts';

/** A value that means something: the limit of a zone, or the baseline; mm/s. */
export interface TrendLimit {
  readonly name: 'ab' | 'bc' | 'cd' | 'baseline';
  readonly value: number;
}

/** The limits that are known of a line: zones and baseline are of velocity. */
export function limitsOf(point: Point | undefined, { figure }: TrendLineKey): TrendLimit[] {
  if (point === undefined || figure !== 'velocity') return [];
  const { zones } = point.thresholds;
  const { baselineVelocityMmS } = point.facts;
  return [
    ...(zones === null
      ? []
      : (['ab', 'bc', 'cd'] as const).map((name) => ({ name, value: zones[`${name}MmS`] }))),
    ...(baselineVelocityMmS === null
      ? []
      : [{ name: 'baseline' as const, value: baselineVelocityMmS }]),
  ];
}

/** Which zone begins at a limit. */
export const ZONE_ABOVE = { ab: 'B', bc: 'C', cd: 'D' } as const;

/** What is foretold of a line: the next limit above its last values; null where no limit is known or none is left. */
export function forecastOf(
  { trends }: ShownTrends,
  key: TrendLineKey,
  limits: readonly TrendLimit[],
  nowMs: number,
): { limit: TrendLimit & { name: keyof typeof ZONE_ABOVE }; forecast: Forecast } | null {
  const point = trends.sources.find(({ sourceId }) => sourceId === key.sourceId);
  const line = point?.lines.find(({ figure }) => figure === key.figure);
  const atMs = (point?.steps ?? []).map((step) => trends.startMs + (step + 0.5) * trends.stepMs);
  const values = line?.mean ?? [];
  for (const limit of limits) {
    if (limit.name === 'baseline') continue;
    const forecast = forecastCrossing({ atMs, values, threshold: limit.value, nowMs });
    // Where this limit is passed already, the next one is of interest.
    if (forecast.kind !== 'beyond') return { limit: { ...limit, name: limit.name }, forecast };
  }
  return null;
}
