import type { Random } from '#signal/synth/random';
import { ascending, drawLike } from './draw.ts';

/** So many whole days are needed before anything is said of those to come: an interval of 80 % then has its quantiles. */
export const DAYS_NEEDED = 10;
/** From two weeks on each day of the week has a mean of its own. */
const DAYS_FOR_WEEKDAYS = 14;

export interface PastDay {
  /** 0: Sunday. */
  readonly weekday: number;
  readonly hours: number;
}

/** What comes in on a day, as the past days suggest. */
export interface Arrivals {
  readonly usesWeekdays: boolean;
  /** Hours of work that a day of this weekday may bring: another each time. */
  draw(weekday: number, random: Random): number;
}

/**
 * Days to come are like days that were. With two weeks or more each weekday has its mean, and all days share their deviations
 * from it. A deviation from a mean that it helped to make is too small, by √((k − 1)/k) where k days made it, and the mean of
 * so few is itself off by as much as 1/√k of a deviation: both are made good with √((k + 1)/(k − 1)).
 */
export function arrivalsLike(past: readonly PastDay[]): Arrivals {
  const all = ascending(past.map(({ hours }) => hours));
  const byWeekday = Map.groupBy(past, ({ weekday }) => weekday);
  const usesWeekdays =
    past.length >= DAYS_FOR_WEEKDAYS && [...byWeekday.values()].every((days) => days.length >= 2);
  if (!usesWeekdays) return { usesWeekdays, draw: (_, random) => drawLike(all, random) };
  const means = new Map([...byWeekday].map(([weekday, days]) => [weekday, meanOf(days)]));
  const deviations = ascending(
    [...byWeekday].flatMap(([weekday, days]) => {
      const stretch = Math.sqrt((days.length + 1) / (days.length - 1));
      return days.map(({ hours }) => (hours - (means.get(weekday) ?? 0)) * stretch);
    }),
  );
  return {
    usesWeekdays,
    // A weekday on which the hub never watched for long enough is like any.
    draw: (weekday, random) => {
      const mean = means.get(weekday);
      if (mean === undefined) return drawLike(all, random);
      return Math.max(0, mean + drawLike(deviations, random));
    },
  };
}

const meanOf = (days: readonly PastDay[]) =>
  days.reduce((sum, { hours }) => sum + hours, 0) / days.length;
