import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import { Random } from '#signal/synth/random';
import { signatureNet } from './architectures/signature-net.ts';
import { macroAuroc } from './auroc.ts';
import { Dataset } from './dataset.ts';
import { exportModel } from './export-model.ts';
import { fit } from './fit.ts';
import { type Architecture, dense, type Weights } from './network.ts';
import { measureNormalisation, normalise } from './normalisation.ts';
import { predict } from './predict.ts';
import { type Batch, Trainer } from './trainer.ts';

/** A busy machine takes its time; nothing here is about time. */
setDefaultTimeout(60_000);

const INPUTS = 44;
const ORDERS = { start: 8, length: 32 };

/** Label 0 is a XOR of two columns, label 1 a line at any place among the orders: neither is linear. */
function puzzle(rows: number, seed: number): Dataset {
  const random = new Random(seed);
  const data = new Dataset(INPUTS, 2, 4);
  for (let i = 0; i < rows; i++) {
    const row = Float32Array.from({ length: INPUTS }, () => 0.3 * random.gaussian());
    const [a, b, line] = [random.uniform() < 0.5, random.uniform() < 0.5, random.uniform() < 0.5];
    row[1]! += a ? 2 : -2;
    row[42]! += b ? 2 : -2;
    if (line) row[ORDERS.start + random.integer(0, ORDERS.length - 1)] = 4;
    data.add(row, [a === b ? 0 : 1, line ? 1 : 0]);
  }
  return data;
}

function netFor(data: Dataset): Architecture {
  const normalisation = measureNormalisation(data.inputs, INPUTS);
  const net = signatureNet({ labels: 2, orders: ORDERS, hidden: [32, 16], dropout: 0.1 });
  return (builder, rows) => net(builder, normalise(builder, rows, normalisation));
}

async function train(data: Dataset, seed: number, epochs: number, weights?: Weights) {
  const architecture = netFor(data);
  const shape = { architecture, inputLength: INPUTS, labels: 2 };
  const trainer = new Trainer({
    ...shape,
    seed,
    provider: 'cpu',
    ...(weights === undefined ? {} : { weights }),
  });
  await trainer.start();
  const losses: number[] = [];
  const random = new Random(seed);
  const options = { epochs, batchRows: 64, learningRate: 3e-3, weightDecay: 1e-3, random };
  await fit(trainer, data, { ...options, onEpoch: ({ loss }) => void losses.push(loss) });
  const trained = trainer.weights();
  await trainer.stop();
  return { losses, weights: trained, onnx: exportModel(architecture, INPUTS, trained) };
}

const allTargets = (data: Dataset) => data.batch(Array.from({ length: data.rows }, (_, i) => i));

describe('the trainer', () => {
  test('learns what no linear model can, and the exported model knows it', async () => {
    const { losses, onnx } = await train(puzzle(2000, 1), 1, 12);
    expect(losses.at(-1)!).toBeLessThan(losses[0]! / 2);
    const unseen = puzzle(500, 2);
    const scores = await predict(onnx, unseen.inputs, INPUTS);
    expect(scores.every((score) => score >= 0 && score <= 1)).toBe(true);
    expect(macroAuroc(scores, allTargets(unseen).targets, 2)).toBeGreaterThan(0.95);
  });

  test('gives the same weights for the same seed and others for another', async () => {
    const data = puzzle(200, 3);
    const [one, again, other] = [
      await train(data, 7, 2),
      await train(data, 7, 2),
      await train(data, 8, 2),
    ];
    expect(again.weights).toEqual(one.weights);
    expect(other.weights).not.toEqual(one.weights);
  });

  test('starts from weights that it is given', async () => {
    const data = puzzle(400, 4);
    const first = await train(data, 1, 6);
    const second = await train(data, 2, 1, first.weights);
    expect(second.losses[0]!).toBeLessThan(first.losses[0]! * 0.8);
  });

  test('takes entries of weight 0 out of the loss', async () => {
    const { step } = await linearTrainer();
    const targets = Float32Array.of(1, 0);
    const loss = await step({
      rows: 1,
      inputs: Float32Array.of(0),
      targets,
      weights: Float32Array.of(1, 0),
    });
    expect(loss).toBeCloseTo(Math.LN2 / 2, 5);
  });

  test('an Adam step is the algorithm of the paper, with decay of matrices alone', async () => {
    const { trainer, step } = await linearTrainer();
    const before = trainer.weights().get('linear.weight')!.slice();
    const batch: Batch = {
      rows: 1,
      inputs: Float32Array.of(2),
      targets: Float32Array.of(1, 0),
      weights: Float32Array.of(1, 1),
    };
    await step(batch);
    const after = trainer.weights();
    // The first step moves each parameter by the learning rate against the gradient's sign.
    const expected = [before[0]! * (1 - 0.01 * 0.5) + 0.01, before[1]! * (1 - 0.01 * 0.5) - 0.01];
    after.get('linear.weight')!.forEach((w, i) => {
      expect(w).toBeCloseTo(expected[i]!, 5);
    });
    expect(after.get('linear.bias')![0]).toBeCloseTo(0.01, 5);
    expect(after.get('linear.bias')![1]).toBeCloseTo(-0.01, 5);
  });

  test('ends after the running step when it is aborted', async () => {
    const { trainer } = await linearTrainer();
    const data = new Dataset(1, 2);
    for (let i = 0; i < 100; i++) data.add([i], [1, 0]);
    const abort = new AbortController();
    const options = { epochs: 5, batchRows: 10, learningRate: 0.01, weightDecay: 0 };
    let epochs = 0;
    const onEpoch = () => {
      epochs++;
      abort.abort();
    };
    const random = new Random(1);
    const done = await fit(trainer, data, { ...options, random, onEpoch, signal: abort.signal });
    expect([done, epochs]).toEqual([false, 1]);
  });

  test('says which provider cannot train here', async () => {
    const architecture: Architecture = (net, rows) => dense(net, 'linear', rows, 1);
    const options = { architecture, inputLength: 1, labels: 1, seed: 1 };
    const trainer = new Trainer({ ...options, provider: 'nonsense' as 'cuda' });
    await expect(trainer.start()).rejects.toThrow('Training cannot run on nonsense here.');
  });
});

async function linearTrainer() {
  const trainer = new Trainer({
    architecture: (net, rows) => dense(net, 'linear', rows, 2),
    inputLength: 1,
    labels: 2,
    seed: 5,
    provider: 'cpu',
  });
  await trainer.start();
  return { trainer, step: (batch: Batch) => trainer.step(batch, 0.01, 0.5) };
}
