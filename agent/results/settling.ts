import type { Condition } from '#schemas/readings/finding';
import { CONDITION_TIMING, type ConditionFilter } from '#signal/diagnosis/condition-filter';

/** Worst last. "warming" stands above what must not be said too early: good and not graded. */
const RANKED: readonly Condition[] = [
  'not_graded',
  'good',
  'warming',
  'advisory',
  'warning',
  'danger',
];

/** No fault that was there from the start takes longer to hold. */
const LONGEST_MS = CONDITION_TIMING.onMs + CONDITION_TIMING.smoothingMs;

/** The time right after a point's start in which something may look like a fault and has not yet persisted. */
export class Settling {
  #untilMs = Number.NaN;
  #over = false;

  /** True at the window with which it ends: nothing is pending, or the time for it has passed. */
  ends(streamMs: number, filter: ConditionFilter): boolean {
    if (this.#over) return false;
    if (Number.isNaN(this.#untilMs)) this.#untilMs = streamMs + LONGEST_MS;
    this.#over = streamMs >= this.#untilMs || !isPending(filter);
    return this.#over;
  }

  /** Whether a condition is not to be told yet, as it is better than what was told before. */
  holdsBack(condition: Condition, told: Condition): boolean {
    return !this.#over && RANKED.indexOf(condition) < RANKED.indexOf(told);
  }
}

/** Whether some label is over its threshold, but not yet for long enough to hold. */
function isPending({ rules, model }: ConditionFilter): boolean {
  for (const hold of [rules, model]) {
    if (hold === null) continue;
    for (let k = 0; k < hold.active.length; k++)
      if (hold.active[k] === 0 && hold.smoothed[k] >= hold.thresholds[k]) return true;
  }
  return false;
}
