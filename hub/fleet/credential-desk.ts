import { refused } from '#schemas/errors/refused';
import { TremoloError } from '#schemas/errors/tremolo-error';
import { AgentId } from '#schemas/ids/ids';
import type { Clock } from '../clock.ts';
import { type Actor, SYSTEM_ACTOR } from '../store/actor.ts';
import type { Store } from '../store/store.ts';

const DAY_MS = 86_400_000;
/** How what an agent proves itself with over HTTP begins; then its name, a dot and its secret. */
export const AGENT_BEARER = 'tra_';

/** One credential as far as it matters here; secrets only as hashes. */
export interface KnownCredential {
  readonly username: string;
  readonly kind: string;
  readonly id: string;
  readonly sha256: string;
  readonly next: { readonly sha256: string } | null;
  readonly enabled: boolean;
  readonly createdMs: number;
  readonly renewalAskedMs: number | null;
}

/** Where the credentials are kept. */
export interface CredentialBook {
  list(): Promise<KnownCredential[]>;
  /** Changes whenever they do. */
  stamp(): Promise<string | null>;
  askRenewal(username: string): Promise<boolean>;
  offerNext(username: string): Promise<{ password: string } | null>;
  takeNext(username: string, hash: string): Promise<boolean>;
}

export interface CredentialDeskDeps {
  readonly book: CredentialBook;
  readonly store: Store;
  readonly clock: Clock;
  /** How old a credential gets before its agent is to have another. */
  readonly days: number;
  /** Whether the broker takes the credentials that are kept here; one of somebody else’s does not. */
  readonly isBrokerOurs: boolean;
  /** Compares in a time that tells nothing. */
  readonly matches: (secret: Uint8Array, sha256: string) => boolean;
  /** Whether the agent keeps its credential itself; null: it has not said yet. */
  readonly canKeep: (agentId: string) => boolean | null;
  /** The broker is to know at once. */
  readonly changed: () => void;
}

const usernameOf = (agentId: string) => `agent:${agentId}`;

/**
 * Whom agents are, by their credentials, and when these are replaced. An agent is told that its own is due and asks for another;
 * both are good until the new one was used once, so that whoever is killed in between is not locked out.
 */
export class CredentialDesk {
  readonly #deps: CredentialDeskDeps;
  #rows = new Map<string, KnownCredential>();
  #stamp: string | null | undefined;

  constructor(deps: CredentialDeskDeps) {
    this.#deps = deps;
  }

  /** Looks whether the credentials changed, here or by the console. To be called each second. */
  async turn(): Promise<void> {
    const { book } = this.#deps;
    const stamp = await book.stamp();
    if (stamp === this.#stamp) return;
    const rows = await book.list();
    this.#rows = new Map(rows.filter(({ kind }) => kind === 'agent').map((row) => [row.id, row]));
    this.#stamp = stamp;
  }

  /** Agents that have a credential. */
  ids(): string[] {
    return [...this.#rows.keys()];
  }

  /** Which agent brings this; null: none that may. Whoever brings the secret that it was offered has taken it with this. */
  async agentOf(bearer: string): Promise<AgentId | null> {
    const [name, secret, more] = bearer.slice(AGENT_BEARER.length).split('.');
    const agentId = AgentId.safeParse(name);
    if (!bearer.startsWith(AGENT_BEARER) || !agentId.success) return null;
    if (secret === undefined || more !== undefined) return null;
    await this.turn();
    const row = this.#rows.get(agentId.data);
    if (row === undefined || !row.enabled) return null;
    const bytes = Buffer.from(secret);
    if (this.#deps.matches(bytes, row.sha256)) return agentId.data;
    if (row.next === null || !this.#deps.matches(bytes, row.next.sha256)) return null;
    await this.nextUsed(row.username, row.next.sha256);
    return agentId.data;
  }

  /** Whether the agent is to ask for a new credential now. */
  isDue(agentId: string): boolean {
    const row = this.#rows.get(agentId);
    const { isBrokerOurs, canKeep, clock, days } = this.#deps;
    if (row === undefined || !row.enabled || !isBrokerOurs || canKeep(agentId) !== true)
      return false;
    return row.renewalAskedMs !== null || clock() - row.createdMs >= days * DAY_MS;
  }

  /** A person wants the agent to have a new one before it is due. Throws `not_found`; `conflict` where the agent cannot. */
  async askRenewal(agentId: string, actor: Actor): Promise<void> {
    const { book, store, isBrokerOurs, canKeep } = this.#deps;
    await this.turn();
    if (!this.#rows.has(agentId)) {
      throw refused('credential_none');
    }
    if (!isBrokerOurs) {
      throw new TremoloError('conflict', 'The broker is not ours: its own administration does it.');
    }
    if (canKeep(agentId) !== true) {
      const why = 'was given its credential by its settings, or has not been heard yet';
      throw new TremoloError('conflict', `${agentId} ${why}: let it join anew instead.`);
    }
    await store.record([], [{ event: 'agent.renewal_asked', actor, resourceId: agentId }]);
    await book.askRenewal(usernameOf(agentId));
    await this.turn();
  }

  /** A new secret for the agent that asks. Throws `conflict` unless it was told to ask. */
  async renew(agentId: string): Promise<{ password: string }> {
    await this.turn();
    const isDue = this.isDue(agentId);
    const offered = isDue ? await this.#deps.book.offerNext(usernameOf(agentId)) : null;
    if (offered === null) {
      throw new TremoloError('conflict', 'This credential is not due to be replaced.');
    }
    await this.turn();
    this.#deps.changed();
    return { password: offered.password };
  }

  /** A client came in with the secret that it was offered: from now on that is the only one. */
  async nextUsed(username: string, hash: string): Promise<void> {
    const { book, store, changed } = this.#deps;
    await this.turn();
    const row = [...this.#rows.values()].find((one) => one.username === username);
    if (row?.next?.sha256 !== hash) return;
    if (!(await book.takeNext(username, hash))) return;
    changed();
    await this.turn();
    const entry = { event: 'agent.credential_renewed', actor: SYSTEM_ACTOR } as const;
    await store.record([], [{ ...entry, resourceId: row.id }]);
  }
}
