import { newId, type SessionId, type UserId } from '#schemas/ids/ids';
import type { Clock } from '../clock.ts';
import type { Events } from '../events.ts';
import type { Store } from '../store/store.ts';
import { hashToken, newToken } from './secret-token.ts';

/** Who is signed in. */
export interface Session {
  readonly sessionId: SessionId;
  readonly userId: UserId;
  readonly name: string;
  readonly expiresMs: number;
}

/** Sessions, kept by the hash of their token in the store and in memory: checking one never waits for the store. */
export class Sessions {
  readonly #deps: { store: Store; events: Events; clock: Clock; lifetimeHours: number };
  readonly #byHash = new Map<string, Session>();

  constructor(deps: { store: Store; events: Events; clock: Clock; lifetimeHours: number }) {
    this.#deps = deps;
  }

  /** Recalls the sessions that a restart interrupted. */
  async start(): Promise<void> {
    const rows = await this.#deps.store.read(
      'SELECT s.token_hash, s.session_id, s.user_id, p.name, s.expires_ms FROM sessions s JOIN people p USING (user_id) WHERE s.expires_ms > ?',
      [this.#deps.clock()],
    );
    for (const row of rows) {
      this.#byHash.set(String(row.token_hash), {
        sessionId: row.session_id as SessionId,
        userId: row.user_id as UserId,
        name: String(row.name),
        expiresMs: Number(row.expires_ms),
      });
    }
  }

  /** A new session of this person, and the token that stands for it: the only time that it is seen. */
  async open(userId: UserId, name: string): Promise<{ token: string; session: Session }> {
    const token = newToken();
    const nowMs = this.#deps.clock();
    const expiresMs = nowMs + this.#deps.lifetimeHours * 3_600_000;
    const session: Session = { sessionId: newId('se'), userId, name, expiresMs };
    await this.#deps.store.write([
      {
        sql: 'INSERT INTO sessions VALUES (?, ?, ?, ?, ?)',
        args: [session.sessionId, hashToken(token), userId, nowMs, expiresMs],
      },
      { sql: 'DELETE FROM sessions WHERE expires_ms <= ?', args: [nowMs] },
    ]);
    this.#byHash.set(hashToken(token), session);
    return { token, session };
  }

  /** The session that the token stands for, or null when there is none or it has run out. */
  find(token: string): Session | null {
    const session = this.#byHash.get(hashToken(token));
    return session !== undefined && session.expiresMs > this.#deps.clock() ? session : null;
  }

  /** Whether the session has neither ended nor run out. */
  isOpen(sessionId: SessionId): boolean {
    for (const session of this.#byHash.values()) {
      if (session.sessionId === sessionId) return session.expiresMs > this.#deps.clock();
    }
    return false;
  }

  /** Ends the session: at once for every door, and in the store. */
  async end(sessionId: SessionId): Promise<void> {
    this.#forget((session) => session.sessionId === sessionId);
    await this.#deps.store.write([
      { sql: 'DELETE FROM sessions WHERE session_id = ?', args: [sessionId] },
    ]);
  }

  /** Ends what has run out, so that connections opened with it are closed. To be called now and then. */
  expire(): void {
    const nowMs = this.#deps.clock();
    this.#forget((session) => session.expiresMs <= nowMs);
  }

  #forget(which: (session: Session) => boolean): void {
    for (const [hash, session] of this.#byHash) {
      if (!which(session)) continue;
      this.#byHash.delete(hash);
      this.#deps.events.emit('sessionEnded', { sessionId: session.sessionId });
    }
  }
}
