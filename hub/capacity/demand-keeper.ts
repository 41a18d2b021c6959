import type { Clock } from '../clock.ts';
import type { Store } from '../store/store.ts';
import { siteDay } from './site-day.ts';

/** Jobs of so many days may still end or be tried again: their days are counted anew. */
const RECOUNTED_DAYS = 8;
const KEPT_DAYS = 800;

export interface DemandKeeperDeps {
  readonly store: Store;
  readonly clock: Clock;
  /** How long the latest jobs of the kind took, ms. */
  readonly runsOf: (kind: string) => readonly number[];
}

/**
 * Time at work of the jobs that were submitted on a day, all their attempts together. The `gpu` of a job is cleared when it ends,
 * so that what it needed decides (hub/jobs/placement.ts: cuda, or GPU memory). Bounded by one day, and by the indexes on
 * `created_ms` and on the job of a step.
 */
const WORK_OF_A_DAY = `
  WITH spans AS (
    SELECT h.job_id, h.attempt,
      min(CASE WHEN h.happened = 'start' THEN h.at_ms END) AS began_ms,
      min(CASE WHEN h.state NOT IN ('leased', 'running') THEN h.at_ms END) AS ended_ms
    FROM jobs j JOIN job_history h ON h.job_id = j.job_id
    WHERE j.created_ms >= ?1 AND j.created_ms < ?2 AND h.attempt > 0
    GROUP BY h.job_id, h.attempt
  ), worked AS (
    SELECT job_id, sum(max(0, ended_ms - began_ms)) AS ms FROM spans
    WHERE began_ms IS NOT NULL AND ended_ms IS NOT NULL GROUP BY job_id
  )
  SELECT j.kind,
    json_extract(j.needs, '$.provider') = 'cuda' OR json_extract(j.needs, '$.gpuMemoryMb') IS NOT NULL AS on_gpu,
    count(*) AS jobs,
    sum(j.ended_ms IS NULL) AS open,
    sum(CASE WHEN j.ended_ms IS NULL THEN 0 ELSE coalesce(w.ms, 0) END) AS work_ms
  FROM jobs j LEFT JOIN worked w ON w.job_id = j.job_id
  WHERE j.created_ms >= ?1 AND j.created_ms < ?2
  GROUP BY j.kind, on_gpu`;

interface Counted extends Record<string, unknown> {
  readonly kind: string;
  readonly on_gpu: number;
  readonly jobs: number;
  readonly open: number;
  readonly work_ms: number;
}

/** Keeps what each day brought of work, by kind: jobs themselves are kept for months only, these sums for years. */
export class DemandKeeper {
  readonly #deps: DemandKeeperDeps;
  #counting: Promise<void> | null = null;
  #isCounted = false;

  constructor(deps: DemandKeeperDeps) {
    this.#deps = deps;
  }

  /** Counts the latest days anew. To be called each hour. */
  turn(): Promise<void> {
    this.#counting ??= this.#count().finally(() => {
      this.#counting = null;
    });
    return this.#counting;
  }

  /** Resolves when the days were counted once since the start. */
  async counted(): Promise<void> {
    if (!this.#isCounted) await this.turn();
  }

  async #count(): Promise<void> {
    const nowMs = this.#deps.clock();
    for (let back = RECOUNTED_DAYS - 1; back >= 0; back--) await this.#countDay(nowMs, back);
    const oldest = siteDay(nowMs, -KEPT_DAYS).day;
    const tables = ['capacity_days', 'capacity_supply', 'capacity_demand'];
    await this.#deps.store.write(
      tables.map((table) => ({ sql: `DELETE FROM ${table} WHERE day < ?`, args: [oldest] })),
    );
    this.#isCounted = true;
  }

  async #countDay(nowMs: number, back: number): Promise<void> {
    const { store } = this.#deps;
    const { day, fromMs, toMs } = siteDay(nowMs, -back);
    const rows = await store.readLong<Counted & Record<string, never>>(WORK_OF_A_DAY, [
      fromMs,
      toMs,
    ]);
    await store.write([
      { sql: 'DELETE FROM capacity_demand WHERE day = ?', args: [day] },
      ...rows.flatMap((row) => this.#statementsOf(day, row)),
    ]);
  }

  /** A job on a GPU takes a place among the agent’s jobs as well. */
  #statementsOf(day: string, row: Counted) {
    const kind = String(row.kind);
    // Those that have not ended count as what their kind takes, as far as that is known.
    const workMs = Number(row.work_ms) + Number(row.open) * meanOf(this.#deps.runsOf(kind));
    const resources = Number(row.on_gpu) === 1 ? ['gpu', 'slot'] : ['slot'];
    return resources.map((resource) => ({
      sql: `INSERT INTO capacity_demand VALUES (?, ?, ?, ?, ?) ON CONFLICT (day, resource, kind)
        DO UPDATE SET jobs = jobs + excluded.jobs, work_ms = work_ms + excluded.work_ms`,
      args: [day, resource, kind, Number(row.jobs), Math.round(workMs)],
    }));
  }
}

function meanOf(runs: readonly number[]): number {
  return runs.length === 0 ? 0 : runs.reduce((sum, one) => sum + one, 0) / runs.length;
}
