import type { UserId } from '#schemas/ids/ids';
import type { Clock } from '../clock.ts';
import type { Statement } from '../store/statement.ts';
import type { Store } from '../store/store.ts';

export type ConsoleOrderKind = 'unlock' | 'reset_password' | 'reset_second_factor' | 'rotate_key';

/** What the console did while the hub ran, so that the hub can follow it in memory. */
export interface ConsoleOrder {
  readonly kind: ConsoleOrderKind;
  /** Null: it is about no person. */
  readonly userId: UserId | null;
}

/** Hands on what the console, a process of its own, did in the store. A hub that starts later reads the store anyway. */
export class ConsoleOrders {
  readonly #deps: { store: Store; clock: Clock };
  #seen = 0;

  constructor(deps: { store: Store; clock: Clock }) {
    this.#deps = deps;
  }

  /** What was done before this start is in the store already. */
  async start(): Promise<void> {
    const [row] = await this.#deps.store.read('SELECT max(order_id) AS last FROM console_orders');
    this.#seen = Number(row?.last ?? 0);
  }

  /** The statement with which the console says what it does: to stand in the same transaction. */
  statement({ kind, userId }: ConsoleOrder): Statement {
    return {
      sql: 'INSERT INTO console_orders (kind, user_id, at_ms) VALUES (?, ?, ?)',
      args: [kind, userId, this.#deps.clock()],
    };
  }

  /** What came since the last call, in the order in which it was done. */
  async news(): Promise<ConsoleOrder[]> {
    const rows = await this.#deps.store.read(
      'SELECT order_id, kind, user_id FROM console_orders WHERE order_id > ? ORDER BY order_id',
      [this.#seen],
    );
    this.#seen = Number(rows.at(-1)?.order_id ?? this.#seen);
    return rows.map(({ kind, user_id }) => ({
      kind: kind as ConsoleOrderKind,
      userId: user_id as UserId | null,
    }));
  }
}
