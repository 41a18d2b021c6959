import type { AlarmLimit } from '#schemas/alarms/alarm-limit';
import type { Point } from '#schemas/http/points';
import type { LimitsOrigin } from '#schemas/plant/limits';
import { type Crossing, type Forecast, forecastCrossing } from '#signal/trend/forecast';
import { type ShownUnit, sentUnit, shownUnit } from '../../text/units.ts';
import type { TrendLineKey } from './trends-address.ts';
import type { ShownTrends } from './use-trends.ts';

/** A value that means something: where a zone begins, ALARM by criterion II, the limit of an alarm rule; or the baseline, which is no limit. */
export interface TrendLimit {
  readonly name: 'ab' | 'bc' | 'cd' | 'alarm' | 'rule' | 'baseline';
  /** On which side of it things are worse. */
  readonly side: 'above' | 'below';
  /** In the unit that the hub measures in. */
  readonly value: number;
  readonly unit: string;
  /** Of a process value: it is read in that unit, whatever the person chose. */
  readonly isSent: boolean;
  readonly origin: LimitsOrigin | 'rule' | null;
  /** How the rule is called that sets it; empty: none does. */
  readonly ruleName: string;
}

const UNIT = 'mm/s';

/** How a limit, and what runs towards it, is shown. */
export function shownOf({ unit, isSent }: Pick<TrendLimit, 'unit' | 'isSent'>): ShownUnit {
  return isSent ? sentUnit(unit) : shownUnit(unit);
}

/** The limits that are known of a line. */
export function limitsOf(
  point: Point | undefined,
  { sourceId, figure }: TrendLineKey,
  ofRules: readonly AlarmLimit[],
): TrendLimit[] {
  const own = ofRules.filter((one) => one.sourceId === sourceId && one.figure === figure);
  return [
    ...(point === undefined || figure !== 'velocity' ? [] : limitsOfVelocity(point)),
    ...own.map(
      ({ side, value, unit, ruleName }): TrendLimit => ({
        ...{ name: 'rule', side, value, unit, origin: 'rule', ruleName },
        isSent: figure === 'value',
      }),
    ),
  ];
}

function limitsOfVelocity({ thresholds, facts }: Point): TrendLimit[] {
  const { zones, zonesOrigin, alarmMmS, alarmOrigin } = thresholds;
  const { baselineVelocityMmS: baseline } = facts;
  const common = { side: 'above', unit: UNIT, isSent: false, ruleName: '' } as const;
  const limits: TrendLimit[] = [];
  if (zones !== null) {
    for (const name of ['ab', 'bc', 'cd'] as const) {
      limits.push({ ...common, name, value: zones[`${name}MmS`], origin: zonesOrigin });
    }
  }
  if (alarmMmS !== null) {
    limits.push({ ...common, name: 'alarm', value: alarmMmS, origin: alarmOrigin });
  }
  if (baseline !== null)
    limits.push({ ...common, name: 'baseline', value: baseline, origin: null });
  return limits;
}

/** Which zone begins at a limit. */
export const ZONE_ABOVE = { ab: 'B', bc: 'C', cd: 'D' } as const;

/** What is foretold, and of which limit. */
export interface Foretold {
  readonly limit: TrendLimit;
  readonly forecast: Forecast;
}

/** What is foretold of a line: the next limit ahead of its last values, above or below; null where no limit is known or none is left. */
export function forecastOf(
  { trends }: ShownTrends,
  key: TrendLineKey,
  limits: readonly TrendLimit[],
  nowMs: number,
): Foretold | null {
  const source = trends.sources.find(({ sourceId }) => sourceId === key.sourceId);
  const line = source?.lines.find(({ figure }) => figure === key.figure);
  const atMs = (source?.steps ?? []).map((step) => trends.startMs + (step + 0.5) * trends.stepMs);
  const values = line?.mean ?? [];
  const ahead = (side: TrendLimit['side']) => {
    const sign = side === 'above' ? 1 : -1;
    const nearest = limits
      .filter((limit) => limit.side === side && limit.name !== 'baseline')
      .toSorted((a, b) => sign * (a.value - b.value));
    for (const limit of nearest) {
      const forecast = foretell(limit, { atMs, values, nowMs });
      // Where this limit is passed already, the next one is of interest.
      if (forecast.kind !== 'beyond') return [{ limit, forecast }];
    }
    return [];
  };
  return mostToSay([...ahead('above'), ...ahead('below')]);
}

/** Towards a limit below, the same is asked of the mirror image. */
function foretell(
  { side, value }: TrendLimit,
  seen: { atMs: readonly number[]; values: readonly (number | null)[]; nowMs: number },
): Forecast {
  if (side === 'above') return forecastCrossing({ ...seen, threshold: value });
  const mirrored = seen.values.map((one) => (one === null ? null : -one));
  const forecast = forecastCrossing({ ...seen, values: mirrored, threshold: -value });
  return forecast.kind === 'crossing' ? upright(forecast) : forecast;
}

function upright(crossing: Crossing): Crossing {
  return { ...crossing, valueAt: (atMs) => -crossing.valueAt(atMs) };
}

/** Of a limit above and one below: the one that is reached first, or of which there is something to say at all. */
function mostToSay(foretold: readonly Foretold[]): Foretold | null {
  const crossings = foretold
    .flatMap(({ limit, forecast }) =>
      forecast.kind === 'crossing' ? [{ limit, forecast, likelyMs: forecast.likelyMs }] : [],
    )
    .toSorted((a, b) => a.likelyMs - b.likelyMs);
  const distant = foretold.find(({ forecast }) => forecast.kind === 'distant');
  return crossings[0] ?? distant ?? foretold[0] ?? null;
}
