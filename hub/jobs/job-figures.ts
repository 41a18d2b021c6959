import type { KindRow, QueueRow } from '#schemas/http/jobs';
import type { JobKindName } from '#schemas/jobs/job-kinds';
import type { QueueName } from '#schemas/jobs/queues';
import type { Clock } from '../clock.ts';
import type { Row } from '../store/statement.ts';
import type { Store } from '../store/store.ts';

const HOUR_MS = 3_600_000;
const MONTH_MS = 30 * 24 * HOUR_MS;
/** However many look, and however often. */
const HOUR_EVERY_MS = 2_000;
const MONTH_EVERY_MS = 60_000;

/** Of jobs that ended in the last hour, of one queue. */
export type HourFigures = Pick<QueueRow, 'waitMs' | 'runMs'> & { readonly failed: number };

/** The time below which this share lies, counted where the rows are: thousands of them never come to the hub. */
const spreadOf = (what: 'wait' | 'run') => `
  SELECT queue, min(CASE WHEN n >= 0.5 * of THEN ${what} END) AS p50, min(CASE WHEN n >= 0.95 * of THEN ${what} END) AS p95
  FROM (SELECT queue, ${what}, row_number() OVER (PARTITION BY queue ORDER BY ${what}) AS n, count(*) OVER (PARTITION BY queue) AS of
    FROM (SELECT queue, started_ms - queued_ms AS wait, ended_ms - started_ms AS run FROM jobs WHERE ended_ms > ?)
    WHERE ${what} IS NOT NULL) GROUP BY queue`;

/** How jobs went of late: per queue in the last hour, per kind in the last thirty days. */
export class JobFigures {
  readonly #deps: { readonly store: Store; readonly clock: Clock };
  #hour: { atMs: number; figures: Promise<Map<QueueName, HourFigures>> } | null = null;
  #month: { atMs: number; kinds: Promise<KindRow[]> } | null = null;

  constructor(deps: { readonly store: Store; readonly clock: Clock }) {
    this.#deps = deps;
  }

  /** Queues of which no job ended are not in it. */
  lastHour(): Promise<Map<QueueName, HourFigures>> {
    const nowMs = this.#deps.clock();
    if (this.#hour === null || nowMs - this.#hour.atMs >= HOUR_EVERY_MS) {
      this.#hour = { atMs: nowMs, figures: this.#ofHour(nowMs - HOUR_MS) };
      this.#hour.figures.catch(() => {
        this.#hour = null;
      });
    }
    return this.#hour.figures;
  }

  /** Kinds of which no job ended are not in it. */
  lastMonth(): Promise<KindRow[]> {
    const nowMs = this.#deps.clock();
    if (this.#month === null || nowMs - this.#month.atMs >= MONTH_EVERY_MS) {
      this.#month = { atMs: nowMs, kinds: this.#ofMonth(nowMs - MONTH_MS) };
      this.#month.kinds.catch(() => {
        this.#month = null;
      });
    }
    return this.#month.kinds;
  }

  async #ofHour(sinceMs: number): Promise<Map<QueueName, HourFigures>> {
    const { store } = this.#deps;
    const [counts, waits, runs] = await Promise.all([
      store.read(
        "SELECT queue, sum(state = 'failed') AS failed FROM jobs WHERE ended_ms > ? GROUP BY queue",
        [sinceMs],
      ),
      store.read(spreadOf('wait'), [sinceMs]),
      store.read(spreadOf('run'), [sinceMs]),
    ]);
    const spread = (rows: Row[], queue: unknown) => {
      const row = rows.find((one) => one.queue === queue);
      return { p50: (row?.p50 ?? null) as number | null, p95: (row?.p95 ?? null) as number | null };
    };
    return new Map(
      counts.map(({ queue, failed }) => [
        queue as QueueName,
        { failed: Number(failed), waitMs: spread(waits, queue), runMs: spread(runs, queue) },
      ]),
    );
  }

  /** What somebody cancelled, or was skipped, neither succeeded nor failed. */
  async #ofMonth(sinceMs: number): Promise<KindRow[]> {
    const rows = await this.#deps.store.readLong(
      `SELECT kind, count(*) AS ended, sum(state = 'succeeded') AS succeeded, sum(attempt > 1) AS retried,
        sum(attempt > 1 AND state = 'succeeded') AS retried_succeeded
      FROM jobs WHERE ended_ms > ? AND state IN ('succeeded', 'failed') GROUP BY kind ORDER BY kind`,
      [sinceMs],
    );
    return rows.map((row) => ({
      kind: row.kind as JobKindName,
      ended: Number(row.ended),
      succeeded: Number(row.succeeded),
      retried: Number(row.retried),
      retriedSucceeded: Number(row.retried_succeeded),
    }));
  }
}
