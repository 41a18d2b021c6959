import type { Clock } from '../../clock.ts';
import { mayGoOn, withoutSecrets } from '../credential-renewal.ts';
import type { CredentialRow } from '../credential-row.ts';
import { secretMatches } from '../credential-secret.ts';
import { ClientIdentity, type IdentityLimits } from './client-identity.ts';

/** Compared with when the name is unknown, so that the answer takes as long as for a wrong secret. */
const NOBODY = '0'.repeat(64);

/** Who a client is, and by which of its secrets. */
export interface Identified {
  readonly identity: ClientIdentity;
  /** SHA-256 of the secret. */
  readonly secretHash: string;
  /** It is the one that was offered, and takes the place of the other from now on. */
  readonly isNext: boolean;
}

/** Knows the credentials; answers who a connecting client is, or why it is refused. */
export class Authenticator {
  readonly #limits: IdentityLimits;
  readonly #clock: Clock;
  #identities = new Map<string, ClientIdentity>();

  constructor({ limits, clock }: { limits: IdentityLimits; clock: Clock }) {
    this.#limits = limits;
    this.#clock = clock;
  }

  /** Takes these rows instead of all before; an unchanged row keeps its identity, so its clients stay. */
  replace(rows: readonly CredentialRow[]): void {
    const identities = new Map<string, ClientIdentity>();
    for (const row of rows) {
      const before = this.#identities.get(row.username);
      const same = before !== undefined && sameClient(before.row, row);
      if (same) before.row = row;
      const identity = same ? before : new ClientIdentity(row, this.#limits, this.#clock);
      identities.set(row.username, identity);
    }
    this.#identities = identities;
  }

  /** Whether a connection that this secret opened may go on. */
  holds(identity: ClientIdentity, secretHash: string): boolean {
    const isKnown = this.#identities.get(identity.row.username) === identity;
    return isKnown && mayGoOn(identity.row, secretHash, this.#clock());
  }

  /** The identity of a client, or the reason for the log. The client itself hears no reason. */
  identify(
    username: string | undefined,
    password: Uint8Array | undefined,
    clientId: string,
  ): Identified | 'no password' | 'wrong name or password' | 'disabled' | 'foreign client id' {
    if (username === undefined || password === undefined) return 'no password';
    const identity = this.#identities.get(username);
    const row = identity?.row;
    // Both are compared whoever asks, so that the answer always takes as long.
    const isPresent = secretMatches(password, row?.sha256 ?? NOBODY);
    const isNext = secretMatches(password, row?.next?.sha256 ?? NOBODY);
    const secretHash = isPresent ? row?.sha256 : row?.next?.sha256;
    if (identity === undefined || secretHash === undefined || !(isPresent || isNext))
      return 'wrong name or password';
    if (!identity.row.enabled) return 'disabled';
    if (!ownsClientId(username, clientId)) return 'foreign client id';
    return { identity, secretHash, isNext: !isPresent };
  }
}

function sameClient(one: CredentialRow, other: CredentialRow): boolean {
  return JSON.stringify(withoutSecrets(one)) === JSON.stringify(withoutSecrets(other));
}

/**
 * A client id is the username, or begins with it and a colon (`agent:agent-1:lane-0`), or was given by the broker. A
 * client that connects with an id in use ends the other connection (MQTT-3.1.4-2): so none may use another's.
 */
function ownsClientId(username: string, clientId: string): boolean {
  return (
    clientId === username || clientId.startsWith(`${username}:`) || clientId.startsWith('aedes_')
  );
}
