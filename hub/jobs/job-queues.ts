import { refused } from '#schemas/errors/refused';
import type { QueueRow } from '#schemas/http/jobs';
import { isFinal, JOB_STATES, type JobState } from '#schemas/jobs/job';
import { QUEUE_NAMES, QUEUES, type QueueName } from '#schemas/jobs/queues';
import type { Clock } from '../clock.ts';
import type { Actor } from '../store/actor.ts';
import type { Store } from '../store/store.ts';
import type { JobBook } from './job-book.ts';
import type { JobFigures } from './job-figures.ts';

const UNKNOWN = { p50: null, p95: null } as const;
/** So that thousands do not hold the store from everything else. */
const PURGED_AT_ONCE = 200;

export interface JobQueuesDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly book: JobBook;
  readonly figures: JobFigures;
}

/** The queues: which are stopped, what waits in them, and how long it took of late. */
export class JobQueues {
  readonly #deps: JobQueuesDeps;
  readonly #paused = new Map<QueueName, number>();

  constructor(deps: JobQueuesDeps) {
    this.#deps = deps;
  }

  /** Recalls which are stopped. */
  async start(): Promise<void> {
    for (const row of await this.#deps.store.read('SELECT * FROM job_queues')) {
      this.#paused.set(row.queue as QueueName, Number(row.paused_ms));
    }
  }

  isPaused(queue: QueueName): boolean {
    return this.#paused.has(queue);
  }

  /** What runs goes on; nothing more begins. */
  async pause(queue: QueueName, actor: Actor): Promise<void> {
    if (this.#paused.has(queue)) return;
    const nowMs = this.#deps.clock();
    await this.#deps.store.record(
      [{ sql: 'INSERT OR REPLACE INTO job_queues VALUES (?, ?)', args: [queue, nowMs] }],
      [{ event: 'queue.paused', actor, resourceId: queue }],
    );
    this.#paused.set(queue, nowMs);
  }

  async resume(queue: QueueName, actor: Actor): Promise<void> {
    if (!this.#paused.has(queue)) return;
    await this.#deps.store.record(
      [{ sql: 'DELETE FROM job_queues WHERE queue = ?', args: [queue] }],
      [{ event: 'queue.resumed', actor, resourceId: queue }],
    );
    this.#paused.delete(queue);
  }

  /** Cancels all that waits in it, not what is at work. Throws `confirmation_needed`. Gives how many it were. */
  async purge(queue: QueueName, isConfirmed: boolean, actor: Actor): Promise<number> {
    const { book, store } = this.#deps;
    const waiting = [...book.live()].filter(
      (job) => job.queue === queue && (job.state === 'queued' || job.state === 'paused'),
    );
    if (!isConfirmed) {
      throw refused('queue_cancel_confirm', { count: waiting.length, queue });
    }
    await store.record(
      [],
      [{ event: 'queue.purged', actor, resourceId: queue, details: { waiting: waiting.length } }],
    );
    let cancelled = 0;
    for (let i = 0; i < waiting.length; i += PURGED_AT_ONCE) {
      const done = await Promise.all(
        waiting.slice(i, i + PURGED_AT_ONCE).map(({ jobId, attempt }) => {
          const details = { purged: queue };
          return book.apply(jobId, { kind: 'cancel' }, { actor, attempt, details });
        }),
      );
      cancelled += done.filter((job) => job !== null).length;
    }
    return cancelled;
  }

  /** How many are in each state that is not final, those of which there is none included. */
  counts(): { queue: QueueName; state: JobState; n: number }[] {
    const counts = new Map<string, number>();
    for (const { queue, state } of this.#deps.book.live()) {
      const key = `${queue} ${state}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const states = JOB_STATES.filter((state) => !isFinal(state));
    return QUEUE_NAMES.flatMap((queue) =>
      states.map((state) => ({ queue, state, n: counts.get(`${queue} ${state}`) ?? 0 })),
    );
  }

  async states(): Promise<QueueRow[]> {
    const { book, clock } = this.#deps;
    const nowMs = clock();
    const ended = await this.#deps.figures.lastHour();
    const live = Map.groupBy(book.live(), (job) => job.queue);
    return QUEUE_NAMES.map((queue) => {
      const jobs = live.get(queue) ?? [];
      const of = ended.get(queue);
      const waiting = jobs.filter((job) => job.state === 'queued');
      const later = waiting.filter((job) => job.notBeforeMs > nowMs);
      return {
        queue,
        priority: QUEUES[queue].priority,
        pausedMs: this.#paused.get(queue) ?? null,
        depth: waiting.length - later.length,
        active: jobs.filter((job) => job.state === 'leased' || job.state === 'running').length,
        scheduled: later.filter((job) => job.failure === null).length,
        retrying: later.filter((job) => job.failure !== null).length,
        held: jobs.filter((job) => job.state === 'paused').length,
        failedLastHour: of?.failed ?? 0,
        waitMs: of?.waitMs ?? UNKNOWN,
        runMs: of?.runMs ?? UNKNOWN,
      };
    });
  }
}
