import type { AuditEventName } from '#schemas/audit/events';
import { newId, type SessionId, type UserId } from '#schemas/ids/ids';
import type { Clock } from '../clock.ts';
import type { Events } from '../events.ts';
import type { Actor } from '../store/actor.ts';
import type { AuditEntry, Json } from '../store/audit-entry.ts';
import type { Statement } from '../store/statement.ts';
import type { Store } from '../store/store.ts';
import { hashToken, newToken } from './secret-token.ts';
import { type Session, type SignInMethod, sessionOf } from './session.ts';

export interface SessionRules {
  /** The longest life of a session. */
  readonly lifetimeMs: number;
  /** Without "remember me" it ends after so long without a request. */
  readonly idleMs: number;
  /** So many one account may have at once. */
  readonly most: number;
}

export interface SessionStart {
  readonly userId: UserId;
  readonly how: SignInMethod;
  readonly remember: boolean;
  readonly provenTwice?: boolean;
  readonly impersonation?: { readonly by: UserId; readonly returnTo: SessionId };
  /** Instead of the usual life. */
  readonly lifetimeMs?: number;
  /** When it ends at the latest, as an identity provider said. */
  readonly endsMs?: number | null;
}

const EXPIRED_WHILE_AWAY = [
  'DELETE FROM refresh_tokens WHERE session_id IN (SELECT session_id FROM sessions WHERE expires_ms <= ?)',
  'DELETE FROM sessions WHERE expires_ms <= ?',
];

/** Who is signed in, in the store and in memory: whether a session is open never waits for the store. */
export class Sessions {
  readonly #deps: { store: Store; events: Events; clock: Clock; rules: () => SessionRules };
  readonly #open = new Map<SessionId, Session>();
  readonly #seen = new Set<Session>();

  constructor(deps: { store: Store; events: Events; clock: Clock; rules: () => SessionRules }) {
    this.#deps = deps;
  }

  /** Recalls the sessions that a restart interrupted. */
  async start(): Promise<void> {
    const { store, clock } = this.#deps;
    for (const row of await store.read('SELECT * FROM sessions WHERE expires_ms > ?', [clock()])) {
      const session = sessionOf(row);
      this.#open.set(session.sessionId, session);
    }
    await store.write(EXPIRED_WHILE_AWAY.map((sql) => ({ sql, args: [clock()] })));
  }

  /**
   * A new session with its first refresh token: the only time that the token is seen. `entry` is kept with it. Of too many
   * sessions of the account the one that lay idle longest makes room.
   */
  async open(
    { userId, how, remember, provenTwice = false, impersonation, lifetimeMs, endsMs }: SessionStart,
    actor: Actor,
    entry: (sessionId: SessionId) => AuditEntry,
  ): Promise<{ session: Session; refreshToken: string }> {
    const { store, clock, rules } = this.#deps;
    const nowMs = clock();
    const refreshToken = newToken();
    const session: Session = {
      sessionId: newId('se'),
      userId,
      how,
      remember,
      provenTwice,
      impersonatorId: impersonation?.by ?? null,
      returnTo: impersonation?.returnTo ?? null,
      address: actor.address ?? 'unknown',
      userAgent: actor.userAgent,
      createdMs: nowMs,
      lastSeenMs: nowMs,
      expiresMs: Math.min(
        nowMs + (lifetimeMs ?? rules().lifetimeMs),
        endsMs ?? Number.POSITIVE_INFINITY,
      ),
    };
    const opening = entry(session.sessionId);
    await store.record(
      [
        {
          sql: 'INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
          args: [
            session.sessionId,
            userId,
            how,
            remember ? 1 : 0,
            provenTwice ? 1 : 0,
            session.impersonatorId,
            session.returnTo,
            session.address,
            session.userAgent,
            nowMs,
            nowMs,
            session.expiresMs,
          ],
        },
        this.refreshTokenOf(session.sessionId, refreshToken),
        {
          sql: `INSERT INTO known_places VALUES (?, ?, ?) ON CONFLICT (user_id, address) DO UPDATE
            SET last_ms = excluded.last_ms`,
          args: [impersonation?.by ?? userId, session.address, nowMs],
        },
      ],
      [opening],
    );
    this.#open.set(session.sessionId, session);
    if (impersonation === undefined) await this.#makeRoomFor(session, opening.actor);
    return { session, refreshToken };
  }

  /** The statement that keeps one more refresh token of the session. */
  refreshTokenOf(sessionId: SessionId, token: string): Statement {
    return {
      // Two tabs that refresh at once are given the same one.
      sql: 'INSERT INTO refresh_tokens VALUES (?, ?, ?, NULL) ON CONFLICT (token_hash) DO NOTHING',
      args: [hashToken(token), sessionId, this.#deps.clock()],
    };
  }

  /** A new refresh token in place of all before for a session that is open; null when it is not. */
  async renew(sessionId: SessionId): Promise<{ session: Session; refreshToken: string } | null> {
    const session = this.find(sessionId);
    if (session === null) return null;
    const refreshToken = newToken();
    await this.#deps.store.write([
      {
        sql: 'UPDATE refresh_tokens SET used_ms = ? WHERE session_id = ? AND used_ms IS NULL',
        args: [this.#deps.clock(), sessionId],
      },
      this.refreshTokenOf(sessionId, refreshToken),
    ]);
    return { session, refreshToken };
  }

  /** The session, if it is open now; null when it was ended, has run out or lay idle for too long. */
  find(sessionId: SessionId): Session | null {
    const session = this.#open.get(sessionId);
    return session !== undefined && this.#isAlive(session) ? session : null;
  }

  isOpen(sessionId: SessionId): boolean {
    return this.find(sessionId) !== null;
  }

  /** Notes that the session was used. */
  saw(session: Session): void {
    // A clock that was set back for a moment makes nobody idle.
    session.lastSeenMs = Math.max(session.lastSeenMs, this.#deps.clock());
    this.#seen.add(session);
  }

  /** Open sessions of a person, the latest first. */
  of(userId: UserId): Session[] {
    return [...this.#open.values()]
      .filter((session) => session.userId === userId && this.#isAlive(session))
      .sort((a, b) => b.lastSeenMs - a.lastSeenMs);
  }

  /** How many people have one open. */
  peopleInside(): number {
    const alive = [...this.#open.values()].filter((session) => this.#isAlive(session));
    return new Set(alive.map(({ userId }) => userId)).size;
  }

  /** Ends one session, at once for every door and in the store; false when it was not open. */
  async end(sessionId: SessionId, actor: Actor, event: AuditEventName): Promise<boolean> {
    return (await this.#end((one) => one.sessionId === sessionId, actor, event)) > 0;
  }

  /** Ends all sessions of a person, those as whom that person sees Tremolo included, except one. Returns how many. */
  endAllOf(userId: UserId, options: { except?: SessionId }, actor: Actor): Promise<number> {
    return this.#end(
      (one) =>
        (one.userId === userId || one.impersonatorId === userId) &&
        one.sessionId !== options.except,
      actor,
      'session.revoked',
    );
  }

  /** Ends what has run out. To be called each second. */
  async upkeep(): Promise<void> {
    const over: Session[] = [];
    for (const session of this.#open.values()) if (!this.#isAlive(session)) over.push(session);
    this.#forget(over);
    if (over.length === 0) return;
    await this.#deps.store.write(over.flatMap(({ sessionId }) => deletion(sessionId)));
  }

  /**
   * Writes down when sessions were last used, in one statement: with a thousand people at work a thousand rows changed. To be
   * called now and then; what is not written yet when the hub is killed only ends an idle session so much sooner.
   */
  async keepSeen(): Promise<void> {
    const seen = [...this.#seen].filter(({ sessionId }) => this.#open.has(sessionId));
    this.#seen.clear();
    if (seen.length === 0) return;
    const times = seen.map(({ sessionId, lastSeenMs }) => [sessionId, lastSeenMs]);
    await this.#deps.store.write([
      {
        sql: `UPDATE sessions SET last_seen_ms = seen.value FROM json_each(?) AS seen
          WHERE session_id = seen.key`,
        args: [JSON.stringify(Object.fromEntries(times))],
      },
    ]);
  }

  async #end(
    which: (session: Session) => boolean,
    actor: Actor,
    event: AuditEventName,
  ): Promise<number> {
    const over = [...this.#open.values()].filter(which);
    if (over.length === 0) return 0;
    // Closed before it is stored: should the store fail, nobody goes on by mistake until the next start.
    this.#forget(over);
    await this.#deps.store.record(
      over.flatMap(({ sessionId }) => deletion(sessionId)),
      over.map(({ sessionId, userId, how }) => ({
        event,
        actor,
        resourceId: sessionId,
        details: { userId, how } as Record<string, Json>,
      })),
    );
    return over.length;
  }

  /** After it was opened, and not before: of several that are opened at once each sees the others, or is seen by them. */
  async #makeRoomFor({ sessionId, userId }: Session, actor: Actor): Promise<void> {
    const others = this.of(userId).filter(
      (one) => one.impersonatorId === null && one.sessionId !== sessionId,
    );
    const over = new Set(others.slice(this.#deps.rules().most - 1));
    await this.#end((one) => over.has(one), actor, 'session.crowded_out');
  }

  #forget(sessions: readonly Session[]): void {
    for (const { sessionId } of sessions) {
      this.#open.delete(sessionId);
      this.#deps.events.emit('sessionEnded', { sessionId });
    }
  }

  #isAlive(session: Session): boolean {
    const nowMs = this.#deps.clock();
    const { idleMs } = this.#deps.rules();
    return session.expiresMs > nowMs && (session.remember || session.lastSeenMs + idleMs > nowMs);
  }
}

function deletion(sessionId: SessionId): Statement[] {
  return [
    { sql: 'DELETE FROM refresh_tokens WHERE session_id = ?', args: [sessionId] },
    { sql: 'DELETE FROM sessions WHERE session_id = ?', args: [sessionId] },
  ];
}
