import type { Alarm } from '#schemas/alarms/alarm';
import type { EscalationPolicy, EscalationStep, ShiftCalendar } from '#schemas/alarms/escalation';
import type { AlarmNews } from '#schemas/alarms/news';
import type { AlarmRule } from '#schemas/alarms/rule';
import { saidIn } from '#schemas/alarms/words/said-in';
import type { AlarmDraft } from '../alarm-draft.ts';
import { DueQueue } from '../states/due-queue.ts';
import { onDuty, type People } from './on-duty.ts';

const MINUTE_MS = 60_000;

export interface EscalationDeps {
  readonly clock: () => number;
  readonly policies: () => readonly EscalationPolicy[];
  readonly calendarOf: (calendarId: string) => ShiftCalendar | null;
  readonly ruleOf: (ruleId: string) => AlarmRule | null;
  readonly people: People;
  /** Whether the first of these nodes is the second, or is below it. */
  readonly isBelow: (nodeId: string, above: string) => boolean;
  /** Keeps a change of an alarm. */
  readonly keep: (change: (draft: AlarmDraft) => void) => void;
}

/** Hands on alarms that nobody acknowledges, step by step; what was taken is stored, so that a restart takes no step twice. */
export class Escalations {
  readonly #deps: EscalationDeps;
  readonly #due = new DueQueue<Alarm['alarmId']>();

  constructor(deps: EscalationDeps) {
    this.#deps = deps;
  }

  /** Takes up what stands unacknowledged: at the start, and after a policy changed. */
  recall(open: Iterable<Alarm>): void {
    for (const alarm of open) this.#await(alarm);
  }

  heard(news: readonly AlarmNews[]): void {
    for (const { alarm, what } of news) {
      if (what === 'raised' || what === 'escalated' || what === 'unshelved') this.#await(alarm);
    }
  }

  /** Takes the steps that are due. To be called each second. */
  turn(): void {
    const { clock, keep } = this.#deps;
    // By the wall clock: "after ten minutes" counts from when it was shown, also across a restart.
    for (const alarmId of this.#due.take(clock())) keep((draft) => this.#take(draft, alarmId));
  }

  #await(alarm: Alarm): void {
    const next = this.#nextOf(alarm);
    if (next !== null) this.#due.add(next.atMs, alarm.alarmId);
  }

  #take(draft: AlarmDraft, alarmId: string): void {
    const alarm = draft.open.get(alarmId);
    const next = alarm === undefined ? null : this.#nextOf(alarm);
    if (alarm === undefined || next === null || next.atMs > draft.nowMs) return;
    const { calendarOf, people } = this.#deps;
    const userIds = onDuty(next.step.who, calendarOf, people, draft.nowMs);
    const escalated = alarm.escalated + 1;
    const told = { kind: 'told', step: escalated, people: userIds.length } as const;
    draft.put({ ...alarm, escalated }, 'escalated', {
      note: saidIn('en', [told]),
      facts: [told],
      details: { policyId: next.policy.policyId, step: escalated, userIds },
      escalation: {
        policyId: next.policy.policyId,
        step: escalated,
        userIds,
        channels: next.step.channels,
        waitedMs: Math.max(0, draft.nowMs - (alarm.shownMs ?? alarm.raisedMs)),
      },
    });
  }

  /** The step that comes next, and when; null: none, because somebody looks after it or nobody is to be told. */
  #nextOf(alarm: Alarm): { policy: EscalationPolicy; step: EscalationStep; atMs: number } | null {
    const { shownMs, isActive, isAcknowledged, hold, escalated } = alarm;
    if (shownMs === null || !isActive || isAcknowledged || hold !== null) return null;
    const policy = this.#policyOf(alarm);
    if (policy === null) return null;
    const { steps, repeatMinutes } = policy;
    const step = steps[Math.min(escalated, steps.length - 1)];
    const repeats = Math.max(0, escalated - steps.length + 1);
    if (repeats > 0 && repeatMinutes === null) return null;
    const afterMinutes = step.afterMinutes + repeats * (repeatMinutes ?? 0);
    return { policy, step, atMs: shownMs + afterMinutes * MINUTE_MS };
  }

  /** The one that the rule names; else that of the smallest part of the plant in which the alarm is, else the site’s. */
  #policyOf({ ruleId, priority, asset }: Alarm): EscalationPolicy | null {
    const { policies, ruleOf, isBelow } = this.#deps;
    const enabled = policies().filter(({ isEnabled }) => isEnabled);
    const named = ruleOf(ruleId)?.policyId ?? null;
    if (named !== null) return enabled.find(({ policyId }) => policyId === named) ?? null;
    const meant = enabled.filter(({ priorities, nodeId }) => {
      const isHere = nodeId === null || (asset.nodeId !== null && isBelow(asset.nodeId, nodeId));
      return isHere && priorities.includes(priority);
    });
    const isSmaller = (one: EscalationPolicy, other: EscalationPolicy) =>
      one.nodeId !== null && (other.nodeId === null || isBelow(one.nodeId, other.nodeId));
    return meant.reduce<EscalationPolicy | null>(
      (best, one) =>
        best === null || (one.nodeId !== best.nodeId && isSmaller(one, best)) ? one : best,
      null,
    );
  }
}
