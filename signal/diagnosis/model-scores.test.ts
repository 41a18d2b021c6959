import { expect, test } from 'bun:test';
import { FAULT_LABELS } from '#schemas/readings/finding';
import { modelLabelIndex, modelThresholds, scatterScores } from './model-scores.ts';

test("a model's labels find their places, the others stay unknown", () => {
  const card = { labels: ['outer_race' as const, 'imbalance' as const], thresholds: [0.4, 0.7] };
  const thresholds = modelThresholds(card);
  expect(thresholds[FAULT_LABELS.indexOf('outer_race')]).toBeCloseTo(0.4, 6);
  expect(thresholds[FAULT_LABELS.indexOf('ball')]).toBe(Number.POSITIVE_INFINITY);
  const out = new Float32Array(FAULT_LABELS.length);
  scatterScores(Float32Array.of(9, 9, 0.8, 0.2), 2, modelLabelIndex(card), out);
  expect(out[FAULT_LABELS.indexOf('outer_race')]).toBeCloseTo(0.8, 6);
  expect(out[FAULT_LABELS.indexOf('imbalance')]).toBeCloseTo(0.2, 6);
  expect(out[FAULT_LABELS.indexOf('cage')]).toBeNaN();
});
