import { text } from './en.ts';
import { dayOf, decimalMark, timeOf } from './regional.ts';
import { wallTime } from './time-zone.ts';

/** Shown where there is no value: never a made-up number. */
export const NO_VALUE = '–';

const THIN_SPACE = ' ';

/** A figure with as many decimals as its size deserves: three significant digits, two of small ones, with a true minus. */
export function figure(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return NO_VALUE;
  const size = Math.abs(value);
  return signed(value.toFixed(decimalsOf(size)));
}

/** A number as a person would write it, without zeros at its end: a limit, or a fact as it was entered. */
export function plain(value: number): string {
  return signed(String(Number(value.toPrecision(4))));
}

/** A number with the decimals that its axis or its neighbours have. */
export function fixed(value: number, decimals: number): string {
  return Number.isFinite(value) ? signed(value.toFixed(decimals)) : NO_VALUE;
}

/** Milliseconds, to a tenth while they are few. */
export function milliseconds(value: number | null): string {
  return value === null ? NO_VALUE : `${fixed(value, value < 10 ? 1 : 0)} ms`;
}

function decimalsOf(size: number): number {
  if (size >= 99.95) return 0;
  if (size >= 9.995) return 1;
  return size >= 0.1 || size === 0 ? 2 : Math.min(7, 1 - Math.floor(Math.log10(size)));
}

/** "−1.2", not "-1.2": a hyphen is easily overlooked. */
function signed(digits: string): string {
  return group(digits).replace('-', '−');
}

/** A whole number with thin spaces between thousands (ISO 80000-1). */
export function count(value: number | null): string {
  return value === null ? NO_VALUE : signed(Math.round(value).toString());
}

function group(digits: string): string {
  const [whole, fraction] = digits.split('.');
  const grouped = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, THIN_SPACE) : whole;
  return fraction === undefined ? grouped : grouped + decimalMark() + fraction;
}

/** A frequency for a readout or a sentence, in Hz with one decimal below 1 kHz. */
export function hertz(value: number): string {
  return `${signed(value.toFixed(value < 1000 ? 1 : 0))} Hz`;
}

/** Megabytes, or gigabytes from 1000 up. */
export function megabytes(value: number | null): string {
  if (value === null) return NO_VALUE;
  return value >= 1000 ? `${fixed(value / 1000, 1)} GB` : `${fixed(value, value < 10 ? 1 : 0)} MB`;
}

/** Bytes a second in kB or MB. */
export function byteRate(value: number | null): string {
  if (value === null) return NO_VALUE;
  return value >= 1e6 ? `${fixed(value / 1e6, 1)} MB/s` : `${fixed(value / 1e3, 1)} kB/s`;
}

/** A time span in ms as its largest fitting unit. */
export function span(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 90) return text.time.seconds(seconds);
  if (seconds < 90 * 60) return text.time.minutes(Math.round(seconds / 60));
  if (seconds < 36 * 3600) return text.time.hours(Math.round(seconds / 3600));
  return text.time.days(Math.round(seconds / 86_400));
}

/** How old something is: "now", "12 s ago"; says when a sensor's clock runs ahead by more than 5 s. */
export function age(atMs: number | null, nowMs: number): string {
  if (atMs === null) return text.time.never;
  const old = nowMs - atMs;
  if (old < -5000) return text.time.ahead;
  return old < 2000 ? text.time.now : text.time.ago(span(old));
}

/** Time of day in the reader's zone, "14:03:22". */
export function clockTime(atMs: number): string {
  return timeOf(wallTime(atMs));
}

/** Day and time in the reader's zone, "2026-03-04 14:03:22". */
export function dateTime(atMs: number): string {
  return `${date(atMs)} ${clockTime(atMs)}`;
}

/** The day in the reader's zone, "2026-03-04". */
export function date(atMs: number): string {
  return dayOf(wallTime(atMs));
}
