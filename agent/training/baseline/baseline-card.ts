import type { ModelCard } from '#schemas/models/model-card';
import type { TrainedModel } from '#schemas/models/trained-model';
import { FAULT_LABELS } from '#schemas/readings/finding';
import { SIGNATURE_LENGTH, SIGNATURE_VERSION } from '#signal/features/signature';
import { auroc, column, macroAuroc } from '../auroc.ts';
import { TRAINING_RATES_HZ } from './random-case.ts';
import { type CalibrationScores, calibrateThresholds } from './thresholds.ts';

/** What a trained model's card is written from; scores and targets are [rows, labels]. */
export interface BaselineCardFacts {
  readonly name: TrainedModel;
  readonly seed: number;
  readonly command: string;
  readonly sources: ModelCard['trainingData'];
  readonly heldOut: { readonly scores: Float32Array; readonly targets: Float32Array };
  readonly calibration: CalibrationScores;
}

const LABELS = FAULT_LABELS.length;
const HELD_OUT = 'held-out synthetic machines';

/** The card of a freshly trained model: its metrics are measured, on machines that training never saw. */
export function baselineCard(facts: BaselineCardFacts): ModelCard {
  const thresholds = calibrateThresholds(facts.calibration, LABELS);
  return {
    card: 1,
    name: facts.name,
    version: `1.${SIGNATURE_VERSION}.${facts.seed}`,
    labels: [...FAULT_LABELS],
    thresholds,
    sampleRateHz: {
      trained: 25_600,
      min: TRAINING_RATES_HZ[0],
      max: Math.max(...TRAINING_RATES_HZ),
    },
    resample: false,
    windowSamples: 2048,
    hopSamples: 2048,
    axes: 1,
    unit: 'g',
    preprocessing: { name: 'signature', version: SIGNATURE_VERSION },
    inputLength: SIGNATURE_LENGTH,
    trainingData: facts.sources,
    metrics: metricsOf(facts, thresholds),
    seed: facts.seed,
    command: facts.command,
  };
}

function metricsOf(
  { heldOut }: BaselineCardFacts,
  thresholds: readonly number[],
): ModelCard['metrics'] {
  const { scores, targets } = heldOut;
  const rounded = (value: number) => Math.round(value * 1e4) / 1e4;
  const perLabel = FAULT_LABELS.flatMap((label, i) => {
    const own = column(scores, LABELS, i);
    const truth = column(targets, LABELS, i);
    const found = own.filter((score, row) => truth[row] === 1 && score >= thresholds[i]!).length;
    const present = truth.filter((value) => value === 1).length;
    return [
      { name: `auroc ${label}`, split: HELD_OUT, value: rounded(auroc(own, truth)) },
      { name: `recall at threshold ${label}`, split: HELD_OUT, value: rounded(found / present) },
    ];
  });
  const all = [
    { name: 'macro auroc', split: HELD_OUT, value: rounded(macroAuroc(scores, targets, LABELS)) },
    {
      name: 'share of healthy rows with any label',
      split: HELD_OUT,
      value: rounded(shareAbove(scores, targets, thresholds)),
    },
    ...perLabel,
  ];
  // Of a label that no row has, or all have, few rows can say nothing: then the card does not, either.
  return all.filter(({ value }) => Number.isFinite(value));
}

/** Share of the rows without a fault of which any score reaches its threshold. */
function shareAbove(
  scores: Float32Array,
  targets: Float32Array,
  thresholds: readonly number[],
): number {
  let healthy = 0;
  let above = 0;
  for (let at = 0; at < scores.length; at += LABELS) {
    if (targets.subarray(at, at + LABELS).includes(1)) continue;
    healthy++;
    if (thresholds.some((threshold, i) => scores[at + i]! >= threshold)) above++;
  }
  return above / healthy;
}
