import { expect, test } from 'bun:test';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { cnn1d } from '../../agent/training/architectures/cnn1d.ts';
import { differentiate } from '../../agent/training/differentiate.ts';
import { binaryCrossEntropy } from '../../agent/training/loss.ts';
import { TrainingNetwork } from '../../agent/training/network.ts';
import { encodeGraph } from '../../agent/training/onnx/encode-graph.ts';
import { type Batch, Trainer } from '../../agent/training/trainer.ts';
import golden from './cnn1d-expected.json';

const architecture = cnn1d(golden.options);
const initial = new Map(
  Object.entries(golden.initial).map(([name, values]) => [name, Float32Array.from(values)]),
);
const batch: Batch = {
  rows: golden.rows,
  inputs: Float32Array.from(golden.inputs),
  targets: Float32Array.from(golden.targets),
  weights: Float32Array.from(golden.weights),
};

/** What float32 can hold of values near one, after sums of hundreds. */
const WITHIN = 2e-6;

function expectClose(actual: ArrayLike<number>, wanted: readonly number[], what: string): void {
  expect(actual.length, what).toBe(wanted.length);
  wanted.forEach((value, i) => {
    const error = Math.abs((actual[i] ?? Number.NaN) - value);
    expect(error, `${what}[${i}]: ${actual[i]} against ${value}`).toBeLessThan(WITHIN);
  });
}

/** Loss and gradients of all parameters, by the graph that is differentiated here. */
async function gradients() {
  const { labels } = golden.options;
  const net = new TrainingNetwork(1, initial);
  const rows = net.graph.input('inputs', ['batch', golden.inputLength]);
  const targets = net.graph.input('targets', ['batch', labels]);
  const weights = net.graph.input('weights', ['batch', labels]);
  const loss = binaryCrossEntropy(net, architecture(net, rows), targets, weights);
  const values = net.parameters.map((parameter) => parameter.value);
  for (const [name, gradient] of differentiate(net.graph, loss, values))
    net.graph.output(`d_${name}`, gradient);
  net.graph.output('loss', loss);
  const session = await InferenceSession.create(encodeGraph(net.graph, 'golden'));
  const feeds = Object.fromEntries(
    net.parameters.map(({ name, shape, initial: data }) => [
      name,
      new Tensor('float32', data, shape),
    ]),
  );
  const results = await session.run({
    ...feeds,
    inputs: new Tensor('float32', batch.inputs, [golden.rows, golden.inputLength]),
    targets: new Tensor('float32', batch.targets, [golden.rows, labels]),
    weights: new Tensor('float32', batch.weights, [golden.rows, labels]),
  });
  await session.release();
  return results;
}

test('loss and gradients of the convolutional network are those of PyTorch', async () => {
  const results = await gradients();
  expectClose(results.loss?.data as Float32Array, golden.losses.slice(0, 1), 'loss');
  for (const [name, wanted] of Object.entries(golden.gradients))
    expectClose(results[`d_${name}`]?.data as Float32Array, wanted, name);
});

test('three steps of training end at the weights of PyTorch’s AdamW', async () => {
  const { inputLength, learningRate, weightDecay } = golden;
  const shape = { architecture, inputLength, labels: golden.options.labels };
  const trainer = new Trainer({ ...shape, seed: 1, provider: 'cpu', weights: initial });
  await trainer.start();
  const losses: number[] = [];
  for (const _ of golden.losses) losses.push(await trainer.step(batch, learningRate, weightDecay));
  const weights = trainer.weights();
  await trainer.stop();
  expectClose(losses, golden.losses, 'losses');
  expect([...weights.keys()].sort()).toEqual(Object.keys(golden.after).sort());
  for (const [name, wanted] of Object.entries(golden.after))
    expectClose(weights.get(name) ?? [], wanted, name);
});
