import { FAULT_LABELS } from '#schemas/readings/finding';
import { ORDER_CELLS, SIGNATURE_OFFSETS } from '#signal/features/signature';
import { signatureNet } from '../architectures/signature-net.ts';
import type { Architecture } from '../network.ts';
import type { Normalisation } from '../normalisation.ts';

/** How the baseline is trained; a change makes another model. */
export const BASELINE_RECIPE = {
  trainingRows: 40_000,
  heldOutRows: 6000,
  healthyRows: 6000,
  epochs: 24,
  batchRows: 128,
  learningRate: 2e-3,
  weightDecay: 1e-3,
  hidden: [96, 48] as const,
  dropout: 0.2,
} as const;

/** The baseline's network over signatures with this normalisation. */
export function baselineNet(normalisation: Normalisation): Architecture {
  return signatureNet({
    normalisation,
    labels: FAULT_LABELS.length,
    orders: { start: SIGNATURE_OFFSETS.orders, length: ORDER_CELLS },
    hidden: BASELINE_RECIPE.hidden,
    dropout: BASELINE_RECIPE.dropout,
  });
}
