import { z } from 'zod';
import { Alarm, AlarmHold, AlarmPerson } from '#schemas/alarms/alarm';
import { ALARM_SOURCES } from '#schemas/alarms/alarm-source';
import { AlarmAdvice, AlarmStep } from '#schemas/alarms/history';
import { AlarmPriority } from '#schemas/alarms/priority';
import { PageQuery, pageOf } from '#schemas/http/page';
import type { RouteRow } from '#schemas/http/route-row';
import { AlarmHoldId, AlarmId, AlarmRuleId, PointId } from '#schemas/ids/ids';
import { FaultLabel } from '#schemas/readings/finding';
import { TimeMs } from '#schemas/units/units';

const count = z.number().int().nonnegative();
const Comment = z.string().trim().min(1).max(1_000);
const Reason = z.string().trim().min(3).max(400);
const Source = z.enum(ALARM_SOURCES);
const SHELVED_MINUTES_MAX = 10_080;

/**
 * Which alarms a list holds. `standing`: what people have to look at now, that is open and not held back; `unacknowledged` of these;
 * `shelved`, `suppressed`, `out_of_service`: held back; `open`: all of these; `closed`: over.
 */
export const ALARM_VIEWS = [
  'standing',
  'unacknowledged',
  'shelved',
  'suppressed',
  'out_of_service',
  'open',
  'closed',
] as const;

const Filters = z.object({
  priority: AlarmPriority.optional(),
  source: Source.optional(),
  fault: FaultLabel.optional(),
  area: z.string().max(80).optional(),
  machine: z.string().max(80).optional(),
  /** This node and all below it. */
  nodeId: z.string().max(40).optional(),
  pointId: z.string().max(40).optional(),
  ruleId: AlarmRuleId.optional(),
  groupKey: z.string().max(240).optional(),
});

/**
 * Open ones are sorted by `priority` (the most urgent first, of equals the newest; the usual), `raised`, `asset`, `rule` or `state`;
 * closed ones by `-raised` only.
 */
export const AlarmQuery = PageQuery.extend({
  view: z.enum(ALARM_VIEWS).default('standing'),
  /** Of closed ones: raised at this moment or later, and before this moment. */
  from: z.coerce.number().int().nonnegative().optional(),
  to: z.coerce.number().int().nonnegative().optional(),
}).extend(Filters.shape);
export type AlarmQuery = z.infer<typeof AlarmQuery>;

/** One alarm with all that helps with it. */
export const AlarmDetail = z.strictObject({
  alarm: Alarm,
  steps: z.array(AlarmStep),
  advice: z.array(AlarmAdvice),
  /** Other open alarms of the same machine, the first out first. */
  related: z.array(Alarm),
  /** What whoever asks may do with it. */
  may: z.strictObject({ acknowledge: z.boolean(), shelve: z.boolean() }),
});
export type AlarmDetail = z.infer<typeof AlarmDetail>;

/** Alarms of one machine and one kind of cause, as one line. */
export const AlarmGroup = z.strictObject({
  groupKey: z.string(),
  machine: z.string().nullable(),
  area: z.string().nullable(),
  nodeId: z.string().nullable(),
  source: Source,
  alarms: count,
  unacknowledged: count,
  priority: AlarmPriority,
  /** The first of them. */
  first: Alarm,
  latestMs: TimeMs,
});
export type AlarmGroup = z.infer<typeof AlarmGroup>;

/** How it stands with alarms as a whole: for the strip at the top of every screen. */
export const AlarmSummary = z.strictObject({
  standing: count,
  unacknowledged: count,
  byPriority: z.record(AlarmPriority, z.strictObject({ standing: count, unacknowledged: count })),
  shelved: count,
  suppressed: count,
  outOfService: count,
  /** More than ten within ten minutes: show groups. Over once it is fewer than five. */
  flood: z.strictObject({
    isOn: z.boolean(),
    sinceMs: TimeMs.nullable(),
    /** Shown to people within the last ten minutes. */
    lastTenMinutes: count,
  }),
  /** The most urgent that nobody acknowledged; of equals the newest. */
  worst: Alarm.nullable(),
});
export type AlarmSummary = z.infer<typeof AlarmSummary>;

/** Which alarms to acknowledge at once: these, or all that stand in an area, on a machine or below a node. */
export const AcknowledgeMany = z.strictObject({
  which: z.discriminatedUnion('by', [
    z.strictObject({ by: z.literal('ids'), alarmIds: z.array(AlarmId).min(1).max(500) }),
    z.strictObject({ by: z.literal('area'), area: z.string().min(1).max(80) }),
    z.strictObject({ by: z.literal('machine'), machine: z.string().min(1).max(80) }),
    z.strictObject({ by: z.literal('node'), nodeId: z.string().min(1).max(40) }),
    z.strictObject({ by: z.literal('group'), groupKey: z.string().min(1).max(240) }),
  ]),
  comment: Comment.optional(),
  /** Only those that were raised by then: what the person saw. */
  seenMs: TimeMs.optional(),
});
export type AcknowledgeMany = z.infer<typeof AcknowledgeMany>;

export const Acknowledged = z.strictObject({
  acknowledged: z.array(Alarm),
  /** Somebody else was first, and when. */
  already: z.array(
    z.strictObject({ alarmId: AlarmId, by: AlarmPerson.nullable(), atMs: TimeMs.nullable() }),
  ),
  /** Closed, unknown, or where one may not. */
  left: z.array(AlarmId),
});
export type Acknowledged = z.infer<typeof Acknowledged>;

/** Something of which alarms are held back by a person, whether there is one now or not. */
export const HeldAsset = z.strictObject({
  holdId: AlarmHoldId,
  ruleId: AlarmRuleId,
  ruleName: z.string(),
  assetId: z.string(),
  assetName: z.string(),
  area: z.string().nullable(),
  hold: z.discriminatedUnion('kind', [AlarmHold.options[0], AlarmHold.options[1]]),
  /** The alarm that stands behind it now. */
  alarmId: AlarmId.nullable(),
});
export type HeldAsset = z.infer<typeof HeldAsset>;

const Params = z.object({ alarmId: AlarmId });
const HoldParams = z.object({ holdId: AlarmHoldId });

const acting = {
  permission: 'alarm:read',
  within: { 'params.alarmId': 'alarm' },
  tag: 'alarms',
  params: Params,
  answer: Alarm,
  errors: ['not_found', 'forbidden', 'conflict'],
} as const;

export const ALARM_ROUTES = {
  alarms: {
    method: 'GET',
    path: '/api/v1/alarms',
    permission: 'alarm:read',
    within: 'sight',
    tag: 'alarms',
    summary: 'Alarms: what stands now, what is held back, or what is over.',
    query: AlarmQuery,
    answer: pageOf(Alarm),
    etag: true,
  },
  alarmSummary: {
    method: 'GET',
    path: '/api/v1/alarm-summary',
    permission: 'alarm:read',
    within: 'sight',
    tag: 'alarms',
    summary: 'How many alarms stand, by priority, and whether there is a flood.',
    answer: AlarmSummary,
    etag: true,
  },
  alarmGroups: {
    method: 'GET',
    path: '/api/v1/alarm-groups',
    permission: 'alarm:read',
    within: 'sight',
    tag: 'alarms',
    summary: 'Standing alarms by machine and cause, the most urgent group first.',
    query: Filters,
    answer: z.strictObject({ groups: z.array(AlarmGroup) }),
    etag: true,
  },
  alarm: {
    method: 'GET',
    path: '/api/v1/alarms/:alarmId',
    permission: 'alarm:read',
    within: { 'params.alarmId': 'alarm' },
    tag: 'alarms',
    summary: 'One alarm: what happened to it, what to do, and what stands beside it.',
    params: Params,
    answer: AlarmDetail,
    errors: ['not_found'],
  },
  acknowledgeAlarm: {
    ...acting,
    method: 'POST',
    path: '/api/v1/alarms/:alarmId/acknowledge',
    alsoIn: 'alarm:acknowledge',
    summary:
      'Says that one has seen it and looks after it. Whoever is second is told who was first.',
    body: z.strictObject({ comment: Comment.optional() }),
  },
  acknowledgeAlarms: {
    method: 'POST',
    path: '/api/v1/alarms/acknowledge',
    permission: 'alarm:read',
    within: 'sight',
    alsoIn: 'alarm:acknowledge',
    tag: 'alarms',
    summary:
      'Acknowledges several: these, or all that stand in an area, on a machine or below a node.',
    body: AcknowledgeMany,
    answer: Acknowledged,
    errors: ['forbidden'],
  },
  commentAlarm: {
    ...acting,
    method: 'POST',
    path: '/api/v1/alarms/:alarmId/comments',
    alsoIn: 'alarm:acknowledge',
    summary: 'Adds a comment to an alarm, open or closed.',
    body: z.strictObject({ comment: Comment }),
  },
  markAlarm: {
    ...acting,
    method: 'PUT',
    path: '/api/v1/alarms/:alarmId/false',
    alsoIn: 'alarm:acknowledge',
    summary: 'Marks an alarm as false, or takes the mark back: the figures count it.',
    body: z.strictObject({ isFalse: z.boolean(), note: Comment.optional() }),
  },
  shelveAlarm: {
    ...acting,
    method: 'POST',
    path: '/api/v1/alarms/:alarmId/shelve',
    alsoIn: 'alarm:shelve',
    summary:
      'Puts alarms of this rule on this asset aside for a while; they come back by themselves.',
    body: z.strictObject({
      minutes: z.number().int().min(1).max(SHELVED_MINUTES_MAX),
      reason: Reason,
    }),
  },
  unshelveAlarm: {
    ...acting,
    method: 'POST',
    path: '/api/v1/alarms/:alarmId/unshelve',
    alsoIn: 'alarm:shelve',
    summary: 'Takes an alarm back from the shelf before its time.',
  },
  takeAlarmOut: {
    ...acting,
    method: 'POST',
    path: '/api/v1/alarms/:alarmId/out-of-service',
    alsoIn: 'alarm:shelve',
    summary: 'Takes alarms of this rule on this asset out of service until somebody returns them.',
    body: z.strictObject({ reason: Reason }),
  },
  returnAlarm: {
    ...acting,
    method: 'POST',
    path: '/api/v1/alarms/:alarmId/return',
    alsoIn: 'alarm:shelve',
    summary: 'Returns alarms of this rule on this asset to service.',
  },
  resetAlarm: {
    ...acting,
    method: 'POST',
    path: '/api/v1/alarms/:alarmId/reset',
    alsoIn: 'alarm:acknowledge',
    summary: 'Lets go an alarm that is latched: only when its cause is over.',
  },
  alarmHolds: {
    method: 'GET',
    path: '/api/v1/alarm-holds',
    permission: 'alarm:read',
    within: 'sight',
    tag: 'alarms',
    summary: 'What people shelved or took out of service, whether there is an alarm now or not.',
    answer: z.strictObject({ holds: z.array(HeldAsset) }),
  },
  holdAlarms: {
    method: 'POST',
    path: '/api/v1/alarm-holds',
    permission: 'alarm:read',
    within: { 'body.pointId': 'point' },
    alsoIn: 'alarm:shelve',
    tag: 'alarms',
    summary:
      'Shelves a rule on a point before there is an alarm, or takes it out of service there.',
    body: z.strictObject({
      ruleId: AlarmRuleId,
      pointId: PointId,
      /** Null: out of service, until somebody ends it. */
      minutes: z.number().int().min(1).max(SHELVED_MINUTES_MAX).nullable(),
      reason: Reason,
    }),
    status: 201,
    answer: HeldAsset,
    errors: ['not_found', 'forbidden', 'conflict'],
  },
  endHold: {
    method: 'DELETE',
    path: '/api/v1/alarm-holds/:holdId',
    permission: 'alarm:read',
    within: { 'params.holdId': 'hold' },
    alsoIn: 'alarm:shelve',
    tag: 'alarms',
    summary: 'Ends a shelving, or returns to service.',
    params: HoldParams,
    errors: ['not_found', 'forbidden'],
  },
} as const satisfies Record<string, RouteRow>;
