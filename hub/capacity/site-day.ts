/** A day as the clock on the hub's wall counts it: of 23 or 25 hours where the clock is changed. */
export interface SiteDay {
  /** `2026-11-21`. */
  readonly day: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** 0: Sunday. */
  readonly weekday: number;
}

/** The day in which this time lies, or one so many days later. */
export function siteDay(ms: number, later = 0): SiteDay {
  const at = new Date(ms);
  const from = new Date(at.getFullYear(), at.getMonth(), at.getDate() + later);
  const to = new Date(at.getFullYear(), at.getMonth(), at.getDate() + later + 1);
  const two = (n: number) => String(n).padStart(2, '0');
  return {
    day: `${from.getFullYear()}-${two(from.getMonth() + 1)}-${two(from.getDate())}`,
    fromMs: from.getTime(),
    toMs: to.getTime(),
    weekday: from.getDay(),
  };
}

/** The day of this name. */
export function namedDay(day: string): SiteDay {
  const [year, month, date] = day.split('-').map(Number);
  return siteDay(new Date(year, month - 1, date).getTime());
}
