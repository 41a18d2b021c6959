import { TremoloError } from '#schemas/errors/tremolo-error';
import { Email } from '#schemas/http/access';
import type { SsoProblem } from '#schemas/http/sso';
import type { UserId } from '#schemas/ids/ids';
import type { Actor } from '../store/actor.ts';
import type { Statement } from '../store/statement.ts';
import type { Store } from '../store/store.ts';
import type { IdentityLinks, Subject } from './identity-links.ts';
import { type AccountMapping, roleOfGroups } from './role-of-groups.ts';
import { SsoRefusal } from './sso-refusal.ts';

/** Somebody as an identity provider has proven him to be. */
export interface ExternalIdentity extends Subject {
  readonly how: 'saml' | `oidc:${string}`;
  /** What the provider calls the person; a new account gets it as sign-in name, with a number behind it where it is taken. */
  readonly name: string;
  readonly email: string | null;
  /** The provider says that the person reads what is sent there. Addresses that it only repeats open nothing and are not kept. */
  readonly emailVerified: boolean;
  readonly fullName: string | null;
  readonly groups: readonly string[];
}

interface Account {
  readonly userId: UserId;
  readonly name: string;
  readonly email: string | null;
  readonly role: string;
  readonly status: string;
  readonly origin: string;
}

export interface ExternalSignInDeps {
  readonly store: Store;
  readonly links: IdentityLinks;
  readonly accountOf: (userId: UserId) => Account | null;
  /** By e-mail address only: a sign-in name that looks like one is nobody’s proof. */
  readonly accountWithEmail: (email: string) => Account | null;
  readonly hasPassword: (userId: UserId) => Promise<boolean>;
  readonly isRole: (key: string) => boolean;
  /** Whether the account looks after other people’s. */
  readonly isGoverning: (account: { userId: UserId; role: string }) => boolean;
  readonly provision: (
    newcomer: {
      name: string;
      email: string | null;
      emailVerified: boolean;
      fullName: string | null;
      role: string;
      origin: string;
    },
    actor: Actor,
    more: (person: { userId: UserId }) => readonly Statement[],
  ) => Promise<{ userId: UserId }>;
  /** Hands the account over to the provider; the statement belongs to that. */
  readonly handOver: (
    userId: UserId,
    provider: { how: string; issuer: string },
    actor: Actor,
    link: Statement,
  ) => Promise<unknown>;
  readonly followRole: (userId: UserId, role: string, actor: Actor) => Promise<unknown>;
  readonly endSessions: (userId: UserId, actor: Actor) => Promise<unknown>;
}

const NAME_MAX = 100;

/** From an identity that a provider vouches for to an account of this site: known, linked, newly made, or refused. */
export class ExternalSignIn {
  readonly #deps: ExternalSignInDeps;

  constructor(deps: ExternalSignInDeps) {
    this.#deps = deps;
  }

  /**
   * The account that the identity opens, with the role that its groups give today. Whether that account may work now is for the
   * caller to ask. Throws SsoRefusal, which is recorded.
   */
  async signIn(identity: ExternalIdentity, mapping: AccountMapping, actor: Actor): Promise<UserId> {
    const { links, isRole } = this.#deps;
    const role = roleOfGroups(identity.groups, mapping, isRole);
    const known = await links.find(identity);
    if (known !== null) return this.#known(known, identity, mapping, role, actor);
    if (role === null) throw await this.#refused('no_role', identity, null, actor);
    const sameAddress = this.#withSameAddress(identity);
    if (sameAddress !== null) {
      return this.#linked(sameAddress, identity, mapping, role, actor);
    }
    if (!mapping.createAccounts) throw await this.#refused('no_account', identity, null, actor);
    return this.#made(identity, role, actor);
  }

  async #known(
    userId: UserId,
    identity: ExternalIdentity,
    mapping: AccountMapping,
    role: string | null,
    actor: Actor,
  ): Promise<UserId> {
    if (role === null) {
      // Whom the provider put out of all groups is not to go on in another browser either.
      await this.#deps.endSessions(userId, actor);
      throw await this.#refused('no_role', identity, userId, actor);
    }
    await this.#deps.links.used(identity);
    await this.#follow(userId, mapping, role, actor);
    return userId;
  }

  /**
   * Lets the identity open an account that has its confirmed address. Not one with a password of its own, unless a provider made
   * it: its person would be a stranger’s guest as soon as a provider errs. Not one that somebody else at this provider opens: a
   * company gives the address of who left to who comes. Never one that looks after other people.
   */
  async #linked(
    account: Account,
    identity: ExternalIdentity,
    mapping: AccountMapping,
    role: string,
    actor: Actor,
  ): Promise<UserId> {
    const { links, hasPassword, isGoverning, handOver } = this.#deps;
    const { userId } = account;
    const isProviders = account.origin !== 'local' || !(await hasPassword(userId));
    const isFree = isProviders && !(await links.isOpenedAt(identity.issuer, userId));
    if (account.status !== 'active' || !isFree || isGoverning(account)) {
      throw await this.#refused('address_taken', identity, userId, actor);
    }
    try {
      await handOver(userId, identity, asPerson(actor, account), links.link(identity, userId));
    } catch (error) {
      // Linked this very moment by a second request, or else the account was changed meanwhile.
      if ((await links.find(identity)) !== userId) throw error;
    }
    await this.#follow(userId, mapping, role, actor);
    return userId;
  }

  async #made(identity: ExternalIdentity, role: string, actor: Actor): Promise<UserId> {
    const { links, provision } = this.#deps;
    const { name, fullName, how } = identity;
    const newcomer = {
      // Not the whole of what looks like an address: it would stand in the way of whoever really has it.
      name: plain(name).split('@')[0],
      email: confirmedEmail(identity),
      emailVerified: true,
      fullName: fullName === null ? null : plain(fullName).slice(0, NAME_MAX) || null,
      role,
      origin: how,
    };
    try {
      const more = ({ userId }: { userId: UserId }) => [links.link(identity, userId)];
      return (await provision(newcomer, actor, more)).userId;
    } catch (error) {
      if (!(error instanceof TremoloError) || error.code !== 'conflict') throw error;
      // The same person in two tabs: the other one made the account.
      const userId = await links.find(identity);
      if (userId !== null) return userId;
      throw await this.#refused('address_taken', identity, null, actor);
    }
  }

  /**
   * Gives the role of the groups. Where the site maps no groups, roles are given here: then the role for everybody is only what
   * an account begins with.
   */
  async #follow(
    userId: UserId,
    { roleOfGroup }: AccountMapping,
    role: string,
    actor: Actor,
  ): Promise<void> {
    const account = this.#deps.accountOf(userId);
    if (account === null || account.status !== 'active' || roleOfGroup.length === 0) return;
    try {
      await this.#deps.followRole(userId, role, asPerson(actor, account));
    } catch (error) {
      // The same person in two tabs: the other one gave the role.
      if (this.#deps.accountOf(userId)?.role !== role) throw error;
    }
  }

  #withSameAddress(identity: ExternalIdentity): Account | null {
    const email = confirmedEmail(identity);
    return email === null ? null : this.#deps.accountWithEmail(email);
  }

  async #refused(
    problem: Extract<SsoProblem, 'no_role' | 'no_account' | 'address_taken'>,
    { how, issuer }: ExternalIdentity,
    userId: UserId | null,
    actor: Actor,
  ): Promise<SsoRefusal> {
    await this.#deps.store.record(
      [],
      [
        {
          event: 'auth.failed',
          actor,
          resourceId: userId,
          outcome: 'refused',
          details: { how, issuer, why: problem },
        },
      ],
    );
    return new SsoRefusal(problem, SENTENCES[problem]);
  }
}

const SENTENCES = {
  no_role: 'None of your groups may work here: ask your administrator.',
  no_account: 'You have no account here: ask your administrator.',
  address_taken: 'There is an account with your e-mail address that this does not open.',
};

function confirmedEmail({ email, emailVerified }: ExternalIdentity): string | null {
  return emailVerified ? (Email.safeParse(email).data ?? null) : null;
}

/** Until now the actor was a stranger at an address. */
function asPerson(actor: Actor, { userId, name, role }: Account): Actor {
  return { ...actor, userId, name, role };
}

const plain = (text: string) => text.normalize('NFKC').replace(/\p{C}/gu, '').trim();
