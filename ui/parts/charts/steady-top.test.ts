import { expect, test } from 'bun:test';
import { niceCeil, SteadyTop } from './steady-top.ts';

test('rounds up to 1, 2 or 5 times a power of ten', () => {
  expect([0.013, 0.2, 0.21, 3, 7, 10, 0, Number.NaN].map(niceCeil)).toEqual([
    0.02, 0.2, 0.5, 5, 10, 10, 1, 1,
  ]);
});

test('grows at once', () => {
  const top = new SteadyTop();
  expect([1, 3, 9].map((largest) => top.next(largest))).toEqual([1, 5, 10]);
});

test('shrinks only when the smaller axis has fitted for a while, and then to what fits all of it', () => {
  const top = new SteadyTop();
  top.next(9);
  const after = Array.from({ length: 32 }, (_, i) => top.next(i === 7 ? 1.7 : 0.3));
  expect(after.slice(0, 31)).toEqual(Array(31).fill(10));
  expect(after[31]).toBe(2);
});

test('a frame that needs the old axis starts the wait anew', () => {
  const top = new SteadyTop();
  top.next(9);
  for (let i = 0; i < 30; i++) top.next(1);
  top.next(8);
  expect(Array.from({ length: 31 }, () => top.next(1))).toEqual(Array(31).fill(10));
});
