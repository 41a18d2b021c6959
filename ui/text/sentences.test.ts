import { expect, test } from 'bun:test';
import type { Finding, Verdict } from '#schemas/readings/finding';
import { evidenceSentence, gravestFirst, thresholdSentence, verdictLine } from './sentences.ts';

const line = {
  quantity: 'BPFO',
  frequencyHz: 107.42,
  harmonics: [1, 2, 3],
  value: 12.3,
  threshold: 6,
  unit: 'dB over floor',
};
const finding = (over: Partial<Finding>): Finding => ({
  fault: 'outer_race',
  severity: 'warning',
  confidence: 0.6,
  source: 'rule',
  evidence: [line],
  ...over,
});
const verdict = (over: Partial<Verdict>): Verdict => ({
  condition: 'good',
  why: 'All is well.',
  severity: { graded: false, reason: 'speed unknown' },
  findings: [],
  ...over,
});

test('evidence names the line, its harmonics and how far it stands out', () => {
  expect(evidenceSentence(line)).toBe('BPFO 107.4 Hz ×1 ×2 ×3, 12 dB over floor');
  const score = { quantity: 'model score', value: 0.871, threshold: 0.5, unit: 'probability' };
  expect(evidenceSentence(score)).toBe('Model score, 87 %');
  expect(thresholdSentence(line)).toBe('6 dB');
});

test('the gravest finding comes first, of equal ones that of a rule, then the surest', () => {
  const sorted = gravestFirst([
    finding({ severity: 'advisory', confidence: 1 }),
    finding({ confidence: 0.7 }),
    finding({ severity: 'danger', confidence: 0.1 }),
    finding({ confidence: 0.99, source: 'model' }),
    finding({ confidence: 0.9 }),
  ]);
  expect(sorted.map((f) => [f.severity, f.confidence])).toEqual([
    ['danger', 0.1],
    ['warning', 0.9],
    ['warning', 0.7],
    ['warning', 0.99],
    ['advisory', 1],
  ]);
});

test('a tile says the gravest finding, else why there is no grade', () => {
  expect(verdictLine(verdict({ findings: [finding({})] }))).toBe('Bearing outer race: BPFO, 12 dB');
  expect(verdictLine(verdict({ condition: 'not_graded', why: 'Speed unknown.' }))).toBe(
    'Speed unknown.',
  );
  expect(verdictLine(verdict({}))).toBe('No finding');
});
