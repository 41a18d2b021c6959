import type { AlarmHold } from '#schemas/alarms/alarm';
import type { AlarmRuleId } from '#schemas/ids/ids';
import type { Row, Statement } from '../store/statement.ts';
import { type NameOf, namedHold, unnamedHold } from './alarm-rows.ts';
import { keyOf } from './instance.ts';

export type PersonHold = Extract<AlarmHold, { kind: 'shelved' | 'out_of_service' }>;

/** What a person holds back: alarms of one rule on one asset. */
export interface Held {
  readonly ruleId: AlarmRuleId;
  readonly assetId: string;
  readonly assetName: string;
  readonly area: string | null;
  readonly hold: PersonHold;
}

/** All that people hold back, whether there is an alarm now or not. */
export class HoldBook {
  readonly #held = new Map<string, Held>();

  load(rows: readonly Row[], nameOf: NameOf): void {
    for (const row of rows) {
      const held = JSON.parse(String(row.body)) as Held;
      this.set({ ...held, hold: namedHold(held.hold, nameOf) });
    }
  }

  all(): Held[] {
    return [...this.#held.values()];
  }

  get isAny(): boolean {
    return this.#held.size > 0;
  }

  of(key: string): Held | undefined {
    return this.#held.get(key);
  }

  find(holdId: string): Held | undefined {
    return this.all().find(({ hold }) => hold.holdId === holdId);
  }

  /** Those of which the time is over, by the wall clock: people shelve until a time of day. */
  over(nowMs: number): Held[] {
    return this.all().filter(({ hold }) => hold.kind === 'shelved' && hold.untilMs <= nowMs);
  }

  set(held: Held): void {
    this.#held.set(keyOf(held.ruleId, held.assetId), held);
  }

  delete(key: string): void {
    this.#held.delete(key);
  }
}

export function saveHold(held: Held): Statement {
  const { ruleId, assetId, hold } = held;
  return {
    sql: 'INSERT OR REPLACE INTO alarm_holds VALUES (?, ?, ?, ?)',
    args: [hold.holdId, ruleId, assetId, JSON.stringify({ ...held, hold: unnamedHold(hold) })],
  };
}

export function endHold({ hold }: Held): Statement {
  return { sql: 'DELETE FROM alarm_holds WHERE hold_id = ?', args: [hold.holdId] };
}
