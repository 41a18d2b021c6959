import { type Alarm, type AlarmAsset, alarmState } from '#schemas/alarms/alarm';
import type { AlarmFact } from '#schemas/alarms/alarm-fact';
import type { AlarmHappening, AlarmNews, EscalationNews } from '#schemas/alarms/news';
import type { AlarmRule } from '#schemas/alarms/rule';
import type { AuditEventName } from '#schemas/audit/events';
import { newId } from '#schemas/ids/ids';
import { type Actor, SYSTEM_ACTOR } from '../store/actor.ts';
import type { AuditEntry, Json } from '../store/audit-entry.ts';
import type { Statement } from '../store/statement.ts';
import { saveAlarm, saveStep } from './alarm-rows.ts';
import { endHold, type Held, type HoldBook, saveHold } from './hold-book.ts';
import { keyOf } from './instance.ts';
import type { OpenAlarms } from './open-alarms.ts';
import type { Why } from './rules/say-why.ts';

/** What is said of a change besides the alarm itself. */
export interface Said {
  readonly by?: Actor;
  readonly note?: string | null;
  /** Why it is raised, where the note says that. */
  readonly facts?: readonly AlarmFact[];
  readonly details?: Readonly<Record<string, Json>>;
  readonly escalation?: EscalationNews;
}

/** What people shelve and what is raised anew is a fresh alarm to the trail. */
const EVENT_OF: Readonly<Record<AlarmHappening, AuditEventName>> = {
  raised: 'alarm.raised',
  returned: 'alarm.returned',
  acknowledged: 'alarm.acknowledged',
  shelved: 'alarm.shelved',
  unshelved: 'alarm.unshelved',
  suppressed: 'alarm.suppressed',
  unsuppressed: 'alarm.unsuppressed',
  out_of_service: 'alarm.out_of_service',
  returned_to_service: 'alarm.returned_to_service',
  escalated: 'alarm.escalated',
  reset: 'alarm.reset',
  commented: 'alarm.commented',
  marked_false: 'alarm.marked',
  changed: 'alarm.changed',
  closed: 'alarm.closed',
};

/**
 * Changes that go into one transaction: each alarm with its step and its audit entry, each hold. What is drafted is seen by what is
 * drafted after it, and by nobody else until it is stored.
 */
export class AlarmDraft {
  readonly open: OpenAlarms;
  readonly holds: HoldBook;
  readonly nowMs: number;
  readonly news: AlarmNews[] = [];
  readonly entries: AuditEntry[] = [];
  /** Alarms as they are at the end, by id; and holds that were set or ended. */
  readonly changed = new Map<string, Alarm>();
  readonly heldBefore = new Map<string, Held | undefined>();
  readonly #steps: Statement[] = [];
  readonly #holdStatements: Statement[] = [];

  constructor(open: OpenAlarms, holds: HoldBook, nowMs: number) {
    this.open = open;
    this.holds = holds;
    this.nowMs = nowMs;
  }

  get isEmpty(): boolean {
    return this.changed.size === 0 && this.heldBefore.size === 0;
  }

  /** Steps after alarms, so that no step is without its alarm. */
  statements(): Statement[] {
    return [...this.changed.values()].map(saveAlarm).concat(this.#steps, this.#holdStatements);
  }

  /** Takes an alarm as it is from now on, and what happened to it. */
  put(alarm: Alarm, what: AlarmHappening, said: Said = {}): Alarm {
    const { by = SYSTEM_ACTOR, note = null, facts = null, details = {}, escalation } = said;
    const after: Alarm = {
      ...alarm,
      state: alarmState(alarm.isActive, alarm.isAcknowledged),
      revision: alarm.revision + 1,
    };
    const { alarmId, ruleId, asset, priority } = after;
    this.open.set(after);
    this.changed.set(alarmId, after);
    const { userId } = by;
    this.#steps.push(
      saveStep({ alarmId, step: after.revision, atMs: this.nowMs, what, userId, note, facts }),
    );
    this.entries.push({
      event: EVENT_OF[what],
      actor: by,
      resourceId: alarmId,
      details: { ruleId, asset: asset.assetId, priority, note, ...details },
    });
    this.news.push({ alarmId, what, alarm: after, ...(escalation && { escalation }) });
    return after;
  }

  /** An alarm that nobody has heard of yet; `put` is still to say what happened. */
  fresh(rule: AlarmRule, asset: AlarmAsset, together: string, why: Why): Alarm {
    const others = this.open.together(together);
    const isFirstOut = !others.some(({ raisedMs }) => this.nowMs - raisedMs < FIRST_OUT_MS);
    return {
      alarmId: newId('al'),
      ruleId: rule.ruleId,
      ruleName: rule.name,
      asset,
      cause: why.cause,
      priority: rule.priority,
      state: 'unacknowledged',
      isActive: true,
      isAcknowledged: false,
      isLatched: false,
      hold: null,
      raisedMs: this.nowMs,
      shownMs: null,
      returnedMs: null,
      acknowledgedMs: null,
      acknowledgedBy: null,
      closedMs: null,
      closedBecause: null,
      evidence: why.evidence,
      isFirstOut,
      groupKey: `${together}|${why.cause.source}`,
      returns: 0,
      escalated: 0,
      isFalse: false,
      comments: 0,
      revision: 0,
    };
  }

  setHold(held: Held): void {
    const key = keyOf(held.ruleId, held.assetId);
    this.#remember(key);
    this.holds.set(held);
    this.#holdStatements.push(saveHold(held));
  }

  dropHold(held: Held): void {
    const key = keyOf(held.ruleId, held.assetId);
    this.#remember(key);
    this.holds.delete(key);
    this.#holdStatements.push(endHold(held));
  }

  /** A hold without an alarm behind it goes into the trail by itself. */
  record(entry: AuditEntry): void {
    this.entries.push(entry);
  }

  #remember(key: string): void {
    if (!this.heldBefore.has(key)) this.heldBefore.set(key, this.holds.of(key));
  }
}

/** Within this of another of its machine an alarm is a consequence rather than the first. */
const FIRST_OUT_MS = 60_000;
