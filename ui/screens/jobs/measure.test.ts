import { expect, test } from 'bun:test';
import { measureOf } from './measure.ts';

const said = (name: string, value: number) => {
  const { label, say } = measureOf(name);
  return `${label}: ${say(value)}`;
};

test('the end of a name is the unit of its numbers', () => {
  expect(said('trainingStepMs', 1.27)).toBe('Training step: 1.3 ms');
  expect(said('featuresPerSecond', 1_840.2)).toBe('Features: 1840 / s');
  expect(said('leftS', 240)).toBe('Left: 4 min');
  expect(said('memoryMb', 2_048)).toBe('Memory: 2.0 GB');
  expect(said('bytes', 183_000)).toBe('Size: 183 kB');
  expect(said('bytesOfAll', 2_500_000)).toBe('Bytes of all: 2.5 MB');
  expect(said('heldOutShare', 0.256)).toBe('Held out: 25 %');
});

test('a name without one is a number as it is', () => {
  expect(said('epochsResumed', 12_000)).toBe('Epochs resumed: 12 000');
  expect(said('learningRate', 0.002)).toBe('Learning rate: 0.0020');
});
