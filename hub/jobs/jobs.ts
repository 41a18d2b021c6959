import type { AuditEventName } from '#schemas/audit/events';
import { TremoloError } from '#schemas/errors/tremolo-error';
import type { JobRequest } from '#schemas/http/jobs';
import { type JobId, newId, type UserId } from '#schemas/ids/ids';
import { jobKind } from '#schemas/jobs/job-kinds';
import type { Clock } from '../clock.ts';
import type { Actor } from '../store/actor.ts';
import type { Json } from '../store/audit-entry.ts';
import type { Store } from '../store/store.ts';
import type { JobBook } from './job-book.ts';
import type { JobParents } from './job-parents.ts';
import type { JobValues, KeptJob } from './kept-job.ts';
import { type JobCommand, newStanding, type TransitionRules } from './transition.ts';

/** More would wait for weeks, and somebody has lost control of a program. */
const LIVE_MAX = 50_000;
/** Of one person, so that nobody takes the place of all others. */
const OWN_MAX = 20_000;
const YEAR_MS = 366 * 86_400_000;

export interface JobsDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly rules: TransitionRules;
  readonly book: JobBook;
  readonly parents: JobParents;
}

/** On whose behalf something is done with jobs. */
export interface JobBy {
  readonly userId: UserId;
  /** Whether all queues and everybody’s jobs are this person’s business. */
  readonly mayOperate: boolean;
  readonly actor: Actor;
}

type PersonsCommand = Extract<JobCommand['kind'], 'cancel' | 'pause' | 'resume' | 'retry'>;

const EVENTS = {
  cancel: 'job.cancelled',
  pause: 'job.held',
  resume: 'job.released',
  retry: 'job.retried',
} as const satisfies Record<PersonsCommand, AuditEventName>;

const CANNOT = {
  cancel: 'It has ended already.',
  pause: 'Only a job that waits can be held back.',
  resume: 'It is not held back.',
  retry: 'Only a job that failed, was cancelled or skipped can be tried again.',
} as const satisfies Record<PersonsCommand, string>;

/** What people do with jobs. */
export class Jobs {
  readonly #deps: JobsDeps;

  constructor(deps: JobsDeps) {
    this.#deps = deps;
  }

  /** Throws `forbidden`, `not_found` for a parent that is not there, `conflict` when too many wait. */
  async submit(request: JobRequest, { userId, mayOperate, actor }: JobBy): Promise<KeptJob> {
    const { book, parents, clock, rules } = this.#deps;
    const { kind, needs, dependsOn } = request;
    const { queue: usual, limits } = jobKind(kind);
    const queue = request.queue ?? usual;
    if (queue !== 'evaluation' && !mayOperate) {
      throw new TremoloError('forbidden', 'You may submit jobs to the queue evaluation only.');
    }
    const nowMs = clock();
    if ((request.notBeforeMs ?? 0) > nowMs + YEAR_MS) {
      throw new TremoloError('request_invalid', 'A job can be set for a year ahead at most.');
    }
    if (book.size >= LIVE_MAX) {
      throw new TremoloError('conflict', `${LIVE_MAX} jobs wait: cancel some first.`);
    }
    if (book.sizeOf(userId) >= OWN_MAX) {
      throw new TremoloError('conflict', `${OWN_MAX} of your jobs wait: cancel some first.`);
    }
    const jobId = newId('jb');
    await this.#requireParents(dependsOn);
    const job: KeptJob = {
      ...newStanding(nowMs, request.notBeforeMs, rules),
      ...{ jobId, kind, queue, needs, ownerId: userId, createdMs: nowMs },
      arguments: request.arguments as JobValues,
      limits: { ...limits, ...request.limits },
      dependsOn: [...new Set(dependsOn)],
    };
    // Before it is kept, so that nobody is given it before its parents are looked at.
    parents.expect(job);
    const details = { kind, queue };
    try {
      await book.add(job, actor, { event: 'job.submitted', actor, resourceId: jobId, details });
    } catch (error) {
      parents.forget(jobId);
      throw error;
    }
    await parents.settle(job);
    return this.wanted(jobId);
  }

  /** Throws `not_found`, `forbidden` for another’s job, `conflict` when it has ended. */
  async cancel(jobId: JobId, by: JobBy): Promise<KeptJob> {
    const job = await this.wanted(jobId);
    if (!by.mayOperate && job.ownerId !== by.userId) {
      throw new TremoloError('forbidden', 'It is somebody else’s job.');
    }
    return this.#do(job, 'cancel', by);
  }

  /** Throws `not_found`, `conflict`. */
  async hold(jobId: JobId, by: JobBy): Promise<KeptJob> {
    return this.#do(await this.wanted(jobId), 'pause', by);
  }

  /** Throws `not_found`, `conflict`. */
  async release(jobId: JobId, by: JobBy): Promise<KeptJob> {
    return this.#do(await this.wanted(jobId), 'resume', by);
  }

  /** Throws `not_found`, `conflict`; `request_invalid` for arguments that are none of its kind. */
  async retry(
    jobId: JobId,
    given: Readonly<Record<string, unknown>> | undefined,
    by: JobBy,
  ): Promise<KeptJob> {
    const job = await this.wanted(jobId);
    const parsed = jobKind(job.kind).arguments.safeParse(given ?? job.arguments);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      const where = issue === undefined ? '' : ` ${issue.path.join('.')}: ${issue.message}`;
      throw new TremoloError('request_invalid', `These are no arguments of ${job.kind}.${where}`);
    }
    const { dependsOn } = job;
    this.#deps.parents.expect({ jobId, dependsOn });
    try {
      await this.#do(job, 'retry', by, parsed.data as JobValues);
    } finally {
      await this.#deps.parents.settle(job);
    }
    return this.wanted(jobId);
  }

  /** Puts a dead letter away. Throws `not_found`, `conflict`. */
  archive(jobId: JobId, by: JobBy): Promise<void> {
    const sql = 'UPDATE jobs SET archived_ms = ? WHERE job_id = ?';
    const args = [this.#deps.clock(), jobId];
    return this.#withDeadLetter(jobId, 'job.archived', [{ sql, args }], by);
  }

  /** Deletes a dead letter with its history and log. Throws `not_found`, `conflict`. */
  remove(jobId: JobId, by: JobBy): Promise<void> {
    const statements = ['job_log', 'job_history', 'jobs'].map((table) => ({
      sql: `DELETE FROM ${table} WHERE job_id = ?`,
      args: [jobId],
    }));
    return this.#withDeadLetter(jobId, 'job.deleted', statements, by);
  }

  /** Throws `not_found`. */
  async wanted(jobId: JobId): Promise<KeptJob> {
    const job = await this.#deps.book.find(jobId);
    if (job === null) throw new TremoloError('not_found', 'There is no such job.');
    return job;
  }

  /** Deletes what ended long ago. To be called now and then. */
  async upkeep(keptDays: number): Promise<void> {
    const beforeMs = this.#deps.clock() - keptDays * 86_400_000;
    const old = 'SELECT job_id FROM jobs WHERE ended_ms < ?';
    await this.#deps.store.write([
      { sql: `DELETE FROM job_log WHERE job_id IN (${old})`, args: [beforeMs] },
      { sql: `DELETE FROM job_history WHERE job_id IN (${old})`, args: [beforeMs] },
      { sql: 'DELETE FROM jobs WHERE ended_ms < ?', args: [beforeMs] },
    ]);
  }

  async #do(
    { jobId, kind }: KeptJob,
    command: PersonsCommand,
    { actor }: JobBy,
    changed?: JobValues,
  ): Promise<KeptJob> {
    const details: Record<string, Json> = { kind, ...(changed ? { arguments: changed } : {}) };
    const entries = () => [{ event: EVENTS[command], actor, resourceId: jobId, details }];
    const along = { actor, entries, ...(changed === undefined ? {} : { arguments: changed }) };
    const after = await this.#deps.book.apply(jobId, { kind: command }, along);
    if (after === null) throw new TremoloError('conflict', CANNOT[command]);
    return after;
  }

  #withDeadLetter(
    jobId: JobId,
    event: AuditEventName,
    statements: readonly { readonly sql: string; readonly args: (string | number)[] }[],
    { actor }: JobBy,
  ): Promise<void> {
    return this.#deps.book.inTurn(jobId, async () => {
      const job = await this.wanted(jobId);
      if (job.state !== 'failed') {
        throw new TremoloError('conflict', 'It is no dead letter: it has not failed for good.');
      }
      const details = { kind: job.kind, cause: job.failure?.cause ?? null };
      await this.#deps.store.record(statements, [{ event, actor, resourceId: jobId, details }]);
    });
  }

  async #requireParents(dependsOn: readonly JobId[]): Promise<void> {
    for (const parent of dependsOn) {
      if ((await this.#deps.book.find(parent)) === null) {
        throw new TremoloError('not_found', `There is no job ${parent} to depend on.`);
      }
    }
  }
}
