import { z } from 'zod';
import { Alarm } from '#schemas/alarms/alarm';
import { AlarmId, EscalationPolicyId, UserId } from '#schemas/ids/ids';
import { PERSONAL_CHANNELS } from '#schemas/notifications/event-names';

/**
 * What can happen to an alarm. `raised` is said when people are to see it: of an alarm that begins while it is held back, only once
 * that ends. Its hold says why until then (`shelved`, `suppressed`, `out_of_service`).
 */
export const ALARM_HAPPENINGS = [
  'raised',
  'returned',
  'acknowledged',
  'shelved',
  'unshelved',
  'suppressed',
  'unsuppressed',
  'out_of_service',
  'returned_to_service',
  'escalated',
  'reset',
  'commented',
  'marked_false',
  'changed',
  'closed',
] as const;
export const AlarmHappening = z.enum(ALARM_HAPPENINGS);
export type AlarmHappening = z.infer<typeof AlarmHappening>;

/** Whom an escalation tells. */
export const EscalationNews = z.strictObject({
  policyId: EscalationPolicyId,
  /** From 1. */
  step: z.number().int().positive(),
  userIds: z.array(UserId),
  channels: z.array(z.enum(PERSONAL_CHANNELS)),
  /** For how long nobody had acknowledged it. */
  waitedMs: z.number().int().nonnegative(),
});
export type EscalationNews = z.infer<typeof EscalationNews>;

/** One thing that happened to an alarm, and how the alarm is since. Told once it is stored. */
export const AlarmNews = z.strictObject({
  alarmId: AlarmId,
  what: AlarmHappening,
  alarm: Alarm,
  escalation: EscalationNews.optional(),
});
export type AlarmNews = z.infer<typeof AlarmNews>;
