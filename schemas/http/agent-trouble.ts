import { z } from 'zod';

const HostName = z.string().max(253);

/** What is wrong with an agent although it answers; the words of a screen say each in one sentence. */
export const AgentTrouble = z.discriminatedUnion('code', [
  z.strictObject({
    code: z.literal('two_with_one_identity'),
    /** The machine whose agent has the points. */
    host: HostName,
    /** The machines of those that stand by. */
    others: z.array(HostName).min(1).max(8),
  }),
  /** Ahead of the hub's clock where positive. */
  z.strictObject({ code: z.literal('clock_off'), offMs: z.number().int() }),
  z.strictObject({
    code: z.literal('version_old'),
    version: z.string().max(32),
    hubVersion: z.string().max(32),
  }),
  z.strictObject({
    code: z.literal('version_new'),
    version: z.string().max(32),
    hubVersion: z.string().max(32),
  }),
]);
export type AgentTrouble = z.infer<typeof AgentTrouble>;
export type AgentTroubleCode = AgentTrouble['code'];
