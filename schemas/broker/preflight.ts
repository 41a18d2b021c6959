import { z } from 'zod';
import { AgentId } from '#schemas/ids/ids';
import { TimeMs } from '#schemas/units/units';

/** One thing that an agent needs of its machine, as it was found. */
export const Finding = z.strictObject({
  check: z.string().max(60),
  /** `absent`: it is not there, and nobody asked for it. */
  state: z.enum(['ok', 'absent', 'warning', 'failed']),
  says: z.string().max(600),
  /** What to do; null when nothing is to be done. */
  fix: z.string().max(400).nullable(),
});
export type Finding = z.infer<typeof Finding>;

/** What an agent found of its own machine at its start, or when it was asked to look again. */
export const PreflightReport = z.strictObject({
  agentId: AgentId,
  atMs: TimeMs,
  findings: z.array(Finding).max(64),
});
export type PreflightReport = z.infer<typeof PreflightReport>;

/** The hub asks an agent to look at its machine again. */
export const PreflightAsk = z.strictObject({ agentId: AgentId, atMs: TimeMs });
export type PreflightAsk = z.infer<typeof PreflightAsk>;
