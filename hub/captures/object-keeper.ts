import type { AuditEntry } from '../store/audit-entry.ts';
import type { ObjectStore } from '../store/objects/object-store.ts';
import type { Statement } from '../store/statement.ts';
import type { Store } from '../store/store.ts';

const UNNAMED = `NOT EXISTS (SELECT 1 FROM capture_tracks t WHERE t.sha256 = objects.sha256)`;
/** Objects that one sweep removes: the rest goes with the next. */
const SWEPT_MAX = 500;

export interface ObjectKeeperDeps {
  readonly store: Store;
  readonly objects: ObjectStore;
  readonly clock: () => number;
}

/**
 * Objects and the rows that name them, together. One thing at a time: what comes in under a name that is just being given back
 * would otherwise be lost.
 */
export class ObjectKeeper {
  readonly #deps: ObjectKeeperDeps;
  #last: Promise<unknown> = Promise.resolve();

  constructor(deps: ObjectKeeperDeps) {
    this.#deps = deps;
  }

  /**
   * Puts the file in and records who names it; what fails in between is found by the sweep. Returns the bytes that are new: none where
   * the same thing lies there already.
   */
  keep(
    { sha256, path, bytes }: { sha256: string; path: string; bytes: number },
    statements: readonly Statement[],
    entries: readonly AuditEntry[],
  ): Promise<number> {
    return this.#inTurn(async () => {
      const { store, objects, clock } = this.#deps;
      await objects.put(sha256, path);
      const object = {
        sql: 'INSERT OR IGNORE INTO objects VALUES (?, ?, ?)',
        args: [sha256, bytes, clock()],
      };
      const results = await store.record([object, ...statements], entries);
      return results?.[0].rowsAffected === 1 ? bytes : 0;
    });
  }

  /** Gives back the space of what no capture names any more. Returns the bytes. */
  sweep(): Promise<number> {
    return this.#inTurn(async () => {
      const { store, objects } = this.#deps;
      const rows = await store.read(
        `SELECT sha256, bytes FROM objects WHERE ${UNNAMED} LIMIT ${SWEPT_MAX}`,
      );
      let freed = 0;
      for (const { sha256, bytes } of rows) {
        await objects.remove(String(sha256));
        await store.write([{ sql: 'DELETE FROM objects WHERE sha256 = ?', args: [sha256] }]);
        freed += Number(bytes);
      }
      return freed;
    });
  }

  /** Removes what lies there without a row: the hub was killed between the two. */
  sweepUnknown(): Promise<number> {
    return this.#inTurn(async () => {
      const { store, objects } = this.#deps;
      let removed = 0;
      for await (const sha256 of objects.names()) {
        const [row] = await store.read('SELECT 1 FROM objects WHERE sha256 = ?', [sha256]);
        if (row !== undefined) continue;
        await objects.remove(sha256);
        removed++;
      }
      return removed;
    });
  }

  #inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const mine = this.#last.then(work, work);
    this.#last = mine.catch(() => undefined);
    return mine;
  }
}
