import { expect, test } from 'bun:test';
import { z } from 'zod';
import { isSeries, seriesOf } from './job-series.ts';

const progress = z.object({
  losses: z.array(z.number()).meta({ along: 'epoch' }),
  recall: z.array(z.number()),
  labels: z.array(z.string()),
  leftS: z.number(),
});

test('lists of numbers are drawn along what the kind says, everything else is not', () => {
  const values = { losses: [1, 0.5], recall: [0.1, 0.2, 0.4], labels: ['ball', 'cage'], leftS: 4 };
  expect(seriesOf(values, progress)).toEqual([
    { name: 'losses', title: 'Losses', values: [1, 0.5], along: 'epoch' },
    { name: 'recall', title: 'Recall', values: [0.1, 0.2, 0.4], along: null },
  ]);
  expect(seriesOf(null, progress)).toEqual([]);
});

test('one number is no course yet', () => {
  expect([[], [1], [1, 2], [1, '2'], 1, null].map(isSeries)).toEqual([
    false,
    false,
    true,
    false,
    false,
    false,
  ]);
});
