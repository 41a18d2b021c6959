/** A rule's score from which its label counts as found. */
export const RULE_THRESHOLD = 0.5;

/**
 * How far a value is past its threshold, as 0…1: one half on the threshold, 0.73 one `width` past it (logistic). Never quite
 * 0 or 1, so that two clear cases can still be ranked. NaN, a quantity that is not known, gives 0.
 */
export function past(value: number, threshold: number, width: number): number {
  return Number.isNaN(value) ? 0 : 1 / (1 + Math.exp((threshold - value) / width));
}

/** The same for a value that has to stay below its threshold. */
export function below(value: number, threshold: number, width: number): number {
  return Number.isNaN(value) ? 0 : 1 / (1 + Math.exp((value - threshold) / width));
}
