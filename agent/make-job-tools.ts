import { FAULT_LABELS } from '#schemas/readings/finding';
import { SIGNATURE_LENGTH } from '#signal/features/signature';
import { Random } from '#signal/synth/random';
import { OnnxModel } from './inference/onnx-model.ts';
import type { JobProvider, JobTools, ModelTool, TrainingTool } from './jobs/job-tools.ts';
import { BASELINE_MODEL_PATH, loadModel } from './models/load-model.ts';
import { BASELINE_RECIPE, baselineMember } from './training/baseline/recipe.ts';
import { measureNormalisation } from './training/normalisation.ts';
import { Trainer } from './training/trainer.ts';

/** As many windows as a lane scores at once. */
const MODEL_ROWS = 64;
const SEED = 1;

/** The tools of jobs, made of the rooms that have them. */
export function makeJobTools(): JobTools {
  return { openModel, openTraining };
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
