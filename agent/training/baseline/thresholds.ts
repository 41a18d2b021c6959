import { column } from '../auroc.ts';

/** Share of healthy rows that may be given a label, per label. */
export const FALSE_POSITIVE_RATE = 1e-3;
/** Share of rows with other faults that may be given a label which does not hold. */
const FALSE_LABEL_RATE = 1e-2;
/** Less than even odds are never a finding. */
const LEAST_THRESHOLD = 0.5;

/** What thresholds are calibrated on, none of it trained on; all are [rows, labels]. */
export interface CalibrationScores {
  readonly healthy: Float32Array;
  readonly mixed: { readonly scores: Float32Array; readonly targets: Float32Array };
}

/**
 * For each label the lowest probability, from 0.5 on, that at most 1 in 1000 healthy rows and 1 in 100 rows without this label
 * reach.
 */
export function calibrateThresholds(calibration: CalibrationScores, labels: number): number[] {
  const { healthy, mixed } = calibration;
  return Array.from({ length: labels }, (_, label) => {
    const truth = column(mixed.targets, labels, label);
    const others = column(mixed.scores, labels, label).filter((_score, row) => truth[row] === 0);
    return Math.max(
      LEAST_THRESHOLD,
      passedBy(column(healthy, labels, label), FALSE_POSITIVE_RATE),
      passedBy(others, FALSE_LABEL_RATE),
    );
  });
}

/** The lowest threshold that at most this share of the scores reaches, to the digits that a card needs. */
function passedBy(scores: Float32Array, share: number): number {
  const sorted = scores.sort();
  const allowed = Math.floor(sorted.length * share);
  const tooMany = sorted[sorted.length - 1 - allowed] ?? 0;
  return Math.min(1, Math.ceil(tooMany * 1e4 + 1) / 1e4);
}
