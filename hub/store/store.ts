import { closeSync, existsSync, mkdirSync, openSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '../log.ts';
import type { AuditEntry } from './audit-entry.ts';
import type { Row, Statement, WriteResult } from './statement.ts';
import { WorkerCalls } from './worker-calls.ts';

const FILE = 'tremolo.db';
const SLOW_MS = 5_000;
const SQL_TOLD_MAX = 300;

export interface StoreDeps {
  readonly dataDir: string;
  readonly log: Log;
  readonly onCrash: (error: unknown) => void;
  /** Told of what took more than five seconds, or than `slowMs`, waiting included. Its arguments stay out of it. */
  readonly onSlow?: (sql: string, tookMs: number) => void;
  readonly slowMs?: number;
  /** Told how long each write and each short question took, waiting included. */
  readonly onTook?: (tookMs: number) => void;
}

/**
 * The database handle: a writer and two readers, each in its own worker, so that no SQL ever runs on the hub's event loop, and
 * nobody's short question waits behind a search of years. Writes happen one after the other in the order of asking.
 */
export class Store {
  readonly #deps: StoreDeps;
  readonly #writer = new WorkerCalls();
  readonly #reader = new WorkerCalls();
  readonly #longReader = new WorkerCalls();

  constructor(deps: StoreDeps) {
    this.#deps = deps;
  }

  get path(): string {
    return join(this.#deps.dataDir, FILE);
  }

  /** Opens the file, makes it when it is absent, and brings its tables up to date. */
  async start(): Promise<void> {
    mkdirSync(this.#deps.dataDir, { recursive: true, mode: 0o700 });
    // It holds password hashes. Made before SQLite opens it, so that the -wal and -shm files take the same mode.
    closeSync(openSync(this.path, 'a', 0o600));
    this.#writer.start(this.#deps.onCrash);
    await this.#writer.ask<void>({ kind: 'open', path: this.path, role: 'writer' });
    for (const reader of [this.#reader, this.#longReader]) {
      reader.start(this.#deps.onCrash);
      await reader.ask<void>({ kind: 'open', path: this.path, role: 'reader' });
    }
  }

  /** Finishes the writes asked for so far, then closes. */
  async stop(): Promise<void> {
    for (const calls of [this.#reader, this.#longReader, this.#writer]) {
      try {
        await calls.ask<void>({ kind: 'close' });
      } catch (error) {
        this.#deps.log.error('the store did not close in order', error);
      }
      calls.stop();
    }
  }

  /** All statements in one transaction, committed to the disk, or none. Rejects with `storage_full` or `storage_failed`. */
  write(statements: readonly Omit<Statement, 'mustChange'>[]): Promise<WriteResult[]> {
    const sql = statements[0]?.sql ?? '';
    return this.#timed(sql, this.#writer.ask({ kind: 'write', statements, entries: [] }));
  }

  /**
   * The same with entries for the audit trail: change and entries are both kept, or neither. Null, and nothing is kept, when a
   * statement with `mustChange` changed no row.
   */
  record(
    statements: readonly Statement[],
    entries: readonly AuditEntry[],
  ): Promise<WriteResult[] | null> {
    const sql = statements[0]?.sql ?? 'INSERT INTO audit';
    return this.#timed(sql, this.#writer.ask({ kind: 'write', statements, entries }));
  }

  /** Rows of one SELECT as of the last commit. */
  read<R extends Row = Row>(sql: string, args: Statement['args'] = []): Promise<R[]> {
    return this.#timed(sql, this.#reader.ask({ kind: 'read', statement: { sql, args } }));
  }

  /** The same for what may take long: searches, figures and files of years. Such questions wait for each other only. */
  readLong<R extends Row = Row>(sql: string, args: Statement['args'] = []): Promise<R[]> {
    const work = this.#longReader.ask<R[]>({ kind: 'read', statement: { sql, args } });
    return this.#timed(sql, work, true);
  }

  /** Statements outside of a transaction, on the writer's connection, for upkeep such as vacuuming. */
  script(sql: string): Promise<void> {
    return this.#writer.ask({ kind: 'script', sql });
  }

  /** Bytes of the database file and of its write-ahead log. */
  bytesOnDisk(): number {
    const sizes = [this.path, `${this.path}-wal`].map((file) =>
      existsSync(file) ? statSync(file).size : 0,
    );
    return sizes[0] + sizes[1];
  }

  async #timed<Value>(sql: string, work: Promise<Value>, isLong = false): Promise<Value> {
    const { onSlow, onTook, slowMs = SLOW_MS } = this.#deps;
    const startedMs = performance.now();
    const value = await work;
    const tookMs = Math.round(performance.now() - startedMs);
    if (!isLong) onTook?.(tookMs);
    if (tookMs >= slowMs) onSlow?.(sql.slice(0, SQL_TOLD_MAX), tookMs);
    return value;
  }
}
