import { expect, test } from 'bun:test';
import { calibrateThresholds } from './thresholds.ts';

test('at most one in a thousand healthy rows reaches a threshold, which is never below one half', () => {
  const rows = 5000;
  const scores = new Float32Array(rows * 2);
  for (let i = 0; i < rows; i++) {
    scores[2 * i] = ((i * 7919) % rows) / rows;
    scores[2 * i + 1] = 0.1;
  }
  const [high, low] = calibrateThresholds(scores, 2);
  let reached = 0;
  for (let i = 0; i < rows; i++) if (scores[2 * i]! >= high!) reached++;
  expect(reached).toBeLessThanOrEqual(5);
  expect(reached).toBeGreaterThanOrEqual(4);
  expect(low).toBe(0.5);
});
