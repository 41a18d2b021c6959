import { randomInt } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Store } from '../store/store.ts';
import type { Vault } from '../store/vault.ts';

const LIFETIME_MS = 10 * 60_000;
const TRIES_MAX = 5;
const DIGITS = 6;

/** Six digits that go by e-mail or text message. One code for each purpose, for ten minutes and five tries. */
export class SentCodes {
  readonly #deps: { store: Store; vault: Vault; clock: Clock };

  constructor(deps: { store: Store; vault: Vault; clock: Clock }) {
    this.#deps = deps;
  }

  /** A new code for the purpose; it ends the one before. */
  async make(purpose: string): Promise<string> {
    const { store, vault, clock } = this.#deps;
    const code = String(randomInt(10 ** DIGITS)).padStart(DIGITS, '0');
    const nowMs = clock();
    await store.write([
      { sql: 'DELETE FROM sent_codes WHERE expires_ms <= ?', args: [nowMs] },
      {
        sql: `INSERT INTO sent_codes VALUES (?, ?, ?, 0) ON CONFLICT (purpose) DO UPDATE
          SET code_mac = excluded.code_mac, expires_ms = excluded.expires_ms, tries = 0`,
        args: [purpose, vault.mac(purpose, code), nowMs + LIFETIME_MS],
      },
    ]);
    return code;
  }

  /** Whether it is the code, which is then used up. Each try counts, before it is compared. */
  async take(purpose: string, code: string): Promise<boolean> {
    const { store, vault, clock } = this.#deps;
    const tried = await store.record(
      [
        {
          sql: 'UPDATE sent_codes SET tries = tries + 1 WHERE purpose = ? AND tries < ? AND expires_ms > ?',
          args: [purpose, TRIES_MAX, clock()],
          mustChange: true,
        },
      ],
      [],
    );
    if (tried === null) return false;
    const taken = await store.record(
      [
        {
          sql: 'DELETE FROM sent_codes WHERE purpose = ? AND code_mac = ?',
          args: [purpose, vault.mac(purpose, code)],
          mustChange: true,
        },
      ],
      [],
    );
    return taken !== null;
  }
}
