import { z } from 'zod';
import { JobLabel } from '#schemas/jobs/job';
import { TimeMs } from '#schemas/units/units';

/** What an agent does once it is empty. */
export const AFTER_DRAIN = ['stay', 'stop', 'restart'] as const;
export type AfterDrain = (typeof AFTER_DRAIN)[number];

/** No longer than a year: what lasts longer is taken out, not maintained. */
export const MAINTENANCE_MAX_MS = 366 * 86_400_000;

/** An agent, or one of its GPUs, of which a person says that it is not to be used for a while. Ends by itself. */
export const Maintenance = z.strictObject({
  /** Null: the whole agent. */
  gpuUuid: z.string().max(80).nullable(),
  reason: z.string().max(200),
  sinceMs: TimeMs,
  untilMs: TimeMs,
});
export type Maintenance = z.infer<typeof Maintenance>;

/** The points move first, running jobs finish, no others begin; then comes what was asked for. */
export const Drain = z.strictObject({
  after: z.enum(AFTER_DRAIN),
  sinceMs: TimeMs,
  pointsLeft: z.number().int().nonnegative(),
  /** Of these, points that no other agent has room for. */
  pointsWithoutRoom: z.number().int().nonnegative(),
  jobsRunning: z.number().int().nonnegative(),
});
export type Drain = z.infer<typeof Drain>;

/** What people set for an agent at the hub, besides the agent’s own settings. */
export const AgentLimits = z.strictObject({
  /** Besides those of its own settings. */
  labels: z.array(JobLabel).max(32),
  /** Jobs at once, no more than its own settings allow; null: as many as those. */
  slots: z.number().int().min(0).max(64).nullable(),
  /** How much of what it could carry live points may take, 0…1. */
  loadShare: z.number().min(0).max(1),
});
export type AgentLimits = z.infer<typeof AgentLimits>;

export const NO_LIMITS: AgentLimits = { labels: [], slots: null, loadShare: 1 };

/** How people operate an agent now. */
export const AgentOperation = z.strictObject({
  drain: Drain.nullable(),
  /** It was told to end, and has not done so yet. */
  order: z.strictObject({ what: z.enum(['stop', 'restart']), sinceMs: TimeMs }).nullable(),
  maintenance: z.array(Maintenance).max(65),
  limits: AgentLimits,
  /** It said goodbye in order, and is not lost. */
  isStopped: z.boolean().optional(),
});
export type AgentOperation = z.infer<typeof AgentOperation>;
