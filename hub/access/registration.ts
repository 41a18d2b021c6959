import { refused } from '#schemas/errors/refused';
import type { Registration } from '#schemas/http/passwords';
import { newId, type UserId } from '#schemas/ids/ids';
import type { Actor } from '../store/actor.ts';
import type { Statement } from '../store/statement.ts';
import type { Store } from '../store/store.ts';
import type { Access, Opened } from './access.ts';
import type { OneTimeLinks } from './one-time-links.ts';
import { isCrowded } from './password.ts';
import type { Passwords } from './passwords.ts';

export interface RegistrationDeps {
  readonly store: Store;
  readonly links: OneTimeLinks;
  readonly passwords: Passwords;
  readonly access: Pick<Access, 'openSession'>;
  readonly policy: () => { readonly registrationOpen: boolean; readonly registrationRole: string };
  readonly isTaken: (nameOrEmail: string) => boolean;
  /** The statement that makes the account, and what tells the others once it is stored. */
  readonly newAccount: (account: {
    userId: UserId;
    name: string;
    fullName: string | null;
    role: string;
  }) => { insert: Statement; made: () => void };
  /** The statement that gives an account a confirmed address; null when there is no such account any more. */
  readonly confirmAddress: (
    userId: UserId,
    email: string,
  ) => { statement: Statement; made: () => void } | null;
  readonly hasMail: () => boolean;
  /** The letter to an address that is not yet known to be anybody’s. */
  readonly letter: (
    address: string,
    kind: 'verify_email' | 'has_account',
    more?: { link: string; uselessMs: number },
  ) => readonly Statement[];
  readonly wake: () => void;
}

/**
 * Accounts that people make themselves, and addresses that they confirm. A taken sign-in name has to be told; whether an
 * address has an account is told to nobody but its owner: the account starts without one, and gets it with the link of a
 * letter, in whose place the owner of an account with that address is told that there is one.
 */
export class Registrations {
  readonly #deps: RegistrationDeps;

  constructor(deps: RegistrationDeps) {
    this.#deps = deps;
  }

  /** Makes an account and signs it in. Throws `forbidden` where it is closed, `conflict` for a taken name, `password_weak`. */
  async register(
    request: Registration,
    actor: Actor,
  ): Promise<{ opened: Opened; letter: boolean }> {
    const { store, passwords, access, policy, isTaken } = this.#deps;
    const { registrationOpen, registrationRole } = policy();
    if (!registrationOpen) {
      throw refused('registration_closed');
    }
    if (isCrowded()) {
      throw refused('sign_in_crowded');
    }
    const { name, fullName, email, password } = request;
    const words = [name, fullName, email].filter((word) => word !== null);
    const weakness = await passwords.weaknessOf(password, words);
    if (weakness !== null) throw weakness;
    if (isTaken(name)) throw taken();
    const userId = newId('us');
    const { insert, made } = this.#deps.newAccount({
      userId,
      name,
      fullName,
      role: registrationRole,
    });
    const letter = this.#letterTo(userId, email);
    const done = await store.record(
      [insert, ...(await passwords.statements(userId, password, { mustChange: false })), ...letter],
      [
        {
          event: 'user.registered',
          actor: { ...actor, userId, name },
          resourceId: userId,
          details: { role: registrationRole },
          subject: { userId, personal: { name, fullName, email } },
        },
      ],
    );
    if (done === null) throw taken();
    made();
    this.#deps.wake();
    const opened = await access.openSession({ userId, how: 'password', remember: false }, actor);
    return { opened, letter: letter.length > 0 };
  }

  /** Gives an account the address whose letter held this token. Throws `link_invalid`. */
  async verifyEmail(token: string, actor: Actor): Promise<void> {
    const { store, links, confirmAddress } = this.#deps;
    const link = await links.find(['verify_email'], token);
    const confirmed = link?.target ? confirmAddress(link.userId, link.target) : null;
    if (link === null || confirmed === null) throw invalid();
    const done = await store.record(
      [links.use(token), confirmed.statement],
      [
        {
          event: 'email.verified',
          actor: { ...actor, userId: link.userId },
          resourceId: link.userId,
          subject: { userId: link.userId, personal: { email: link.target } },
        },
      ],
    );
    if (done === null) throw invalid();
    confirmed.made();
  }

  #letterTo(userId: UserId, email: string | null): readonly Statement[] {
    const { links, letter, hasMail, isTaken } = this.#deps;
    if (email === null || !hasMail()) return [];
    const { token, expiresMs, statements } = links.make('verify_email', userId, email);
    // The link is made in either case, so that both take as long; of a taken address nobody ever sees it.
    const link = `/verify-email#token=${token}`;
    return isTaken(email)
      ? [...letter(email, 'has_account'), ...statements]
      : [...statements, ...letter(email, 'verify_email', { link, uselessMs: expiresMs })];
  }
}

const taken = () => refused('sign_in_name_taken');
const invalid = () => refused('link_used');
