import { createHash } from 'node:crypto';
import { refused } from '#schemas/errors/refused';
import type { JobRequest } from '#schemas/http/jobs';
import { type JobId, newId, type UserId } from '#schemas/ids/ids';
import { jobKind } from '#schemas/jobs/job-kinds';
import type { Clock } from '../clock.ts';
import type { JobBook } from './job-book.ts';
import type { JobBy } from './job-by.ts';
import type { JobParents } from './job-parents.ts';
import type { JobValues, KeptJob } from './kept-job.ts';
import { newStanding, type TransitionRules } from './transition.ts';

/** More would wait for weeks, and somebody has lost control of a program. */
const LIVE_MAX = 50_000;
/** Of one person, so that nobody takes the place of all others. */
const OWN_MAX = 20_000;
const YEAR_MS = 366 * 86_400_000;

export interface JobIntakeDeps {
  readonly clock: Clock;
  readonly rules: TransitionRules;
  readonly book: JobBook;
  readonly parents: JobParents;
}

/** By which the same request is known when it comes again, and whether it is the same. */
type Key = Pick<KeptJob, 'submitKey' | 'requestHash'>;

/** Takes jobs in. A request with a key makes one job, however often and however late it is sent again. */
export class JobIntake {
  readonly #deps: JobIntakeDeps;
  readonly #arriving = new Map<string, Promise<KeptJob>>();

  constructor(deps: JobIntakeDeps) {
    this.#deps = deps;
  }

  /**
   * Throws `forbidden`, `not_found` for a parent that is not there, `conflict` when too many wait and for a key that was used
   * for another job.
   */
  async submit(request: JobRequest, by: JobBy, key: string | null = null): Promise<KeptJob> {
    const known = keyOf(request, by, key);
    if (known.submitKey === null) return this.#take(request, by, known);
    const { submitKey, requestHash } = known;
    // Found before anything is awaited: what is read of the store meanwhile is from before the first of them was kept.
    const job = await (this.#arriving.get(submitKey) ??
      this.#arrive(request, by, known, submitKey));
    if (job.requestHash === requestHash) return job;
    throw refused('job_key_used');
  }

  #arrive(request: JobRequest, by: JobBy, known: Key, submitKey: string): Promise<KeptJob> {
    const arriving = this.#deps.book
      .findSubmitted(submitKey)
      .then((stored) => stored ?? this.#take(request, by, known))
      .finally(() => this.#arriving.delete(submitKey));
    this.#arriving.set(submitKey, arriving);
    return arriving;
  }

  async #take(request: JobRequest, { userId, mayOperate, actor }: JobBy, known: Key) {
    const { book, parents, clock, rules } = this.#deps;
    const { kind, needs, dependsOn } = request;
    const { queue: usual, limits, hasCheckpoint } = jobKind(kind);
    const queue = request.queue ?? usual;
    if (queue !== 'evaluation' && !mayOperate) {
      throw refused('job_queue_evaluation');
    }
    const nowMs = clock();
    this.#requireRoom(request, userId, nowMs);
    await this.#requireParents(dependsOn);
    const jobId = newId('jb');
    const job: KeptJob = {
      ...newStanding(nowMs, request.notBeforeMs, rules),
      ...{ jobId, kind, queue, needs, ownerId: userId, createdMs: nowMs },
      ...known,
      preemptible: request.preemptible ?? hasCheckpoint,
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
    return (await book.find(jobId)) ?? job;
  }

  #requireRoom({ notBeforeMs }: JobRequest, userId: UserId, nowMs: number): void {
    const { book } = this.#deps;
    if ((notBeforeMs ?? 0) > nowMs + YEAR_MS) {
      throw refused('job_too_far');
    }
    if (book.size >= LIVE_MAX) {
      throw refused('jobs_full', { count: LIVE_MAX });
    }
    if (book.sizeOf(userId) >= OWN_MAX) {
      throw refused('own_jobs_full', { count: OWN_MAX });
    }
  }

  async #requireParents(dependsOn: readonly JobId[]): Promise<void> {
    for (const parent of dependsOn) {
      if ((await this.#deps.book.find(parent)) === null) {
        throw refused('job_parent_unknown', { job: parent });
      }
    }
  }
}

/** Hashed: a key is whatever a program chose, and nobody else’s business. */
function keyOf(request: JobRequest, { submitter }: JobBy, key: string | null): Key {
  if (key === null) return { submitKey: null, requestHash: null };
  const hashOf = (value: unknown) =>
    createHash('sha256').update(JSON.stringify(value)).digest('base64url');
  return { submitKey: hashOf([submitter, key]), requestHash: hashOf(request) };
}
