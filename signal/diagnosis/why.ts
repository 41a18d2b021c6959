import type { Evidence, Finding, SeverityGrade, Verdict } from '#schemas/readings/finding';

const LONGEST = 240;

const NAMES: Readonly<Record<Finding['fault'], string>> = {
  imbalance: 'imbalance',
  misalignment: 'misalignment',
  looseness: 'looseness',
  lubrication: 'poor lubrication',
  cavitation: 'cavitation',
  wear: 'wear',
  oil_whirl: 'oil whirl',
  inner_race: 'inner race',
  outer_race: 'outer race',
  ball: 'rolling element',
  cage: 'cage',
};

/** "BPFO 107.4 Hz ×1 ×2 ×3, 12 dB over floor". */
export function describeEvidence(evidence: Evidence): string {
  const place = evidence.frequencyHz === undefined ? '' : ` ${evidence.frequencyHz.toFixed(1)} Hz`;
  const harmonics = (evidence.harmonics ?? []).map((order) => ` ×${order}`).join('');
  return `${evidence.quantity}${place}${harmonics}, ${rounded(evidence.value)} ${evidence.unit}`;
}

/** "velocity zone B", or why there is no zone. */
export function describeSeverity(grade: SeverityGrade): string {
  if (!grade.graded) return `not graded: ${lowerFirst(grade.reason)}`;
  const change = grade.significantChange ? ', changed significantly from its baseline' : '';
  return `${grade.by} zone ${grade.zone}${change}`;
}

/** The one sentence of a verdict: the worst finding with its first evidence, how many more, the zone. */
export function describeVerdict(verdict: Omit<Verdict, 'why'>, silent: string | null): string {
  const [worst, ...others] = verdict.findings;
  const severity = describeSeverity(verdict.severity);
  if (worst === undefined) {
    const judged = silent === null ? 'no fault found' : lowerFirst(silent).replace(/\.$/, '');
    // A bad zone is the news, not that no cause was found.
    const calm = verdict.condition === 'good' || verdict.condition === 'not_graded';
    return clipped(sentence(calm ? `${judged}; ${severity}` : `${severity}; ${judged}`));
  }
  const agreed = others.some((finding) => finding.fault === worst.fault);
  const alone = worst.source === 'model' ? ' (by the model alone)' : '';
  const by = agreed ? ' (rule and model agree)' : alone;
  const more = new Set(others.map((finding) => finding.fault));
  more.delete(worst.fault);
  const also = more.size === 0 ? '' : `; also ${[...more].map((f) => NAMES[f]).join(', ')}`;
  const text = `${NAMES[worst.fault]}${by}: ${describeEvidence(worst.evidence[0]!)}${also}; ${severity}`;
  return clipped(sentence(text));
}

function rounded(value: number): string {
  return Math.abs(value) < 10 ? value.toFixed(value < 1 ? 2 : 1) : value.toFixed(0);
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function clipped(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}
