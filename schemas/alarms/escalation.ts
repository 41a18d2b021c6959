import { z } from 'zod';
import { AlarmPriority } from '#schemas/alarms/priority';
import { TimezoneName, WeekSpan } from '#schemas/alarms/week-times';
import { NO_PLAIN_NAME, PLAIN_NAME } from '#schemas/http/plain-name';
import { EscalationPolicyId, NodeId, ShiftCalendarId, TeamId, UserId } from '#schemas/ids/ids';
import { PERSONAL_CHANNELS } from '#schemas/notifications/event-names';

const Name = z.string().trim().min(1).max(80).regex(PLAIN_NAME, NO_PLAIN_NAME);
const revision = z.number().int().positive();

/** By which way an escalation tells a person. */
export const EscalationChannel = z.enum(PERSONAL_CHANNELS);
export type EscalationChannel = z.infer<typeof EscalationChannel>;

/** Who is told: a person, a team, everybody of a role, or whoever is on shift. */
export const EscalationTarget = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('person'), userId: UserId }),
  z.strictObject({ kind: z.literal('team'), teamId: TeamId }),
  z.strictObject({ kind: z.literal('role'), role: z.string().max(60) }),
  z.strictObject({ kind: z.literal('shift'), calendarId: ShiftCalendarId }),
]);
export type EscalationTarget = z.infer<typeof EscalationTarget>;

export const EscalationStep = z.strictObject({
  /** Minutes that it stands unacknowledged, from when it was shown. */
  afterMinutes: z.number().min(0).max(10_080),
  who: z.array(EscalationTarget).min(1).max(20),
  /** Empty: as each person chose. */
  channels: z.array(EscalationChannel).max(4).default([]),
});
export type EscalationStep = z.infer<typeof EscalationStep>;

export const PolicyBody = z.strictObject({
  name: Name,
  /** The part of the plant for whose alarms it is; null: for those of the whole site. */
  nodeId: NodeId.nullable().default(null),
  isEnabled: z.boolean().default(true),
  /** Of which alarms; those whose rule names a policy follow that. Empty: only such. */
  priorities: z.array(AlarmPriority).max(4).default([]),
  /** In rising order of time. */
  steps: z
    .array(EscalationStep)
    .min(1)
    .max(8)
    .refine(
      (steps) => steps.every((one, i) => i === 0 || one.afterMinutes > steps[i - 1].afterMinutes),
      'Each step comes later than the one before.',
    ),
  /** The last step is taken again so often until somebody acknowledges; null: not. */
  repeatMinutes: z.number().int().min(5).max(1_440).nullable().default(null),
});
export type PolicyBody = z.infer<typeof PolicyBody>;

export const EscalationPolicy = PolicyBody.extend({ policyId: EscalationPolicyId, revision });
export type EscalationPolicy = z.infer<typeof EscalationPolicy>;

/** Members of a shift may be persons, teams or roles. */
const ShiftMember = z.discriminatedUnion('kind', [
  EscalationTarget.options[0],
  EscalationTarget.options[1],
  EscalationTarget.options[2],
]);

export const Shift = WeekSpan.extend({
  name: z.string().trim().min(1).max(40),
  who: z.array(ShiftMember).min(1).max(50),
});
export type Shift = z.infer<typeof Shift>;

export const CalendarBody = z.strictObject({
  name: Name,
  /** The part of the plant whose people look after it; null: it is the whole site’s. */
  nodeId: NodeId.nullable().default(null),
  timezone: TimezoneName,
  shifts: z.array(Shift).min(1).max(42),
});
export type CalendarBody = z.infer<typeof CalendarBody>;

export const ShiftCalendar = CalendarBody.extend({ calendarId: ShiftCalendarId, revision });
export type ShiftCalendar = z.infer<typeof ShiftCalendar>;
