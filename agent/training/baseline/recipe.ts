import type { TrainedModel } from '#schemas/models/trained-model';
import { FAULT_LABELS } from '#schemas/readings/finding';
import { ORDER_CELLS, SIGNATURE_OFFSETS } from '#signal/features/signature';
import { cnn1d } from '../architectures/cnn1d.ts';
import { signatureNet } from '../architectures/signature-net.ts';
import { type Architecture, ensembleOf } from '../network.ts';
import { type Normalisation, normalise } from '../normalisation.ts';

/** What is trained, how much it learns from, and how fast. */
export interface BaselineRecipe {
  readonly model: TrainedModel;
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
  model: 'baseline',
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

const LABELS = FAULT_LABELS.length;

/** One network of each model, on normalised signatures. */
const NETWORKS: Readonly<Record<TrainedModel, Architecture>> = {
  baseline: signatureNet({
    labels: LABELS,
    orders: { start: SIGNATURE_OFFSETS.orders, length: ORDER_CELLS },
    hidden: [128, 64],
    dropout: 0.2,
  }),
  cnn1d: cnn1d({
    labels: LABELS,
    channels: 8,
    blocks: [
      { filters: 24, kernel: 7, stride: 2, pool: 2 },
      { filters: 32, kernel: 5, stride: 1, pool: 2 },
      { filters: 48, kernel: 3, stride: 1, pool: 1 },
    ],
    dropout: 0.1,
  }),
};

/** One member of a model, over signatures with this normalisation. */
export function memberOf(model: TrainedModel, normalisation: Normalisation): Architecture {
  return (net, rows) => NETWORKS[model](net, normalise(net, rows, normalisation));
}

/** The model itself: several members behind one normalisation. */
export function ensembleNet(
  model: TrainedModel,
  normalisation: Normalisation,
  members: number,
): Architecture {
  const ensemble = ensembleOf(NETWORKS[model], members);
  return (net, rows) => ensemble(net, normalise(net, rows, normalisation));
}

/** One member of the baseline, over signatures with this normalisation. */
export function baselineMember(normalisation: Normalisation): Architecture {
  return memberOf('baseline', normalisation);
}
