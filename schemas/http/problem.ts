import { z } from 'zod';

/** What is wrong with one field of a request: a sentence in English, and what it is made of. */
export const Issue = z.strictObject({
  path: z.string(),
  message: z.string(),
  /** What kind of thing is wrong, such as `too_small`, `too_big`, `invalid_type`, `invalid_format`. */
  rule: z.string(),
  /** Of what: `string`, `number`, `array`, or the format that it should have. */
  of: z.string().nullable(),
  /** The least or the most that would do. */
  limit: z.number().nullable(),
});
export type Issue = z.infer<typeof Issue>;

/** RFC 9457 problem document; `code` is our stable name, `type` its URI, `correlationId` finds the log line. */
export const Problem = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  code: z.string(),
  correlationId: z.string(),
  /** Why, beyond the code, so that it can be said in any language: a name of the closed list and what its sentence is filled with. */
  reason: z
    .strictObject({
      name: z.string(),
      about: z.record(z.string(), z.union([z.string(), z.number()])),
    })
    .optional(),
  /** For an invalid request: which field, and what is wrong with it. */
  issues: z.array(Issue).optional(),
});
export type Problem = z.infer<typeof Problem>;
