import { refused } from '#schemas/errors/refused';
import type { StateRow } from '#schemas/http/preferences';
import type { UserId } from '#schemas/ids/ids';
import { KEPT_STATES_MAX } from '#schemas/preferences/kept-state';
import type { Store } from '../store/store.ts';

/** Values that apps and parts of screens keep with an account: only its person reads and writes them. */
export class KeptStates {
  readonly #store: Store;
  readonly #clock: () => number;

  constructor({ store, clock }: { store: Store; clock: () => number }) {
    this.#store = store;
    this.#clock = clock;
  }

  async all(userId: UserId): Promise<StateRow[]> {
    const rows = await this.#store.read(
      'SELECT key, value, changed_ms FROM kept_states WHERE user_id = ? ORDER BY key',
      [userId],
    );
    return rows.map(stateOf);
  }

  async get(userId: UserId, key: string): Promise<StateRow> {
    const [row] = await this.#store.read(
      'SELECT key, value, changed_ms FROM kept_states WHERE user_id = ? AND key = ?',
      [userId, key],
    );
    if (row === undefined) throw refused('state_unknown');
    return stateOf(row);
  }

  async keep(userId: UserId, key: string, value: StateRow['value']): Promise<StateRow> {
    const changedMs = this.#clock();
    const [{ rowsAffected }] = await this.#store.write([
      {
        sql: `INSERT INTO kept_states SELECT ?, ?, ?, ?
          WHERE (SELECT COUNT(*) FROM kept_states WHERE user_id = ? AND key <> ?) < ?
          ON CONFLICT (user_id, key) DO UPDATE SET value = excluded.value, changed_ms = excluded.changed_ms`,
        args: [userId, key, JSON.stringify(value), changedMs, userId, key, KEPT_STATES_MAX],
      },
    ]);
    // Counted within the statement: of many requests at once none slips by.
    if (rowsAffected === 0) {
      throw refused('states_full', { count: KEPT_STATES_MAX });
    }
    return { key, value, changedMs };
  }

  async drop(userId: UserId, key: string): Promise<void> {
    await this.get(userId, key);
    await this.#store.write([
      { sql: 'DELETE FROM kept_states WHERE user_id = ? AND key = ?', args: [userId, key] },
    ]);
  }
}

function stateOf(row: Record<string, unknown>): StateRow {
  return {
    key: String(row.key),
    value: JSON.parse(String(row.value)),
    changedMs: Number(row.changed_ms),
  };
}
