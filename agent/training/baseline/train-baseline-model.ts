import { createHash } from 'node:crypto';
import { writeCard } from '#schemas/models/onnx-card';
import { FAULT_LABELS } from '#schemas/readings/finding';
import { SIGNATURE_LENGTH } from '#signal/features/signature';
import { loadFft } from '#signal/spectrum/fft';
import { Random } from '#signal/synth/random';
import { macroAuroc } from '../auroc.ts';
import type { Checkpoint, Checkpoints } from '../checkpoint.ts';
import type { Dataset } from '../dataset.ts';
import { exportModel } from '../export-model.ts';
import { type EpochProgress, fit } from '../fit.ts';
import { type Architecture, memberWeights, type Weights } from '../network.ts';
import { measureNormalisation } from '../normalisation.ts';
import { predict } from '../predict.ts';
import type { Progress } from '../progress.ts';
import { Trainer, type TrainingProvider } from '../trainer.ts';
import { type BaselineCardFacts, baselineCard } from './baseline-card.ts';
import { type BaselineRecipe, ensembleNet, memberOf } from './recipe.ts';
import { recordingRows } from './recording-rows.ts';
import { type SyntheticPart, syntheticRows } from './synthetic-rows.ts';

export interface BaselineOptions {
  readonly seed: number;
  readonly provider: TrainingProvider;
  /** A folder of real recordings to learn from beside the synthetic ones. */
  readonly recordings: string | null;
  /** Labelled captures to learn from beside the synthetic machines. */
  readonly captured?: {
    readonly data: Dataset;
    readonly sha256: string;
    readonly tracks: number;
  } | null;
  readonly command: string;
  readonly recipe: BaselineRecipe;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Told after each epoch. */
  readonly onEpoch?: (told: MemberProgress) => void;
  /** Where training stands is kept here after each epoch, and taken up from here; absent: it begins anew. */
  readonly checkpoints?: Checkpoints;
}

/** How far one network of the baseline is. */
export interface MemberProgress extends EpochProgress {
  /** From 1. */
  readonly member: number;
  readonly members: number;
  /** Macro AUROC of this network so far on machines that it does not learn from; null where they hold no fault. */
  readonly auroc: number | null;
}

/** As many rows tell after each epoch how well a network does; all of them would slow training down. */
const LOOK_ROWS = 2_000;

/** Trains the recipe's model; the .onnx file with its card, or null when it was aborted. Deterministic by seed. */
export async function trainBaselineModel(options: BaselineOptions): Promise<Uint8Array | null> {
  await loadFft();
  const { data, sources } = await gather(options);
  // Before training, so that each epoch can be measured on machines that it did not learn from.
  const mixed = await synthesize(options, 'calibration', options.recipe.calibrationRows);
  const normalisation = measureNormalisation(data.inputs, SIGNATURE_LENGTH);
  const kept = options.checkpoints?.load() ?? null;
  const members: Weights[] = [...(kept?.finished ?? [])];
  let running = kept?.running ?? null;
  while (members.length < options.recipe.members) {
    const architecture = memberOf(options.recipe.model, normalisation);
    const weights = await train({ architecture, data, mixed, finished: members, running }, options);
    if (weights === null) return null;
    members.push(weights);
    running = null;
  }
  const architecture = ensembleNet(options.recipe.model, normalisation, members.length);
  const onnx = exportModel(architecture, SIGNATURE_LENGTH, memberWeights(members));
  const measured = await measure(onnx, mixed, options);
  if (options.signal.aborted) return null;
  const { seed, command } = options;
  const name = options.recipe.model;
  return writeCard(onnx, baselineCard({ name, seed, command, sources, ...measured }));
}

/** All rows to learn from, and where they came from. */
async function gather(options: BaselineOptions) {
  const data = await synthesize(options, 'train', options.recipe.trainingRows);
  const sources = [{ name: 'synthetic machines', sha256: hashOf(data), records: data.rows }];
  if (options.recordings !== null) {
    const real = await recordingRows(options.recordings);
    sources.push({ name: 'CWRU recordings', sha256: real.sha256, records: real.files });
    append(data, real.data);
  }
  if (options.captured != null) {
    const { data: real, sha256, tracks } = options.captured;
    sources.push({ name: 'labelled captures', sha256, records: tracks });
    append(data, real);
  }
  return { data, sources };
}

/** Scores the model on machines that it never saw: some to set thresholds on, others to measure on. */
async function measure(
  onnx: Uint8Array,
  mixed: Dataset,
  options: BaselineOptions,
): Promise<Pick<BaselineCardFacts, 'calibration' | 'heldOut'>> {
  const scored = async (data: Dataset) => {
    const scores = await predict(onnx, data.inputs, SIGNATURE_LENGTH);
    return { scores, targets: targetsOfAll(data) };
  };
  const { healthyRows, heldOutRows } = options.recipe;
  const healthy = await scored(await synthesize(options, 'healthy', healthyRows));
  const heldOut = await scored(await synthesize(options, 'held-out', heldOutRows));
  return { calibration: { mixed: await scored(mixed), healthy: healthy.scores }, heldOut };
}

function synthesize(
  { seed, progress, signal }: BaselineOptions,
  name: SyntheticPart,
  rows: number,
): Promise<Dataset> {
  const report = progress.stage(`synthesizing ${name}`, rows);
  return syntheticRows({ seed, name, rows, signal, onProgress: (done) => report(done) });
}

interface MemberTraining {
  readonly architecture: Architecture;
  readonly data: Dataset;
  /** Rows of machines that it does not learn from. */
  readonly mixed: Dataset;
  /** Members before this one. */
  readonly finished: readonly Weights[];
  /** How far this one was when it was interrupted. */
  readonly running: Checkpoint['running'];
}

async function train(
  { architecture, data, mixed, finished, running }: MemberTraining,
  options: BaselineOptions,
): Promise<Weights | null> {
  const { epochs, batchRows, learningRate, weightDecay, members } = options.recipe;
  const { provider, signal, progress, checkpoints } = options;
  const member = finished.length;
  const seed = new Random(options.seed).fork(`member ${member}`).uint32();
  const inputLength = SIGNATURE_LENGTH;
  const labels = FAULT_LABELS.length;
  const trainer = new Trainer({ architecture, inputLength, labels, seed, provider });
  await trainer.start();
  if (running !== null) trainer.restore(running.trainer);
  const report = progress.stage(`training member ${member + 1}, epoch`, epochs);
  const random = new Random(seed).fork('shuffle');
  const onEpoch = async (told: EpochProgress) => {
    report(told.epoch, `loss ${told.loss.toFixed(4)}`);
    checkpoints?.save({ finished, running: { epoch: told.epoch, trainer: trainer.snapshot() } });
    if (options.onEpoch === undefined) return;
    const onnx = exportModel(architecture, SIGNATURE_LENGTH, trainer.weights());
    const auroc = await aurocOn(mixed, onnx);
    options.onEpoch({ ...told, member: member + 1, members, auroc });
  };
  const rates = { epochs, batchRows, learningRate, weightDecay };
  const epochsDone = running?.epoch ?? 0;
  const fitted = await fit(trainer, data, { ...rates, random, epochsDone, onEpoch, signal });
  const weights = trainer.weights();
  await trainer.stop();
  return fitted ? weights : null;
}

/** Real rows are few: each counts as it is, beside the synthetic ones. */
function append(all: Dataset, more: Dataset): void {
  for (let row = 0; row < more.rows; row++) {
    const { inputs, targets, weights } = more.batch([row]);
    all.add(inputs, targets, weights);
  }
}

function hashOf(data: Dataset): string {
  const { inputs } = data;
  return createHash('sha256')
    .update(new Uint8Array(inputs.buffer, inputs.byteOffset, inputs.byteLength))
    .update(new Uint8Array(targetsOfAll(data).buffer))
    .digest('hex');
}

function targetsOfAll(data: Dataset): Float32Array {
  return data.batch(Uint32Array.from({ length: data.rows }, (_, i) => i)).targets;
}

/** How well a model tells the faults of the first of these rows. */
async function aurocOn(data: Dataset, onnx: Uint8Array): Promise<number | null> {
  const rows = Math.min(LOOK_ROWS, data.rows);
  const scores = await predict(
    onnx,
    data.inputs.subarray(0, rows * SIGNATURE_LENGTH),
    SIGNATURE_LENGTH,
  );
  const auroc = macroAuroc(
    scores,
    targetsOfAll(data).subarray(0, scores.length),
    FAULT_LABELS.length,
  );
  return Number.isNaN(auroc) ? null : auroc;
}
