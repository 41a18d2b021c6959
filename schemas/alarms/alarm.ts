import { z } from 'zod';
import { AlarmFact } from '#schemas/alarms/alarm-fact';
import { ALARM_SOURCES } from '#schemas/alarms/alarm-source';
import { AlarmPriority } from '#schemas/alarms/priority';
import { AlarmHoldId, AlarmId, AlarmRuleId, PointId, UserId } from '#schemas/ids/ids';
import { Evidence, FaultLabel } from '#schemas/readings/finding';
import { TimeMs } from '#schemas/units/units';

/** A person as alarms name one. */
export const AlarmPerson = z.strictObject({ userId: UserId, name: z.string() });
export type AlarmPerson = z.infer<typeof AlarmPerson>;

/** What an alarm is about: a machine with the worst of its points, a point, a process value, or a part of the system. */
export const AlarmAsset = z.strictObject({
  kind: z.enum(['machine', 'point', 'process_value', 'system']),
  /** `nd_…` of a machine in the tree, `machine:<name>` of one that only sensors name, `pt_…`, `pv_…`, `system:<subject>`. */
  assetId: z.string().max(160),
  name: z.string().max(160),
  /** The point, or of a machine the one that raised it. */
  pointId: PointId.nullable(),
  /** The node at which it hangs; of a machine itself. */
  nodeId: z.string().nullable(),
  machine: z.string().nullable(),
  area: z.string().nullable(),
  /** Names of the nodes above, from the top. */
  path: z.array(z.string()),
  agentId: z.string().nullable(),
});
export type AlarmAsset = z.infer<typeof AlarmAsset>;

/** Why there is an alarm, short enough to group by. */
export const AlarmCause = z.strictObject({
  source: z.enum(ALARM_SOURCES),
  /** The fault that was found. */
  fault: FaultLabel.nullable(),
  /** What else distinguishes it: a zone, a problem of a sensor, a kind of system condition, the name of a value. */
  what: z.string().max(80).nullable(),
});
export type AlarmCause = z.infer<typeof AlarmCause>;

/** What was measured when it was raised. */
export const AlarmEvidence = z.strictObject({
  /** One sentence with value, unit and limit, in English. */
  says: z.string().max(400),
  /** The same without words, for whoever reads another language or other units. */
  facts: z.array(AlarmFact).max(64),
  value: z.number().nullable(),
  limit: z.number().nullable(),
  unit: z.string().max(24).nullable(),
  atMs: TimeMs,
  pointId: PointId.nullable(),
  /** Lines and amplitudes behind a finding. */
  lines: z.array(Evidence).max(22),
});
export type AlarmEvidence = z.infer<typeof AlarmEvidence>;

export const SUPPRESSED_BY = [
  'machine_stopped',
  'other_alarm',
  'maintenance',
  'first_out',
  'schedule',
] as const;

/** Why it is not shown although it stands. */
export const AlarmHold = z.discriminatedUnion('kind', [
  /** Put aside by a person for a while; comes back by itself. */
  z.strictObject({
    kind: z.literal('shelved'),
    holdId: AlarmHoldId,
    reason: z.string(),
    by: AlarmPerson.nullable(),
    sinceMs: TimeMs,
    untilMs: TimeMs,
  }),
  /** By a person until a person returns it. */
  z.strictObject({
    kind: z.literal('out_of_service'),
    holdId: AlarmHoldId,
    reason: z.string(),
    by: AlarmPerson.nullable(),
    sinceMs: TimeMs,
  }),
  /** By design: something else explains it. */
  z.strictObject({
    kind: z.literal('suppressed'),
    why: z.enum(SUPPRESSED_BY),
    /** The alarm that explains it. */
    byAlarmId: AlarmId.nullable(),
    sinceMs: TimeMs,
  }),
]);
export type AlarmHold = z.infer<typeof AlarmHold>;

/** The two bits in one word: active and unacknowledged, active and acknowledged, over and unacknowledged, neither. */
export const ALARM_STATES = [
  'unacknowledged',
  'acknowledged',
  'returned_unacknowledged',
  'normal',
] as const;
export const AlarmState = z.enum(ALARM_STATES);
export type AlarmState = z.infer<typeof AlarmState>;

export const CLOSED_BECAUSE = [
  'returned',
  'reset',
  'asset_removed',
  'rule_removed',
  'rule_switched_off',
  'out_of_scope',
] as const;

/** One alarm: from when its rule began to hold until it is over and acknowledged. Of one rule and asset at most one is open. */
export const Alarm = z.strictObject({
  alarmId: AlarmId,
  ruleId: AlarmRuleId,
  /** As the rule was called when it was raised. */
  ruleName: z.string(),
  asset: AlarmAsset,
  cause: AlarmCause,
  priority: AlarmPriority,
  state: AlarmState,
  isActive: z.boolean(),
  isAcknowledged: z.boolean(),
  /** Over, and kept until somebody resets it. */
  isLatched: z.boolean(),
  hold: AlarmHold.nullable(),
  raisedMs: TimeMs,
  /** When it was first shown to people; null while it never was. */
  shownMs: TimeMs.nullable(),
  returnedMs: TimeMs.nullable(),
  acknowledgedMs: TimeMs.nullable(),
  acknowledgedBy: AlarmPerson.nullable(),
  closedMs: TimeMs.nullable(),
  closedBecause: z.enum(CLOSED_BECAUSE).nullable(),
  evidence: AlarmEvidence,
  /** The first of its machine within a minute: most likely the cause of the others. */
  isFirstOut: z.boolean(),
  /** Alarms of one machine and one kind of cause have the same. */
  groupKey: z.string().max(240),
  /** How often it came back before it was closed. */
  returns: z.number().int().nonnegative(),
  /** How many steps of its escalation were taken. */
  escalated: z.number().int().nonnegative(),
  /** People marked it as false. */
  isFalse: z.boolean(),
  comments: z.number().int().nonnegative(),
  /** Rises with each change. */
  revision: z.number().int().positive(),
});
export type Alarm = z.infer<typeof Alarm>;

/** The word for the two bits. */
export function alarmState(isActive: boolean, isAcknowledged: boolean): AlarmState {
  if (isActive) return isAcknowledged ? 'acknowledged' : 'unacknowledged';
  return isAcknowledged ? 'normal' : 'returned_unacknowledged';
}
