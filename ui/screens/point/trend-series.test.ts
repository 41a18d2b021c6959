import { expect, test } from 'bun:test';
import { newLosses } from '#schemas/broker/losses';
import type { Trend } from '#schemas/http/points';
import type { Latest } from '../../websocket/point-cell.ts';
import { trendRange, trendSeries } from './trend-series.ts';

const columns = (atMs: number[]) => atMs.map((at) => at / 10_000);
function trendAt(atMs: number[]): Trend {
  return {
    resolution: '10s',
    atMs,
    velocityMean: columns(atMs),
    velocityMax: columns(atMs).map((value) => value + 0.5),
    accelerationMean: columns(atMs),
    accelerationMax: columns(atMs),
    envelopeMean: columns(atMs),
    kurtosisMean: columns(atMs),
    speedMean: columns(atMs).map(() => null),
    condition: atMs.map(() => 0),
  };
}
function latestAt(atMs: number, velocityMmS: number | null): Latest {
  return {
    atMs,
    figures: {
      velocityMmS,
      displacementUm: null,
      accelerationG: 1,
      peakG: 2,
      crest: 3,
      kurtosis: 3,
      skewness: 0,
      envelopeG: 0.1,
      speedRpm: 1800,
    },
    verdict: {
      condition: 'danger',
      why: '',
      severity: { graded: false, reason: '' },
      findings: [],
    },
    losses: newLosses(),
    scores: null,
  };
}

test('a missing bucket breaks the line instead of being bridged', () => {
  const { x, mean, max } = trendSeries(trendAt([10_000, 20_000, 50_000]), 'velocity', []);
  expect(x).toEqual([10, 20, 35, 50]);
  expect(mean).toEqual([1, 2, null, 5]);
  expect(max).toEqual([1.5, 2.5, null, 5.5]);
});

test('the live tail continues the trend and replaces the buckets that it covers', () => {
  const tail = [latestAt(30_000, 9), latestAt(31_000, 8)];
  const series = trendSeries(trendAt([10_000, 20_000, 30_000]), 'velocity', tail);
  expect(series.x).toEqual([10, 20, 30, 31]);
  expect(series.mean).toEqual([1, 2, 9, 8]);
  expect(series.condition).toEqual([0, 0, 3, 3]);
});

test('a silent sensor leaves a gap in the live tail', () => {
  const tail = [latestAt(1000, 1), latestAt(2000, 1), latestAt(12_000, 1)];
  expect(trendSeries(trendAt([]), 'velocity', tail).mean).toEqual([1, 1, null, 1]);
});

test('the axis starts at zero, except for the speed, and is there even without values', () => {
  const trend = trendAt([10_000, 20_000]);
  const up = (value: number) => Math.ceil(value);
  expect(trendRange(trendSeries(trend, 'velocity', []), true, up)).toEqual([0, 3]);
  expect(trendRange(trendSeries(trend, 'speed', []), true, up)).toEqual([0, 1]);
  const [low, high] = trendRange(trendSeries(trend, 'kurtosis', []), false, up);
  expect([low, high]).toEqual([0.8, 2.2]);
});
