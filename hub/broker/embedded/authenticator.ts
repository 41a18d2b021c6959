import type { Clock } from '../../clock.ts';
import type { CredentialRow } from '../credential-row.ts';
import { secretMatches } from '../credential-secret.ts';
import { ClientIdentity, type IdentityLimits } from './client-identity.ts';

/** Compared with when the name is unknown, so that the answer takes as long as for a wrong secret. */
const NOBODY = '0'.repeat(64);

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
      const same = before !== undefined && JSON.stringify(before.row) === JSON.stringify(row);
      identities.set(
        row.username,
        same ? before : new ClientIdentity(row, this.#limits, this.#clock),
      );
    }
    this.#identities = identities;
  }

  /** Whether this identity still stands as it was given. */
  holds(identity: ClientIdentity): boolean {
    return this.#identities.get(identity.row.username) === identity && identity.row.enabled;
  }

  /** The identity of a client, or the reason for the log. The client itself hears no reason. */
  identify(
    username: string | undefined,
    password: Uint8Array | undefined,
    clientId: string,
  ): ClientIdentity | 'no password' | 'wrong name or password' | 'disabled' | 'foreign client id' {
    if (username === undefined || password === undefined) return 'no password';
    const identity = this.#identities.get(username);
    const matches = secretMatches(password, identity?.row.sha256 ?? NOBODY);
    if (identity === undefined || !matches) return 'wrong name or password';
    if (!identity.row.enabled) return 'disabled';
    return ownsClientId(username, clientId) ? identity : 'foreign client id';
  }
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
