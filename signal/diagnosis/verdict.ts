import {
  BEARING_LABELS,
  type Condition,
  FAULT_LABELS,
  type Finding,
  type FindingSeverity,
  type SeverityGrade,
  type Verdict,
} from '#schemas/readings/finding';
import type { Analysis } from '../features/analysis.ts';
import { SIGNATURE_OFFSETS } from '../features/signature.ts';
import type { ConditionFilter } from './condition-filter.ts';
import { explainRule, silentRules } from './rules.ts';
import { describeVerdict } from './why.ts';

const RANK: Readonly<Record<FindingSeverity, number>> = { advisory: 1, warning: 2, danger: 3 };
const BY_RANK = ['good', 'advisory', 'warning', 'danger'] as const satisfies readonly Condition[];

const WARMING: Verdict = {
  condition: 'warming',
  why: 'Not enough signal yet to judge.',
  severity: { graded: false, reason: 'Not enough signal yet to judge.' },
  findings: [],
};

/**
 * Joins what holds by the filter into a verdict; `analysis` is the newest judged one and gives the evidence.
 *
 * Zone D is danger, zone C and a clear bearing fault are warnings, every other finding and a significant change advise.
 * Rule and model that agree warn for a bearing, and are danger where the zone is D. A model alone advises at most, unless
 * zone C or D supports it, and only where the rule sees at least a trace. Neither zone nor any finding possible: not graded, with the reason. `levelsKnown` is that of
 * `scoreRules`.
 */
export function joinVerdict(
  filter: ConditionFilter,
  analysis: Analysis,
  levelsKnown = true,
): Verdict {
  const severity = filter.zone.grade;
  if (filter.warming || severity === null) return WARMING;
  const speedKnown = analysis.signature[SIGNATURE_OFFSETS.mask] === 1;
  const findings = FAULT_LABELS.flatMap((_, label) =>
    findingsOf(label, filter, severity, analysis, speedKnown),
  );
  findings.sort(worstFirst);
  const bearingKnown = analysis.signature[SIGNATURE_OFFSETS.mask + 1] === 1;
  const rulesJudge = speedKnown && (levelsKnown || bearingKnown);
  const condition = conditionOf(findings, severity, rulesJudge || filter.model !== null);
  const joined = { condition, severity, findings };
  return { ...joined, why: describeVerdict(joined, silentRules(analysis, levelsKnown)) };
}

/** At equal severity a rule comes first: its evidence names a line, which a person can check. */
function worstFirst(a: Finding, b: Finding): number {
  const bySource = Number(a.source === 'model') - Number(b.source === 'model');
  return RANK[b.severity] - RANK[a.severity] || bySource || b.confidence - a.confidence;
}

function findingsOf(
  label: number,
  filter: ConditionFilter,
  severity: SeverityGrade,
  analysis: Analysis,
  speedKnown: boolean,
): Finding[] {
  const byRule = filter.rules.active[label] === 1;
  // Without a speed no rule can look, and the model speaks for itself.
  const witnessed = byRule || filter.witness.active[label] === 1 || !speedKnown;
  const byModel = witnessed && filter.model?.active[label] === 1;
  if (!byRule && !byModel) return [];
  const confidence = filter.rules.smoothed[label]!;
  const rank = rankOf({
    bearing: BEARING_LABELS.includes(FAULT_LABELS[label]!),
    sure: filter.sure.active[label] === 1,
    agreed: byRule && byModel,
    byRule,
    zone: severity.graded ? severity.zone : null,
  });
  const found: Finding[] = [];
  const level = (['advisory', 'warning', 'danger'] as const)[rank - 1]!;
  if (byRule) found.push({ ...explainRule(label, analysis, confidence), severity: level });
  if (byModel) found.push(modelFinding(label, filter, level));
  return found;
}

function rankOf(seen: {
  bearing: boolean;
  sure: boolean;
  agreed: boolean;
  byRule: boolean;
  zone: 'A' | 'B' | 'C' | 'D' | null;
}): number {
  const rough = seen.zone === 'C' || seen.zone === 'D';
  if (!seen.byRule) return rough ? RANK.warning : RANK.advisory;
  let rank = RANK.advisory;
  if (seen.bearing && (seen.agreed || seen.sure)) rank = RANK.warning;
  if (rough) rank = Math.max(rank, RANK.warning);
  return rough && seen.agreed && seen.zone === 'D' ? RANK.danger : rank;
}

function modelFinding(label: number, filter: ConditionFilter, severity: FindingSeverity): Finding {
  const hold = filter.model!;
  const probability = Math.min(1, Math.max(0, hold.smoothed[label]!));
  const threshold = hold.thresholds[label]!;
  return {
    fault: FAULT_LABELS[label]!,
    severity,
    confidence: probability,
    source: 'model',
    evidence: [{ quantity: 'model score', value: probability, threshold, unit: 'probability' }],
  };
}

function conditionOf(
  findings: readonly Finding[],
  severity: SeverityGrade,
  judged: boolean,
): Condition {
  const worst = findings.reduce((rank, finding) => Math.max(rank, RANK[finding.severity]), 0);
  if (severity.graded) return BY_RANK[Math.max(worst, rankOfGrade(severity))]!;
  return judged || findings.length > 0 ? BY_RANK[worst]! : 'not_graded';
}

function rankOfGrade(grade: Extract<SeverityGrade, { graded: true }>): number {
  const zone = { A: 0, B: 0, C: RANK.warning, D: RANK.danger }[grade.zone];
  return Math.max(zone, grade.significantChange ? RANK.advisory : 0);
}
