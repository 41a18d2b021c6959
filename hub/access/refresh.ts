import type { Clock } from '../clock.ts';
import type { Actor } from '../store/actor.ts';
import type { Store } from '../store/store.ts';
import { hashToken } from './secret-token.ts';
import type { Session } from './session.ts';
import type { Sessions } from './sessions.ts';

/**
 * A used token is still taken for so long: two tabs of one browser, or an answer that got lost, must not sign anybody out.
 * It opens no line of its own: it gives the token that whoever came first was given. A thief within these seconds so holds
 * what the owner holds, and is found out as soon as both use it.
 */
const GRACE_MS = 10_000;
/** Of one line more tokens cannot be used up within the grace unless somebody plays with it. */
const STEPS_MAX = 20;

export interface RefreshTokenDeps {
  readonly store: Store;
  readonly sessions: Sessions;
  readonly clock: Clock;
  /** The one token that can follow another, which nobody can compute without the site’s key. */
  readonly successorOf: (token: string) => string;
}

interface KeptToken {
  readonly sessionId: Session['sessionId'];
  readonly usedMs: number | null;
}

/** Refresh tokens: each is used once and gives the next. One that comes back later was stolen: the whole session ends. */
export class RefreshTokens {
  readonly #deps: RefreshTokenDeps;

  constructor(deps: RefreshTokenDeps) {
    this.#deps = deps;
  }

  /** The session of the token and its next token; null when there is no such token, or it had been used up. */
  async rotate(token: string, actor: Actor): Promise<{ session: Session; next: string } | null> {
    const { store, sessions, clock, successorOf } = this.#deps;
    const kept = await this.#kept(token);
    const session = kept === null ? null : sessions.find(kept.sessionId);
    if (kept === null || session === null) return null;
    const nowMs = clock();
    if (kept.usedMs !== null) {
      const next = kept.usedMs + GRACE_MS < nowMs ? null : await this.#headOf(token);
      if (next === null) {
        await sessions.end(session.sessionId, { ...actor, userId: session.userId }, 'token.reused');
        return null;
      }
      return this.#given(session, next);
    }
    const next = successorOf(token);
    await store.write([
      {
        sql: 'UPDATE refresh_tokens SET used_ms = ? WHERE token_hash = ? AND used_ms IS NULL',
        args: [nowMs, hashToken(token)],
      },
      sessions.refreshTokenOf(session.sessionId, next),
    ]);
    return this.#given(session, next);
  }

  #given(session: Session, next: string) {
    this.#deps.sessions.saw(session);
    return { session, next };
  }

  /** The token of the line that is not used yet; null when the line was cut off, which happens to a session that was reopened. */
  async #headOf(token: string): Promise<string | null> {
    let head = token;
    for (let steps = 0; steps < STEPS_MAX; steps++) {
      head = this.#deps.successorOf(head);
      const kept = await this.#kept(head);
      if (kept === null) return null;
      if (kept.usedMs === null) return head;
    }
    return null;
  }

  async #kept(token: string): Promise<KeptToken | null> {
    const [row] = await this.#deps.store.read(
      'SELECT session_id, used_ms FROM refresh_tokens WHERE token_hash = ?',
      [hashToken(token)],
    );
    if (row === undefined) return null;
    return {
      sessionId: row.session_id as Session['sessionId'],
      usedMs: row.used_ms === null ? null : Number(row.used_ms),
    };
  }
}
