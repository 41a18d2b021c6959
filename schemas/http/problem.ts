import { z } from 'zod';

/** RFC 9457 problem document; `code` is our stable name, `type` its URI, `correlationId` finds the log line. */
export const Problem = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  code: z.string(),
  correlationId: z.string(),
  /** For an invalid request: which field, and what is wrong with it. */
  issues: z.array(z.strictObject({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof Problem>;
