import { FAULT_LABELS, type FaultLabel } from '#schemas/readings/finding';

/** 1 for each label that holds, in the order of FAULT_LABELS. */
export function targetsOf(labels: readonly FaultLabel[]): Float32Array {
  return Float32Array.from(FAULT_LABELS, (label) => (labels.includes(label) ? 1 : 0));
}
