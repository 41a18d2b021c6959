import { z } from 'zod';
import { TimeMs } from '#schemas/units/units';

/**
 * What the hub has a person’s word for: the agent ends now, in order, and comes back at once or not. Repeated until the agent
 * has gone; `epoch` names the start of the agent that is meant, so that the one after it does not end again.
 */
export const AgentOrder = z.strictObject({
  epoch: z.string().max(40),
  what: z.enum(['stop', 'restart']),
});
export type AgentOrder = z.infer<typeof AgentOrder>;

/** Somebody looks at the log until `untilMs`; lines up to `after` are known. */
export const LogWatch = z.strictObject({
  epoch: z.string().max(40),
  after: z.number().int().nonnegative(),
  untilMs: TimeMs,
});
export type LogWatch = z.infer<typeof LogWatch>;

export const LOG_TEXT_MAX = 1_000;
/** Lines in one message. */
export const LOG_PART_MAX = 100;

/** One line of the agent or of a lane, with secrets masked. */
export const AgentLogLine = z.strictObject({
  /** From 1 since the agent started. */
  line: z.number().int().positive(),
  atMs: TimeMs,
  level: z.enum(['info', 'warn', 'error']),
  part: z.string().max(40),
  text: z.string().max(LOG_TEXT_MAX),
});
export type AgentLogLine = z.infer<typeof AgentLogLine>;

/** Lines that somebody waits for. */
export const AgentLogPart = z.strictObject({
  epoch: z.string().max(40),
  /** The oldest line that the agent still has. */
  oldest: z.number().int().nonnegative(),
  lines: z.array(AgentLogLine).max(LOG_PART_MAX),
});
export type AgentLogPart = z.infer<typeof AgentLogPart>;
