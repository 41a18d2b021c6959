import { expect, test } from 'bun:test';
import { calibrateThresholds } from './thresholds.ts';

const ROWS = 5000;
/** Every score from 0 to 1 once, shuffled. */
const spread = (row: number) => ((row * 7919) % ROWS) / ROWS;

/** Two labels: the first scored by `spread`, the second always low. */
function scores(scale: number): Float32Array {
  const all = new Float32Array(ROWS * 2);
  for (let row = 0; row < ROWS; row++) {
    all[2 * row] = scale * spread(row);
    all[2 * row + 1] = 0.1;
  }
  return all;
}

function reached(threshold: number, scale: number): number {
  let count = 0;
  for (let row = 0; row < ROWS; row++) if (Math.fround(scale * spread(row)) >= threshold) count++;
  return count;
}

const none = new Float32Array(ROWS * 2);

test('at most one in a thousand healthy rows reaches a threshold, which is never below one half', () => {
  const mixed = { scores: none, targets: none };
  const [high, low] = calibrateThresholds({ healthy: scores(1), mixed }, 2);
  expect(reached(high!, 1)).toBeWithin(4, 6);
  expect(low).toBe(0.5);
});

test('at most one in a hundred rows with other faults reaches it; rows that have the label do not count', () => {
  const targets = new Float32Array(ROWS * 2);
  const mixed = { scores: scores(0.8), targets };
  const [high] = calibrateThresholds({ healthy: none, mixed }, 2);
  expect(reached(high!, 0.8)).toBeWithin(49, 51);
  for (let row = 0; row < ROWS; row++) if (spread(row) > 0.75) targets[2 * row] = 1;
  const [lower] = calibrateThresholds({ healthy: none, mixed }, 2);
  expect(lower).toBeLessThan(high!);
});
