import { z } from 'zod';
import { AlarmPerson } from '#schemas/alarms/alarm';
import { AlarmFact } from '#schemas/alarms/alarm-fact';
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
  /** The comment, the reason, or what was told to whom; of what came by itself a code or an English sentence. */
  note: z.string().nullable(),
  /** Why it was raised then, without words; null where the note says what a person wrote or a code. */
  facts: z.array(AlarmFact).max(64).nullable(),
});
export type AlarmStep = z.infer<typeof AlarmStep>;

/** What is known of why there is such an alarm, and what to do about it. */
export const AlarmAdvice = z.strictObject({
  /** Where the text comes from: Tremolo (by the alarm’s cause, in English), or a procedure of the site. */
  from: z.enum(['tremolo', 'site']),
  title: z.string(),
  steps: z.array(z.string()),
  links: z.array(ProcedureLink),
  procedureId: ProcedureId.nullable(),
});
export type AlarmAdvice = z.infer<typeof AlarmAdvice>;
