import { refused } from '#schemas/errors/refused';
import type { Said } from '#schemas/errors/said';
import type { UserId } from '#schemas/ids/ids';
import type { Clock } from '../../../clock.ts';
import type { Statement } from '../../../store/statement.ts';
import type { Store } from '../../../store/store.ts';
import type { Vault } from '../../../store/vault.ts';
import { keptSaid, saidFrom } from '../../kept-said.ts';

/** A relay that refuses an address once may have a bad hour; twice, and letters are held back. */
const LETTERS_MAX = 2;

export interface Refusal {
  readonly userId: UserId;
  readonly hash: string;
  readonly letters: number;
  readonly said: Said;
  readonly atMs: number;
}

/** Addresses that the relay refused for good. Another address of the same person starts afresh. */
export class RefusedAddresses {
  readonly #deps: { store: Store; vault: Vault; clock: Clock };
  readonly #known = new Map<string, Refusal>();

  constructor(deps: { store: Store; vault: Vault; clock: Clock }) {
    this.#deps = deps;
  }

  async start(): Promise<void> {
    for (const row of await this.#deps.store.read('SELECT * FROM refused_addresses')) {
      this.#known.set(String(row.user_id), {
        userId: row.user_id as UserId,
        hash: String(row.address_hash),
        letters: Number(row.letters),
        said: saidFrom(row.says),
        atMs: Number(row.at_ms),
      });
    }
  }

  all(): Refusal[] {
    return [...this.#known.values()].sort((a, b) => b.atMs - a.atMs);
  }

  /** What the relay said of this address, when it said so too often; null: letters go to it. */
  of(userId: UserId, address: string): Refusal | null {
    const refusal = this.#known.get(userId);
    const isHeld = refusal?.hash === this.#hash(address) && refusal.letters >= LETTERS_MAX;
    return isHeld ? (refusal ?? null) : null;
  }

  async note(userId: UserId, address: string, said: Said): Promise<void> {
    const before = this.#known.get(userId);
    const hash = this.#hash(address);
    const letters = before?.hash === hash ? before.letters + 1 : 1;
    const refusal = { userId, hash, letters, said, atMs: this.#deps.clock() };
    await this.#deps.store.write([
      {
        sql: `INSERT INTO refused_addresses VALUES (?, ?, ?, ?, ?) ON CONFLICT (user_id) DO UPDATE
          SET address_hash = excluded.address_hash, letters = excluded.letters, says = excluded.says, at_ms = excluded.at_ms`,
        args: [userId, hash, letters, keptSaid(said), refusal.atMs],
      },
    ]);
    this.#known.set(userId, refusal);
  }

  /** The relay took a letter. */
  async taken(userId: UserId): Promise<void> {
    if (this.#known.has(userId)) await this.#forget(userId);
  }

  /** The person says to try again. Throws `not_found` when nothing was refused. */
  async forgive(userId: UserId): Promise<void> {
    if (!this.#known.has(userId)) throw refused('nothing_refused');
    await this.#forget(userId);
  }

  erasing(userId: UserId): Statement[] {
    return [removal(userId)];
  }

  erased(userId: UserId): void {
    this.#known.delete(userId);
  }

  async #forget(userId: UserId): Promise<void> {
    await this.#deps.store.write([removal(userId)]);
    this.#known.delete(userId);
  }

  #hash(address: string): string {
    return this.#deps.vault.mac('mail address', address.toLowerCase());
  }
}

function removal(userId: UserId): Statement {
  return { sql: 'DELETE FROM refused_addresses WHERE user_id = ?', args: [userId] };
}
