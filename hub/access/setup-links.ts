import type { Clock } from '../clock.ts';
import type { Actor } from '../store/actor.ts';
import type { Statement } from '../store/statement.ts';
import type { Store } from '../store/store.ts';
import { hashToken, newToken } from './secret-token.ts';

/** One-time links that let the first account be made. A new one ends those before it. */
export class SetupLinks {
  readonly #deps: { store: Store; clock: Clock; lifetimeMinutes: number };

  constructor(deps: { store: Store; clock: Clock; lifetimeMinutes: number }) {
    this.#deps = deps;
  }

  /** True while there is no account yet. */
  async isNeeded(): Promise<boolean> {
    return (await this.#deps.store.read('SELECT 1 FROM people LIMIT 1')).length === 0;
  }

  /** The token of a new link, to be shown once; null when an account exists already. */
  async make(actor: Actor): Promise<string | null> {
    const token = newToken();
    const nowMs = this.#deps.clock();
    const expiresMs = nowMs + this.#deps.lifetimeMinutes * 60_000;
    const made = await this.#deps.store.record(
      [
        { sql: 'DELETE FROM setup_links' },
        {
          sql: 'INSERT INTO setup_links SELECT ?, ?, ?, NULL WHERE NOT EXISTS (SELECT 1 FROM people)',
          args: [hashToken(token), nowMs, expiresMs],
          mustChange: true,
        },
      ],
      [{ event: 'setup.link_made', actor }],
    );
    return made === null ? null : token;
  }

  /**
   * Uses the link up: to stand first in the transaction that makes the first account, so that of two requests with the same
   * link one makes it and the other makes nothing.
   */
  use(token: string): Statement {
    const nowMs = this.#deps.clock();
    return {
      sql: `UPDATE setup_links SET used_ms = ? WHERE token_hash = ? AND used_ms IS NULL AND expires_ms > ?
        AND NOT EXISTS (SELECT 1 FROM people)`,
      args: [nowMs, hashToken(token), nowMs],
      mustChange: true,
    };
  }
}

/** Where a browser opens the link. The token stands behind the #: no server log and no referrer ever holds it. */
export function setupLink(origin: string, token: string): string {
  return `${origin}/setup#token=${token}`;
}
