import { expect, test } from 'bun:test';
import { type Finding, Verdict } from '#schemas/readings/finding';
import { quantityWords, reasonWords, whyWords } from './verdict-words.ts';

const finding = (fault: Finding['fault'], source: Finding['source'] = 'rule'): Finding => ({
  ...{ fault, source, severity: 'warning', confidence: 0.9 },
  evidence: [{ quantity: 'BPFO', value: 12, threshold: 6, unit: 'dB over floor' }],
});
const verdict = (more: Partial<Verdict>) =>
  Verdict.parse({
    condition: 'warning',
    why: 'As the agent said it.',
    severity: { graded: true, zone: 'C', by: 'velocity', significantChange: false },
    findings: [],
    ...more,
  });

test('the sentence names the gravest fault, the others, and the zone', () => {
  const findings = [finding('outer_race'), finding('outer_race', 'model'), finding('wear')];
  expect(whyWords(verdict({ findings }))).toBe(
    'Außenringschaden (Regel und Modell stimmen überein), auch Verschleiß. Zone C nach Geschwindigkeit.',
  );
});

test('without a fault the zone is the news', () => {
  expect(whyWords(verdict({}))).toBe('Zone C nach Geschwindigkeit. Kein Schaden gefunden.');
});

test('why nothing is graded is said in German, and an unknown reason as the agent said it', () => {
  const severity = { graded: false, reason: 'The speed of the machine is not known.' } as const;
  expect(whyWords(verdict({ condition: 'not_graded', severity }))).toBe(
    'Die Drehzahl der Maschine ist nicht bekannt.',
  );
  expect(reasonWords("20000 r/min is outside the standard's 120–15000 r/min.")).toBe(
    '20000 1/min liegen außerhalb der Norm (120–15000 1/min).',
  );
  expect(reasonWords('Something new.')).toBe('Something new.');
});

test('what rules measure has a German name, also where it is a ceiling', () => {
  expect(quantityWords('envelope kurtosis at most')).toBe('Kurtosis der Hüllkurve höchstens');
  expect(quantityWords('BPFO')).toBe('BPFO');
});
