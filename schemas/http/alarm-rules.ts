import { z } from 'zod';
import { AlarmFact } from '#schemas/alarms/alarm-fact';
import { AlarmLimit } from '#schemas/alarms/alarm-limit';
import {
  CalendarBody,
  EscalationPolicy,
  PolicyBody,
  ShiftCalendar,
} from '#schemas/alarms/escalation';
import { NotTold } from '#schemas/alarms/not-told';
import { Procedure, ProcedureBody } from '#schemas/alarms/procedure';
import { AlarmRule, RuleBody } from '#schemas/alarms/rule';
import type { RouteRow } from '#schemas/http/route-row';
import {
  AlarmRuleId,
  EscalationPolicyId,
  PointId,
  ProcedureId,
  ShiftCalendarId,
} from '#schemas/ids/ids';
import { TimeMs } from '#schemas/units/units';

const count = z.number().int().nonnegative();
const revision = z.number().int().positive();
const TEST_MS_MAX = 31 * 86_400_000;

/** What the rule would have raised. */
export const RuleTest = z.strictObject({
  from: TimeMs,
  to: TimeMs,
  /** Points and values of its scope that were gone through. */
  assets: count,
  /** More than are gone through at once: only the first were. */
  isCut: z.boolean(),
  raised: count,
  /** A day on average. */
  perDay: z.number().nonnegative(),
  /** How long they stood, all together. */
  activeMs: count,
  alarms: z.array(
    z.strictObject({
      assetId: z.string(),
      assetName: z.string(),
      pointId: PointId.nullable(),
      raisedMs: TimeMs,
      /** Null: it would still stand at the end. */
      returnedMs: TimeMs.nullable(),
      /** In English. */
      says: z.string(),
      facts: z.array(AlarmFact),
    }),
  ),
  /** Whether history keeps anything by which it could have been raised; if not, none raised says nothing. */
  canBeTried: z.boolean(),
  /** What of the rule history cannot tell. */
  notTold: z.array(NotTold),
});
export type RuleTest = z.infer<typeof RuleTest>;

const RuleParams = z.object({ ruleId: AlarmRuleId });
const PolicyParams = z.object({ policyId: EscalationPolicyId });
const CalendarParams = z.object({ calendarId: ShiftCalendarId });
const ProcedureParams = z.object({ procedureId: ProcedureId });

const reading = {
  method: 'GET',
  permission: 'alarm:read',
  within: 'sight',
  tag: 'alarms',
} as const;
const configuring = {
  permission: 'alarm:read',
  alsoIn: 'alarm:configure',
  tag: 'alarms',
  errors: ['not_found', 'forbidden', 'conflict'],
} as const;
const making = { ...configuring, method: 'POST', status: 201 } as const;
const changing = { ...configuring, method: 'PUT' } as const;
const removing = { ...configuring, method: 'DELETE' } as const;

/** So many points and values in one go. */
const LIMIT_SOURCES_MAX = 40;
const LimitsQuery = z.object({
  sources: z
    .string()
    .max(LIMIT_SOURCES_MAX * 80)
    .transform((written) => [...new Set(written.split(',').filter(Boolean))])
    .pipe(z.array(z.string()).min(1).max(LIMIT_SOURCES_MAX)),
});

export const ALARM_RULE_ROUTES = {
  alarmLimits: {
    ...reading,
    path: '/api/v1/alarm-limits',
    summary:
      'Limits by which rules raise alarms of points and process values: of what is kept over time, where one alone raises it.',
    query: LimitsQuery,
    answer: z.strictObject({ limits: z.array(AlarmLimit) }),
  },
  alarmRules: {
    ...reading,
    path: '/api/v1/alarm-rules',
    summary: 'The rules by which alarms are raised, and how many alarms of each stand.',
    answer: z.strictObject({
      rules: z.array(AlarmRule),
      standing: z.record(AlarmRuleId, count),
      /** Those that whoever asks may change: all of what they hold on is where that is allowed. */
      editable: z.array(AlarmRuleId),
    }),
    etag: true,
  },
  makeAlarmRule: {
    ...making,
    within: { body: 'rule_scope' },
    path: '/api/v1/alarm-rules',
    summary: 'Makes a rule; it is judged from then on.',
    body: RuleBody,
    answer: AlarmRule,
  },
  testAlarmRule: {
    ...configuring,
    within: { 'body.rule': 'rule_scope' },
    method: 'POST',
    path: '/api/v1/alarm-rules/test',
    summary: 'Tries a rule on what was kept of the past: what it would have raised.',
    body: z
      .strictObject({ rule: RuleBody, from: TimeMs, to: TimeMs })
      .refine(({ from, to }) => to > from && to - from <= TEST_MS_MAX, {
        message: 'to comes after from, by 31 days at most.',
        path: ['to'],
      }),
    answer: RuleTest,
    limit: 'work',
  },
  alarmRule: {
    ...reading,
    within: { 'params.ruleId': 'alarm_rule' },
    path: '/api/v1/alarm-rules/:ruleId',
    summary: 'One rule.',
    params: RuleParams,
    answer: AlarmRule,
    errors: ['not_found'],
  },
  editAlarmRule: {
    ...changing,
    within: { 'params.ruleId': 'alarm_rule', 'body.rule': 'rule_scope' },
    path: '/api/v1/alarm-rules/:ruleId',
    summary: 'Changes a rule. Alarms that stand and that the new rule would not raise return.',
    params: RuleParams,
    body: z.strictObject({ rule: RuleBody, revision }),
    answer: AlarmRule,
  },
  // As it came it holds everywhere: nobody whose right holds in a part may do that.
  restoreAlarmRule: {
    method: 'POST',
    permission: 'alarm:configure',
    tag: 'alarms',
    errors: ['not_found', 'conflict'],
    path: '/api/v1/alarm-rules/:ruleId/restore',
    summary: 'Puts a rule that comes with Tremolo back as it came.',
    params: RuleParams,
    answer: AlarmRule,
  },
  removeAlarmRule: {
    ...removing,
    within: { 'params.ruleId': 'alarm_rule' },
    path: '/api/v1/alarm-rules/:ruleId',
    summary: 'Deletes a rule of the site; its alarms are closed.',
    params: RuleParams,
  },
  learnUsual: {
    method: 'POST',
    path: '/api/v1/points/:pointId/learn-usual',
    permission: 'alarm:read',
    within: { 'params.pointId': 'point' },
    alsoIn: 'alarm:configure',
    tag: 'alarms',
    summary: 'Has what is usual of a point learned anew, as after a repair.',
    params: z.object({ pointId: PointId }),
    errors: ['not_found', 'forbidden'],
  },
  escalationPolicies: {
    ...reading,
    path: '/api/v1/escalation-policies',
    summary: 'Who is told of alarms that nobody acknowledges.',
    answer: z.strictObject({ policies: z.array(EscalationPolicy) }),
  },
  makeEscalationPolicy: {
    ...making,
    within: { 'body.nodeId': 'part' },
    path: '/api/v1/escalation-policies',
    summary: 'Makes an escalation policy.',
    body: PolicyBody,
    answer: EscalationPolicy,
  },
  editEscalationPolicy: {
    ...changing,
    within: { 'params.policyId': 'policy', 'body.policy.nodeId': 'part' },
    path: '/api/v1/escalation-policies/:policyId',
    summary: 'Changes an escalation policy.',
    params: PolicyParams,
    body: z.strictObject({ policy: PolicyBody, revision }),
    answer: EscalationPolicy,
  },
  removeEscalationPolicy: {
    ...removing,
    within: { 'params.policyId': 'policy' },
    path: '/api/v1/escalation-policies/:policyId',
    summary: 'Deletes an escalation policy that no rule names.',
    params: PolicyParams,
  },
  shiftCalendars: {
    ...reading,
    path: '/api/v1/shift-calendars',
    summary: 'Who is on shift when.',
    answer: z.strictObject({ calendars: z.array(ShiftCalendar) }),
  },
  makeShiftCalendar: {
    ...making,
    within: { 'body.nodeId': 'part' },
    path: '/api/v1/shift-calendars',
    summary: 'Makes a shift calendar.',
    body: CalendarBody,
    answer: ShiftCalendar,
  },
  editShiftCalendar: {
    ...changing,
    within: { 'params.calendarId': 'calendar', 'body.calendar.nodeId': 'part' },
    path: '/api/v1/shift-calendars/:calendarId',
    summary: 'Changes a shift calendar.',
    params: CalendarParams,
    body: z.strictObject({ calendar: CalendarBody, revision }),
    answer: ShiftCalendar,
  },
  removeShiftCalendar: {
    ...removing,
    within: { 'params.calendarId': 'calendar' },
    path: '/api/v1/shift-calendars/:calendarId',
    summary: 'Deletes a shift calendar that no escalation policy names.',
    params: CalendarParams,
  },
  procedures: {
    ...reading,
    path: '/api/v1/alarm-procedures',
    summary: 'What the site wants done when there is an alarm.',
    answer: z.strictObject({ procedures: z.array(Procedure) }),
  },
  makeProcedure: {
    ...making,
    within: { 'body.nodeId': 'part' },
    path: '/api/v1/alarm-procedures',
    summary: 'Writes a procedure.',
    body: ProcedureBody,
    answer: Procedure,
  },
  editProcedure: {
    ...changing,
    within: { 'params.procedureId': 'procedure', 'body.procedure.nodeId': 'part' },
    path: '/api/v1/alarm-procedures/:procedureId',
    summary: 'Changes a procedure.',
    params: ProcedureParams,
    body: z.strictObject({ procedure: ProcedureBody, revision }),
    answer: Procedure,
  },
  removeProcedure: {
    ...removing,
    within: { 'params.procedureId': 'procedure' },
    path: '/api/v1/alarm-procedures/:procedureId',
    summary: 'Deletes a procedure that no rule names.',
    params: ProcedureParams,
  },
} as const satisfies Record<string, RouteRow>;
