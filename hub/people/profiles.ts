import { refused } from '#schemas/errors/refused';
import type { EmailChange, Profile, ProfilePatch } from '#schemas/http/profile';
import type { UserId } from '#schemas/ids/ids';
import type { Actor } from '../store/actor.ts';
import type { Statement } from '../store/statement.ts';
import type { AccountKeeper } from './account-keeper.ts';
import type { HandedLinks } from './handed-links.ts';
import type { PeopleDeps } from './people-deps.ts';
import type { Person } from './person.ts';

/** What people see and change of their own accounts. */
export class Profiles {
  readonly #deps: PeopleDeps & { keeper: AccountKeeper; handed: HandedLinks };

  constructor(deps: PeopleDeps & { keeper: AccountKeeper; handed: HandedLinks }) {
    this.#deps = deps;
  }

  of(userId: UserId): Profile {
    const { keeper, rights, teams } = this.#deps;
    const person = keeper.wanted(userId);
    const { name, fullName, email, role, timezone, language, origin } = person;
    return {
      userId,
      name,
      fullName,
      email,
      emailVerified: person.emailVerifiedMs !== null,
      role,
      roleName: rights.roles.get(role)?.name ?? role,
      timezone,
      language,
      origin,
      createdMs: person.createdMs,
      lastSignInMs: person.lastSignInMs,
      teams: teams.of(userId).map(({ teamId, name, role }) => ({ teamId, name, role })),
    };
  }

  /** Changes what harms nobody if it is wrong. */
  async edit(userId: UserId, patch: ProfilePatch, actor: Actor): Promise<Profile> {
    const { keeper } = this.#deps;
    const before = keeper.wanted(userId);
    const after = { ...before, ...patch };
    const fields = (['fullName', 'timezone', 'language'] as const).filter(
      (field) => before[field] !== after[field],
    );
    if (fields.length > 0) {
      const pick = (one: Person) => Object.fromEntries(fields.map((field) => [field, one[field]]));
      await keeper.change(before, after, {
        event: 'profile.changed',
        actor,
        details: { fields },
        personal: { before: pick(before), after: pick(after) },
      });
    }
    return this.of(userId);
  }

  /**
   * Changes the address after the password was given again. Where letters can be sent, the new one is kept once the link in a
   * letter to it is opened, and the old one is told; elsewhere it is kept unconfirmed. Throws `proof_wrong`, `conflict`.
   */
  async changeEmail(
    userId: UserId,
    { email, password }: EmailChange,
    actor: Actor,
  ): Promise<{ profile: Profile; letter: boolean }> {
    const { keeper, mail } = this.#deps;
    const before = keeper.wanted(userId);
    if (before.origin !== 'local') {
      throw refused('address_from_company');
    }
    await this.#deps.reauthenticate(userId, password, actor);
    if (email === before.email) return { profile: this.of(userId), letter: false };
    if (email !== null && mail.isConfigured()) {
      this.#refuseTaken(email, userId);
      const telling = this.#tellingOldAddress(before);
      await this.#sendVerification({ ...before, email }, actor, telling);
      return { profile: this.of(userId), letter: true };
    }
    if (email !== null) this.#refuseTaken(email, userId);
    await keeper.change(
      before,
      { ...before, email, emailVerifiedMs: null },
      {
        event: 'profile.email_changed',
        actor,
        personal: { before: { email: before.email }, after: { email } },
      },
    );
    return { profile: this.of(userId), letter: false };
  }

  /** Sends the letter again with which the address is confirmed. Throws `conflict` when there is nothing to confirm, or no way. */
  async sendVerification(userId: UserId, actor: Actor): Promise<void> {
    const person = this.#deps.keeper.wanted(userId);
    if (person.email === null || person.emailVerifiedMs !== null) {
      throw refused('address_not_waiting');
    }
    if (!this.#deps.mail.isConfigured()) {
      throw refused('no_letters');
    }
    await this.#sendVerification(person, actor);
  }

  /** `more` is kept with the letter. */
  async #sendVerification(
    person: Person,
    actor: Actor,
    more: readonly Statement[] = [],
  ): Promise<void> {
    const { store, handed, mail } = this.#deps;
    const { userId, email } = person;
    await store.record(
      [...handed.prepare('verify_email', person).statements, ...more],
      [
        {
          event: 'profile.email_changed',
          actor,
          resourceId: userId,
          details: { waitsForConfirmation: true },
          subject: { userId, personal: { email } },
        },
      ],
    );
    mail.wake();
  }

  /** The letter to the old address, if it is known to be the person’s. */
  #tellingOldAddress({ email, emailVerifiedMs, fullName, name }: Person): Statement[] {
    if (email === null || emailVerifiedMs === null) return [];
    return this.#deps.mail.letter(
      { address: email, name: fullName ?? name },
      'address_changing',
      {},
    );
  }

  #refuseTaken(email: string, own: UserId): void {
    const found = this.#deps.directory.find(email);
    if (found !== null && found.userId !== own) {
      throw refused('email_taken');
    }
  }
}
