import { createHash } from 'node:crypto';
import { refused } from '#schemas/errors/refused';
import type { Clock } from '../clock.ts';
import type { Store } from '../store/store.ts';
import type { Vault } from '../store/vault.ts';

const KEPT_MS = 24 * 3_600_000;
const PURPOSE = 'repeated request';

/** What a request was answered with. */
export interface KeptAnswer {
  readonly status: number;
  readonly answer: unknown;
}

/**
 * Requests that start or make something, sent again because the answer got lost: the second gets the first one’s answer, and
 * nothing is made twice. Kept for a day, also over a restart.
 */
export class RepeatedRequests {
  readonly #deps: { store: Store; vault: Vault; clock: Clock };
  readonly #running = new Set<string>();

  constructor(deps: { store: Store; vault: Vault; clock: Clock }) {
    this.#deps = deps;
  }

  /**
   * Does the work, unless it was done: `who` and `route` bind the key, so that nobody gets another’s answer. Throws `conflict`
   * while the first request still runs, and when the key was used for something else.
   */
  async once(
    { who, route, key, body }: { who: string; route: string; key: string; body: unknown },
    work: () => Promise<KeptAnswer>,
  ): Promise<KeptAnswer> {
    const { store, vault, clock } = this.#deps;
    const mac = vault.mac(PURPOSE, JSON.stringify([who, route, key]));
    const bodyHash = createHash('sha256')
      .update(JSON.stringify(body ?? null))
      .digest('base64url');
    if (this.#running.has(mac)) throw refused('repeated_running');
    this.#running.add(mac);
    try {
      const [kept] = await store.read(
        'SELECT * FROM repeated_requests WHERE request_mac = ? AND at_ms > ?',
        [mac, clock() - KEPT_MS],
      );
      if (kept !== undefined) {
        if (kept.body_hash !== bodyHash) {
          throw refused('request_key_used');
        }
        const answer = JSON.parse(vault.open(PURPOSE, String(kept.sealed_answer)));
        return { status: Number(kept.status), answer };
      }
      const done = await work();
      const sealed = vault.seal(PURPOSE, JSON.stringify(done.answer ?? null));
      await store.write([
        { sql: 'DELETE FROM repeated_requests WHERE at_ms <= ?', args: [clock() - KEPT_MS] },
        {
          sql: 'INSERT OR REPLACE INTO repeated_requests VALUES (?, ?, ?, ?, ?)',
          args: [mac, bodyHash, done.status, sealed, clock()],
        },
      ]);
      return done;
    } finally {
      this.#running.delete(mac);
    }
  }
}
