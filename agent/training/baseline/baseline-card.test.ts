import { expect, test } from 'bun:test';
import { ModelCard } from '#schemas/models/model-card';
import { FAULT_LABELS } from '#schemas/readings/finding';
import { baselineCard } from './baseline-card.ts';

const LABELS = FAULT_LABELS.length;

/** Two rows: the first has the first label alone, the second none; the scores see it. */
const targets = Float32Array.from({ length: 2 * LABELS }, (_, i) => (i === 0 ? 1 : 0));
const scores = Float32Array.from(targets, (target) => (target === 1 ? 0.9 : 0.1));

test('a card says nothing of labels that no row of the measured ones has', () => {
  const card = baselineCard({
    name: 'cnn1d',
    seed: 4,
    command: 'test',
    sources: [],
    heldOut: { scores, targets },
    calibration: { mixed: { scores, targets }, healthy: scores.slice(LABELS) },
  });
  const [first] = FAULT_LABELS;
  expect(ModelCard.parse(card).metrics.map(({ name, value }) => [name, value])).toEqual([
    ['macro auroc', 1],
    ['share of healthy rows with any label', 0],
    [`auroc ${first}`, 1],
    [`recall at threshold ${first}`, 1],
  ]);
  expect(card).toMatchObject({ name: 'cnn1d', seed: 4 });
});
