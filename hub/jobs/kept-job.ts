import type { JobId, UserId } from '#schemas/ids/ids';
import type { JobFailure, JobLimits, JobNeeds, JobNote, JobState } from '#schemas/jobs/job';
import type { JobKindName } from '#schemas/jobs/job-kinds';
import type { QueueName } from '#schemas/jobs/queues';
import type { Json } from '../store/audit-entry.ts';

export type JobValues = Readonly<Record<string, Json>>;

/** What of a job changes from state to state. */
export interface JobStanding {
  readonly state: JobState;
  /** Number of the latest attempt; never counts back, so that news of an older one is known for what it is. */
  readonly attempt: number;
  readonly retriesLeft: number;
  /** Who has it while it is leased or runs, and who had it when it ended. */
  readonly agentId: string | null;
  readonly gpu: number | null;
  /** The MIG device of that GPU; null: the whole card. */
  readonly gpuInstance: string | null;
  readonly notBeforeMs: number;
  /** Since when it waits in its queue. */
  readonly queuedMs: number;
  readonly startedMs: number | null;
  readonly endedMs: number | null;
  /** A person wants it to end; its agent has not yet said that it did. */
  readonly cancelAskedMs: number | null;
  /** It is to stand still; its agent has not yet said that it does. */
  readonly pauseAskedMs: number | null;
  /** For which job it is to make room; null: a person wants it. */
  readonly yieldsTo: JobId | null;
  /** Who had it last, and perhaps keeps its checkpoint. */
  readonly lastAgentId: string | null;
  /** What the last attempt told last, by the schema of its kind, and how far it was. */
  readonly progress: JobValues | null;
  readonly share: number | null;
  readonly result: JobValues | null;
  /** Of the last attempt that failed; stays while the job waits to be tried again. */
  readonly failure: JobFailure | null;
  /** Why it was skipped, or its agent would not have it. */
  readonly note: JobNote | null;
}

/** A job as the hub keeps it. */
export interface KeptJob extends JobStanding {
  readonly jobId: JobId;
  readonly kind: JobKindName;
  readonly queue: QueueName;
  readonly ownerId: UserId;
  readonly arguments: JobValues;
  readonly needs: JobNeeds;
  readonly limits: JobLimits;
  readonly dependsOn: readonly JobId[];
  readonly createdMs: number;
  /** Whether it makes room for a more urgent one while it runs. */
  readonly preemptible: boolean;
  /** By which the same request is known when it is sent again; null: it had no key. */
  readonly submitKey: string | null;
  readonly requestHash: string | null;
}

/** Whether an agent has it. */
export function isOut({ state }: Pick<KeptJob, 'state'>): boolean {
  return state === 'leased' || state === 'running';
}
