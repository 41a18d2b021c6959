import type { Clock } from '../clock.ts';
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
    return (await this.#deps.store.read('SELECT 1 FROM users LIMIT 1')).length === 0;
  }

  /** The token of a new link, to be shown once; null when an account exists already. */
  async make(): Promise<string | null> {
    const token = newToken();
    const nowMs = this.#deps.clock();
    const expiresMs = nowMs + this.#deps.lifetimeMinutes * 60_000;
    const results = await this.#deps.store.write([
      { sql: 'DELETE FROM setup_links' },
      {
        sql: 'INSERT INTO setup_links SELECT ?, ?, ?, NULL WHERE NOT EXISTS (SELECT 1 FROM users)',
        args: [hashToken(token), nowMs, expiresMs],
      },
    ]);
    return results[1].rowsAffected === 1 ? token : null;
  }

  /**
   * `insertUser` gated by the token: both statements run in one transaction on the one writer, so that of two requests with the same
   * link one makes the account and the other makes nothing.
   */
  consuming(token: string, user: { columns: string; values: Statement['args'] }): Statement[] {
    const hash = hashToken(token);
    const nowMs = this.#deps.clock();
    const values = user.values ?? [];
    return [
      {
        sql: `INSERT INTO users (${user.columns}) SELECT ${values.map(() => '?').join(', ')}
          WHERE NOT EXISTS (SELECT 1 FROM users)
          AND EXISTS (SELECT 1 FROM setup_links WHERE token_hash = ? AND used_ms IS NULL AND expires_ms > ?)`,
        args: [...values, hash, nowMs],
      },
      {
        sql: 'UPDATE setup_links SET used_ms = ? WHERE token_hash = ? AND used_ms IS NULL',
        args: [nowMs, hash],
      },
    ];
  }
}

/** Where a browser opens the link. The token stands behind the #: no server log and no referrer ever holds it. */
export function setupLink(origin: string, token: string): string {
  return `${origin}/setup#token=${token}`;
}
