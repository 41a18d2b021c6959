import type { KeptRule } from './capture-rules.ts';

const MINUTE_MS = 60_000;
/** A speed counts as out of the band again only this share of its width outside: at its edge it would come in again and again. */
const MARGIN = 0.05;

/** Tells when the speed of a machine has come into the band of a rule. */
export class SpeedBands {
  /** By rule and machine: whether it is in the band, and when that was captured last. */
  readonly #states = new Map<string, { isIn: boolean; capturedMs: number }>();

  /** Whether this speed is to be captured now: it has just come into the band, and the last time is long enough ago. */
  comesIn(rule: KeptRule, machine: string, speedRpm: number, nowMs: number): boolean {
    const { trigger, ruleId } = rule;
    if (trigger.kind !== 'speed_band') return false;
    const key = `${ruleId} ${machine}`;
    const known = this.#states.get(key);
    const margin = (trigger.maxRpm - trigger.minRpm) * MARGIN;
    const slack = known?.isIn ? margin : 0;
    const isIn = speedRpm >= trigger.minRpm - slack && speedRpm <= trigger.maxRpm + slack;
    const capturedMs = known?.capturedMs ?? Number.NEGATIVE_INFINITY;
    const isDue = nowMs - capturedMs >= trigger.restMinutes * MINUTE_MS;
    const comes = isIn && !(known?.isIn ?? false) && isDue;
    this.#states.set(key, { isIn, capturedMs: comes ? nowMs : capturedMs });
    return comes;
  }
}
