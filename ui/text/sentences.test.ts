import { expect, test } from 'bun:test';
import type { Finding, Verdict } from '#schemas/readings/finding';
import {
  byFault,
  evidenceSentence,
  gravestFirst,
  thresholdSentence,
  verdictLine,
} from './sentences.ts';

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
  expect(evidenceSentence(score)).toBe('Model score 87 %');
  expect(thresholdSentence(line)).toBe('6 dB');
  const kurtosis = { quantity: 'kurtosis', value: 9.312, threshold: 4, unit: 'ratio' };
  expect(`${evidenceSentence(kurtosis)}, ${thresholdSentence(kurtosis)}`).toBe('Kurtosis 9.31, 4');
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

test('rule and model on one fault are one news, as grave as the graver', () => {
  const groups = byFault([
    finding({ source: 'model', severity: 'advisory' }),
    finding({ fault: 'wear', severity: 'warning' }),
    finding({ severity: 'danger' }),
  ]);
  expect(groups.map(({ fault, severity, findings }) => [fault, severity, findings.length])).toEqual(
    [
      ['outer_race', 'danger', 2],
      ['wear', 'warning', 1],
    ],
  );
});

test('a tile says the faults in plain words, else why there is no grade', () => {
  const line = (...faults: Finding['fault'][]) =>
    verdictLine(verdict({ findings: faults.map((fault) => finding({ fault })) }));
  expect(line('outer_race', 'outer_race')).toBe('Outer race damage');
  expect(line('imbalance', 'wear')).toBe('Imbalance, wear');
  expect(line('imbalance', 'wear', 'cage', 'ball')).toBe('Imbalance, wear, 2 more');
  expect(verdictLine(verdict({ condition: 'not_graded', why: 'Speed unknown.' }))).toBe(
    'Speed unknown.',
  );
  expect(verdictLine(verdict({}))).toBe('No finding');
});
