import { expect, test } from 'bun:test';
import { LatencyHistogram } from './latency-histogram.ts';

test('percentiles are within 5 % of the true ones, and none without data', () => {
  const histogram = new LatencyHistogram();
  expect(histogram.quantile(0.5)).toBeNull();
  for (let i = 1; i <= 10_000; i++) histogram.add(i / 100);
  for (const [share, want] of [
    [0.5, 50],
    [0.99, 99],
  ]) {
    const got = histogram.quantile(share) ?? 0;
    expect(got).toBeGreaterThanOrEqual(want * 0.999);
    expect(got).toBeLessThan(want * 1.051);
  }
  histogram.clear();
  expect(histogram.total).toBe(0);
});

test('times beyond all bounds are counted in the last cell', () => {
  const histogram = new LatencyHistogram();
  histogram.add(1e9);
  histogram.add(0);
  expect(histogram.total).toBe(2);
  expect(histogram.quantile(1)).toBeGreaterThan(60_000);
});
