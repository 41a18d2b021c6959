import type { Clock } from '../clock.ts';
import type { Store } from '../store/store.ts';

const DAY_MS = 86_400_000;
/** So that years do not hold the store from everything else. */
const AT_ONCE = 500;
const EVERYTHING = ['job_log', 'job_history', 'jobs'] as const;

export interface JobUpkeepDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly settings: {
    /** Jobs that ended are kept so long, with what they were given, their history and what came of them. */
    readonly keptDays: number;
    /** What they said is kept so long. */
    readonly logKeptDays: number;
  };
}

/** Lets go of what ended long ago. */
export class JobUpkeep {
  readonly #deps: JobUpkeepDeps;

  constructor(deps: JobUpkeepDeps) {
    this.#deps = deps;
  }

  /** To be called now and then. Gives how many jobs are gone. */
  async run(): Promise<number> {
    const { keptDays, logKeptDays } = this.#deps.settings;
    const gone = await this.#forget(
      'SELECT job_id FROM jobs WHERE ended_ms < ?',
      keptDays,
      EVERYTHING,
    );
    await this.#forget(
      `SELECT job_id FROM jobs WHERE ended_ms < ? AND EXISTS
        (SELECT 1 FROM job_log WHERE job_log.job_id = jobs.job_id)`,
      logKeptDays,
      ['job_log'],
    );
    return gone;
  }

  async #forget(which: string, days: number, tables: readonly string[]): Promise<number> {
    const { store, clock } = this.#deps;
    const beforeMs = clock() - days * DAY_MS;
    let gone = 0;
    for (;;) {
      const rows = await store.readLong(`${which} LIMIT ?`, [beforeMs, AT_ONCE]);
      const jobIds = JSON.stringify(rows.map(({ job_id }) => job_id));
      if (rows.length > 0) {
        await store.write(
          tables.map((table) => ({
            sql: `DELETE FROM ${table} WHERE job_id IN (SELECT value FROM json_each(?))`,
            args: [jobIds],
          })),
        );
      }
      gone += rows.length;
      if (rows.length < AT_ONCE) return gone;
    }
  }
}
