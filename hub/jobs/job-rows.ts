import type { JobId, UserId } from '#schemas/ids/ids';
import type { JobNote, JobState } from '#schemas/jobs/job';
import type { JobKindName } from '#schemas/jobs/job-kinds';
import type { QueueName } from '#schemas/jobs/queues';
import type { Row, SqlValue, Statement } from '../store/statement.ts';
import type { KeptJob } from './kept-job.ts';

const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

/** More of a job nobody searches by, and lists would be slow. */
const WORDS_MAX = 400;

/** By what a job is found: its id, what it was given, and what went wrong. */
function wordsOf({ jobId, kind, failure, note, arguments: given }: KeptJob): string {
  const said = (failure ?? note)?.sentence ?? '';
  const all = `${jobId} ${kind} ${said.slice(0, WORDS_MAX / 2)} ${JSON.stringify(given)}`;
  return all.slice(0, WORDS_MAX).toLowerCase().toWellFormed();
}

/** The columns of a standing, in the order of the table. */
function standingArgs(job: KeptJob): SqlValue[] {
  return [
    job.state,
    job.attempt,
    job.retriesLeft,
    job.agentId,
    job.gpu,
    job.gpuInstance,
    job.notBeforeMs,
    job.queuedMs,
    job.startedMs,
    job.endedMs,
    job.cancelAskedMs,
    job.pauseAskedMs,
    job.yieldsTo,
    job.lastAgentId,
    json(job.progress),
    job.share,
    json(job.result),
    json(job.failure),
    json(job.note),
    wordsOf(job),
  ];
}

/** Keeps a new job. */
export function insertJob(job: KeptJob): Statement {
  const fixed = [
    job.jobId,
    job.kind,
    job.queue,
    job.ownerId,
    JSON.stringify(job.arguments),
    JSON.stringify(job.needs),
    JSON.stringify(job.limits),
    JSON.stringify(job.dependsOn),
    job.createdMs,
    job.preemptible ? 1 : 0,
    job.submitKey,
    job.requestHash,
  ];
  const args = [...fixed, ...standingArgs(job)];
  return { sql: `INSERT INTO jobs VALUES (${args.map(() => '?').join(', ')}, NULL)`, args };
}

/** Keeps how a job stands and with what it is tried, unless something else was kept meanwhile. */
export function updateJob(before: KeptJob, after: KeptJob): Statement {
  return {
    sql: `UPDATE jobs SET state = ?, attempt = ?, retries_left = ?, agent_id = ?, gpu = ?, gpu_instance = ?, not_before_ms = ?, queued_ms = ?,
      started_ms = ?, ended_ms = ?, cancel_asked_ms = ?, pause_asked_ms = ?, yields_to = ?, last_agent_id = ?, progress = ?,
      share = ?, result = ?, failure = ?, note = ?, words = ?, arguments = ?, archived_ms = NULL
      WHERE job_id = ? AND state = ? AND attempt = ?`,
    args: [
      ...standingArgs(after),
      JSON.stringify(after.arguments),
      after.jobId,
      before.state,
      before.attempt,
    ],
    mustChange: true,
  };
}

export interface HistoryStep {
  readonly happened: string;
  readonly atMs: number;
  readonly actorId: UserId | null;
}

/** Adds what happened to the job's history. */
export function insertStep(job: KeptJob, { happened, atMs, actorId }: HistoryStep): Statement {
  const cause = happened === 'fail' ? (job.failure?.cause ?? null) : null;
  const { failure } = job;
  const note = happened === 'fail' ? failure && noteOf(failure) : job.note;
  return {
    sql: `INSERT INTO job_history SELECT ?, coalesce(max(step), 0) + 1, ?, ?, ?, ?, ?, ?, ?, ?
      FROM job_history WHERE job_id = ?`,
    args: [
      job.jobId,
      atMs,
      job.attempt,
      happened,
      job.state,
      job.agentId,
      actorId,
      cause,
      json(note),
      job.jobId,
    ],
  };
}

const noteOf = ({ sentence, reason }: JobNote): JobNote => ({ sentence, reason });

/** A job from its row. */
export function jobOf(row: Row): KeptJob {
  const parsed = (value: SqlValue) => (value === null ? null : JSON.parse(String(value)));
  const numberOr = (value: SqlValue) => (value === null ? null : Number(value));
  const textOr = (value: SqlValue) => (value === null ? null : String(value));
  return {
    jobId: row.job_id as JobId,
    kind: row.kind as JobKindName,
    queue: row.queue as QueueName,
    ownerId: row.owner_id as UserId,
    arguments: parsed(row.arguments),
    needs: parsed(row.needs),
    limits: parsed(row.limits),
    dependsOn: parsed(row.depends_on),
    createdMs: Number(row.created_ms),
    preemptible: row.preemptible === 1,
    submitKey: textOr(row.submit_key),
    requestHash: textOr(row.request_hash),
    state: row.state as JobState,
    attempt: Number(row.attempt),
    retriesLeft: Number(row.retries_left),
    agentId: textOr(row.agent_id),
    gpu: numberOr(row.gpu),
    gpuInstance: textOr(row.gpu_instance),
    notBeforeMs: Number(row.not_before_ms),
    queuedMs: Number(row.queued_ms),
    startedMs: numberOr(row.started_ms),
    endedMs: numberOr(row.ended_ms),
    cancelAskedMs: numberOr(row.cancel_asked_ms),
    pauseAskedMs: numberOr(row.pause_asked_ms),
    yieldsTo: textOr(row.yields_to) as JobId | null,
    lastAgentId: textOr(row.last_agent_id),
    progress: parsed(row.progress),
    share: numberOr(row.share),
    result: parsed(row.result),
    failure: parsed(row.failure),
    note: parsed(row.note),
  };
}
