import { expect, test } from 'bun:test';
import { axisWords } from './axis-words.ts';

test('ticks are written whole, whatever their step', () => {
  expect(axisWords([0, 0.025, 0.05, 0.075], 0.025, 'g')).toEqual([
    '0.000',
    '0.025',
    '0.050',
    '0.075 g',
  ]);
  expect(axisWords([0, 2.5, 5], 2.5, 'Hz')).toEqual(['0.0', '2.5', '5.0 Hz']);
  expect(axisWords([0, 0.1, 0.2], 0.1, 'g')).toEqual(['0.0', '0.1', '0.2 g']);
  expect(axisWords([0, 500, 1000], 500, 'Hz').at(-1)).toMatch(/^1.?000 Hz$/);
});

test('a logarithmic axis names its decades', () => {
  expect(axisWords([0.1, 0.2, 1, 10], 1, 'g', true)).toEqual(['0.1', '', '1', '10 g']);
});
