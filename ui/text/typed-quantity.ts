import { fromShownUnit, inShownUnit, shownUnit } from './units.ts';

/** Digits that a form shows of a value in another unit than the hub’s: more than anybody types, few enough to be read. */
const SHOWN_DIGITS = 5;
/** 0.28 in/s is 7.112 mm/s, and not 7.111999999999999. */
const KEPT_DIGITS = 12;

/** A value of the hub as a form shows it to who reads other units; empty where it is unknown. */
export function quantityWritten(value: number | null | undefined, unit: string): string {
  if (value == null) return '';
  const { factor, offset } = shownUnit(unit);
  if (factor === 1 && offset === 0) return String(value);
  return String(Number(inShownUnit(value, unit).toPrecision(SHOWN_DIGITS)));
}

/** What was typed, in the hub’s unit. A field that was left as it was shown keeps its value to the last digit. */
export function quantityTyped(
  typed: number | null,
  before: number | null | undefined,
  unit: string,
): number | null {
  if (typed === null || !Number.isFinite(typed)) return typed;
  if (before != null && String(typed) === quantityWritten(before, unit)) return before;
  return Number(fromShownUnit(typed, unit).toPrecision(KEPT_DIGITS));
}
