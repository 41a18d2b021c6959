import { refused } from '#schemas/errors/refused';
import type { HandedLink, NewPerson, PersonPatch } from '#schemas/http/people';
import { newId, type UserId } from '#schemas/ids/ids';
import type { Actor } from '../store/actor.ts';
import type { Statement } from '../store/statement.ts';
import type { AccountKeeper } from './account-keeper.ts';
import type { HandedLinks, PreparedLink } from './handed-links.ts';
import type { By, PeopleDeps } from './people-deps.ts';
import { insertPerson, newPerson, type Person } from './person.ts';

/** What every account has at least: it is given with the account, not by whoever may give roles. */
export const LOWEST_ROLE = 'viewer';
const NAME_MAX = 64;

/** Somebody who comes from an identity provider, or registers. */
export interface Newcomer {
  readonly name: string;
  readonly email: string | null;
  readonly emailVerified: boolean;
  readonly fullName: string | null;
  readonly role: string;
  /** `local`, or the provider that vouches for the person. */
  readonly origin: string;
  /** `inactive`: waits for an administrator. */
  readonly status?: 'active' | 'inactive';
}

/** Makes accounts and changes who they are and what role they have. */
export class People {
  readonly #deps: PeopleDeps & { keeper: AccountKeeper; handed: HandedLinks };

  constructor(deps: PeopleDeps & { keeper: AccountKeeper; handed: HandedLinks }) {
    this.#deps = deps;
  }

  /** An account with an initial password or an invitation. Throws `forbidden`, `conflict`, `confirmation_needed`, `password_weak`. */
  async add(request: NewPerson, by: By): Promise<{ person: Person; invite: HandedLink | null }> {
    const { clock, keeper, passwords, handed } = this.#deps;
    await this.permitRole(request.role, request.confirm, by);
    const { name, fullName, email, role, entry } = request;
    this.#refuseTaken(name, email, null);
    const userId = newId('us');
    const person = newPerson({ userId, name, fullName, email, role, nowMs: clock() });
    if (entry.kind === 'invite') {
      const link = handed.prepare('invite', person);
      await this.#insert([person], link.statements, by.actor, 'invite');
      this.#deps.mail.wake();
      return { person: keeper.wanted(person.userId), invite: link.handed };
    }
    const words = [name, fullName ?? '', email ?? ''];
    const weakness = await passwords.weaknessOf(entry.password, words);
    if (weakness !== null) throw weakness;
    const options = { mustChange: true };
    const statements = await passwords.statements(person.userId, entry.password, options);
    await this.#insert([person], statements, by.actor, 'password');
    passwords.took(person.userId, options);
    return { person: keeper.wanted(person.userId), invite: null };
  }

  /** Accounts that are all made, or none, each with an invitation. The caller has looked at each. */
  async addInvited(
    people: readonly Person[],
    actor: Actor,
  ): Promise<{ userId: UserId; invite: HandedLink }[]> {
    const links = new Map<UserId, PreparedLink>();
    for (const person of people) {
      links.set(person.userId, this.#deps.handed.prepare('invite', person));
    }
    const statements = [...links.values()].flatMap((link) => link.statements);
    await this.#insert(people, statements, actor, 'invite');
    this.#deps.mail.wake();
    return [...links].map(([userId, link]) => ({ userId, invite: link.handed }));
  }

  /**
   * An account for somebody whom an identity provider vouches for, or who registers. A name that is taken gets a number behind
   * it. `more` are statements that belong to the account. Throws `conflict` when the address is taken.
   */
  async provision(
    newcomer: Newcomer,
    actor: Actor,
    more: (person: Person) => readonly Statement[] | Promise<readonly Statement[]> = () => [],
  ): Promise<Person> {
    const { clock, keeper } = this.#deps;
    const { email, emailVerified, fullName, origin, status = 'active' } = newcomer;
    const role = keeper.roleOf(newcomer.role) === null ? LOWEST_ROLE : newcomer.role;
    const name = this.#freeName(newcomer.name);
    this.#refuseTaken(name, email, null);
    const emailVerifiedMs = email !== null && emailVerified ? clock() : null;
    const [userId, nowMs] = [newId('us'), clock()];
    const facts = { userId, name, email, emailVerifiedMs, fullName, role, origin, nowMs };
    const person = { ...newPerson(facts), status };
    await this.#insert([person], await more(person), actor, origin);
    return keeper.wanted(person.userId);
  }

  /**
   * Hands an account over to the identity provider that has proven its address: from now on the provider vouches for the person,
   * and no link of a letter sets a password any more. `link` belongs to it. Throws `conflict`.
   */
  async handOver(
    userId: UserId,
    { how, issuer }: { how: string; issuer: string },
    actor: Actor,
    link: Statement,
  ): Promise<Person> {
    const { keeper, clock } = this.#deps;
    const before = keeper.wanted(userId);
    const origin = before.origin === 'local' ? how : before.origin;
    const emailVerifiedMs = before.emailVerifiedMs ?? clock();
    return keeper.change(
      before,
      { ...before, origin, emailVerifiedMs },
      { event: 'identity.linked', actor, details: { how, issuer }, statements: [link] },
    );
  }

  /** Changes name, full name or address. Throws `not_found`, `forbidden`, `conflict`. */
  async edit(userId: UserId, { changedMs, ...patch }: PersonPatch, by: By): Promise<Person> {
    const { keeper } = this.#deps;
    const before = await keeper.permitted(userId, 'edit', by);
    if (changedMs !== undefined && changedMs !== before.changedMs) {
      throw refused('account_changed');
    }
    const after = { ...before, ...patch };
    const fields = (['name', 'fullName', 'email'] as const).filter((f) => before[f] !== after[f]);
    if (fields.length === 0) return before;
    const hasNewAddress = fields.includes('email');
    if (hasNewAddress && by.asker.userId === userId) {
      throw refused('own_address_in_profile');
    }
    this.#refuseTaken(after.name, after.email, userId);
    const pick = (one: Person) => Object.fromEntries(fields.map((field) => [field, one[field]]));
    return keeper.change(before, hasNewAddress ? { ...after, emailVerifiedMs: null } : after, {
      event: 'user.changed',
      actor: by.actor,
      details: { fields },
      personal: { before: pick(before), after: pick(after) },
    });
  }

  /** Gives another role, from the next request on. Throws `not_found`, `forbidden`, `conflict`, `confirmation_needed`. */
  async setRole(userId: UserId, role: string, isConfirmed: boolean, by: By): Promise<Person> {
    const { keeper } = this.#deps;
    const before = await keeper.permitted(userId, 'role', by);
    const event = 'user.role_changed';
    await keeper.permitRole(role, isConfirmed, by, { event, userId });
    return this.#giveRole(before, role, by.actor);
  }

  /**
   * Follows the role that an identity provider’s groups give. The protected administrator and the last one who can work keep
   * theirs: no group elsewhere locks a site out.
   */
  async followRole(userId: UserId, role: string, actor: Actor): Promise<Person> {
    const { keeper } = this.#deps;
    const before = keeper.wanted(userId);
    if (before.isProtected || keeper.roleOf(role) === null) return before;
    const { otherAdministrators } = keeper.accountOf(before);
    if (before.role === 'admin' && before.status === 'active' && otherAdministrators === 0) {
      return before;
    }
    return this.#giveRole(before, role, actor);
  }

  /** Throws unless the asker may give a new account that role. */
  async permitRole(role: string, isConfirmed: boolean, by: By): Promise<void> {
    if (role === LOWEST_ROLE) return;
    const about = { event: 'user.created', userId: null } as const;
    await this.#deps.keeper.permitRole(role, isConfirmed, by, about);
  }

  async #giveRole(before: Person, role: string, actor: Actor): Promise<Person> {
    if (before.role === role) return before;
    const details = { before: { role: before.role }, after: { role } };
    const change = { event: 'user.role_changed', actor, details } as const;
    return this.#deps.keeper.change(before, { ...before, role }, change);
  }

  async #insert(
    people: readonly Person[],
    statements: readonly Statement[],
    actor: Actor,
    how: string,
  ): Promise<void> {
    const { store, directory } = this.#deps;
    const done = await store.record(
      [...people.map((person) => insertPerson(person)), ...statements],
      people.map(({ userId, name, email, fullName, role, status }) => ({
        event: 'user.created' as const,
        actor,
        resourceId: userId,
        details: { role, status, how },
        subject: { userId, personal: { name, email, fullName } },
      })),
    );
    if (done === null) throw refused('name_or_email_taken');
    for (const person of people) directory.know(person);
  }

  #refuseTaken(name: string, email: string | null, own: UserId | null): void {
    const { directory } = this.#deps;
    const isTaken = (text: string) => {
      const found = directory.find(text);
      return found !== null && found.userId !== own;
    };
    if (isTaken(name)) throw refused('name_taken');
    if (email !== null && isTaken(email)) {
      throw refused('email_taken');
    }
  }

  #freeName(wanted: string): string {
    const { directory } = this.#deps;
    const base =
      wanted
        .replace(/\p{C}/gu, '')
        .trim()
        .slice(0, NAME_MAX - 6) || 'person';
    for (let number = 1; ; number++) {
      const name = number === 1 ? base : `${base} ${number}`;
      if (directory.find(name) === null) return name;
    }
  }
}
