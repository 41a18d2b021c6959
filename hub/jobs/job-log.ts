import type { JobId } from '#schemas/ids/ids';
import { type JobLogLine, LOG_LINES_MAX } from '#schemas/jobs/messages';
import type { Store } from '../store/store.ts';

export interface LogQuery {
  readonly attempt: number;
  /** Lines after this one. */
  readonly after: number;
  readonly limit: number;
  readonly q?: string;
}

/** What jobs said, line by line. A line that comes twice is kept once. */
export class JobLog {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  async add(jobId: JobId, attempt: number, lines: readonly JobLogLine[]): Promise<void> {
    // The agent holds to it too; a broken one must not fill the disk.
    const kept = lines.filter(({ line }) => line <= LOG_LINES_MAX);
    if (kept.length === 0) return;
    await this.#store.write([
      {
        sql: `INSERT OR IGNORE INTO job_log
          SELECT ?, ?, value ->> 'line', value ->> 'atMs', value ->> 'text' FROM json_each(?)`,
        args: [jobId, attempt, JSON.stringify(kept)],
      },
    ]);
  }

  async read(jobId: JobId, { attempt, after, limit, q }: LogQuery): Promise<JobLogLine[]> {
    const rows = await this.#store.read(
      `SELECT line, at_ms, text FROM job_log WHERE job_id = ? AND attempt = ? AND line > ?
        AND (? IS NULL OR instr(lower(text), lower(?)) > 0) ORDER BY line LIMIT ?`,
      [jobId, attempt, after, q ?? null, q ?? null, limit],
    );
    return rows.map((row) => ({
      line: Number(row.line),
      atMs: Number(row.at_ms),
      text: String(row.text),
    }));
  }
}
