import { FAILURE_CAUSES, type JobFailure, type JobState } from '#schemas/jobs/job';
import type { JobStanding, JobValues } from './kept-job.ts';

/** What can happen to a job. */
export type JobCommand =
  | { readonly kind: 'lease'; readonly agentId: string; readonly gpu: number | null }
  | { readonly kind: 'refuse'; readonly note: string }
  | { readonly kind: 'start' }
  | { readonly kind: 'succeed'; readonly result: JobValues }
  | { readonly kind: 'fail'; readonly failure: JobFailure }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'pause' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'skip'; readonly note: string }
  | { readonly kind: 'retry' };

export interface TransitionRules {
  /** Waits before the second, third … attempt: there are as many retries. */
  readonly retryAfterMs: readonly number[];
}

interface Asked<Command extends JobCommand = JobCommand> {
  readonly job: JobStanding;
  readonly command: Command;
  readonly nowMs: number;
  readonly rules: TransitionRules;
}

type Kind = JobCommand['kind'];
type Of<Name extends Kind> = Asked<Extract<JobCommand, { kind: Name }>>;
type Steps = { readonly [Name in Kind]?: (asked: Of<Name>) => JobStanding };

const NOBODY = { agentId: null, gpu: null, cancelAskedMs: null } as const;

const lease = ({ job, command }: Of<'lease'>) => ({
  ...job,
  state: 'leased' as const,
  attempt: job.attempt + 1,
  agentId: command.agentId,
  gpu: command.gpu,
  startedMs: null,
  endedMs: null,
  note: null,
});

/** An agent that has no room after all: nothing was tried, so no retry is used up. */
const refuse = (asked: Of<'refuse'>) => {
  const { job, command, nowMs, rules } = asked;
  if (job.cancelAskedMs !== null) return cancelled(asked);
  const [againMs = 0] = rules.retryAfterMs;
  // Not at once: whoever is asked again in the same moment refuses again.
  const notBeforeMs = nowMs + Math.min(1_000, againMs);
  return { ...job, ...NOBODY, state: 'queued' as const, note: command.note, notBeforeMs };
};

const start = ({ job, nowMs }: Asked) => ({
  ...job,
  state: 'running' as const,
  startedMs: nowMs,
});

const succeed = ({ job, command, nowMs }: Of<'succeed'>) => ({
  ...job,
  ...NOBODY,
  state: 'succeeded' as const,
  // Its word that it started may have been lost.
  startedMs: job.startedMs ?? nowMs,
  endedMs: nowMs,
  agentId: job.agentId,
  result: command.result,
  failure: null,
});

const fail = (asked: Of<'fail'>) => {
  const { job, command, nowMs, rules } = asked;
  if (job.cancelAskedMs !== null) return cancelled(asked);
  const { failure } = command;
  const { retryAfterMs } = rules;
  if (!FAILURE_CAUSES[failure.cause].passes || job.retriesLeft === 0) {
    const agentId = job.agentId;
    return { ...job, ...NOBODY, state: 'failed' as const, agentId, endedMs: nowMs, failure };
  }
  const waitMs = retryAfterMs[retryAfterMs.length - job.retriesLeft] ?? retryAfterMs.at(-1) ?? 0;
  return {
    ...job,
    ...NOBODY,
    state: 'queued' as const,
    retriesLeft: job.retriesLeft - 1,
    failure,
    notBeforeMs: nowMs + waitMs,
    queuedMs: nowMs + waitMs,
  };
};

const cancelled = ({ job, nowMs }: Asked) => ({
  ...job,
  ...NOBODY,
  state: 'cancelled' as const,
  agentId: job.agentId,
  endedMs: nowMs,
});

/** Asks the agent; the job is cancelled when the agent says so, or does not answer. */
const askToCancel = ({ job, nowMs }: Asked) => ({
  ...job,
  cancelAskedMs: job.cancelAskedMs ?? nowMs,
});

const pause = ({ job }: Asked) => ({ ...job, state: 'paused' as const });

const resume = ({ job, nowMs }: Asked) => ({ ...job, state: 'queued' as const, queuedMs: nowMs });

const skip = ({ job, command, nowMs }: Of<'skip'>) => ({
  ...job,
  state: 'skipped' as const,
  endedMs: nowMs,
  note: command.note,
});

const retry = ({ job, nowMs, rules }: Asked) => ({
  ...job,
  ...NOBODY,
  state: 'queued' as const,
  retriesLeft: rules.retryAfterMs.length,
  notBeforeMs: nowMs,
  queuedMs: nowMs,
  startedMs: null,
  endedMs: null,
  note: null,
});

const HELD = {
  start,
  refuse,
  succeed,
  fail,
  cancel: askToCancel,
  cancelled,
} as const;

/** The whole life of a job: what can happen in which state, and what it then is. Nothing else changes a job. */
const TRANSITIONS: Readonly<Record<JobState, Steps>> = {
  queued: { lease, cancel: cancelled, pause, skip },
  paused: { resume, cancel: cancelled, skip },
  leased: HELD,
  running: { succeed, fail, cancel: askToCancel, cancelled },
  succeeded: {},
  failed: { retry },
  cancelled: { retry },
  skipped: { retry },
};

/** How the job stands after the command, or null when that cannot happen to it now. */
export function transition(
  job: JobStanding,
  command: JobCommand,
  nowMs: number,
  rules: TransitionRules,
): JobStanding | null {
  const steps: Steps = TRANSITIONS[job.state];
  const step = steps[command.kind] as ((asked: Asked) => JobStanding) | undefined;
  if (step === undefined) return null;
  if (command.kind === 'lease' && nowMs < job.notBeforeMs) return null;
  if (command.kind === 'cancelled' && job.cancelAskedMs === null) return null;
  return step({ job, command, nowMs, rules });
}

/** How a job stands that was just submitted. */
export function newStanding(
  nowMs: number,
  notBeforeMs: number | null,
  rules: TransitionRules,
): JobStanding {
  const dueMs = Math.max(nowMs, notBeforeMs ?? nowMs);
  return {
    ...NOBODY,
    state: 'queued',
    attempt: 0,
    retriesLeft: rules.retryAfterMs.length,
    notBeforeMs: dueMs,
    queuedMs: dueMs,
    startedMs: null,
    endedMs: null,
    result: null,
    failure: null,
    note: null,
  };
}
