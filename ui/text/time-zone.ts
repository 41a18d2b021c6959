import { type Signal, signal } from '@preact/signals';

/** The zone in which the person reads times, by its IANA name; undefined: that of the device. */
export const timeZone: Signal<string | undefined> = signal(undefined);

/** Day and time of day as a clock on the wall of that zone shows them. */
export interface WallTime {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

// Making a format takes a hundred times as long as using it, and a table of dates uses many.
let format: { zone: string | undefined; parts: Intl.DateTimeFormat } | null = null;

/** The wall time of a moment in the person’s zone; follows the zone when read while a part of the page is drawn. */
export function wallTime(atMs: number): WallTime {
  const zone = timeZone.value;
  if (format === null || format.zone !== zone) format = { zone, parts: formatOf(zone) };
  const found: Record<string, number> = {};
  for (const { type, value } of format.parts.formatToParts(atMs)) found[type] = Number(value);
  return found as unknown as WallTime;
}

function formatOf(zone: string | undefined): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
}
