import type { Evidence, Finding, Verdict } from '#schemas/readings/finding';
import { text } from './en.ts';
import { count, figure, hertz } from './numbers.ts';

const SEVERITY_ORDER = ['advisory', 'warning', 'danger'];

/** One measured fact in words: "BPFO 107.4 Hz ×1 ×2 ×3, 12 dB over floor". */
export function evidenceSentence(evidence: Evidence): string {
  const { quantity, frequencyHz, harmonics, value, unit } = evidence;
  const where = frequencyHz === undefined ? '' : ` ${hertz(frequencyHz)}`;
  const orders = (harmonics ?? []).map((order) => ` ×${order}`).join('');
  return `${capital(quantity)}${where}${orders}, ${amount(value, unit)}`;
}

/** The threshold that the fact passed; the floor that its decibels are over was named with the value. */
export function thresholdSentence({ threshold, unit }: Evidence): string {
  return amount(threshold, shortUnit(unit));
}

function shortUnit(unit: string): string {
  return unit.startsWith('dB') ? 'dB' : unit;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function amount(value: number, unit: string): string {
  if (unit === 'probability') return `${Math.round(value * 100)} %`;
  if (unit === 'ratio') return figure(value);
  const number = unit.startsWith('dB') ? count(value) : figure(value);
  return unit === '' ? number : `${number} ${unit}`;
}

/** The gravest first; of equal ones those of rules, whose evidence can be looked at, then the surest. */
export function gravestFirst(findings: readonly Finding[]): Finding[] {
  return [...findings].sort(
    (a, b) =>
      SEVERITY_ORDER.indexOf(b.severity) - SEVERITY_ORDER.indexOf(a.severity) ||
      Number(b.source === 'rule') - Number(a.source === 'rule') ||
      b.confidence - a.confidence,
  );
}

/** What a tile says under its figure: the gravest finding, or why there is no grade, or that nothing stands out. */
export function verdictLine(verdict: Verdict): string {
  const [first] = gravestFirst(verdict.findings);
  if (first !== undefined) {
    // Without frequency, harmonics and floor: a tile is narrow, and the point's own screen has them.
    const { quantity, value, unit } = first.evidence[0];
    return `${text.fault[first.fault]}: ${quantity}, ${amount(value, shortUnit(unit))}`;
  }
  return verdict.condition === 'good' ? text.plant.noFinding : verdict.why;
}
