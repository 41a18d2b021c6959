import type { Clock } from '../clock.ts';
import type { Actor } from '../store/actor.ts';
import type { Store } from '../store/store.ts';
import { hashToken, newToken } from './secret-token.ts';
import type { Session } from './session.ts';
import type { Sessions } from './sessions.ts';

/**
 * A used token is still taken for so long: two tabs of one browser, or an answer that got lost, must not sign anybody out. The
 * price: a thief who uses a token within these seconds of its owner is not noticed by this; he stands in no list of his own,
 * and goes when the session is ended.
 */
const GRACE_MS = 10_000;

/** Refresh tokens: each is used once and gives the next. One that comes back later was stolen: the whole session ends. */
export class RefreshTokens {
  readonly #deps: { store: Store; sessions: Sessions; clock: Clock };

  constructor(deps: { store: Store; sessions: Sessions; clock: Clock }) {
    this.#deps = deps;
  }

  /** The session of the token and its next token; null when there is no such token, or it had been used up. */
  async rotate(token: string, actor: Actor): Promise<{ session: Session; next: string } | null> {
    const { store, sessions, clock } = this.#deps;
    const hash = hashToken(token);
    const [row] = await store.read(
      'SELECT session_id, used_ms FROM refresh_tokens WHERE token_hash = ?',
      [hash],
    );
    const session =
      row === undefined ? null : sessions.find(row.session_id as Session['sessionId']);
    if (row === undefined || session === null) return null;
    const nowMs = clock();
    if (row.used_ms !== null && Number(row.used_ms) + GRACE_MS < nowMs) {
      await sessions.end(session.sessionId, { ...actor, userId: session.userId }, 'token.reused');
      return null;
    }
    const next = newToken();
    await store.write([
      {
        sql: 'UPDATE refresh_tokens SET used_ms = ? WHERE token_hash = ? AND used_ms IS NULL',
        args: [nowMs, hash],
      },
      sessions.refreshTokenOf(session.sessionId, next),
    ]);
    sessions.saw(session);
    return { session, next };
  }
}
