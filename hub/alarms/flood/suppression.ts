import type { Alarm, AlarmHold } from '#schemas/alarms/alarm';
import { priorityRank } from '#schemas/alarms/priority';
import type { AlarmRule } from '#schemas/alarms/rule';
import { isWithin } from '#schemas/alarms/week-times';
import { type OpenAlarms, togetherOf } from '../open-alarms.ts';
import type { MachineState } from '../rules/machine-states.ts';

export type Suppressed = Extract<AlarmHold, { kind: 'suppressed' }>;
type Why = Pick<Suppressed, 'why' | 'byAlarmId'>;

/** What suppression by design asks of others. */
export interface SuppressionDeps {
  readonly machineState: (machineId: string) => MachineState;
  readonly isInMaintenance: (agentId: string) => boolean;
}

const by = (why: Suppressed['why'], alarm?: Alarm): Why => ({
  why,
  byAlarmId: alarm?.alarmId ?? null,
});

/** Why an alarm is not to be shown although it stands; null: it is. */
export function suppressionOf(
  alarm: Alarm,
  rule: AlarmRule,
  open: OpenAlarms,
  nowMs: number,
  deps: SuppressionDeps,
): Why | null {
  const { schedule, machineState, suppression } = rule;
  if (schedule !== null && !isWithin(schedule.spans, schedule.timezone, nowMs)) {
    return by('schedule');
  }
  // What cannot be told of the machine hides nothing.
  const state = deps.machineState(togetherOf(alarm));
  if (machineState !== 'any' && state !== 'unknown' && state !== machineState) {
    return by('machine_stopped');
  }
  const { agentId } = alarm.asset;
  if (suppression.inMaintenance && agentId !== null && deps.isInMaintenance(agentId)) {
    return by('maintenance');
  }
  const explains = explainedBy(alarm, rule, open);
  if (explains !== null) return by('other_alarm', explains);
  const first = firstOutOf(alarm, suppression.afterFirstOutSeconds * 1_000, open);
  return first === null ? null : by('first_out', first);
}

/** The alarm that says already what this one would say. */
function explainedBy(alarm: Alarm, { suppression }: AlarmRule, open: OpenAlarms): Alarm | null {
  const { whileRules } = suppression;
  if (whileRules.length === 0) return null;
  const { agentId } = alarm.asset;
  const near = [
    ...open.together(togetherOf(alarm)),
    ...(agentId === null ? [] : open.ofAgent(agentId)),
    // What is wrong with the hub itself, such as a broker that is away, concerns every point.
    ...open.together('system:hub'),
  ];
  return (
    near.find(
      (one) =>
        one.alarmId !== alarm.alarmId &&
        one.isActive &&
        one.hold?.kind !== 'out_of_service' &&
        whileRules.includes(one.ruleId) &&
        isOneThing(one, alarm),
    ) ?? null
  );
}

/** Points of one agent are different machines: only what is wrong with the agent itself concerns all of them. */
function isOneThing(one: Alarm, alarm: Alarm): boolean {
  return one.asset.kind === 'system' || togetherOf(one) === togetherOf(alarm);
}

function firstOutOf(alarm: Alarm, withinMs: number, open: OpenAlarms): Alarm | null {
  if (withinMs === 0) return null;
  return (
    open
      .together(togetherOf(alarm))
      .find(
        (one) =>
          one.alarmId !== alarm.alarmId &&
          one.isFirstOut &&
          one.raisedMs <= alarm.raisedMs &&
          alarm.raisedMs - one.raisedMs < withinMs &&
          priorityRank(one.priority) <= priorityRank(alarm.priority),
      ) ?? null
  );
}
