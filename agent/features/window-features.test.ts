import { expect, test } from 'bun:test';
import { type PointFeatures, WindowFeatures } from './window-features.ts';

const point = (): PointFeatures => ({ context: null });

test('a stream that begins again at the same rate keeps its memory and forgets its samples', async () => {
  const features = await WindowFeatures.load(2048, 2048);
  const a = point();
  expect(features.begin(a, 25_600)).toBeNull();
  const context = a.context;
  expect(features.begin(a, 25_600)).toBeNull();
  expect(a.context).toBe(context);
  expect(features.begin(a, 20_480)).toBeNull();
  expect(a.context).not.toBe(context);
});

test('a rate that the analysis cannot take gives its reason instead of a context', async () => {
  const features = await WindowFeatures.load(2048, 2048);
  const a = point();
  expect(features.begin(a, 9_999_999)).toMatch(/2048 samples does not suit/);
  expect(a.context).toBeNull();
});

test('ever new rates end in a refusal, not in ever more memory', async () => {
  const features = await WindowFeatures.load(2048, 2048);
  const reasons = Array.from({ length: 40 }, (_, i) => features.begin(point(), 20_000 + i));
  expect(reasons.slice(0, 32).every((reason) => reason === null)).toBe(true);
  expect(reasons[32]).toMatch(/one too many/);
  expect(features.begin(point(), 20_000)).toBeNull();
});
