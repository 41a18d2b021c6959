import { createHash } from 'node:crypto';
import { refused } from '#schemas/errors/refused';
import type { OwnIdentity } from '#schemas/http/identities';
import type { UserId } from '#schemas/ids/ids';
import type { Actor } from '../store/actor.ts';
import type { Statement } from '../store/statement.ts';
import type { Store } from '../store/store.ts';
import type { ExternalIdentity } from './external-sign-in.ts';
import type { IdentityLinks, Subject } from './identity-links.ts';
import { SsoRefusal } from './sso-refusal.ts';

export interface OwnIdentityDeps {
  readonly store: Store;
  readonly links: IdentityLinks;
  readonly hasPassword: (userId: UserId) => Promise<boolean>;
  /** Throws `proof_wrong` unless it is the person’s own password. */
  readonly reauthenticate: (userId: UserId, password: string | null, actor: Actor) => Promise<void>;
  /** The provider as the sign-in page calls it; null for one that is not offered. */
  readonly nameOf: (issuer: string) => string | null;
  /** The letter that tells of a new way in. */
  readonly notice: (userId: UserId) => readonly Statement[];
}

/** What opens one’s own account besides the password: seen, connected and disconnected by its person. */
export class OwnIdentities {
  readonly #deps: OwnIdentityDeps;

  constructor(deps: OwnIdentityDeps) {
    this.#deps = deps;
  }

  async of(userId: UserId): Promise<OwnIdentity[]> {
    const rows = await this.#deps.links.of(userId);
    return rows.map(({ createdMs, lastMs, ...who }) => ({
      identityId: idOf(who),
      name: this.#deps.nameOf(who.issuer),
      issuer: who.issuer,
      createdMs,
      lastMs,
    }));
  }

  /**
   * Throws unless the person may connect: with the password, asked for again. Who has none comes by a provider already, and an
   * open screen alone must not be enough to leave another way in behind.
   */
  async permitConnecting(userId: UserId, password: string | null, actor: Actor): Promise<void> {
    const { hasPassword, reauthenticate } = this.#deps;
    if (!(await hasPassword(userId))) {
      throw refused('provider_opens');
    }
    await reauthenticate(userId, password, actor);
  }

  /** Lets the identity open the account. Throws SsoRefusal when it opens another one, which is recorded. */
  async connect(identity: ExternalIdentity, userId: UserId, actor: Actor): Promise<void> {
    const { store, links, notice } = this.#deps;
    const { how, issuer } = identity;
    const event = 'identity.linked';
    const about = { event, actor, resourceId: userId, details: { how, issuer } } as const;
    const done = await store.record([links.link(identity, userId), ...notice(userId)], [about]);
    if (done !== null || (await links.find(identity)) === userId) return;
    await store.record([], [{ ...about, outcome: 'refused' }]);
    throw new SsoRefusal('identity_taken', 'This identity opens another account.');
  }

  /** Throws `proof_wrong`, `not_found`; `conflict` when nothing else would open the account. */
  async disconnect(
    userId: UserId,
    identityId: string,
    password: string | null,
    actor: Actor,
  ): Promise<void> {
    const { store, links, reauthenticate } = this.#deps;
    await reauthenticate(userId, password, actor);
    const found = (await links.of(userId)).find((one) => idOf(one) === identityId);
    if (found === undefined) throw refused('connection_unknown');
    const done = await store.record(
      [links.unlink(found, userId)],
      [
        {
          event: 'identity.unlinked',
          actor,
          resourceId: userId,
          details: { issuer: found.issuer },
        },
      ],
    );
    if (done !== null) return;
    throw refused('connection_last');
  }
}

/** Names an identity without telling the provider’s word for the person. */
function idOf({ issuer, subject }: Subject): string {
  return createHash('sha256')
    .update(JSON.stringify([issuer, subject]))
    .digest('base64url');
}
