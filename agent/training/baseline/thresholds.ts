import { column } from '../auroc.ts';

/** Share of healthy windows that may be given a label, per label. */
export const FALSE_POSITIVE_RATE = 1e-3;
/** Less than even odds are never a finding. */
const LEAST_THRESHOLD = 0.5;

/**
 * For each label the lowest probability, from 0.5 on, that at most 1 in 1000 healthy rows reaches.
 * `scores` are of healthy rows, [rows, labels].
 */
export function calibrateThresholds(scores: Float32Array, labels: number): number[] {
  return Array.from({ length: labels }, (_, label) => {
    const sorted = column(scores, labels, label).sort();
    const allowed = Math.floor(sorted.length * FALSE_POSITIVE_RATE);
    const highest = sorted[sorted.length - 1 - allowed] ?? 0;
    // Just above the first score that is one too many, to the digits that a card needs.
    const threshold = Math.ceil(highest * 1e4 + 1) / 1e4;
    return Math.min(1, Math.max(LEAST_THRESHOLD, threshold));
  });
}
