import { expect, test } from 'bun:test';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { Random } from '#signal/synth/random';
import { differentiate } from '../differentiate.ts';
import { exportModel } from '../export-model.ts';
import { TrainingNetwork } from '../network.ts';
import { encodeGraph } from '../onnx/encode-graph.ts';
import { predict } from '../predict.ts';
import { type Cnn1dBlock, cnn1d } from './cnn1d.ts';

const ROWS = 6;
const LENGTH = 45;
const LABELS = 3;
const block = (filters: number, kernel: number, stride: number, pool: number): Cnn1dBlock => ({
  filters,
  kernel,
  stride,
  pool,
});

/** The sum of all logits, each with a weight of its own, and its gradients, as one session. */
async function prepare(blocks: readonly Cnn1dBlock[]) {
  const random = new Random(3);
  const net = new TrainingNetwork(2);
  const architecture = cnn1d({ labels: LABELS, channels: 4, blocks, dropout: 0 });
  const { graph, apply } = net;
  const logits = architecture(net, graph.input('rows', ['batch', LENGTH]));
  const weighted = apply('Mul', [logits, graph.input('weights', ['batch', LABELS])]);
  const loss = apply('ReduceSum', [weighted], { axes: [0, 1], keepdims: 0 });
  const values = net.parameters.map((parameter) => parameter.value);
  for (const [name, gradient] of differentiate(graph, loss, values))
    graph.output(`d_${name}`, gradient);
  graph.output('loss', loss);
  const session = await InferenceSession.create(encodeGraph(graph, 'check'));
  const drawn = (length: number) => Float32Array.from({ length }, () => random.gaussian());
  const feeds: Record<string, Tensor> = {
    rows: new Tensor('float32', drawn(ROWS * LENGTH), [ROWS, LENGTH]),
    weights: new Tensor('float32', drawn(ROWS * LABELS), [ROWS, LABELS]),
  };
  for (const { name, shape, initial } of net.parameters)
    feeds[name] = new Tensor('float32', initial.slice(), shape);
  const lossAt = async (name: string, data: Float32Array) => {
    const moved = { ...feeds, [name]: new Tensor('float32', data, feeds[name]!.dims) };
    return (await session.run(moved)).loss!.data[0] as number;
  };
  return { net, gradients: await session.run(feeds), drawn, lossAt };
}

/** Small enough that few rectifiers and maxima change sides on the way, large enough for float32. */
const STEP = 2e-4;

test.each([
  ['strides and pools', [block(5, 7, 2, 2), block(6, 5, 1, 2), block(4, 3, 1, 1)]],
  ['an even kernel, a stride beyond it, and no pool', [block(5, 4, 2, 1), block(3, 2, 3, 1)]],
  ['one block', [block(4, 3, 1, 4)]],
])('gradients of every parameter agree with finite differences: %s', async (_, blocks) => {
  const { net, gradients, drawn, lossAt } = await prepare(blocks);
  expect(net.parameters).toHaveLength(2 + 2 * blocks.length + 2);
  for (const { name, initial } of net.parameters) {
    const gradient = gradients[`d_${name}`]!.data as Float32Array;
    const direction = drawn(initial.length);
    const moved = (by: number) => initial.map((value, i) => value + by * direction[i]!);
    const above = await lossAt(name, moved(STEP));
    const below = await lossAt(name, moved(-STEP));
    const along = gradient.reduce((sum, value, i) => sum + value * direction[i]!, 0);
    const numeric = (above - below) / (2 * STEP);
    const scale = Math.sqrt(gradient.reduce((sum, value) => sum + value * value, 0));
    expect(scale, `${name} has a gradient`).toBeGreaterThan(0);
    expect(Math.abs(along - numeric), name).toBeLessThan(0.03 * Math.max(scale, 0.1));
  }
});

test('a row of any length is filled up to whole pooling windows, and scores do not depend on its neighbours', async () => {
  const random = new Random(5);
  for (const length of [44, 45, 48]) {
    const net = new TrainingNetwork(1);
    const architecture = cnn1d({
      labels: LABELS,
      channels: 2,
      blocks: [block(4, 5, 2, 2), block(4, 3, 1, 3)],
      dropout: 0.5,
    });
    architecture(net, net.graph.input('rows', ['batch', length]));
    const weights = new Map(net.parameters.map(({ name, initial }) => [name, initial]));
    const onnx = exportModel(architecture, length, weights);
    const rows = Float32Array.from({ length: 2 * length }, () => random.gaussian());
    const both = await predict(onnx, rows, length);
    const second = await predict(onnx, rows.slice(length), length);
    expect(both.length).toBe(2 * LABELS);
    both.slice(LABELS).forEach((score, i) => {
      expect(score).toBeCloseTo(second[i]!, 6);
    });
  }
});
