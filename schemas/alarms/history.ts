import { z } from 'zod';
import { AlarmPerson } from '#schemas/alarms/alarm';
import { ALARM_HAPPENINGS } from '#schemas/alarms/news';
import { ProcedureLink } from '#schemas/alarms/procedure';
import { ProcedureId } from '#schemas/ids/ids';
import { TimeMs } from '#schemas/units/units';

/** One thing that happened to an alarm. */
export const AlarmStep = z.strictObject({
  step: z.number().int().positive(),
  atMs: TimeMs,
  what: z.enum(ALARM_HAPPENINGS),
  /** Null: it happened by itself. */
  by: AlarmPerson.nullable(),
  /** The comment, the reason, or what was told to whom. */
  note: z.string().nullable(),
});
export type AlarmStep = z.infer<typeof AlarmStep>;

/** What is known of why there is such an alarm, and what to do about it. */
export const AlarmAdvice = z.strictObject({
  /** Where the text comes from: Tremolo, or a procedure of the site. */
  from: z.enum(['tremolo', 'site']),
  title: z.string(),
  steps: z.array(z.string()),
  links: z.array(ProcedureLink),
  procedureId: ProcedureId.nullable(),
});
export type AlarmAdvice = z.infer<typeof AlarmAdvice>;
