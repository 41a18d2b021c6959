import type { Evidence, Finding, Verdict } from '#schemas/readings/finding';
import { text } from './en.ts';
import { midSentence } from './mid-sentence.ts';
import { count, figure, hertz, plain } from './numbers.ts';
import { inShownUnit, amount as measured, shownUnit } from './units.ts';
import { dbWords, quantityWords, whyWords } from './verdict-words.ts';

const SEVERITY_ORDER = ['advisory', 'warning', 'danger'];

/** One measured fact in words: "BPFO 107.4 Hz ×1 ×2 ×3, 12 dB over floor". */
export function evidenceSentence(evidence: Evidence): string {
  const { quantity, frequencyHz, harmonics, value, unit } = evidence;
  const where = frequencyHz === undefined ? '' : ` ${hertz(frequencyHz)}`;
  const orders = (harmonics ?? []).map((order) => ` ×${order}`).join('');
  const what = `${capital(quantityWords(quantity))}${where}${orders}`;
  return `${what}${where === '' ? '' : ','} ${amount(value, unit)}`;
}

/** The threshold that the fact passed; the floor that its decibels are over was named with the value. */
export function thresholdSentence({ threshold, unit }: Evidence): string {
  if (unit === 'probability') return amount(threshold, unit);
  const short = unit.startsWith('dB') ? 'dB' : unit === 'ratio' ? '' : unit;
  return `${plain(inShownUnit(threshold, short))} ${shownUnit(short).unit}`.trimEnd();
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function amount(value: number, unit: string): string {
  if (unit === 'probability') return `${Math.round(value * 100)} %`;
  if (unit === 'ratio') return figure(value);
  return unit.startsWith('dB') ? `${count(value)} ${dbWords(unit)}` : measured(value, unit);
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

/** Each fault once, gravest first, with all that speaks for it. */
export interface FaultGroup {
  readonly fault: Finding['fault'];
  readonly severity: Finding['severity'];
  readonly findings: readonly Finding[];
}

/** Findings of rule and model on the same fault are one news to a person: its severity is that of the graver. */
export function byFault(findings: readonly Finding[]): FaultGroup[] {
  const groups = new Map<Finding['fault'], Finding[]>();
  for (const finding of gravestFirst(findings)) {
    groups.set(finding.fault, [...(groups.get(finding.fault) ?? []), finding]);
  }
  return [...groups].map(([fault, same]) => ({
    fault,
    severity: same[0].severity,
    findings: same,
  }));
}

const NAMED = 2;

/** The faults in plain words, gravest first: "Outer race damage, imbalance"; null without any. */
export function faultLine(findings: readonly Finding[]): string | null {
  const names = byFault(findings).map(({ fault }) => text.fault[fault]);
  if (names.length === 0) return null;
  const more = names.length - NAMED;
  const named = [names[0], ...names.slice(1, NAMED).map(midSentence)].join(', ');
  return more > 0 ? named + text.plant.alsoMore(more) : named;
}

/** What a tile says under its figure: the faults, or why there is no grade, or that nothing stands out. */
export function verdictLine(verdict: Verdict): string {
  const faults = faultLine(verdict.findings);
  if (faults !== null) return faults;
  return verdict.condition === 'good' ? text.plant.noFinding : whyWords(verdict);
}
