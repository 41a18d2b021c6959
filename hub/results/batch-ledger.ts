import type { Row, Statement } from '../store/statement.ts';
import type { Store } from '../store/store.ts';
import { SequenceSet } from './sequence-set.ts';
import { type BatchName, outboxOf } from './stored-batch.ts';

interface Outbox {
  readonly key: number;
  readonly stored: SequenceSet;
  /** `through` as the table has it. */
  compacted: number;
}

/** An outbox that sent nothing for so long has been thrown away. */
const FORGET_AFTER_MS = 30 * 86_400_000;

/** Which batches are stored: the mirror in memory of the tables `outboxes` and `batches`. */
export class BatchLedger {
  readonly #store: Store;
  readonly #outboxes = new Map<string, Outbox>();
  #nextKey = 1;

  constructor(store: Store) {
    this.#store = store;
  }

  async start(): Promise<void> {
    const [outboxes, batches] = await Promise.all([
      this.#store.read('SELECT * FROM outboxes'),
      this.#store.read<Row & { outbox_key: number; sequence: number }>('SELECT * FROM batches'),
    ]);
    const ahead = Map.groupBy(batches, (row) => row.outbox_key);
    for (const row of outboxes) {
      const key = Number(row.outbox_key);
      const sequences = (ahead.get(key) ?? []).map((batch) => batch.sequence);
      const name = {
        agentId: String(row.agent_id),
        lane: Number(row.lane),
        epoch: String(row.epoch),
      };
      this.#outboxes.set(outboxOf({ ...name, sequence: 0 }), {
        key,
        stored: new SequenceSet(Number(row.through), sequences),
        compacted: Number(row.through),
      });
      this.#nextKey = Math.max(this.#nextKey, key + 1);
    }
  }

  isStored(name: BatchName): boolean {
    return this.#outboxes.get(outboxOf(name))?.stored.has(name.sequence) ?? false;
  }

  /** Up to which sequence the outbox of `name` is stored without a gap. */
  storedThrough(name: BatchName): number {
    return this.#outboxes.get(outboxOf(name))?.stored.through ?? 0;
  }

  /** Statements that note these batches; a batch that the tables know already fails the whole transaction. */
  noteStatements(names: readonly BatchName[], nowMs: number): Statement[] {
    const rows = names.map((name) => [this.#outboxFor(name).key, name.sequence]);
    const outboxes = new Map(names.map((name) => [outboxOf(name), name]));
    const known = [...outboxes.values()].map((name) => ({
      sql: 'INSERT INTO outboxes VALUES (?, ?, ?, ?, 0, ?) ON CONFLICT (outbox_key) DO UPDATE SET used_ms = excluded.used_ms',
      args: [this.#outboxFor(name).key, name.agentId, name.lane, name.epoch, nowMs],
    }));
    const sql =
      "INSERT INTO batches SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?)";
    return [...known, { sql, args: [JSON.stringify(rows)] }];
  }

  /** To be called once the statements are committed. */
  noted(names: readonly BatchName[]): void {
    for (const name of names) this.#outboxFor(name).stored.add(name.sequence);
  }

  /** Shortens the tables to what the memory still needs. */
  async compact(nowMs: number): Promise<void> {
    const grown = [...this.#outboxes.values()].filter((o) => o.stored.through > o.compacted);
    const statements: Statement[] = grown.flatMap(({ key, stored: { through } }) => [
      { sql: 'UPDATE outboxes SET through = ? WHERE outbox_key = ?', args: [through, key] },
      { sql: 'DELETE FROM batches WHERE outbox_key = ? AND sequence <= ?', args: [key, through] },
    ]);
    const old = nowMs - FORGET_AFTER_MS;
    statements.push(
      {
        sql: 'DELETE FROM batches WHERE outbox_key IN (SELECT outbox_key FROM outboxes WHERE used_ms < ?)',
        args: [old],
      },
      { sql: 'DELETE FROM outboxes WHERE used_ms < ?', args: [old] },
    );
    const throughs = grown.map((outbox) => outbox.stored.through);
    await this.#store.write(statements);
    for (const [i, outbox] of grown.entries()) outbox.compacted = throughs[i];
  }

  #outboxFor(name: BatchName): Outbox {
    const outboxName = outboxOf(name);
    const known = this.#outboxes.get(outboxName);
    if (known !== undefined) return known;
    const outbox = { key: this.#nextKey++, stored: new SequenceSet(), compacted: 0 };
    this.#outboxes.set(outboxName, outbox);
    return outbox;
  }
}
