import { afterAll, describe, expect, setDefaultTimeout, test } from 'bun:test';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCard } from '#schemas/models/onnx-card';
import { FAULT_LABELS } from '#schemas/readings/finding';
import { SIGNATURE_LENGTH } from '#signal/features/signature';
import { Random } from '#signal/synth/random';
import { OnnxModel } from '../../inference/onnx-model.ts';
import { macroAuroc } from '../auroc.ts';
import { CheckpointFile } from '../checkpoint.ts';
import { exportModel } from '../export-model.ts';
import { fit } from '../fit.ts';
import { type Architecture, dense } from '../network.ts';
import { measureNormalisation, normalise } from '../normalisation.ts';
import { predict } from '../predict.ts';
import { LineProgress } from '../progress.ts';
import { Trainer } from '../trainer.ts';
import { randomCase } from './random-case.ts';
import type { BaselineRecipe } from './recipe.ts';
import { recordingRows } from './recording-rows.ts';
import { syntheticRows } from './synthetic-rows.ts';
import {
  type BaselineOptions,
  type MemberProgress,
  trainBaselineModel,
} from './train-baseline-model.ts';

/** Training takes seconds, many of them on a busy machine; nothing here is about time. */
setDefaultTimeout(120_000);

const folder = await mkdtemp(join(tmpdir(), 'tremolo-training-'));
afterAll(() => rm(folder, { recursive: true }));

const RECIPE: BaselineRecipe = {
  model: 'baseline',
  trainingRows: 250,
  calibrationRows: 40,
  heldOutRows: 120,
  healthyRows: 30,
  members: 2,
  epochs: 25,
  batchRows: 32,
  learningRate: 2e-3,
  weightDecay: 1e-3,
};
const options = (seed: number, more: Partial<BaselineOptions> = {}): BaselineOptions => ({
  seed,
  provider: 'cpu',
  recordings: null,
  command: 'test',
  recipe: RECIPE,
  progress: new LineProgress(
    () => undefined,
    () => 0,
  ),
  signal: new AbortController().signal,
  ...more,
});

/** Macro AUROC on the held-out machines of a linear model that is trained as the recipe's member is. */
async function linearAuroc(recipe: BaselineRecipe): Promise<number> {
  const { epochs, batchRows, learningRate, weightDecay } = recipe;
  const data = await syntheticRows({ seed: 1, name: 'train', rows: recipe.trainingRows });
  const unseen = await syntheticRows({ seed: 1, name: 'held-out', rows: recipe.heldOutRows });
  const normalisation = measureNormalisation(data.inputs, SIGNATURE_LENGTH);
  const labels = FAULT_LABELS.length;
  const architecture: Architecture = (net, rows) =>
    dense(net, 'labels', normalise(net, rows, normalisation), labels);
  const shape = { architecture, inputLength: SIGNATURE_LENGTH, labels };
  const trainer = new Trainer({ ...shape, seed: 1, provider: 'cpu' });
  await trainer.start();
  const random = new Random(1);
  await fit(trainer, data, { epochs, batchRows, learningRate, weightDecay, random });
  const onnx = exportModel(architecture, SIGNATURE_LENGTH, trainer.weights());
  await trainer.stop();
  const scores = await predict(onnx, unseen.inputs, SIGNATURE_LENGTH);
  const { targets } = unseen.batch(Array.from({ length: unseen.rows }, (_, i) => i));
  return macroAuroc(scores, targets, labels);
}

describe('training a model', () => {
  test('gives the same file for the same seed, better than chance on machines it never saw', async () => {
    const one = await trainBaselineModel(options(1));
    const again = await trainBaselineModel(options(1));
    expect(again).toEqual(one!);
    const card = readCard(one!);
    expect(card.seed).toBe(1);
    expect(card.trainingData[0]!.records).toBe(250);
    const auroc = card.metrics.find((metric) => metric.name === 'macro auroc')!;
    expect(auroc.split).toBe('held-out synthetic machines');
    expect(auroc.value).toBeGreaterThan(0.6);
    const scores = await predict(one!, new Float32Array(SIGNATURE_LENGTH), SIGNATURE_LENGTH);
    expect(scores.length).toBe(card.labels.length);
  });

  test('names the real recordings that it learned from, with their hash', async () => {
    const golden = new URL('../../../signal/recordings/golden/plain.mat', import.meta.url);
    await copyFile(golden, join(folder, '48k_Normal_0_1.mat'));
    await writeFile(join(folder, 'notes.txt'), 'passed over');
    await expect(recordingRows(tmpdir())).rejects.toThrow('no CWRU recordings');
    const model = await trainBaselineModel(options(1, { recordings: folder }));
    const [, real] = readCard(model!).trainingData;
    expect(real!.records).toBe(1);
    expect(real!.sha256).toBe((await recordingRows(folder)).sha256);
  });

  test('the convolutional one beats a straight line through the same rows, and its card names it', async () => {
    // Seconds, not hours: enough rows and steps that what a network can do and a line cannot shows.
    const recipe: BaselineRecipe = {
      ...RECIPE,
      model: 'cnn1d',
      ...{ trainingRows: 1_200, heldOutRows: 400, members: 1, epochs: 20, learningRate: 6e-3 },
    };
    const losses: number[] = [];
    const onEpoch = ({ loss }: MemberProgress) => losses.push(loss);
    const model = await trainBaselineModel(options(1, { recipe, onEpoch }));
    expect(losses.at(-1)!).toBeLessThan(losses[0]! / 3);
    const card = readCard(model!);
    expect(card.name).toBe('cnn1d');
    const line = await linearAuroc(recipe);
    expect(line).toBeGreaterThan(0.7);
    expect(card.metrics.find(({ name }) => name === 'macro auroc')!.value).toBeGreaterThan(line);
    const usable = await OnnxModel.open(model!, card, 'cpu');
    const scores = await usable.run(new Float32Array(3 * SIGNATURE_LENGTH), 3);
    expect(scores.length).toBe(3 * card.labels.length);
    await usable.close();
  });

  test.each(['baseline', 'cnn1d'] as const)(
    '%s goes on where it was interrupted, in whichever member, and gives the very same file',
    async (model) => {
      // How well it does is no matter here: few machines are quickly made.
      const few = { trainingRows: 96, calibrationRows: 16, heldOutRows: 24, healthyRows: 10 };
      const recipe = { ...RECIPE, model, ...few, epochs: 6 };
      const whole = await trainBaselineModel(options(1, { recipe }));
      for (const stopAt of [2, 6, 9]) {
        const path = join(folder, `checkpoint-${model}-${stopAt}`);
        const checkpoints = new CheckpointFile({ path, key: 'six epochs' });
        const abort = new AbortController();
        let epochs = 0;
        const onEpoch = () => {
          if (++epochs === stopAt) abort.abort();
        };
        const cut = { recipe, checkpoints, onEpoch, signal: abort.signal };
        expect(await trainBaselineModel(options(1, cut))).toBeNull();
        const after: number[] = [];
        const seen = {
          onEpoch: ({ member, epoch }: MemberProgress) => after.push(member * 10 + epoch),
        };
        const resumed = await trainBaselineModel(options(1, { recipe, checkpoints, ...seen }));
        expect(after.length).toBe(12 - stopAt);
        expect(resumed).toEqual(whole!);
      }
    },
  );

  test('takes up no checkpoint of another training, and none that is damaged', async () => {
    const path = join(folder, 'checkpoint');
    const file = new CheckpointFile({ path, key: 'this' });
    expect(file.load()).toBeNull();
    file.save({ finished: [], running: null });
    expect(file.load()).toEqual({ finished: [], running: null });
    expect(new CheckpointFile({ path, key: 'another' }).load()).toBeNull();
    await writeFile(path, 'no checkpoint at all');
    expect(file.load()).toBeNull();
    file.remove();
    expect(file.load()).toBeNull();
  });

  test('gives nothing when it is stopped', async () => {
    const abort = new AbortController();
    const progress = { stage: () => () => abort.abort() };
    const recipe = { ...RECIPE, epochs: 50 };
    const stopped = options(1, { signal: abort.signal, progress, recipe });
    expect(await trainBaselineModel(stopped)).toBeNull();
  });
});

describe('synthetic rows', () => {
  test('are finite, the same for a seed, and others under another name', async () => {
    const [one, again, other] = [
      await syntheticRows({ seed: 3, name: 'train', rows: 20 }),
      await syntheticRows({ seed: 3, name: 'train', rows: 20 }),
      await syntheticRows({ seed: 3, name: 'held-out', rows: 20 }),
    ];
    expect(again.inputs).toEqual(one.inputs);
    expect(other.inputs).not.toEqual(one.inputs);
    expect(one.inputs.every(Number.isFinite)).toBe(true);
  });

  test('healthy ones carry no label', async () => {
    const rows = await syntheticRows({ seed: 3, name: 'healthy', rows: 10 });
    for (let row = 0; row < 10; row++) expect(Math.max(...rows.targetsOf(row))).toBe(0);
  });

  test('cases tell the analysis at most what a plant knows, never more than three faults', () => {
    const random = new Random(1);
    const cases = Array.from({ length: 600 }, (_, i) => randomCase(random.fork(String(i))));
    const share = (holds: (one: (typeof cases)[number]) => boolean) =>
      cases.filter(holds).length / cases.length;
    expect(share(({ facts }) => facts.bearing === null)).toBeWithin(0.05, 0.16);
    expect(share(({ facts }) => facts.speedRpm === null)).toBeWithin(0.02, 0.09);
    expect(share(({ labels }) => labels.length === 0)).toBeWithin(0.17, 0.31);
    for (const { facts, labels, synthesis } of cases) {
      expect(labels.length).toBeLessThanOrEqual(3);
      const truth = synthesis.machine.speedRpm;
      if (facts.speedRpm !== null) {
        expect(Math.abs(facts.speedRpm / truth - 1)).toBeLessThanOrEqual(0.005);
      }
    }
  });
});
