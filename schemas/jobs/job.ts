import { z } from 'zod';
import { GivenReason } from '#schemas/errors/given-reason';
import { AgentId, JobId } from '#schemas/ids/ids';

/**
 * The life of a job. `leased`: given to an agent that has not yet said that it runs. `paused`: a person holds it back. A job
 * leaves one of the four final states only when a person has it tried again.
 */
export const JOB_STATES = [
  'queued',
  'paused',
  'leased',
  'running',
  'succeeded',
  'failed',
  'cancelled',
  'skipped',
] as const;
export const JobState = z.enum(JOB_STATES);
export type JobState = z.infer<typeof JobState>;

const FINAL: readonly JobState[] = ['succeeded', 'failed', 'cancelled', 'skipped'];

/** Whether nothing more happens by itself. */
export function isFinal(state: JobState): boolean {
  return FINAL.includes(state);
}

/** A label that an agent carries and a job can ask for. */
export const JobLabel = z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/);

/** Where it can run. A job that asks for `cuda` or for GPU memory has one GPU to itself unless it shares. */
export const JobNeeds = z.strictObject({
  provider: z.enum(['cpu', 'cuda']).default('cpu'),
  gpuMemoryMb: z.number().int().min(1).max(1_048_576).nullable().default(null),
  sharesGpu: z.boolean().default(false),
  labels: z.array(JobLabel).max(8).default([]),
  /** On this agent and no other. */
  agentId: AgentId.nullable().default(null),
});
export type JobNeeds = z.infer<typeof JobNeeds>;

/** What it may take: it is ended when it takes more. */
export const JobLimits = z.strictObject({
  timeS: z.number().int().min(1).max(604_800),
  memoryMb: z.number().int().min(64).max(1_048_576),
});
export type JobLimits = z.infer<typeof JobLimits>;

/** Why attempts end without success. What can pass is tried again: QUE-05. */
export const FAILURE_CAUSES = {
  failed: { passes: true, says: 'The job failed.' },
  invalid: { passes: false, says: 'What the job was given cannot work.' },
  crashed: { passes: true, says: 'The process of the job died.' },
  time_limit: { passes: true, says: 'The job took longer than it may.' },
  memory_limit: { passes: false, says: 'The job took more memory than it may.' },
  agent_restarted: { passes: true, says: 'The agent ended while the job ran.' },
  agent_lost: { passes: true, says: 'The agent was not heard any more.' },
} as const;
export type FailureCause = keyof typeof FAILURE_CAUSES;

export const TRACEBACK_MAX = 8_000;
export const SENTENCE_MAX = 300;
const REASON_MAX = 2_000;

/** As `GivenReason`, of an agent: small, for it is kept and sent on. */
export const JobReason = GivenReason.refine(
  (reason) => JSON.stringify(reason).length <= REASON_MAX,
  `At most ${REASON_MAX} characters.`,
);

/** What is said of a job: in English, and the reason for who reads other words, if it has one. */
export const JobNote = z.strictObject({
  sentence: z.string().max(SENTENCE_MAX),
  reason: JobReason.optional(),
});
export type JobNote = z.infer<typeof JobNote>;

export const JobFailure = z.strictObject({
  cause: z.enum(Object.keys(FAILURE_CAUSES) as [FailureCause, ...FailureCause[]]),
  ...JobNote.shape,
  /** Where it happened, for whoever mends it. */
  traceback: z.string().max(TRACEBACK_MAX).nullable(),
});
export type JobFailure = z.infer<typeof JobFailure>;

/** One try of one job: the hub takes news of the latest only. */
export const JobAttempt = z.strictObject({
  jobId: JobId,
  attempt: z.number().int().positive(),
});
export type JobAttempt = z.infer<typeof JobAttempt>;
