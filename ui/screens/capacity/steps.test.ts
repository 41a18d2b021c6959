import { expect, test } from 'bun:test';
import { steps } from './steps.ts';

test.each([
  [1, [0, 0.25, 0.5, 0.75, 1]],
  [48, [0, 20, 40, 60]],
  [100, [0, 25, 50, 75, 100]],
  [170, [0, 50, 100, 150, 200]],
  [0.3, [0, 0.1, 0.2, 0.3]],
])('up to %d', (top, marks) => {
  expect(steps(top)).toEqual(marks);
});
