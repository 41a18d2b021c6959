import { join } from 'node:path';
import { FAULT_LABELS, type FaultLabel } from '#schemas/readings/finding';
import { SIGNATURE_LENGTH } from '#signal/features/signature';
import { loadFft } from '#signal/spectrum/fft';
import { OnnxModel } from './inference/onnx-model.ts';
import type { ScoredModel, ScoringOrder } from './jobs/job-tools.ts';
import { BASELINE_MODEL_PATH, loadModel } from './models/load-model.ts';
import { auroc, column } from './training/auroc.ts';
import { type SyntheticPart, syntheticRows } from './training/baseline/synthetic-rows.ts';
import type { Dataset } from './training/dataset.ts';

const BATCH_ROWS = 256;

/**
 * Scores a model on made-up machines, drawn apart from those that trainings learn from, whatever their seed.
 * @throws TremoloError not_found, or model_refused: damaged, or it takes another signature
 */
export async function scoreModel(order: ScoringOrder): Promise<ScoredModel> {
  const { model, modelsFolder, provider, seed, onProgress } = order;
  const path = model === null ? BASELINE_MODEL_PATH : join(modelsFolder, `${model}.onnx`);
  const { bytes, card, sha256 } = await loadModel(path, model ?? undefined);
  const session = await OnnxModel.open(bytes, card, provider);
  await loadFft();
  const rowsOf = (name: SyntheticPart, rows: number, stage: 'recordings' | 'healthy') =>
    syntheticRows({ seed, name, rows, onProgress: (done) => onProgress(stage, done, rows) });
  const data = await rowsOf('scoring', order.recordings, 'recordings');
  const sound = await rowsOf('scoring-healthy', order.healthyRecordings, 'healthy');
  const total = data.rows + sound.rows;
  const told = (before: number) => (done: number) => onProgress('scoring', before + done, total);
  const scores = await scoresOf(session, data, told(0));
  const healthy = await scoresOf(session, sound, told(data.rows));
  await session.close();
  const truth = truthOf(data, card.labels);
  const aurocs = card.labels.map((_, i) => {
    const labels = card.labels.length;
    const value = auroc(column(scores, labels, i), column(truth, labels, i));
    return Number.isNaN(value) ? null : value;
  });
  return { card, sha256, mixed: { scores, truth, aurocs }, healthy: { scores: healthy } };
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

/** What holds, in the order of the labels of this model: it may know fewer than there are. */
function truthOf(data: Dataset, labels: readonly FaultLabel[]): Float32Array {
  const all = data.batch(Uint32Array.from({ length: data.rows }, (_, row) => row)).targets;
  const columns = labels.map((label) => FAULT_LABELS.indexOf(label));
  return Float32Array.from({ length: data.rows * labels.length }, (_, i) => {
    const row = Math.floor(i / labels.length);
    return all[row * FAULT_LABELS.length + columns[i % labels.length]];
  });
}
