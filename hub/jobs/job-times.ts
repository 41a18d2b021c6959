import type { JobKindName } from '#schemas/jobs/job-kinds';
import type { Store } from '../store/store.ts';
import type { KeptJob } from './kept-job.ts';

/** The latest runs of a kind that are gone by. */
const RUNS = 50;
/** Of fewer nothing can be said. */
const RUNS_MIN = 5;

/** How long jobs of each kind took of late. */
export class JobTimes {
  readonly #store: Store;
  readonly #runs = new Map<JobKindName, number[]>();

  constructor(store: Store) {
    this.#store = store;
  }

  async start(): Promise<void> {
    const rows = await this.#store.read(
      `SELECT kind, took FROM (
        SELECT kind, ended_ms - started_ms AS took, ended_ms, row_number() OVER (PARTITION BY kind ORDER BY ended_ms DESC) AS n
        FROM (SELECT * FROM jobs WHERE ended_ms IS NOT NULL ORDER BY ended_ms DESC LIMIT 5000)
        WHERE state = 'succeeded' AND started_ms IS NOT NULL
      ) WHERE n <= ? ORDER BY ended_ms`,
      [RUNS],
    );
    for (const { kind, took } of rows) this.#note(kind as JobKindName, Number(took));
  }

  /** Half of the latest runs took no longer; null: there were too few. */
  usualMs(kind: JobKindName): number | null {
    const runs = this.#runs.get(kind) ?? [];
    if (runs.length < RUNS_MIN) return null;
    return runs.toSorted((a, b) => a - b)[Math.ceil(runs.length / 2) - 1];
  }

  /** How long the latest took, in their order. */
  latestMs(kind: string): readonly number[] {
    return this.#runs.get(kind as JobKindName) ?? [];
  }

  changed({ kind, state, startedMs, endedMs }: KeptJob): void {
    if (state === 'succeeded' && startedMs !== null && endedMs !== null) {
      this.#note(kind, endedMs - startedMs);
    }
  }

  #note(kind: JobKindName, tookMs: number): void {
    const runs = this.#runs.get(kind) ?? [];
    runs.push(tookMs);
    if (runs.length > RUNS) runs.shift();
    this.#runs.set(kind, runs);
  }
}
