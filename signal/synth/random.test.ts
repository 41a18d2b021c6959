import { expect, test } from 'bun:test';
import { Random } from './random.ts';

test('the same seed gives the same stream, another seed another one', () => {
  const draw = (seed: number) => {
    const random = new Random(seed);
    return Array.from({ length: 8 }, () => random.uint32());
  };
  expect(draw(5)).toEqual(draw(5));
  expect(draw(5)).not.toEqual(draw(6));
});

test('a fork does not depend on what was drawn before, but on its name', () => {
  const fresh = new Random(9).fork('shaft').uint32();
  const used = new Random(9);
  used.uint32();
  expect(used.fork('shaft').uint32()).toBe(fresh);
  expect(used.fork('sensor').uint32()).not.toBe(fresh);
});

test('a stream goes on from where it was saved, pairs of normal draws included', () => {
  const random = new Random(3);
  for (let i = 0; i < 7; i++) random.gaussian();
  const state = random.save();
  const draw = (from: Random) => Array.from({ length: 9 }, () => from.gaussian());
  const again = new Random(99);
  again.resume(state);
  expect(draw(again)).toEqual(draw(random));
});

test('uniform, gaussian and exponential draws have their moments', () => {
  const random = new Random(1);
  const n = 200_000;
  const moments = (draw: () => number) => {
    const values = Array.from({ length: n }, draw);
    const mean = values.reduce((a, b) => a + b, 0) / n;
    const power = (p: number) => values.reduce((a, b) => a + (b - mean) ** p, 0) / n;
    return { mean, variance: power(2), kurtosis: power(4) / power(2) ** 2 };
  };
  const uniform = moments(() => random.uniform());
  expect(uniform.mean).toBeCloseTo(0.5, 2);
  expect(uniform.variance).toBeCloseTo(1 / 12, 2);
  const gaussian = moments(() => random.gaussian());
  expect(gaussian.mean).toBeCloseTo(0, 1);
  expect(gaussian.variance).toBeCloseTo(1, 1);
  expect(Math.abs(gaussian.kurtosis - 3)).toBeLessThan(0.1);
  expect(moments(() => random.exponential(2)).mean).toBeCloseTo(2, 1);
});
