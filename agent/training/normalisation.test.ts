import { expect, test } from 'bun:test';
import { exportModel } from './export-model.ts';
import { measureNormalisation, normalise } from './normalisation.ts';
import { predict } from './predict.ts';

test('columns get mean 0 and deviation 1, a column that never varied is switched off', () => {
  const { mean, scale } = measureNormalisation(Float32Array.of(1, 5, 3, 5, 5, 5), 2);
  expect([...mean]).toEqual([3, 5]);
  expect(scale[0]).toBeCloseTo(1 / Math.sqrt(8 / 3), 6);
  expect(scale[1]).toBe(0);
});

test('in the model, an entry far out of its range is clipped to ±6', async () => {
  const normalisation = { mean: Float32Array.of(1), scale: Float32Array.of(2) };
  const model = exportModel((net, rows) => normalise(net, rows, normalisation), 1, new Map());
  const scores = await predict(model, Float32Array.of(1, 2, 1e9, -1e9), 1);
  const expected = [0, 2, 6, -6].map((logit) => 1 / (1 + Math.exp(-logit)));
  scores.forEach((score, i) => {
    expect(score).toBeCloseTo(expected[i]!, 5);
  });
});
