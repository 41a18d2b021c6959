import type { JobId } from '#schemas/ids/ids';
import type { QueueName } from '#schemas/jobs/queues';
import type { KeptJob } from './kept-job.ts';
import { needsKey } from './placement.ts';

export interface WaitingLineDeps {
  readonly isReady: (jobId: JobId) => boolean;
  readonly isPaused: (queue: QueueName) => boolean;
  readonly groupOf: (job: KeptJob) => string;
}

/** Jobs of one queue, one group and equal needs: of these the one that waited longest is always next. */
interface Row {
  readonly queue: QueueName;
  /** Longest waiting first. */
  readonly jobs: KeptJob[];
}

/**
 * Jobs that wait, so that the next is found by looking at one of each row: with ten thousand waiting, all of them would be
 * looked at each time that one is given out.
 */
export class WaitingLine {
  readonly #deps: WaitingLineDeps;
  readonly #rows = new Map<string, Row>();
  /** In which row each is, as it was put there. */
  readonly #places = new Map<JobId, { key: string; job: KeptJob }>();
  /** Not due, or waiting for others. */
  readonly #later = new Map<JobId, KeptJob>();
  readonly #awaiting = new Map<JobId, KeptJob>();
  #nextDueMs = Number.POSITIVE_INFINITY;

  constructor(deps: WaitingLineDeps) {
    this.#deps = deps;
  }

  /** The job waits, as it now is. */
  put(job: KeptJob, nowMs: number): void {
    const { jobId, notBeforeMs } = job;
    this.remove(jobId);
    if (!this.#deps.isReady(jobId)) this.#awaiting.set(jobId, job);
    else if (notBeforeMs > nowMs) {
      this.#later.set(jobId, job);
      this.#nextDueMs = Math.min(this.#nextDueMs, notBeforeMs);
    } else this.#enter(job);
  }

  /** It waits no more. */
  remove(jobId: JobId): void {
    this.#later.delete(jobId);
    this.#awaiting.delete(jobId);
    const place = this.#places.get(jobId);
    if (place === undefined) return;
    this.#places.delete(jobId);
    const row = this.#rows.get(place.key);
    row?.jobs.splice(placeIn(row.jobs, place.job), 1);
    if (row?.jobs.length === 0) this.#rows.delete(place.key);
  }

  /** Lets in what has become due, or waits for nothing any more. To be called before `heads`. */
  turn(nowMs: number): void {
    for (const job of [...this.#awaiting.values()]) {
      if (this.#deps.isReady(job.jobId)) this.put(job, nowMs);
    }
    if (nowMs < this.#nextDueMs) return;
    this.#nextDueMs = Number.POSITIVE_INFINITY;
    for (const job of [...this.#later.values()]) this.put(job, nowMs);
  }

  /** Those of which one is next, whatever has room: the first of each row whose queue goes. */
  *heads(): Generator<KeptJob> {
    for (const { queue, jobs } of this.#rows.values()) {
      if (!this.#deps.isPaused(queue)) yield jobs[0];
    }
  }

  /** All that may start, in rows of which the first is always next; those of stopped queues apart. */
  rows(): (readonly KeptJob[])[] {
    const going = [...this.#rows.values()].filter(({ queue }) => !this.#deps.isPaused(queue));
    return going.map(({ jobs }) => jobs);
  }

  #enter(job: KeptJob): void {
    const { queue, jobId } = job;
    const key = `${queue} ${this.#deps.groupOf(job)} ${needsKey(job)}`;
    const row = this.#rows.get(key) ?? { queue, jobs: [] };
    this.#rows.set(key, row);
    row.jobs.splice(placeIn(row.jobs, job), 0, job);
    this.#places.set(jobId, { key, job });
  }
}

/** Where the job is among these, or would be. */
function placeIn(jobs: readonly KeptJob[], { queuedMs, jobId }: KeptJob): number {
  let [low, high] = [0, jobs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = jobs[middle];
    const isBefore =
      other.queuedMs < queuedMs || (other.queuedMs === queuedMs && other.jobId < jobId);
    if (isBefore) low = middle + 1;
    else high = middle;
  }
  return low;
}
