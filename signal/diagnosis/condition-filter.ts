import { BEARING_LABELS, FAULT_LABELS, type SeverityGrade } from '#schemas/readings/finding';
import { LabelHold, type LabelTiming } from './label-hold.ts';
import { RULE_THRESHOLD } from './rules/rule-score.ts';
import { ZoneHold, type ZoneTiming } from './zone-hold.ts';

/** Delays against flapping, ms. */
export type ConditionTiming = LabelTiming & ZoneTiming;

/** A finding takes 3 s of persistence, zone D 1 s; both leave after 5 s; scores are smoothed over 1 s. */
export const CONDITION_TIMING: ConditionTiming = {
  smoothingMs: 1000,
  onMs: 3000,
  dangerOnMs: 1000,
  offMs: 5000,
  deadBand: 0.1,
};

/** A bearing rule with this score needs no second witness; held by itself, or a warning would flap around it. */
const SURE_SCORE = 0.9;

/**
 * The least that the rule of a label must see before the model's word on it counts. On recordings of rolling elements, which
 * resemble nothing that the model learnt, it names lubrication where the rule sees none of its marks: silence is better.
 */
const WITNESS_SCORE = 0.25;

/**
 * Turns the windows of one point into steady facts: which labels hold by rule, which by model, in which zone. Time is handed
 * in. `modelThresholds` by `modelThresholds()`; null where no model runs.
 */
export class ConditionFilter {
  readonly rules: LabelHold;
  readonly model: LabelHold | null;
  /** Bearing labels of which the rules are sure. */
  readonly sure: LabelHold;
  /** Labels of which the rules see at least a trace. */
  readonly witness: LabelHold;
  readonly zone: ZoneHold;
  readonly #timing: ConditionTiming;
  #lastMs = Number.NaN;

  constructor(
    modelThresholds: Float32Array | null = null,
    timing: ConditionTiming = CONDITION_TIMING,
  ) {
    const rules = new Float32Array(FAULT_LABELS.length).fill(RULE_THRESHOLD);
    const sure = Float32Array.from(FAULT_LABELS, (label) =>
      BEARING_LABELS.includes(label) ? SURE_SCORE : Number.POSITIVE_INFINITY,
    );
    this.#timing = timing;
    this.sure = new LabelHold(sure, timing);
    this.witness = new LabelHold(new Float32Array(FAULT_LABELS.length).fill(WITNESS_SCORE), timing);
    this.rules = new LabelHold(rules, timing);
    this.model = modelThresholds === null ? null : new LabelHold(modelThresholds, timing);
    this.zone = new ZoneHold(timing);
  }

  /** True until the first window has been judged. */
  get warming(): boolean {
    return Number.isNaN(this.#lastMs);
  }

  /**
   * Feeds one judged window: never one that is warming up after a gap, the held facts then stay. `modelScores` in the order
   * of FAULT_LABELS, or null. Returns true where the verdict may have changed.
   */
  update(
    atMs: number,
    ruleScores: Float32Array,
    modelScores: Float32Array | null,
    grade: SeverityGrade,
  ): boolean {
    const first = this.warming;
    // What was pending before a gap has not been seen to persist.
    if (atMs - this.#lastMs > this.#timing.smoothingMs) this.#interrupt();
    this.#lastMs = atMs;
    const byRule = this.rules.update(atMs, ruleScores);
    const bySure = this.sure.update(atMs, ruleScores);
    const byWitness = this.witness.update(atMs, ruleScores);
    const byModel =
      this.model !== null && modelScores !== null && this.model.update(atMs, modelScores);
    const byZone = this.zone.update(atMs, grade);
    return first || byRule || bySure || byWitness || byModel || byZone;
  }

  #interrupt(): void {
    this.rules.interrupt();
    this.sure.interrupt();
    this.witness.interrupt();
    this.model?.interrupt();
    this.zone.interrupt();
  }
}
