import { z } from 'zod';
import { GivenReason } from '#schemas/errors/given-reason';

/** What was said, in a sentence of English; and why, for who reads other words. */
export const Saying = z.strictObject({ says: z.string(), reason: GivenReason.optional() });
export type Saying = z.infer<typeof Saying>;

/** What came of a try. */
export const Tried = Saying.extend({ sent: z.boolean() });
export type Tried = z.infer<typeof Tried>;
