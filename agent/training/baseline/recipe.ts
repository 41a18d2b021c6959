import { FAULT_LABELS } from '#schemas/readings/finding';
import { ORDER_CELLS, SIGNATURE_OFFSETS } from '#signal/features/signature';
import { signatureNet } from '../architectures/signature-net.ts';
import { type Architecture, ensembleOf } from '../network.ts';
import { type Normalisation, normalise } from '../normalisation.ts';

/** How much a baseline learns from, and how fast. */
export interface BaselineRecipe {
  readonly trainingRows: number;
  /** Of the rows that thresholds are set on, and of those that the model is measured on. */
  readonly calibrationRows: number;
  readonly heldOutRows: number;
  readonly healthyRows: number;
  /** Networks whose logits are averaged. */
  readonly members: number;
  readonly epochs: number;
  readonly batchRows: number;
  readonly learningRate: number;
  readonly weightDecay: number;
}

/** How the shipped baseline is trained; a change makes another model. */
export const BASELINE_RECIPE: BaselineRecipe = {
  trainingRows: 60_000,
  calibrationRows: 8000,
  heldOutRows: 8000,
  healthyRows: 10_000,
  members: 3,
  epochs: 24,
  batchRows: 256,
  learningRate: 2e-3,
  weightDecay: 1e-3,
};

const HIDDEN = [128, 64] as const;
const DROPOUT = 0.2;

const MEMBER = signatureNet({
  labels: FAULT_LABELS.length,
  orders: { start: SIGNATURE_OFFSETS.orders, length: ORDER_CELLS },
  hidden: HIDDEN,
  dropout: DROPOUT,
});

/** One member of the baseline, over signatures with this normalisation. */
export function baselineMember(normalisation: Normalisation): Architecture {
  return (net, rows) => MEMBER(net, normalise(net, rows, normalisation));
}

/** The baseline itself: several members behind one normalisation. */
export function baselineNet(normalisation: Normalisation, members: number): Architecture {
  const ensemble = ensembleOf(MEMBER, members);
  return (net, rows) => ensemble(net, normalise(net, rows, normalisation));
}
