/**
 * `bun run bench:training [--seconds 5] [--rows 256]`
 * Whole epochs of training as a job does them, of one network of each model on rows of no machine: a step costs the same whatever
 * is in them. Medians over epochs of 16 steps; the share outside ONNX Runtime is shuffling, gathering rows, masks and calls.
 */
import { parseArgs } from 'node:util';
import { TremoloError } from '#schemas/errors/tremolo-error';
import { TrainedModel } from '#schemas/models/trained-model';
import { FAULT_LABELS } from '#schemas/readings/finding';
import { SIGNATURE_LENGTH } from '#signal/features/signature';
import { Random } from '#signal/synth/random';
import { BASELINE_RECIPE, memberOf } from '../../agent/training/baseline/recipe.ts';
import { Dataset } from '../../agent/training/dataset.ts';
import { fit } from '../../agent/training/fit.ts';
import { measureNormalisation } from '../../agent/training/normalisation.ts';
import { Trainer, type TrainingProvider } from '../../agent/training/trainer.ts';
import { numberOption } from './number-option.ts';
import { median } from './statistics.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '5' },
    rows: { type: 'string', default: String(BASELINE_RECIPE.batchRows) },
  },
});
const seconds = numberOption(values, 'seconds');
const batchRows = numberOption(values, 'rows');
const STEPS_EACH = 16;
const PROVIDERS: readonly TrainingProvider[] = ['cpu', 'cuda'];
const labels = FAULT_LABELS.length;

function rowsOfNoMachine(): Dataset {
  const random = new Random(1);
  const data = new Dataset(SIGNATURE_LENGTH, labels, STEPS_EACH * batchRows);
  for (let i = 0; i < STEPS_EACH * batchRows; i++) {
    const inputs = Float32Array.from({ length: SIGNATURE_LENGTH }, () => random.gaussian());
    data.add(
      inputs,
      Float32Array.from({ length: labels }, () => (random.uniform() < 0.1 ? 1 : 0)),
    );
  }
  return data;
}

const data = rowsOfNoMachine();

/** Epochs until the time is over, the first not counted. */
async function measure(model: TrainedModel, provider: TrainingProvider) {
  let insideMs = 0;
  const trainer = new Trainer({
    architecture: memberOf(model, measureNormalisation(data.inputs, SIGNATURE_LENGTH)),
    inputLength: SIGNATURE_LENGTH,
    labels,
    seed: 1,
    provider,
    timed: async (run) => {
      const sinceMs = performance.now();
      const result = await run();
      insideMs += performance.now() - sinceMs;
      return result;
    },
  });
  await trainer.start();
  const { learningRate, weightDecay } = BASELINE_RECIPE;
  const rates = { epochs: 1, batchRows, learningRate, weightDecay, random: new Random(1) };
  await fit(trainer, data, rates);
  const stepMs: number[] = [];
  const outside: number[] = [];
  for (const untilMs = performance.now() + seconds * 1_000; performance.now() < untilMs; ) {
    insideMs = 0;
    const sinceMs = performance.now();
    await fit(trainer, data, rates);
    const tookMs = performance.now() - sinceMs;
    stepMs.push(tookMs / STEPS_EACH);
    outside.push(1 - insideMs / tookMs);
  }
  await trainer.stop();
  return {
    bench: 'training',
    model,
    provider,
    stepMs: Number(median(stepMs).toFixed(2)),
    samplesPerSecond: Math.round((batchRows * 1_000) / median(stepMs)),
    shareOutsideOnnxRuntime: Number(median(outside).toFixed(3)),
  };
}

/** Null, and a word, where the machine has no such provider. */
async function measureIfPresent(model: TrainedModel, provider: TrainingProvider) {
  try {
    return await measure(model, provider);
  } catch (error) {
    if (!(error instanceof TremoloError) || error.code !== 'provider_unavailable') throw error;
    console.error(`${provider} is not present`);
    return null;
  }
}

const results = [];
for (const provider of PROVIDERS) {
  for (const model of TrainedModel.options) {
    const result = await measureIfPresent(model, provider);
    if (result === null) break;
    console.log(JSON.stringify(result));
    results.push(result);
  }
}
const last = results.findLast(({ model }) => model === 'cnn1d');
console.log(JSON.stringify({ ...last, batchRows, results }));
