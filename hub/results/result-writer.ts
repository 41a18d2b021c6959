import { TremoloError } from '#schemas/errors/tremolo-error';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Statement } from '../store/statement.ts';
import type { Store } from '../store/store.ts';
import type { BatchLedger } from './batch-ledger.ts';
import { type BatchName, outboxOf, type StoredBatch } from './stored-batch.ts';
import { POINT_STATEMENTS } from './trend-columns.ts';

/** Batches gather so long before a commit, so that one fsync serves many. */
const GATHER_MS = 100;
/** Beyond this the store is slower than the plant: the rest stays in the agents' outboxes until it is resent. */
const WAITING_MAX = 1_000;
/** On a full disk the store rests so long; what the agents resend after that is the next attempt. */
const REST_MS = 2_000;

export interface ResultWriterDeps {
  readonly store: Store;
  readonly ledger: BatchLedger;
  readonly clock: Clock;
  readonly log: Log;
  /** Called after the commit: only now may the outbox forget these. */
  readonly onStored: (names: readonly BatchName[]) => void;
}

/**
 * Commits batches in groups, each exactly once. What cannot be committed is let go without a receipt: it is safe in the
 * outbox that sent it and comes again.
 */
export class ResultWriter {
  readonly #deps: ResultWriterDeps;
  #waiting = new Map<string, StoredBatch>();
  #committing = new Map<string, StoredBatch>();
  #underWay: Promise<void> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #restUntilMs = 0;
  #diskFull = false;
  #failures = 0;

  constructor(deps: ResultWriterDeps) {
    this.#deps = deps;
  }

  /** True since the store last said that the disk is full, until a commit succeeds. */
  get diskFull(): boolean {
    return this.#diskFull;
  }

  /** Commits that failed since the start. */
  get failures(): number {
    return this.#failures;
  }

  /** Takes a batch that is not stored yet; one that waits already, or for which there is no room now, is let go. */
  add(batch: StoredBatch): void {
    const id = `${outboxOf(batch.name)}/${batch.name.sequence}`;
    if (this.#waiting.has(id) || this.#committing.has(id)) return;
    if (this.#waiting.size >= WAITING_MAX || this.#deps.clock() < this.#restUntilMs) return;
    this.#waiting.set(id, batch);
    this.#schedule();
  }

  /** Commits what waits, and returns when nothing is under way. */
  async flush(): Promise<void> {
    await this.#underWay;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    await this.#commit();
  }

  #schedule(): void {
    if (this.#timer !== null || this.#committing.size > 0) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#underWay = this.#commit();
    }, GATHER_MS);
  }

  async #commit(): Promise<void> {
    if (this.#waiting.size === 0 || this.#committing.size > 0) return;
    this.#committing = this.#waiting;
    this.#waiting = new Map();
    const batches = [...this.#committing.values()];
    try {
      await this.#store(batches);
    } catch (error) {
      if (isDiskFull(error) || batches.length === 1) this.#failed(error, batches.length);
      else await this.#storeEach(batches);
    } finally {
      this.#committing = new Map();
      if (this.#waiting.size > 0) this.#schedule();
    }
  }

  /** Something in the group cannot be stored: the others must not wait behind it for ever. */
  async #storeEach(batches: readonly StoredBatch[]): Promise<void> {
    for (const batch of batches) {
      try {
        await this.#store([batch]);
      } catch (error) {
        this.#failed(error, 1);
        if (isDiskFull(error)) return;
      }
    }
  }

  async #store(batches: readonly StoredBatch[]): Promise<void> {
    const { store, ledger, clock, onStored } = this.#deps;
    const names = batches.map((batch) => batch.name);
    await store.write([...ledger.noteStatements(names, clock()), ...contentStatements(batches)]);
    ledger.noted(names);
    this.#diskFull = false;
    onStored(names);
  }

  #failed(error: unknown, count: number): void {
    this.#failures++;
    this.#diskFull = isDiskFull(error);
    if (this.#diskFull) this.#restUntilMs = this.#deps.clock() + REST_MS;
    this.#deps.log.error('results are not stored; their agents keep them', error, {
      batches: count,
    });
  }
}

function isDiskFull(error: unknown): boolean {
  return error instanceof TremoloError && error.code === 'storage_full';
}

function contentStatements(batches: readonly StoredBatch[]): Statement[] {
  const rows = batches.flatMap((batch) => batch.rows);
  const changes = batches.flatMap((batch) => batch.changes);
  const statements: Statement[] = rows.length > 0 ? POINT_STATEMENTS.add(rows) : [];
  if (changes.length > 0) {
    statements.push({
      sql: "INSERT INTO changes SELECT json_extract(value, '$.changeId'), json_extract(value, '$.pointKey'), json_extract(value, '$.atMs'), json_extract(value, '$.body') FROM json_each(?) WHERE true ON CONFLICT (change_id) DO NOTHING",
      args: [JSON.stringify(changes)],
    });
  }
  return statements;
}
