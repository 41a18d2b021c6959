import { SCORE } from '#schemas/jobs/kinds/score';
import { FAULT_LABELS } from '#schemas/readings/finding';

/** What a job of the kind `score` could say of a model, with everything in it that has to be shown. */
export const FAKE_SCORE_RESULT = SCORE.result.parse({
  model: { name: 'fault-labels', version: '1.0.0', sha256: 'cd34'.repeat(16) },
  ...{ source: 'synthesized', recordings: 4_000, healthyRecordings: 2_000 },
  macro: { f1: 0.912, auroc: 0.987 },
  labels: FAULT_LABELS.map((label, i) => ({
    ...{ label, threshold: 0.4 + i / 50, holds: 300 + i, found: 290 + i, falselyFound: i },
    ...{ precision: 0.9 + i / 200, recall: 0.93, f1: 0.91, auroc: i === 3 ? null : 0.98 },
  })),
  falseAlarms: 0.012,
  confusion: [...FAULT_LABELS, null].map((_, i) =>
    [...FAULT_LABELS, null].map((_, j) => (i === j ? 290 : (i * j) % 7)),
  ),
  calibration: {
    ...{ expectedError: 0.021, brier: 0.04 },
    bins: Array.from({ length: 10 }, (_, i) => ({
      ...{ from: i / 10, to: (i + 1) / 10, scores: 4_000 - i * 300 },
      ...{ mean: i / 10 + 0.05, holds: i / 10 + 0.04 },
    })),
  },
});
