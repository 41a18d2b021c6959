import { type Signal, signal } from '@preact/signals';
import { Regional } from '#schemas/preferences/preferences';
import { text } from './en.ts';
import type { WallTime } from './time-zone.ts';

/** How the person writes numbers and days; parts of the page that read it follow it. */
export const regional: Signal<Regional> = signal(Regional.parse({}));

/** What stands between a whole number and its fraction. */
export function decimalMark(): string {
  const { decimals } = regional.value;
  if (decimals === 'language') return text.decimalMark;
  return decimals === 'comma' ? ',' : '.';
}

/** The day as the person writes it. */
export function dayOf({ year, month, day }: WallTime): string {
  const [y, m, d] = [year, month, day].map(twoDigits);
  switch (regional.value.dateFormat) {
    case 'day_month_year':
      return `${d}.${m}.${y}`;
    case 'day_slash_month':
      return `${d}/${m}/${y}`;
    case 'month_slash_day':
      return `${m}/${d}/${y}`;
    default:
      return `${y}-${m}-${d}`;
  }
}

/** The time of day as the person writes it, with seconds unless they are of no concern. */
export function timeOf({ hour, minute, second }: WallTime, withSeconds = true): string {
  const rest = withSeconds ? [minute, second] : [minute];
  if (regional.value.hours === '24') return [hour, ...rest].map(twoDigits).join(':');
  const half = hour < 12 ? 'a.m.' : 'p.m.';
  return `${[String(hour % 12 || 12), ...rest.map(twoDigits)].join(':')} ${half}`;
}

/** The first day of a week as JavaScript counts them: 0 is Sunday. */
export function firstDayOfWeek(): number {
  return { sunday: 0, monday: 1, saturday: 6 }[regional.value.firstDay];
}

const twoDigits = (n: number) => String(n).padStart(2, '0');
