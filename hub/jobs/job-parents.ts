import { said } from '#schemas/errors/said';
import type { JobId } from '#schemas/ids/ids';
import { isFinal, type JobState } from '#schemas/jobs/job';
import type { Store } from '../store/store.ts';
import type { JobBook } from './job-book.ts';
import type { KeptJob } from './kept-job.ts';

/** How one that did not succeed is called; any other failed. */
const ENDED_OTHERWISE: Partial<Record<JobState, 'job_parent_cancelled' | 'job_parent_skipped'>> = {
  cancelled: 'job_parent_cancelled',
  skipped: 'job_parent_skipped',
};

export interface JobParentsDeps {
  readonly book: JobBook;
  readonly store: Store;
  /** The change of a child that came by itself could not be kept. */
  readonly failed: (error: unknown) => void;
}

/** Which jobs wait for which others, and what becomes of them when those end. */
export class JobParents {
  readonly #deps: JobParentsDeps;
  /** What each waiting job still waits for. */
  readonly #awaited = new Map<JobId, Set<JobId>>();
  readonly #children = new Map<JobId, Set<JobId>>();

  constructor(deps: JobParentsDeps) {
    this.#deps = deps;
  }

  /** Looks again at all that waited when the hub ended. */
  async start(): Promise<void> {
    for (const job of [...this.#deps.book.live()]) await this.settle(job);
  }

  awaitedBy(jobId: JobId): JobId[] {
    return [...(this.#awaited.get(jobId) ?? [])];
  }

  isReady(jobId: JobId): boolean {
    return !this.#awaited.has(jobId);
  }

  /** To be called before a job is kept: until it is settled it is not ready. */
  expect({ jobId, dependsOn }: Pick<KeptJob, 'jobId' | 'dependsOn'>): void {
    if (dependsOn.length === 0) return;
    this.#awaited.set(jobId, new Set(dependsOn));
    for (const parent of dependsOn) {
      const children = this.#children.get(parent) ?? new Set();
      this.#children.set(parent, children.add(jobId));
    }
  }

  /** Looks how the parents of a job stand, for some may have ended before it was kept. */
  async settle(job: KeptJob): Promise<void> {
    if (job.dependsOn.length === 0) return;
    this.expect(job);
    const rows = await this.#deps.store.read(
      'SELECT job_id, state FROM jobs WHERE job_id IN (SELECT value FROM json_each(?))',
      [JSON.stringify(job.dependsOn)],
    );
    const states = new Map(rows.map((row) => [String(row.job_id), row.state as JobState]));
    for (const parent of job.dependsOn) {
      // One that is long gone was done with: only what ended and was kept its time is deleted.
      const state = states.get(parent) ?? 'succeeded';
      if (isFinal(state)) await this.#parentEnded(job.jobId, parent, state);
    }
  }

  /** A job changed: when it ended, those that wait for it go on, or are skipped. */
  changed({ jobId, state }: KeptJob): void {
    if (!isFinal(state)) return;
    this.forget(jobId);
    for (const child of this.#children.get(jobId) ?? []) {
      this.#parentEnded(child, jobId, state).catch(this.#deps.failed);
    }
    this.#children.delete(jobId);
  }

  async #parentEnded(child: JobId, parent: JobId, state: JobState): Promise<void> {
    if (state === 'succeeded') {
      const awaited = this.#awaited.get(child);
      awaited?.delete(parent);
      if (awaited?.size === 0) this.#awaited.delete(child);
      return;
    }
    const note = said(ENDED_OTHERWISE[state] ?? 'job_parent_failed', { job: parent });
    await this.#deps.book.apply(child, { kind: 'skip', note });
  }

  /** The job waits for nothing any more. */
  forget(jobId: JobId): void {
    for (const parent of this.#awaited.get(jobId) ?? []) this.#children.get(parent)?.delete(jobId);
    this.#awaited.delete(jobId);
  }
}
