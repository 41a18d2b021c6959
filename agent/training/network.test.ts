import { expect, test } from 'bun:test';
import { exportModel } from './export-model.ts';
import { type Architecture, dense, ensembleOf, memberWeights } from './network.ts';
import { predict } from './predict.ts';

const linear: Architecture = (net, rows) => dense(net, 'linear', rows, 1);
const weights = (slope: number, offset: number) =>
  new Map([
    ['linear.weight', Float32Array.of(slope)],
    ['linear.bias', Float32Array.of(offset)],
  ]);

test('an ensemble scores by the mean of its members’ logits', async () => {
  const all = memberWeights([weights(1, 0), weights(3, -1)]);
  const model = exportModel(ensembleOf(linear, 2), 1, all);
  const scores = await predict(model, Float32Array.of(0, 2), 1);
  expect(scores[0]).toBeCloseTo(1 / (1 + Math.exp(0.5)), 6);
  expect(scores[1]).toBeCloseTo(1 / (1 + Math.exp(-3.5)), 6);
});

test('a model is not written without the weights of each parameter', () => {
  expect(() => exportModel(linear, 1, new Map())).toThrow('no weights for linear.weight');
});
