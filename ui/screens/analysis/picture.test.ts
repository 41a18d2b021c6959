import { expect, test } from 'bun:test';
import type { LoadedSignal } from './loaded-signal.ts';
import { spectrogramPicture, waterfallPicture } from './picture.ts';

const steps = (values: number[], step: number) => ({
  ...({ kind: 'steps', values: Float32Array.from(values), step } as const),
});
const signal = (atMs: number) => ({ atMs }) as LoadedSignal;

test('captures stand in the order of their time, whatever their order in the list', () => {
  const picture = waterfallPicture(
    [steps([0, 5, 5], 100), steps([0, 1, 1], 100)],
    [signal(2_000), signal(1_000)],
  );
  if (picture === null) throw new Error('There is no picture.');
  expect(picture.values[picture.columns - 1]).toBe(1);
  expect(picture.values.at(-1)).toBe(5);
  expect(picture.topDb).toBeCloseTo(14, 0);
});

test('where a capture reaches less far, nothing is made up', () => {
  const picture = waterfallPicture(
    [steps([0, 1, 1, 1, 1], 100), steps([0, 1], 100)],
    [signal(1), signal(2)],
  );
  expect(Number.isNaN(picture!.values.at(-1))).toBe(true);
  expect(waterfallPicture([], [])).toBeNull();
  expect(spectrogramPicture([])).toBeNull();
});
