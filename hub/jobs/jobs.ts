import type { AuditEventName } from '#schemas/audit/events';
import type { ReasonName } from '#schemas/errors/reasons';
import { refused } from '#schemas/errors/refused';
import type { JobId } from '#schemas/ids/ids';
import { jobKind } from '#schemas/jobs/job-kinds';
import type { Clock } from '../clock.ts';
import type { Store } from '../store/store.ts';
import type { JobBook } from './job-book.ts';
import type { JobBy } from './job-by.ts';
import type { JobParents } from './job-parents.ts';
import { isOut, type JobValues, type KeptJob } from './kept-job.ts';
import type { JobCommand } from './transition.ts';

export interface JobsDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly book: JobBook;
  readonly parents: JobParents;
}

type PersonsCommand = Extract<JobCommand['kind'], 'cancel' | 'pause' | 'resume' | 'retry'>;

const CANNOT = {
  cancel: 'job_ended',
  pause: 'job_not_pausable',
  resume: 'job_not_held',
  retry: 'job_not_retriable',
} as const satisfies Record<PersonsCommand, ReasonName>;

/** What people do with jobs. */
export class Jobs {
  readonly #deps: JobsDeps;

  constructor(deps: JobsDeps) {
    this.#deps = deps;
  }

  /** Throws `not_found`, `forbidden` for another’s job, `conflict` when it has ended. */
  async cancel(jobId: JobId, by: JobBy): Promise<KeptJob> {
    const job = await this.wanted(jobId);
    if (!by.mayOperate && job.ownerId !== by.userId) {
      throw refused('job_of_another');
    }
    return this.#do(job, 'cancel', by);
  }

  /** Holds it back while it waits, and has it stand still while it runs. Throws `not_found`, `conflict`. */
  async hold(jobId: JobId, by: JobBy): Promise<KeptJob> {
    const job = await this.wanted(jobId);
    if (isOut(job) && !jobKind(job.kind).hasCheckpoint) {
      throw refused('job_no_checkpoint', { kind: job.kind });
    }
    return this.#do(job, 'pause', by);
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
      const { kind } = job;
      if (issue === undefined) throw refused('job_arguments_wrong', { kind });
      const where = `${issue.path.join('.')}: ${issue.message}`;
      throw refused('job_arguments_wrong_at', { kind, where });
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
    if (job === null) throw refused('job_unknown');
    return job;
  }

  async #do(
    { jobId }: KeptJob,
    command: PersonsCommand,
    { actor }: JobBy,
    changed?: JobValues,
  ): Promise<KeptJob> {
    const along = {
      actor,
      ...(changed && { arguments: changed, details: { arguments: changed } }),
    };
    const after = await this.#deps.book.apply(jobId, { kind: command }, along);
    if (after === null) throw refused(CANNOT[command]);
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
        throw refused('job_no_dead_letter');
      }
      const details = { kind: job.kind, cause: job.failure?.cause ?? null };
      await this.#deps.store.record(statements, [{ event, actor, resourceId: jobId, details }]);
    });
  }
}
