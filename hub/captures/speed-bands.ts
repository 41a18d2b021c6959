import type { Statement } from '../store/statement.ts';
import type { Store } from '../store/store.ts';
import type { KeptRule } from './capture-rules.ts';

const MINUTE_MS = 60_000;
/** A speed counts as out of the band again only this share of its width outside: at its edge it would come in again and again. */
const MARGIN = 0.05;

interface BandState {
  readonly isIn: boolean;
  /** When that was captured last; null: never. */
  readonly capturedMs: number | null;
}

/** What a speed came to: whether it is to be captured, and what keeps that it was seen (null: nothing is new). */
export interface SpeedSeen {
  readonly comesIn: boolean;
  readonly keeping: Statement | null;
}

/** Tells when the speed of a machine has come into the band of a rule. What is kept of it outlives a restart: a machine that stayed in the band has not come in. */
export class SpeedBands {
  readonly #store: Store;
  /** By rule and machine: whether it is in the band, and when that was captured last. */
  readonly #states = new Map<string, BandState>();

  constructor(store: Store) {
    this.#store = store;
  }

  async start(): Promise<void> {
    for (const row of await this.#store.read('SELECT * FROM capture_bands')) {
      this.#states.set(keyOf(String(row.rule_id), String(row.machine)), {
        isIn: row.is_in === 1,
        capturedMs: row.captured_ms as number | null,
      });
    }
  }

  /** To be captured when it has just come into the band, and the last time is long enough ago. */
  see(rule: KeptRule, machine: string, speedRpm: number, nowMs: number): SpeedSeen {
    const { trigger, ruleId } = rule;
    if (trigger.kind !== 'speed_band') return { comesIn: false, keeping: null };
    const key = keyOf(ruleId, machine);
    const known = this.#states.get(key);
    const margin = (trigger.maxRpm - trigger.minRpm) * MARGIN;
    const slack = known?.isIn ? margin : 0;
    const isIn = speedRpm >= trigger.minRpm - slack && speedRpm <= trigger.maxRpm + slack;
    if (isIn === known?.isIn) return { comesIn: false, keeping: null };
    const capturedMs = known?.capturedMs ?? null;
    const isDue = capturedMs === null || nowMs - capturedMs >= trigger.restMinutes * MINUTE_MS;
    const comesIn = isIn && isDue;
    const now = { isIn, capturedMs: comesIn ? Math.round(nowMs) : capturedMs };
    this.#states.set(key, now);
    // Out of a band in which it never was: nothing to remember.
    const isNews = known !== undefined || isIn;
    return { comesIn, keeping: isNews ? keep(ruleId, machine, now) : null };
  }
}

const keyOf = (ruleId: string, machine: string) => `${ruleId} ${machine}`;

function keep(ruleId: string, machine: string, { isIn, capturedMs }: BandState): Statement {
  return {
    // A rule that was deleted meanwhile leaves nothing behind.
    sql: `INSERT OR REPLACE INTO capture_bands SELECT rule_id, ?, ?, ? FROM capture_rules WHERE rule_id = ?`,
    args: [machine, Number(isIn), capturedMs, ruleId],
  };
}
