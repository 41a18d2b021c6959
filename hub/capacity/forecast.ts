import { Random } from '#signal/synth/random';
import { type Arrivals, arrivalsLike, DAYS_NEEDED, type PastDay } from './arrivals.ts';
import { drawBacklog, type WaitingKind } from './backlog.ts';
import { ascending, drawLike, quantile } from './draw.ts';

/** Enough for whole percents, and some milliseconds of the hub's loop. */
const PATHS = 1_000;
/** The interval holds eight days out of ten. */
const LOW = 0.1;
const HIGH = 0.9;

/** A day that was watched as a whole. */
export interface HistoryDay extends PastDay {
  /** Of what the agents could have worked, the share in which they were there, 0…1; null: there were none. */
  readonly share: number | null;
}

/** A day to come, or what is left of today. */
export interface ComingDay {
  readonly weekday: number;
  /** Until it ends. */
  readonly hours: number;
  /** Of the day, 0…1. */
  readonly part: number;
}

export interface ForecastInput {
  readonly history: readonly HistoryDay[];
  /** GPUs, or jobs at once, of the agents that are counted on. */
  readonly units: number;
  readonly days: readonly ComingDay[];
  readonly kinds: readonly WaitingKind[];
  readonly seed: number;
}

export interface Band {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

export interface DayForecast {
  readonly available: Band;
  /** What is left of the days before and comes in on this one. */
  readonly demand: Band;
  /** How likely it is that the day leaves work undone, 0…1. */
  readonly shortfall: number;
}

export type Forecast =
  | { readonly kind: 'too little history'; readonly known: number; readonly needed: number }
  | { readonly kind: 'known'; readonly usesWeekdays: boolean; readonly days: DayForecast[] };

/**
 * Hours available against hours asked for, day by day, over many ways in which the days may go: each brings work and agents as
 * some past day did, takes what the day before left, and leaves what it cannot do. With the same seed the same is said.
 */
export function forecast(input: ForecastInput): Forecast {
  const { history, units, days, kinds, seed } = input;
  const shares = ascending(history.flatMap(({ share }) => (share === null ? [] : [share])));
  const known = Math.min(history.length, shares.length);
  if (known < DAYS_NEEDED) return { kind: 'too little history', known, needed: DAYS_NEEDED };
  const arrivals = arrivalsLike(history);
  const random = new Random(seed);
  const available = days.map(() => new Float64Array(PATHS));
  const demand = days.map(() => new Float64Array(PATHS));
  const short = days.map(() => 0);
  for (let path = 0; path < PATHS; path++) {
    let left = drawBacklog(kinds, random);
    for (const [i, day] of days.entries()) {
      const hours = units * day.hours * drawLike(shares, random);
      const wanted = left + cameIn(arrivals, day, random);
      available[i][path] = hours;
      demand[i][path] = wanted;
      left = Math.max(0, wanted - hours);
      if (left > 0) short[i]++;
    }
  }
  return {
    kind: 'known',
    usesWeekdays: arrivals.usesWeekdays,
    days: days.map((_, i) => ({
      available: bandOf(available[i]),
      demand: bandOf(demand[i]),
      shortfall: short[i] / PATHS,
    })),
  };
}

function cameIn(arrivals: Arrivals, { weekday, part }: ComingDay, random: Random): number {
  return arrivals.draw(weekday, random) * part;
}

function bandOf(values: Float64Array): Band {
  const sorted = Array.from(values.toSorted());
  return {
    low: quantile(sorted, LOW),
    median: quantile(sorted, 0.5),
    high: quantile(sorted, HIGH),
  };
}
