import { expect, test } from 'bun:test';
import { percentile, weightedPercentile } from './statistics.ts';

test('a percentile of weighted values is that of each value repeated', () => {
  const weighted = [
    { value: 9, weight: 1 },
    { value: 1, weight: 5 },
    { value: 4, weight: 94 },
  ];
  const plain = weighted.flatMap(({ value, weight }) => Array<number>(weight).fill(value));
  for (const share of [0, 0.05, 0.051, 0.5, 0.99, 0.991, 1]) {
    expect(weightedPercentile(weighted, share)).toBe(percentile(plain, share));
  }
  expect(weightedPercentile([], 0.5)).toBeNull();
});
