/** Digits that a measurement of this kind can mean; more would only swell the messages. */
const DIGITS = 6;

/** The value to six significant digits. */
export function significant(value: number): number {
  return Number(value.toPrecision(DIGITS));
}
