import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { auroc, macroAuroc } from './auroc.ts';

/** The definition itself: all pairs of a positive and a negative. */
function byPairs(scores: readonly number[], truth: readonly number[]): number {
  let wins = 0;
  let pairs = 0;
  scores.forEach((positive, i) => {
    scores.forEach((negative, j) => {
      if (truth[i] !== 1 || truth[j] !== 0) return;
      pairs++;
      wins += positive > negative ? 1 : positive === negative ? 0.5 : 0;
    });
  });
  return wins / pairs;
}

describe('auroc', () => {
  test('is the share of pairs in the right order, ties half', () => {
    const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.constantFrom(0, 1)), {
      minLength: 2,
      maxLength: 40,
    });
    fc.assert(
      fc.property(rows, (list) => {
        const scores = list.map(([score]) => score);
        const truth = list.map(([, positive]) => positive);
        const expected = byPairs(scores, truth);
        const value = auroc(scores, truth);
        if (Number.isNaN(expected)) expect(value).toBeNaN();
        else expect(value).toBeCloseTo(expected, 10);
      }),
    );
  });

  test('the macro mean leaves out a label that has one kind of row only', () => {
    const scores = Float32Array.of(0.1, 0.5, 0.9, 0.5, 0.2, 0.5);
    const truth = Float32Array.of(0, 1, 1, 1, 1, 1);
    expect(macroAuroc(scores, truth, 2)).toBe(1);
  });
});
