import { z } from 'zod';
import { PageQuery, pageOf } from '#schemas/http/page';
import type { RouteRow } from '#schemas/http/route-row';
import { AgentId, JobId, UserId } from '#schemas/ids/ids';
import {
  FAILURE_CAUSES,
  type FailureCause,
  JobFailure,
  JobLimits,
  JobNeeds,
  JobNote,
  JobReason,
  JobState,
  SENTENCE_MAX,
} from '#schemas/jobs/job';
import { JOB_KIND_NAMES, JOB_KINDS, type JobKindName } from '#schemas/jobs/job-kinds';
import { JobLogLine } from '#schemas/jobs/messages';
import { QueueName } from '#schemas/jobs/queues';
import { TimeMs } from '#schemas/units/units';

/** Of any kind: JSON that the schema of the kind describes. */
const Values = z.record(z.string(), z.unknown());
const KindName = z.enum(JOB_KIND_NAMES);
const Cause = z.enum(Object.keys(FAILURE_CAUSES) as [FailureCause, ...FailureCause[]]);
const count = z.number().int().nonnegative();

const requestOf = (kind: JobKindName) =>
  z.strictObject({
    kind: z.literal(kind),
    arguments: JOB_KINDS[kind].arguments,
    /** Absent: the usual queue of the kind. */
    queue: QueueName.optional(),
    needs: JobNeeds.prefault({}),
    /** Absent: the usual limits of the kind. */
    limits: JobLimits.partial().default({}),
    /** Begins only when these have succeeded. */
    dependsOn: z.array(JobId).max(32).default([]),
    notBeforeMs: TimeMs.nullable().default(null),
    /** Whether it makes room for a more urgent one; absent: as its kind can go on from where it stood. */
    preemptible: z.boolean().optional(),
  });

const [first, ...others] = JOB_KIND_NAMES;
/** A job as somebody submits it: of one kind, with the arguments of that kind. */
export const JobRequest = z.discriminatedUnion('kind', [
  requestOf(first),
  ...others.map(requestOf),
]);
export type JobRequest = z.infer<typeof JobRequest>;

export const JobRow = z.strictObject({
  jobId: JobId,
  kind: KindName,
  queue: QueueName,
  state: JobState,
  ownerId: UserId,
  ownerName: z.string(),
  createdMs: TimeMs,
  /** When it may begin; later than now while it is scheduled, or waits to be tried again. */
  notBeforeMs: TimeMs,
  startedMs: TimeMs.nullable(),
  endedMs: TimeMs.nullable(),
  attempt: count,
  retriesLeft: count,
  agentId: z.string().nullable(),
  gpu: count.nullable(),
  /** The MIG device of that GPU; null: the whole card. */
  gpuInstance: z.string().nullable(),
  /** How far it is, 0…1; null: not said. */
  share: z.number().min(0).max(1).nullable(),
  isEnding: z.boolean(),
  /** It was asked to stand still, and its agent has not yet said that it does. */
  isPausing: z.boolean(),
  /** For which job it is to make room. */
  yieldsTo: JobId.nullable(),
  preemptible: z.boolean(),
  /** Whether its kind goes on from where it stood: only such a job can be held back while it runs. */
  hasCheckpoint: z.boolean(),
  /** Why it does not run yet. */
  waits: z.string().nullable(),
  /** The same sentence by sentence. */
  waitsBecause: z.array(JobNote).optional(),
  /** When it is likely to begin; null: it began, or there is too little to go by. */
  forecastMs: TimeMs.nullable(),
  cause: Cause.nullable(),
  sentence: z.string().nullable(),
  /** Of `sentence`. */
  reason: JobReason.optional(),
  archivedMs: TimeMs.nullable(),
});
export type JobRow = z.infer<typeof JobRow>;

export const Job = JobRow.extend({
  arguments: Values,
  needs: JobNeeds,
  limits: JobLimits,
  dependsOn: z.array(JobId),
  /** What it told last, by the schema of its kind; stays when it ends. */
  progress: Values.nullable(),
  result: Values.nullable(),
  failure: JobFailure.nullable(),
});
export type Job = z.infer<typeof Job>;

export const JobStep = z.strictObject({
  step: z.number().int().positive(),
  atMs: TimeMs,
  attempt: count,
  happened: z.string(),
  state: JobState,
  agentId: z.string().nullable(),
  /** The person who did it; null: it happened by itself. */
  actorName: z.string().nullable(),
  cause: z.string().nullable(),
  note: z.string().nullable(),
  /** Of `note`. */
  reason: JobReason.optional(),
});
export type JobStep = z.infer<typeof JobStep>;

const Spread = z.strictObject({ p50: z.number().nullable(), p95: z.number().nullable() });

export const QueueRow = z.strictObject({
  queue: QueueName,
  priority: z.number(),
  pausedMs: TimeMs.nullable(),
  depth: count,
  active: count,
  scheduled: count,
  retrying: count,
  held: count,
  failedLastHour: count,
  /** Of jobs that ended in the last hour. */
  waitMs: Spread,
  runMs: Spread,
});
export type QueueRow = z.infer<typeof QueueRow>;

/** How jobs of a kind ended in the last thirty days, those that were cancelled or skipped apart. */
export const KindRow = z.strictObject({
  kind: KindName,
  ended: count,
  succeeded: count,
  /** Of those that ended, how many took more than one attempt. */
  retried: count,
  retriedSucceeded: count,
});
export type KindRow = z.infer<typeof KindRow>;

export const DeadLetterCause = z.strictObject({
  cause: Cause,
  kind: KindName,
  ...JobNote.shape,
  jobs: count,
  /** Whose jobs they are. */
  people: count,
  lastMs: TimeMs,
});
export type DeadLetterCause = z.infer<typeof DeadLetterCause>;

const Params = z.object({ jobId: JobId });
const QueueParams = z.object({ queue: QueueName });
const Filters = PageQuery.extend({
  sort: z.enum(['created', '-created']).default('-created'),
  queue: QueueName.optional(),
  kind: KindName.optional(),
  ownerId: UserId.optional(),
  agentId: AgentId.optional(),
  /** Submitted at this moment or later, ms. */
  from: z.coerce.number().int().nonnegative().optional(),
  /** Submitted before this moment, ms. */
  to: z.coerce.number().int().nonnegative().optional(),
});

export const JOB_ROUTES = {
  jobs: {
    method: 'GET',
    path: '/api/v1/jobs',
    permission: 'job:read',
    tag: 'jobs',
    summary: 'Jobs, the latest first unless asked for otherwise.',
    query: Filters.extend({ state: JobState.optional() }),
    answer: pageOf(JobRow),
    etag: true,
  },
  submitJob: {
    method: 'POST',
    path: '/api/v1/jobs',
    permission: 'job:submit',
    alsoIn: 'job:operate',
    tag: 'jobs',
    summary: 'Submits a job. Queues other than evaluation are for those who operate them.',
    body: JobRequest,
    status: 201,
    answer: Job,
    errors: ['forbidden', 'not_found', 'conflict'],
    idempotent: true,
    limit: 'submissions',
  },
  job: {
    method: 'GET',
    path: '/api/v1/jobs/:jobId',
    permission: 'job:read',
    tag: 'jobs',
    summary: 'One job: how it stands, what it was given and what came of it.',
    params: Params,
    answer: Job,
    etag: true,
    errors: ['not_found'],
  },
  cancelJob: {
    method: 'POST',
    path: '/api/v1/jobs/:jobId/cancel',
    permission: 'job:submit',
    alsoIn: 'job:operate',
    tag: 'jobs',
    summary:
      'Cancels a job, at work or waiting: one’s own, or anybody’s for those who operate the queues.',
    params: Params,
    answer: Job,
    errors: ['not_found', 'forbidden', 'conflict'],
  },
  holdJob: {
    method: 'POST',
    path: '/api/v1/jobs/:jobId/hold',
    permission: 'job:operate',
    tag: 'jobs',
    summary:
      'Holds a job back: one that waits at once, one that runs as soon as it has kept where it stands.',
    params: Params,
    answer: Job,
    errors: ['not_found', 'conflict'],
  },
  releaseJob: {
    method: 'POST',
    path: '/api/v1/jobs/:jobId/release',
    permission: 'job:operate',
    tag: 'jobs',
    summary:
      'Lets a job that was held back wait for its turn again, and go on from where it stood.',
    params: Params,
    answer: Job,
    errors: ['not_found', 'conflict'],
  },
  retryJob: {
    method: 'POST',
    path: '/api/v1/jobs/:jobId/retry',
    permission: 'job:operate',
    tag: 'jobs',
    summary:
      'Has a job that failed, was cancelled or skipped tried again; with other arguments where some are given.',
    params: Params,
    body: z.strictObject({ arguments: Values.optional() }),
    answer: Job,
    errors: ['not_found', 'conflict'],
  },
  jobLog: {
    method: 'GET',
    path: '/api/v1/jobs/:jobId/log',
    permission: 'job:read',
    tag: 'jobs',
    summary: 'What one attempt of a job said, line by line.',
    params: Params,
    query: z.object({
      /** Absent: the latest. */
      attempt: z.coerce.number().int().positive().optional(),
      after: z.coerce.number().int().nonnegative().default(0),
      limit: z.coerce.number().int().min(1).max(1_000).default(200),
      q: z.string().trim().min(1).max(120).optional(),
    }),
    answer: z.strictObject({ attempt: count, lines: z.array(JobLogLine) }),
    errors: ['not_found'],
  },
  jobHistory: {
    method: 'GET',
    path: '/api/v1/jobs/:jobId/history',
    permission: 'job:read',
    tag: 'jobs',
    summary: 'Everything that happened to a job, the first first.',
    params: Params,
    answer: z.strictObject({ steps: z.array(JobStep) }),
    etag: true,
    errors: ['not_found'],
  },
  queues: {
    method: 'GET',
    path: '/api/v1/queues',
    permission: 'job:read',
    tag: 'jobs',
    summary:
      'The queues: what waits in each, what is at work, how long it took in the last hour, and how often each kind succeeded.',
    answer: z.strictObject({ queues: z.array(QueueRow), kinds: z.array(KindRow) }),
    etag: true,
  },
  pauseQueue: {
    method: 'POST',
    path: '/api/v1/queues/:queue/pause',
    permission: 'job:operate',
    tag: 'jobs',
    summary: 'Stops a queue: what is at work goes on, nothing more begins.',
    params: QueueParams,
  },
  resumeQueue: {
    method: 'POST',
    path: '/api/v1/queues/:queue/resume',
    permission: 'job:operate',
    tag: 'jobs',
    summary: 'Lets a queue go on.',
    params: QueueParams,
  },
  purgeQueue: {
    method: 'POST',
    path: '/api/v1/queues/:queue/purge',
    permission: 'job:operate',
    tag: 'jobs',
    summary: 'Cancels all that waits in a queue; what is at work goes on.',
    params: QueueParams,
    body: z.strictObject({ confirm: z.boolean().default(false) }),
    answer: z.strictObject({ cancelled: count }),
    errors: ['confirmation_needed'],
  },
  deadLetters: {
    method: 'GET',
    path: '/api/v1/dead-letters',
    permission: 'job:read',
    tag: 'jobs',
    summary: 'Jobs that failed for good, the latest first unless asked for otherwise.',
    query: Filters.extend({
      cause: Cause.optional(),
      /** Exactly what they failed of, as `/api/v1/dead-letters/causes` words it. */
      sentence: z.string().max(SENTENCE_MAX).optional(),
      archived: z.stringbool().default(false),
    }),
    answer: pageOf(JobRow),
    etag: true,
  },
  deadLetterCauses: {
    method: 'GET',
    path: '/api/v1/dead-letters/causes',
    permission: 'job:read',
    tag: 'jobs',
    summary: 'What jobs failed of, the most frequent first, and how many people it concerns.',
    answer: z.strictObject({ causes: z.array(DeadLetterCause) }),
    etag: true,
  },
  archiveDeadLetter: {
    method: 'POST',
    path: '/api/v1/dead-letters/:jobId/archive',
    permission: 'job:operate',
    tag: 'jobs',
    summary: 'Puts a dead letter away.',
    params: Params,
    errors: ['not_found', 'conflict'],
  },
  deleteDeadLetter: {
    method: 'DELETE',
    path: '/api/v1/dead-letters/:jobId',
    permission: 'job:operate',
    tag: 'jobs',
    summary: 'Deletes a dead letter with all that it said.',
    params: Params,
    errors: ['not_found', 'conflict'],
  },
} as const satisfies Record<string, RouteRow>;
