import { refused } from '#schemas/errors/refused';
import { TremoloError } from '#schemas/errors/tremolo-error';
import type { DatabaseCall, DatabaseReply } from './statement.ts';

interface Pending {
  resolve(value: never): void;
  reject(error: TremoloError): void;
}

/** SQLite's codes that mean that the disk, or its quota, has no room. */
const FULL_CODES = ['SQLITE_FULL', 'SQLITE_IOERR_WRITE', 'SQLITE_IOERR_SHMSIZE'];

/** Calls into one database worker, answered in the order of asking. */
export class WorkerCalls {
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | null = null;
  #nextId = 1;

  start(onCrash: (error: unknown) => void): void {
    const worker = new Worker(new URL('./database-worker.ts', import.meta.url).href);
    worker.onmessage = ({ data }: MessageEvent<DatabaseReply>) => this.#settle(data);
    worker.onerror = (event) => {
      this.#rejectAll(new TremoloError('storage_failed', 'The store stopped.', { cause: event }));
      onCrash(event.message);
    };
    this.#worker = worker;
  }

  /** Answers still waited for are rejected. */
  stop(): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#rejectAll(new TremoloError('storage_failed', 'The store has been closed.'));
  }

  /** Rejects with `storage_full` or `storage_failed`. */
  ask<Value>(call: DatabaseCall): Promise<Value> {
    const worker = this.#worker;
    if (worker === null) {
      return Promise.reject(new TremoloError('storage_failed', 'The store is not open.'));
    }
    return new Promise<Value>((resolve, reject) => {
      const id = this.#nextId++;
      this.#pending.set(id, { resolve, reject });
      worker.postMessage({ id, ...call });
    });
  }

  #settle(reply: DatabaseReply): void {
    const pending = this.#pending.get(reply.id);
    this.#pending.delete(reply.id);
    if (reply.ok) pending?.resolve(reply.value as never);
    else pending?.reject(failure(reply.code, reply.message));
  }

  #rejectAll(error: TremoloError): void {
    for (const pending of this.#pending.values()) pending.reject(error);
    this.#pending.clear();
  }
}

function failure(code: string | null, message: string): TremoloError {
  const cause = new Error(message);
  return code !== null && FULL_CODES.includes(code)
    ? refused('disk_full', {}, { cause })
    : new TremoloError('storage_failed', 'The store could not do it.', { cause });
}
