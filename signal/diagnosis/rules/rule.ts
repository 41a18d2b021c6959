import type { Evidence, FaultLabel } from '#schemas/readings/finding';
import type { Analysis } from '../../features/analysis.ts';
import { below, past } from './rule-score.ts';

/** One thing that must hold for a rule. Reads numbers only: a window's scores allocate nothing. */
export type Condition = {
  /** What the person reads: "1X", "BPFO", "2X over 1X". */
  readonly quantity: string;
  readonly unit: string;
  readonly sense: 'above' | 'below';
  readonly threshold: number;
  /** Distance from the threshold at which the score is 0.73 (or 0.27). */
  readonly width: number;
  /** NaN where it is not known: the rule then scores 0. */
  readonly value: (analysis: Analysis) => number;
  /** What is shown, where it is not `value` itself. */
  readonly shown?: (analysis: Analysis) => number;
  readonly frequencyHz?: (analysis: Analysis) => number;
  readonly harmonics?: (analysis: Analysis) => number[];
};

/** A rule names its fault when all of its conditions hold; the weakest one is its score. */
export type Rule = {
  readonly fault: FaultLabel;
  readonly needs: 'speed' | 'bearing';
  readonly conditions: readonly Condition[];
};

/** The rule's score, 0…1; RULE_THRESHOLD where every condition just holds. */
export function scoreRule(rule: Rule, analysis: Analysis): number {
  let weakest = 1;
  for (const condition of rule.conditions) {
    const value = condition.value(analysis);
    const score =
      condition.sense === 'above'
        ? past(value, condition.threshold, condition.width)
        : below(value, condition.threshold, condition.width);
    if (score < weakest) weakest = score;
  }
  return weakest;
}

/** What the rule saw, condition by condition, for the person. */
export function evidenceOf(rule: Rule, analysis: Analysis): Evidence[] {
  return rule.conditions.map((condition) => {
    const value = (condition.shown ?? condition.value)(analysis);
    const frequencyHz = condition.frequencyHz?.(analysis) ?? 0;
    const harmonics = condition.harmonics?.(analysis) ?? [];
    return {
      quantity: condition.quantity,
      ...(frequencyHz > 0 ? { frequencyHz } : {}),
      ...(harmonics.length > 0 ? { harmonics } : {}),
      value: Number.isFinite(value) ? value : 0,
      threshold: condition.threshold,
      unit: condition.unit,
    };
  });
}
