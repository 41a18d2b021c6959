import { FAULT_LABELS, type Finding } from '#schemas/readings/finding';
import type { Analysis } from '../features/analysis.ts';
import { SIGNATURE_OFFSETS } from '../features/signature.ts';
import { bearingRules } from './rules/bearing-rules.ts';
import { evidenceOf, type Rule, scoreRule } from './rules/rule.ts';
import { RULE_THRESHOLD } from './rules/rule-score.ts';
import {
  imbalanceRule,
  loosenessRule,
  misalignmentRule,
  oilWhirlRule,
} from './rules/shaft-rules.ts';
import { cavitationRule, lubricationRule, wearRule } from './rules/surface-rules.ts';

/** Every rule, in the order of FAULT_LABELS. */
const RULES: readonly Rule[] = inOrder([
  imbalanceRule,
  misalignmentRule,
  loosenessRule,
  oilWhirlRule,
  lubricationRule,
  cavitationRule,
  wearRule,
  ...bearingRules,
]);

/** Rules that compare a level in g or mm/s: mute where the unit of the samples is undeclared. */
const NEEDS_LEVEL = RULES.map((rule) =>
  rule.conditions.some(({ unit }) => unit === 'mm/s' || unit === 'g r.m.s.'),
);

/**
 * Scores every label by physics, 0…1, in the order of FAULT_LABELS; 0.5 is where a label counts as found. A rule that lacks
 * speed, geometry or (`levelsKnown` false) the unit of the samples scores 0: `silentRules` says so. Allocates nothing.
 */
export function scoreRules(analysis: Analysis, out: Float32Array, levelsKnown = true): void {
  for (let k = 0; k < RULES.length; k++) {
    const rule = RULES[k]!;
    const judges = isKnown(rule, analysis) && (levelsKnown || !NEEDS_LEVEL[k]);
    out[k] = judges ? scoreRule(rule, analysis) : 0;
  }
}

/**
 * The finding of one label with what the rule saw. `score` (by default that of this analysis) becomes the confidence; the
 * severity is the least, a verdict raises it.
 */
export function explainRule(label: number, analysis: Analysis, score?: number): Finding {
  const rule = RULES[label]!;
  const confidence = score ?? (isKnown(rule, analysis) ? scoreRule(rule, analysis) : 0);
  return {
    fault: rule.fault,
    severity: 'advisory',
    confidence: Math.min(1, Math.max(0, confidence)),
    source: 'rule',
    evidence: evidenceOf(rule, analysis).slice(0, 8),
  };
}

/** The findings of one analysis by itself, without smoothing or delay. */
export function explainRules(analysis: Analysis): Finding[] {
  return FAULT_LABELS.map((_, k) => explainRule(k, analysis)).filter(
    (finding) => finding.confidence >= RULE_THRESHOLD,
  );
}

/** Why some rules say nothing, a sentence; null where all can judge. */
export function silentRules(analysis: Analysis, levelsKnown = true): string | null {
  const { mask } = SIGNATURE_OFFSETS;
  const bearingKnown = analysis.signature[mask + 1] === 1;
  if (analysis.signature[mask] !== 1) return 'The speed is unknown, so no rule can judge.';
  if (!levelsKnown && !bearingKnown) return 'Unit and bearing are unknown, so no rule can judge.';
  if (!levelsKnown) return 'The unit is undeclared, so only bearing lines are judged.';
  if (bearingKnown) return null;
  return 'The bearing is unknown, so its lines and wear are not judged.';
}

function isKnown(rule: Rule, analysis: Analysis): boolean {
  const { mask } = SIGNATURE_OFFSETS;
  return analysis.signature[rule.needs === 'speed' ? mask : mask + 1] === 1;
}

function inOrder(rules: readonly Rule[]): readonly Rule[] {
  return FAULT_LABELS.map((fault) => {
    const rule = rules.find((candidate) => candidate.fault === fault);
    if (rule === undefined) throw new Error(`No rule for ${fault}.`);
    return rule;
  });
}
