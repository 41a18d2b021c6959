import { expect, test } from 'bun:test';
import { SCORE } from '#schemas/jobs/kinds/score';
import { scoreModel } from '../../../score-model.ts';
import type { JobFiles } from '../../job-files.ts';
import type { JobTools } from '../../job-tools.ts';
import { calibrationOf } from './calibration.ts';
import { confusionOf, labelFigures } from './label-figures.ts';
import { run } from './run.ts';

/** Four rows of two labels. */
const SCORED = {
  labels: 2,
  scores: [0.9, 0.1, 0.8, 0.7, 0.2, 0.9, 0.1, 0.2],
  truth: [1, 0, 0, 1, 1, 0, 0, 0],
};

test('precision, recall and F1 are those of the textbook, counted by hand', () => {
  expect(labelFigures(SCORED, 0, 0.5)).toEqual({
    ...{ holds: 2, found: 2, falselyFound: 1, precision: 1 / 2, recall: 1 / 2, f1: 1 / 2 },
  });
  expect(labelFigures(SCORED, 1, 0.5)).toMatchObject({ holds: 1, found: 2, precision: 1 / 2 });
});

test('a share of nothing is unknown, not zero', () => {
  expect(labelFigures(SCORED, 0, 1.1)).toMatchObject({ precision: null, recall: 0, f1: 0 });
  const never = { ...SCORED, truth: SCORED.truth.map(() => 0) };
  expect(labelFigures(never, 0, 1.1)).toMatchObject({ precision: null, recall: null, f1: null });
});

test('confusion counts what was found for what holds, nothing included on either side', () => {
  expect(confusionOf(SCORED, [0.5, 0.5])).toEqual([
    [1, 1, 0],
    [1, 1, 0],
    [0, 0, 1],
  ]);
});

test('probabilities that mean what they say have no calibration error; those that do not have', () => {
  const sure = { scores: [1, 1, 0, 0], truth: [1, 1, 0, 0] };
  expect(calibrationOf(sure)).toMatchObject({ expectedError: 0, brier: 0 });
  const boastful = { scores: [0.95, 0.95, 0.95, 0.95], truth: [1, 0, 0, 0] };
  const { expectedError, brier, bins } = calibrationOf(boastful);
  expect(expectedError).toBeCloseTo(0.7, 10);
  expect(brier).toBeCloseTo((0.05 ** 2 + 3 * 0.95 ** 2) / 4, 10);
  expect(bins).toEqual([{ from: 0.9, to: 1, scores: 4, mean: expect.closeTo(0.95), holds: 0.25 }]);
});

const given = {
  model: null,
  source: 'synthesized' as const,
  captures: null,
  seed: 7,
  recordings: 200,
  healthyRecordings: 100,
};

/** What is fetched is there when it is asked for; it may be deleted by the time that it is read. */
const NO_FILES = {
  fetch: async () => ({ path: '/nowhere', bytes: 0, wasThere: true }),
} as unknown as JobFiles;

async function score(more: Partial<typeof given> = {}) {
  const shares: number[] = [];
  const result = await run({
    ...{ arguments: { ...given, ...more }, provider: 'cpu', folder: '', modelsFolder: '/nowhere' },
    recordingsFolder: null,
    tools: { scoreModel } as JobTools,
    files: NO_FILES,
    pausing: new AbortController().signal,
    tell: (share) => void shares.push(share ?? -1),
    say: () => undefined,
  });
  return { result, shares };
}

test('the model that Tremolo brings along is far better than chance, the same each time, and its result fits the schema', async () => {
  const { result, shares } = await score();
  expect(SCORE.result.parse(result)).toEqual(result);
  expect(result.macro.auroc ?? 0).toBeGreaterThan(0.8);
  expect(result.falseAlarms).toBeLessThan(0.1);
  expect(result.labels).toHaveLength(11);
  expect(result.confusion.at(-1)?.reduce((sum, n) => sum + n, 0)).toBeGreaterThan(10);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(shares.at(-1)).toBe(1);
  expect((await score()).result).toEqual(result);
}, 60_000);

test('a model that is not there is refused in a sentence', async () => {
  await expect(score({ model: 'ab'.repeat(32) as never })).rejects.toThrow('cannot be read');
});
