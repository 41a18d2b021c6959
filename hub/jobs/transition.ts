import { said } from '#schemas/errors/said';
import type { JobId } from '#schemas/ids/ids';
import { FAILURE_CAUSES, type JobFailure, type JobNote, type JobState } from '#schemas/jobs/job';
import type { JobStanding, JobValues } from './kept-job.ts';
import type { Place } from './place-for.ts';

/** What can happen to a job. */
export type JobCommand =
  | ({ readonly kind: 'lease' } & Place)
  | { readonly kind: 'refuse'; readonly note: JobNote }
  | { readonly kind: 'start' }
  | { readonly kind: 'succeed'; readonly result: JobValues }
  | { readonly kind: 'fail'; readonly failure: JobFailure }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'pause' }
  | { readonly kind: 'yield'; readonly to: JobId }
  | { readonly kind: 'paused' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'skip'; readonly note: JobNote }
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

const NOBODY = {
  agentId: null,
  gpu: null,
  gpuInstance: null,
  cancelAskedMs: null,
  pauseAskedMs: null,
  yieldsTo: null,
} as const;

const lease = ({ job, command }: Of<'lease'>) => ({
  ...job,
  state: 'leased' as const,
  attempt: job.attempt + 1,
  agentId: command.agentId,
  gpu: command.gpu,
  gpuInstance: command.gpuInstance,
  startedMs: null,
  endedMs: null,
  note: null,
});

/** A person wants it to stand still, and no job is waiting for its place. */
const isHeldBack = (job: JobStanding) => job.pauseAskedMs !== null && job.yieldsTo === null;

/** Where a job waits that comes back from its agent. */
const backIn = (job: JobStanding) => (isHeldBack(job) ? ('paused' as const) : ('queued' as const));

/** An agent that has no room after all: nothing was tried, so no retry is used up. */
const refuse = (asked: Of<'refuse'>) => {
  const { job, command, nowMs, rules } = asked;
  if (job.cancelAskedMs !== null) return cancelled(asked);
  const [againMs = 0] = rules.retryAfterMs;
  // Not at once: whoever is asked again in the same moment refuses again.
  const notBeforeMs = nowMs + Math.min(1_000, againMs);
  return { ...job, ...NOBODY, state: backIn(job), note: command.note, notBeforeMs };
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
    state: backIn(job),
    lastAgentId: job.agentId,
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

/** Asks the agent; the job is paused when the agent says that it stands still, or lost it. A person’s wish goes before a yielding. */
const askToPause = ({ job, nowMs }: Asked) => ({
  ...job,
  pauseAskedMs: job.pauseAskedMs ?? nowMs,
  yieldsTo: null,
});

/** Asks the agent to stand still for one that is more urgent. */
const askToYield = ({ job, command, nowMs }: Of<'yield'>) => ({
  ...job,
  pauseAskedMs: nowMs,
  yieldsTo: command.to,
});

/** It stands still: nothing failed, so no retry is used up, and it has waited as long as it has. */
const paused = (asked: Asked) => {
  const { job, nowMs } = asked;
  if (job.cancelAskedMs !== null) return cancelled(asked);
  return {
    ...job,
    ...NOBODY,
    state: backIn(job),
    lastAgentId: job.agentId,
    notBeforeMs: nowMs,
    note: job.yieldsTo === null ? job.note : said('job_made_room', { job: job.yieldsTo }),
  };
};

const resume = ({ job, nowMs }: Asked) => ({
  ...job,
  state: 'queued' as const,
  // Else the time that it was held back would count as waiting, and let it overtake the others.
  queuedMs: Math.max(nowMs, job.notBeforeMs),
});

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
  pause: askToPause,
  yield: askToYield,
  paused,
} as const;

/** The whole life of a job: what can happen in which state, and what it then is. Nothing else changes a job. */
const TRANSITIONS: Readonly<Record<JobState, Steps>> = {
  queued: { lease, cancel: cancelled, pause, skip },
  paused: { resume, cancel: cancelled, skip },
  leased: HELD,
  running: { ...HELD, start: undefined, refuse: undefined },
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
  if (command.kind === 'paused' && job.pauseAskedMs === null) return null;
  const isLeaving = job.cancelAskedMs !== null || isHeldBack(job);
  if (command.kind === 'pause' && isLeaving) return null;
  if (command.kind === 'yield' && (isLeaving || job.pauseAskedMs !== null)) return null;
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
    lastAgentId: null,
    progress: null,
    share: null,
    result: null,
    failure: null,
    note: null,
  };
}
