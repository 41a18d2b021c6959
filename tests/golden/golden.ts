import { expect } from 'bun:test';
import { readFileSync } from 'node:fs';
import expected from './signal-expected.json';

/** What SciPy makes of the golden samples; see make-signal.py. */
export const GOLDEN = expected;

/** The samples of a golden file. */
export function goldenSamples(name: 'signal' | 'run-up'): Float32Array {
  const bytes = readFileSync(new URL(`./${name}.f32`, import.meta.url));
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}

const TOLERANCE = 1e-4;

/** Fails unless the value is right to 1e-4 of itself. */
export function expectRelative(actual: number, wanted: number, what: string): void {
  const error = Math.abs(actual - wanted) / Math.abs(wanted);
  expect(error, `${what}: ${actual} against ${wanted}`).toBeLessThan(TOLERANCE);
}

/**
 * Fails unless each entry is right to 1e-4 of itself. Entries below `floor` times the largest are held to 1e-4 of that floor:
 * float32 transforms carry rounding of the largest line into every bin.
 */
export function expectAllRelative(
  actual: ArrayLike<number>,
  wanted: readonly number[],
  floor: number,
  what: string,
): void {
  const least = floor * wanted.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  expect(actual.length).toBeGreaterThanOrEqual(wanted.length);
  for (let i = 0; i < wanted.length; i++) {
    const error = Math.abs(actual[i]! - wanted[i]!) / Math.max(least, Math.abs(wanted[i]!));
    if (!(error < TOLERANCE)) {
      expect(error, `${what} ${i}: ${actual[i]} against ${wanted[i]}`).toBeLessThan(TOLERANCE);
    }
  }
}
