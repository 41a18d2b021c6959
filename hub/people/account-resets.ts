import { refused } from '#schemas/errors/refused';
import type { HandedLink } from '#schemas/http/people';
import type { SessionId, UserId } from '#schemas/ids/ids';
import type { AccountKeeper } from './account-keeper.ts';
import type { HandedLinks } from './handed-links.ts';
import type { By, PeopleDeps } from './people-deps.ts';
import type { Person } from './person.ts';

/** Helps people back in who forgot, lost or mistyped something. */
export class AccountResets {
  readonly #deps: PeopleDeps & { keeper: AccountKeeper; handed: HandedLinks };

  constructor(deps: PeopleDeps & { keeper: AccountKeeper; handed: HandedLinks }) {
    this.#deps = deps;
  }

  /** Forgets the failures that locked the account. */
  async unlock(userId: UserId, by: By): Promise<Person> {
    const { keeper, store, lockout } = this.#deps;
    const person = await keeper.permitted(userId, 'unlock', by);
    const subject = { userId, personal: { name: person.name } };
    await store.record(
      [],
      [{ event: 'auth.unlocked', actor: by.actor, resourceId: userId, subject }],
    );
    lockout.unlock(userId);
    return person;
  }

  /**
   * Ends the password and all sessions: a one-time link leads to a new password. An account whose provider is gone becomes one of
   * our own by it; while the provider is there, it alone says how its people sign in.
   */
  async resetPassword(userId: UserId, by: By): Promise<{ person: Person; reset: HandedLink }> {
    const { keeper, handed, mail, passwords, sessions, isOffered } = this.#deps;
    const before = await keeper.permitted(userId, 'resetPassword', by);
    if (before.origin !== 'local' && isOffered(before.origin)) {
      throw refused('account_of_company');
    }
    const link = handed.prepare('reset', before);
    const person = await keeper.change(
      before,
      { ...before, origin: 'local' },
      {
        event: 'user.password_reset',
        actor: by.actor,
        details: { before: { origin: before.origin }, after: { origin: 'local' } },
        statements: [...passwords.ending(userId), ...link.statements],
      },
    );
    passwords.took(userId, { mustChange: false });
    await sessions.endAllOf(userId, {}, by.actor);
    mail.wake();
    return { person, reset: link.handed };
  }

  /** Takes all second factors off and ends all sessions. */
  async resetSecondFactor(userId: UserId, by: By): Promise<Person> {
    const { keeper, secondFactors, sessions } = this.#deps;
    const person = await keeper.permitted(userId, 'resetSecondFactor', by);
    await secondFactors.reset(userId, by.actor);
    await sessions.endAllOf(userId, {}, by.actor);
    return person;
  }

  /** Ends one session of the person. Throws `not_found`. */
  async endSession(userId: UserId, sessionId: SessionId, by: By): Promise<void> {
    const { keeper, sessions } = this.#deps;
    await keeper.permitted(userId, 'endSessions', by);
    const isTheirs = sessions.of(userId).some((session) => session.sessionId === sessionId);
    if (!isTheirs || !(await sessions.end(sessionId, by.actor, 'session.revoked'))) {
      throw refused('session_unknown');
    }
  }

  /** Ends all sessions of the person, and says how many. */
  async endSessions(userId: UserId, by: By): Promise<number> {
    await this.#deps.keeper.permitted(userId, 'endSessions', by);
    return this.#deps.sessions.endAllOf(userId, {}, by.actor);
  }
}
