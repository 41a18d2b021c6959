import { expect, test } from 'bun:test';
import { describeEvidence, describeVerdict } from './why.ts';

const EVIDENCE = {
  quantity: 'BPFO',
  frequencyHz: 107.36,
  harmonics: [1, 2, 3],
  value: 12.3,
  threshold: 8,
  unit: 'dB over floor',
};

test('evidence reads as an analyst would say it', () => {
  expect(describeEvidence(EVIDENCE)).toBe('BPFO 107.4 Hz ×1 ×2 ×3, 12 dB over floor');
  expect(describeEvidence({ quantity: '1X', value: 2.345, threshold: 1.4, unit: 'mm/s' })).toBe(
    '1X, 2.3 mm/s',
  );
});

test('a sentence never outgrows its field', () => {
  const finding = {
    fault: 'outer_race' as const,
    severity: 'warning' as const,
    confidence: 0.9,
    source: 'rule' as const,
    evidence: [{ ...EVIDENCE, quantity: 'Q'.repeat(48) }],
  };
  const severity = { graded: false as const, reason: 'r'.repeat(160) };
  const text = describeVerdict({ condition: 'warning', severity, findings: [finding] }, null);
  expect(text.length).toBeLessThanOrEqual(240);
  expect(text).toEndWith('…');
});
