import { expect, test } from 'bun:test';
import { CONDITION_TIMING } from './condition-filter.ts';
import { LabelHold } from './label-hold.ts';

const STEP_MS = 80;

function run(hold: LabelHold, fromMs: number, forMs: number, score: number): number | null {
  for (let t = fromMs; t < fromMs + forMs; t += STEP_MS) {
    if (hold.update(t, Float32Array.of(score))) return t - fromMs;
  }
  return null;
}

const hold = () => new LabelHold(Float32Array.of(0.5), CONDITION_TIMING);

test('a steady score holds after the on-delay and leaves after the off-delay', () => {
  const label = hold();
  const on = run(label, 0, 6000, 0.9)!;
  expect(on).toBeGreaterThanOrEqual(3000);
  expect(on).toBeLessThan(3100);
  expect(label.active[0]).toBe(1);
  const off = run(label, 10_000, 12_000, 0.1)!;
  expect(off).toBeGreaterThanOrEqual(5000);
  expect(off).toBeLessThan(7000);
  expect(label.active[0]).toBe(0);
});

test('a single burst never holds, a score within the dead band never leaves', () => {
  const label = hold();
  run(label, 0, 2000, 0);
  expect(run(label, 2000, 400, 1)).toBeNull();
  expect(run(label, 2400, 8000, 0)).toBeNull();
  run(label, 20_000, 6000, 0.8);
  expect(label.active[0]).toBe(1);
  expect(run(label, 26_000, 30_000, 0.45)).toBeNull();
});

test('a label that the source does not know stays silent', () => {
  const label = hold();
  expect(run(label, 0, 10_000, Number.NaN)).toBeNull();
  expect(label.smoothed[0]).toBe(0);
});
