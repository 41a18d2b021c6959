import { z } from 'zod';
import { GivenReason } from '#schemas/errors/given-reason';

/** What is wrong with a value, as the rule that it breaks. */
export const IssueFacts = z.strictObject({
  /** What kind of thing is wrong, such as `too_small`, `too_big`, `invalid_type`, `invalid_format`. */
  rule: z.string(),
  /** Of what: `string`, `number`, `array`, or the format that it should have. */
  of: z.string().nullable(),
  /** The least or the most that would do. */
  limit: z.number().nullable(),
});
export type IssueFacts = z.infer<typeof IssueFacts>;

/** What is wrong with one field of a request: a sentence in English, and what it is made of. */
export const Issue = z.strictObject({
  path: z.string(),
  message: z.string(),
  ...IssueFacts.shape,
});
export type Issue = z.infer<typeof Issue>;

/** Why something is wrong, for who reads other words than the English sentence beside it: a reason, or the rule of a value. */
export const WhyWrong = z.strictObject({
  reason: GivenReason.optional(),
  issue: IssueFacts.optional(),
});
export type WhyWrong = z.infer<typeof WhyWrong>;

/** RFC 9457 problem document; `code` is our stable name, `type` its URI, `correlationId` finds the log line. */
export const Problem = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  code: z.string(),
  correlationId: z.string(),
  /** Why, beyond the code, so that it can be said in any language: a name of the closed list and what its sentence is filled with. */
  reason: GivenReason.optional(),
  /** For an invalid request: which field, and what is wrong with it. */
  issues: z.array(Issue).optional(),
});
export type Problem = z.infer<typeof Problem>;
