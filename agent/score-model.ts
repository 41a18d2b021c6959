import { join } from 'node:path';
import { refused } from '#schemas/errors/refused';
import { FAULT_LABELS, type FaultLabel } from '#schemas/readings/finding';
import { SIGNATURE_LENGTH } from '#signal/features/signature';
import { loadFft } from '#signal/spectrum/fft';
import { capturedRecordings } from './captured-recordings.ts';
import { OnnxModel } from './inference/onnx-model.ts';
import type { ScoredModel, ScoringOrder } from './jobs/job-tools.ts';
import { labelledRecordings } from './labelled-recordings.ts';
import { BASELINE_MODEL_PATH, loadModel } from './models/load-model.ts';
import { auroc, column } from './training/auroc.ts';
import { type SyntheticPart, syntheticRows } from './training/baseline/synthetic-rows.ts';
import { Dataset } from './training/dataset.ts';

const BATCH_ROWS = 256;

/** Rows that are scored: those to tell faults in, those without any, and the labels of which they say whether they hold. */
interface Rows {
  readonly mixed: Dataset;
  readonly healthy: Dataset;
  readonly known: readonly FaultLabel[];
}

/**
 * Scores a model on made-up machines, drawn apart from those that trainings learn from, whatever their seed; or on recordings.
 * @throws TremoloError not_found, recording_unreadable, or model_refused: damaged, or it takes another signature
 */
export async function scoreModel(order: ScoringOrder): Promise<ScoredModel> {
  const { model, modelsFolder, provider, onProgress } = order;
  const path = model === null ? BASELINE_MODEL_PATH : join(modelsFolder, `${model}.onnx`);
  const { bytes, card, sha256 } = await loadModel(path, model ?? undefined);
  const session = await OnnxModel.open(bytes, card, provider);
  await loadFft();
  const { mixed, healthy, known } = await rowsOf(order);
  const labels = card.labels.filter((label) => known.includes(label));
  if (labels.length === 0) {
    throw refused('model_no_labels');
  }
  const total = mixed.rows + healthy.rows;
  const told = (before: number) => (done: number) => onProgress('scoring', before + done, total);
  const columns = labels.map((label) => card.labels.indexOf(label));
  const only = (all: Float32Array) => columnsOf(all, card.labels.length, columns);
  const scores = only(await scoresOf(session, mixed, told(0)));
  const healthyScores = only(await scoresOf(session, healthy, told(mixed.rows)));
  await session.close();
  const truth = columnsOf(
    mixed.batch(Uint32Array.from({ length: mixed.rows }, (_, row) => row)).targets,
    FAULT_LABELS.length,
    labels.map((label) => FAULT_LABELS.indexOf(label)),
  );
  const aurocs = labels.map((_, i) => {
    const value = auroc(column(scores, labels.length, i), column(truth, labels.length, i));
    return Number.isNaN(value) ? null : value;
  });
  return {
    ...{ card, sha256, labels, mixed: { scores, truth, aurocs } },
    thresholds: columns.map((at) => card.thresholds[at]),
    healthy: { scores: healthyScores },
  };
}

async function rowsOf(order: ScoringOrder): Promise<Rows> {
  const { source, recordingsFolder, seed, recordings, healthyRecordings, onProgress } = order;
  if (order.captured !== null) {
    const { data, known } = await capturedRecordings(order.captured, (done, of) =>
      onProgress('recordings', done, of),
    );
    return { mixed: data, healthy: healthyOf(data), known };
  }
  if (source === 'synthesized') {
    const made = (name: SyntheticPart, rows: number, stage: 'recordings' | 'healthy') =>
      syntheticRows({ seed, name, rows, onProgress: (done) => onProgress(stage, done, rows) });
    const mixed = await made('scoring', recordings, 'recordings');
    const healthy = await made('scoring-healthy', healthyRecordings, 'healthy');
    return { mixed, healthy, known: FAULT_LABELS };
  }
  if (recordingsFolder === null) {
    throw refused('recordings_no_folder');
  }
  const { data, known } = await labelledRecordings(recordingsFolder, (done, of) =>
    onProgress('recordings', done, of),
  );
  return { mixed: data, healthy: healthyOf(data), known };
}

/** The rows in which nothing holds. */
function healthyOf(data: Dataset): Dataset {
  const healthy = new Dataset(SIGNATURE_LENGTH, FAULT_LABELS.length);
  for (let row = 0; row < data.rows; row++) {
    const targets = data.targetsOf(row);
    if (targets.every((target) => target === 0)) healthy.add(data.inputsOf(row), targets);
  }
  return healthy;
}

async function scoresOf(
  session: OnnxModel,
  { rows, inputs }: Dataset,
  told: (done: number) => void,
): Promise<Float32Array> {
  const labels = session.card.labels.length;
  const scores = new Float32Array(rows * labels);
  for (let at = 0; at < rows; at += BATCH_ROWS) {
    const count = Math.min(BATCH_ROWS, rows - at);
    const batch = inputs.slice(at * SIGNATURE_LENGTH, (at + count) * SIGNATURE_LENGTH);
    const some = await session.run(batch as Float32Array<ArrayBuffer>, count);
    scores.set(some.subarray(0, count * labels), at * labels);
    told(at + count);
  }
  return scores;
}

/** These columns of rows of so many. */
function columnsOf(all: Float32Array, width: number, columns: readonly number[]): Float32Array {
  const rows = all.length / width;
  return Float32Array.from(
    { length: rows * columns.length },
    (_, i) => all[Math.floor(i / columns.length) * width + columns[i % columns.length]],
  );
}
