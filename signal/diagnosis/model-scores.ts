import type { ModelCard } from '#schemas/models/model-card';
import { FAULT_LABELS } from '#schemas/readings/finding';

/** The card's thresholds in the order of FAULT_LABELS; infinity for a label that the model does not know. */
export function modelThresholds(card: Pick<ModelCard, 'labels' | 'thresholds'>): Float32Array {
  const out = new Float32Array(FAULT_LABELS.length).fill(Number.POSITIVE_INFINITY);
  card.labels.forEach((label, i) => {
    out[FAULT_LABELS.indexOf(label)] = card.thresholds[i] ?? Number.POSITIVE_INFINITY;
  });
  return out;
}

/** Where each output of the model belongs in FAULT_LABELS. */
export function modelLabelIndex(card: Pick<ModelCard, 'labels'>): Uint8Array {
  return Uint8Array.from(card.labels, (label) => FAULT_LABELS.indexOf(label));
}

/** Copies one row of a model's output, from `offset`, to the places of FAULT_LABELS; the others stay NaN. */
export function scatterScores(
  output: Float32Array,
  offset: number,
  index: Uint8Array,
  out: Float32Array,
): void {
  out.fill(Number.NaN);
  for (let i = 0; i < index.length; i++) out[index[i]!] = output[offset + i]!;
}
