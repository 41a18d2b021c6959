import { refused } from '#schemas/errors/refused';
import type { PasswordChange } from '#schemas/http/passwords';
import type { SessionId, UserId } from '#schemas/ids/ids';
import type { Events } from '../events.ts';
import type { Actor } from '../store/actor.ts';
import type { Statement } from '../store/statement.ts';
import type { Store } from '../store/store.ts';
import type { OneTimeLinks } from './one-time-links.ts';
import type { PasswordRequests } from './password-requests.ts';
import type { Passwords } from './passwords.ts';
import type { Reauthentication } from './reauthentication.ts';
import type { Sessions } from './sessions.ts';

interface Owner {
  readonly name: string;
  readonly fullName: string | null;
  readonly email: string | null;
}

export interface PasswordChangeDeps {
  readonly store: Store;
  readonly events: Events;
  readonly passwords: Passwords;
  readonly links: OneTimeLinks;
  readonly requests: PasswordRequests;
  readonly sessions: Sessions;
  readonly reauthentication: Reauthentication;
  readonly ownerOf: (userId: UserId) => Owner | null;
  /** What tells the person of it, to be kept with the change. */
  readonly notice: (userId: UserId, what: 'password_changed') => readonly Statement[];
}

/** Changing a password, by who knows the old one or holds a link: other sessions and links end with it. */
export class PasswordChanges {
  readonly #deps: PasswordChangeDeps;

  constructor(deps: PasswordChangeDeps) {
    this.#deps = deps;
  }

  /** Changes one’s own. Throws `proof_wrong`, `password_weak`; `conflict` for an account without a password. */
  async change(
    userId: UserId,
    { current, password }: PasswordChange,
    session: SessionId,
    actor: Actor,
  ): Promise<void> {
    const { passwords, reauthentication, sessions } = this.#deps;
    if (!(await passwords.has(userId))) {
      throw refused('password_elsewhere');
    }
    await reauthentication.password(userId, current, actor);
    await this.put(userId, password, { event: 'password.changed', actor, before: [] });
    await sessions.endAllOf(userId, { except: session }, actor);
  }

  /**
   * Puts a password in force, if `before` (the use of a link, say) changes something; false when it does not. Throws
   * `password_weak`. The sessions are the caller’s to end.
   */
  async put(
    userId: UserId,
    password: string,
    {
      event,
      actor,
      before,
    }: {
      event: 'password.changed' | 'password.reset';
      actor: Actor;
      before: readonly Statement[];
    },
  ): Promise<boolean> {
    const { store, passwords, links, requests, notice, events, ownerOf } = this.#deps;
    const owner = ownerOf(userId);
    const words = [owner?.name, owner?.fullName, owner?.email].filter((word) => word != null);
    const weakness = await passwords.weaknessOf(password, words, userId);
    if (weakness !== null) throw weakness;
    const done = await store.record(
      [
        ...before,
        ...(await passwords.statements(userId, password, { mustChange: false })),
        // Whoever holds an older way to a new password must not come in by it now.
        links.ending('reset', userId),
        links.ending('invite', userId),
        requests.ending(userId),
        ...notice(userId, 'password_changed'),
      ],
      [{ event, actor, resourceId: userId }],
    );
    if (done === null) return false;
    passwords.took(userId, { mustChange: false });
    events.emit('personChanged', { userId });
    return true;
  }
}
