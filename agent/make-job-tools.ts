import { FAULT_LABELS } from '#schemas/readings/finding';
import { SIGNATURE_LENGTH } from '#signal/features/signature';
import { loadFft } from '#signal/spectrum/fft';
import { Random } from '#signal/synth/random';
import { capturedRecordings, fetchCapturedSet } from './captured-recordings.ts';
import { OnnxModel } from './inference/onnx-model.ts';
import type {
  CapturedTracks,
  JobProvider,
  JobTools,
  ModelTool,
  TrainingOrder,
  TrainingTool,
} from './jobs/job-tools.ts';
import { BASELINE_MODEL_PATH, loadModel } from './models/load-model.ts';
import { scoreModel } from './score-model.ts';
import { BASELINE_RECIPE, baselineMember } from './training/baseline/recipe.ts';
import { trainBaselineModel } from './training/baseline/train-baseline-model.ts';
import { type Checkpoint, CheckpointFile } from './training/checkpoint.ts';
import { measureNormalisation } from './training/normalisation.ts';
import { Trainer } from './training/trainer.ts';

/** As many windows as a lane scores at once. */
const MODEL_ROWS = 64;
const SEED = 1;

/** The tools of jobs, made of the rooms that have them. */
export function makeJobTools(): JobTools {
  return { openModel, openTraining, scoreModel, train, fetchCaptures: fetchCapturedSet };
}

async function openModel(provider: JobProvider): Promise<ModelTool> {
  const { bytes, card } = await loadModel(BASELINE_MODEL_PATH);
  const model = await OnnxModel.open(bytes, card, provider);
  return {
    rows: MODEL_ROWS,
    rowLength: SIGNATURE_LENGTH,
    run: (input) => model.run(input, MODEL_ROWS),
    close: () => model.close(),
  };
}

/** The network that the baseline is made of, on rows of no machine: a step costs the same whatever is in them. */
async function openTraining(provider: JobProvider): Promise<TrainingTool> {
  const { batchRows, learningRate, weightDecay } = BASELINE_RECIPE;
  const labels = FAULT_LABELS.length;
  const random = new Random(SEED);
  const drawn = (length: number) => Float32Array.from({ length }, () => random.uniform());
  const inputs = drawn(batchRows * SIGNATURE_LENGTH);
  const trainer = new Trainer({
    architecture: baselineMember(measureNormalisation(inputs, SIGNATURE_LENGTH)),
    inputLength: SIGNATURE_LENGTH,
    labels,
    seed: SEED,
    provider,
  });
  await trainer.start();
  const targets = drawn(batchRows * labels).map((value) => (value < 0.1 ? 1 : 0));
  const weights = new Float32Array(batchRows * labels).fill(1);
  const batch = { rows: batchRows, inputs, targets, weights };
  return {
    rows: batchRows,
    step: () => trainer.step(batch, learningRate, weightDecay),
    close: () => trainer.stop(),
  };
}

async function train(order: TrainingOrder): ReturnType<JobTools['train']> {
  const { recipe, captured, provider, checkpoint, say, pausing } = order;
  const { seed, rows, heldOutRows, ...rates } = recipe;
  const checkpoints = new CheckpointFile(checkpoint);
  const epochsResumed = epochsIn(checkpoints.load(), recipe.epochs);
  if (epochsResumed > 0) say(`Goes on after epoch ${epochsResumed} of an earlier attempt.`);
  const stop = new AbortController();
  let isTraining = false;
  let hasTrained = false;
  // Before the first epoch there is nothing to lose; within one, the epoch is.
  const pause = () => {
    if (!isTraining) stop.abort();
  };
  pausing.addEventListener('abort', pause);
  if (pausing.aborted) pause();
  const onEpoch: TrainingOrder['onEpoch'] = (told) => {
    order.onEpoch(told);
    if (pausing.aborted) stop.abort();
  };
  const onnx = await trainBaselineModel({
    ...{ seed, provider, recordings: null, onEpoch, checkpoints },
    captured: captured === null ? null : await capturedRows(captured, say),
    command: `train job, ${JSON.stringify(recipe)}`,
    recipe: {
      ...rates,
      trainingRows: rows,
      calibrationRows: heldOutRows,
      heldOutRows,
      healthyRows: heldOutRows,
    },
    progress: {
      stage: (name, total) => {
        isTraining = name.startsWith('training');
        if (isTraining) {
          hasTrained = true;
          return () => undefined;
        }
        say(`${name[0]!.toUpperCase()}${name.slice(1)}: ${total} rows.`);
        const stage = hasTrained ? 'measuring' : 'synthesizing';
        return (rows) => order.onRows({ stage, rows, ofRows: total });
      },
    },
    signal: stop.signal,
  });
  pausing.removeEventListener('abort', pause);
  if (onnx === null && pausing.aborted) return null;
  if (onnx === null) throw new Error('training ended without being asked to');
  checkpoints.remove();
  return { onnx, epochsResumed };
}

/** What people labelled, as rows to learn from. */
async function capturedRows(captured: CapturedTracks, say: (text: string) => void) {
  await loadFft();
  const { data } = await capturedRecordings(captured, () => undefined);
  say(`Learns from ${data.rows} rows of ${captured.tracks.length} captured points, too.`);
  return { data, sha256: captured.sha256, tracks: captured.tracks.length };
}

function epochsIn(checkpoint: Checkpoint | null, epochs: number): number {
  if (checkpoint === null) return 0;
  return checkpoint.finished.length * epochs + (checkpoint.running?.epoch ?? 0);
}
