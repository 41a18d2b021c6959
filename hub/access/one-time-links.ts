import type { UserId } from '#schemas/ids/ids';
import type { Clock } from '../clock.ts';
import type { Statement } from '../store/statement.ts';
import type { Store } from '../store/store.ts';
import { hashToken, newToken } from './secret-token.ts';

/** What a link is for, and how long it works. */
const LIFETIME_MS = {
  reset: 3_600_000,
  verify_email: 24 * 3_600_000,
  invite: 7 * 24 * 3_600_000,
} as const;
export type LinkKind = keyof typeof LIFETIME_MS;

/** Links that work once and for a while, and that a newer one of their kind ends. Kept by their hash. */
export class OneTimeLinks {
  readonly #deps: { store: Store; clock: Clock };

  constructor(deps: { store: Store; clock: Clock }) {
    this.#deps = deps;
  }

  /** A new token, and the statements that keep it; `target` is what it vouches for, such as an address. */
  make(
    kind: LinkKind,
    userId: UserId,
    target: string | null = null,
  ): { token: string; expiresMs: number; statements: Statement[] } {
    const token = newToken();
    const nowMs = this.#deps.clock();
    const expiresMs = nowMs + LIFETIME_MS[kind];
    return {
      token,
      expiresMs,
      statements: [
        { sql: 'DELETE FROM one_time_links WHERE expires_ms <= ?', args: [nowMs] },
        this.ending(kind, userId),
        {
          sql: 'INSERT INTO one_time_links VALUES (?, ?, ?, ?, ?, ?, NULL)',
          args: [hashToken(token), kind, userId, target, nowMs, expiresMs],
        },
      ],
    };
  }

  /** When the person was last given a link of that kind that still works; null: there is none. */
  async madeMs(kind: LinkKind, userId: UserId): Promise<number | null> {
    const [row] = await this.#deps.store.read(
      `SELECT max(created_ms) AS at FROM one_time_links
        WHERE kind = ? AND user_id = ? AND used_ms IS NULL AND expires_ms > ?`,
      [kind, userId, this.#deps.clock()],
    );
    return row?.at as number | null;
  }

  /** The statement that ends all links of a kind of a person. */
  ending(kind: LinkKind, userId: UserId): Statement {
    return {
      sql: 'DELETE FROM one_time_links WHERE kind = ? AND user_id = ? AND used_ms IS NULL',
      args: [kind, userId],
    };
  }

  /** Whom a link is for, while it works. */
  async find(
    kinds: readonly LinkKind[],
    token: string,
  ): Promise<{ userId: UserId; kind: LinkKind; target: string | null } | null> {
    const [row] = await this.#deps.store.read(
      `SELECT user_id, kind, target FROM one_time_links WHERE token_hash = ? AND used_ms IS NULL AND expires_ms > ?`,
      [hashToken(token), this.#deps.clock()],
    );
    const kind = row?.kind as LinkKind | undefined;
    if (row === undefined || kind === undefined || !kinds.includes(kind)) return null;
    return { userId: row.user_id as UserId, kind, target: row.target as string | null };
  }

  /** Uses a link up: to stand first in the transaction of what it permits, which is undone when somebody was quicker. */
  use(token: string): Statement {
    const nowMs = this.#deps.clock();
    return {
      sql: 'UPDATE one_time_links SET used_ms = ? WHERE token_hash = ? AND used_ms IS NULL AND expires_ms > ?',
      args: [nowMs, hashToken(token), nowMs],
      mustChange: true,
    };
  }
}
