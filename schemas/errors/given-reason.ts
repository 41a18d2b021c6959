import { z } from 'zod';

/** A reason as it travels: a name of the closed list, which this version may not know yet, and what its sentence is filled with. */
export const GivenReason = z.strictObject({
  name: z.string(),
  about: z.record(z.string(), z.union([z.string(), z.number()])),
});
