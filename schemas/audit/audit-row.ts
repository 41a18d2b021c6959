import { z } from 'zod';
import { SEVERITIES } from '#schemas/audit/severity';
import { TimeMs } from '#schemas/units/units';

/** How what was tried ended. */
export const OUTCOMES = ['done', 'refused', 'failed'] as const;
export const Outcome = z.enum(OUTCOMES);

/** An entry as lists show it. What is personal is null once it was erased. */
export const AuditRow = z.strictObject({
  seq: z.number().int(),
  atMs: TimeMs,
  event: z.string(),
  /** What happened, in words. */
  says: z.string(),
  severity: z.enum(SEVERITIES),
  outcome: Outcome,
  actorId: z.string().nullable(),
  actorName: z.string().nullable(),
  actorRole: z.string().nullable(),
  impersonatorId: z.string().nullable(),
  address: z.string().nullable(),
  resourceType: z.string(),
  resourceId: z.string().nullable(),
  subjectName: z.string().nullable(),
});
export type AuditRow = z.infer<typeof AuditRow>;
