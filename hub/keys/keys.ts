import { timingSafeEqual } from 'node:crypto';
import type { Permission } from '#schemas/access/permissions';
import { refused } from '#schemas/errors/refused';
import type { KeyLifetime, NewKey } from '#schemas/http/keys';
import { type KeyId, newId, type UserId } from '#schemas/ids/ids';
import type { Clock } from '../clock.ts';
import type { Events } from '../events.ts';
import type { Log } from '../log.ts';
import { type Actor, SYSTEM_ACTOR } from '../store/actor.ts';
import type { Statement } from '../store/statement.ts';
import type { Store } from '../store/store.ts';
import type { Vault } from '../store/vault.ts';
import { type ApiKey, apiKeyOf } from './api-key.ts';
import { lookupOf, newSecret } from './key-secret.ts';
import type { KeyUse } from './key-use.ts';
import { networkOf } from './network-of.ts';

const DAY_MS = 86_400_000;
const LIFETIME_DAYS: Record<KeyLifetime, number | null> = {
  '30d': 30,
  '90d': 90,
  '1y': 365,
  never: null,
};
/** Keys of one person: more are a mistake, or an attack on the memory. */
const KEYS_MAX = 100;
const MAC_PURPOSE = 'api key';

export interface KeyDeps {
  readonly store: Store;
  readonly vault: Vault;
  readonly events: Events;
  readonly clock: Clock;
  readonly use: KeyUse;
  readonly log: Log;
  /** The letter that tells the owner of a use from a network where the key never was. */
  readonly newNetworkLetter: (ownerId: UserId) => Statement[];
}

/** What a request with a key may, as far as the key goes. */
export interface KeyGrant {
  readonly keyId: KeyId;
  readonly userId: UserId;
  readonly scopes: ReadonlySet<Permission>;
}

/** API keys: made once, checked on every request without waiting for the store, ended at once. */
export class Keys {
  readonly #deps: KeyDeps;
  readonly #byLookup = new Map<string, ApiKey>();
  readonly #networks = new Map<KeyId, Set<string>>();

  constructor(deps: KeyDeps) {
    this.#deps = deps;
  }

  async start(): Promise<void> {
    const { store } = this.#deps;
    for (const row of await store.read('SELECT * FROM api_keys')) {
      const key = apiKeyOf(row);
      this.#byLookup.set(key.lookup, key);
    }
    for (const row of await store.read('SELECT key_id, network FROM api_key_networks')) {
      this.#networksOf(row.key_id as KeyId).add(String(row.network));
    }
  }

  /** Whose key it is and how far it goes; null when it is none, was revoked or has run out. */
  authenticate(secret: string, address: string): KeyGrant | null {
    const lookup = lookupOf(secret);
    const key = lookup === null ? undefined : this.#byLookup.get(lookup);
    if (key === undefined) return null;
    const mac = Buffer.from(this.#deps.vault.mac(MAC_PURPOSE, secret));
    if (!timingSafeEqual(mac, Buffer.from(key.secretMac)) || !this.#isAlive(key)) return null;
    this.#deps.use.used(key);
    this.#noteNetwork(key, networkOf(address));
    return { keyId: key.keyId, userId: key.ownerId, scopes: scopesOf(key) };
  }

  /** How far a key goes now, for connections that it opened; null when it has ended. */
  grantOf(keyId: string): KeyGrant | null {
    const key = this.get(keyId);
    if (key === null || !this.#isAlive(key)) return null;
    return { keyId: key.keyId, userId: key.ownerId, scopes: scopesOf(key) };
  }

  get(keyId: string): ApiKey | null {
    return this.all().find((key) => key.keyId === keyId) ?? null;
  }

  all(): ApiKey[] {
    return [...this.#byLookup.values()];
  }

  of(ownerId: UserId): ApiKey[] {
    return this.all().filter((key) => key.ownerId === ownerId);
  }

  /** Makes a key. Throws `forbidden` when a scope goes beyond what its maker may, `conflict` when there are too many. */
  async make(
    asked: NewKey,
    owner: { userId: UserId; may: ReadonlySet<Permission> },
    actor: Actor,
  ): Promise<{ secret: string; key: ApiKey }> {
    const more = asked.scopes.filter((scope) => !owner.may.has(scope));
    if (more.length > 0) {
      throw refused('key_beyond_own', { rights: more.join(', ') });
    }
    if (this.of(owner.userId).length >= KEYS_MAX) {
      throw refused('keys_full', { count: KEYS_MAX });
    }
    const days = LIFETIME_DAYS[asked.lifetime];
    const { secret, key } = this.#draft(asked, owner.userId, days && days * DAY_MS);
    const { name, kind, scopes, lifetime } = asked;
    await this.#deps.store.record(
      [inserting(key)],
      [
        {
          event: 'key.created',
          actor,
          resourceId: key.keyId,
          details: { name, kind, scopes, lifetime },
        },
      ],
    );
    this.#byLookup.set(key.lookup, key);
    return { secret, key };
  }

  /** A key like this one in its place; this one goes on for some hours. Throws `not_found`, `conflict`. */
  async rotate(keyId: KeyId, ownerId: UserId, overlapHours: number, actor: Actor) {
    const before = this.#owned(keyId, ownerId);
    if (before.replacedBy !== null || !this.#isAlive(before)) {
      throw refused('key_ended');
    }
    const nowMs = this.#deps.clock();
    const lifeMs = before.expiresMs === null ? null : before.expiresMs - before.createdMs;
    const { secret, key } = this.#draft(before, ownerId, lifeMs);
    const endMs = Math.min(nowMs + overlapHours * 3_600_000, before.expiresMs ?? Infinity);
    const done = await this.#deps.store.record(
      [
        {
          sql: 'UPDATE api_keys SET replaced_by = ?, expires_ms = ? WHERE key_id = ? AND replaced_by IS NULL',
          args: [key.keyId, endMs, keyId],
          mustChange: true,
        },
        inserting(key),
      ],
      [
        {
          event: 'key.rotated',
          actor,
          resourceId: keyId,
          details: { replacedBy: key.keyId, overlapHours },
        },
      ],
    );
    if (done === null) throw refused('key_replaced');
    this.#byLookup.set(before.lookup, { ...before, replacedBy: key.keyId, expiresMs: endMs });
    this.#byLookup.set(key.lookup, key);
    return { secret, key };
  }

  /** Ends a key at once, for requests and for open connections. Throws `not_found`. */
  async revoke(keyId: KeyId, ownerId: UserId | null, actor: Actor): Promise<void> {
    const key = this.#owned(keyId, ownerId);
    // Gone before it is stored: should the store fail, it works again only after a restart.
    this.#byLookup.delete(key.lookup);
    await this.#deps.store.record(this.#deleting(keyId), [
      { event: 'key.revoked', actor, resourceId: keyId, details: { name: key.name } },
    ]);
    this.#deps.events.emit('keyRevoked', { keyId });
  }

  /** What erases all keys of a person. */
  erasing(userId: UserId): Statement[] {
    return this.of(userId).flatMap(({ keyId }) => this.#deleting(keyId));
  }

  erased(userId: UserId): void {
    for (const { lookup, keyId } of this.of(userId)) {
      this.#byLookup.delete(lookup);
      this.#deps.events.emit('keyRevoked', { keyId });
    }
  }

  #draft(asked: Pick<ApiKey, 'name' | 'kind' | 'scopes'>, ownerId: UserId, lifeMs: number | null) {
    const { secret, lookup } = newSecret(asked.kind);
    const nowMs = this.#deps.clock();
    const key: ApiKey = {
      keyId: newId('ky'),
      lookup,
      secretMac: this.#deps.vault.mac(MAC_PURPOSE, secret),
      name: asked.name,
      kind: asked.kind,
      scopes: asked.scopes,
      ownerId,
      createdMs: nowMs,
      expiresMs: lifeMs === null ? null : nowMs + lifeMs,
      replacedBy: null,
      lastUsedMs: null,
    };
    return { secret, key };
  }

  #owned(keyId: KeyId, ownerId: UserId | null): ApiKey {
    const key = this.get(keyId);
    if (key !== null && (ownerId === null || key.ownerId === ownerId)) return key;
    throw refused('key_unknown');
  }

  #isAlive({ expiresMs }: ApiKey): boolean {
    return expiresMs === null || expiresMs > this.#deps.clock();
  }

  #noteNetwork(key: ApiKey, network: string): void {
    const known = this.#networksOf(key.keyId);
    if (known.has(network)) return;
    const isFirst = known.size === 0;
    known.add(network);
    const entry = {
      event: 'key.new_network' as const,
      actor: { ...SYSTEM_ACTOR, keyId: key.keyId, userId: key.ownerId },
      resourceId: key.keyId,
      details: { network },
    };
    this.#deps.store
      .record(
        [
          {
            sql: 'INSERT OR IGNORE INTO api_key_networks VALUES (?, ?, ?)',
            args: [key.keyId, network, this.#deps.clock()],
          },
          ...(isFirst ? [] : this.#deps.newNetworkLetter(key.ownerId)),
        ],
        isFirst ? [] : [entry],
      )
      .catch((error) => this.#deps.log.error('the network of an API key is not stored', error));
  }

  #networksOf(keyId: KeyId): Set<string> {
    const known = this.#networks.get(keyId) ?? new Set();
    this.#networks.set(keyId, known);
    return known;
  }

  #deleting(keyId: KeyId): Statement[] {
    return ['api_key_use', 'api_key_networks', 'api_keys'].map((table) => ({
      sql: `DELETE FROM ${table} WHERE key_id = ?`,
      args: [keyId],
    }));
  }
}

/** A key for trying out only reads. */
function scopesOf({ kind, scopes }: ApiKey): ReadonlySet<Permission> {
  const isReading = (permission: Permission) => permission.endsWith(':read');
  return new Set(kind === 'test' ? scopes.filter(isReading) : scopes);
}

function inserting(key: ApiKey): Statement {
  return {
    sql: 'INSERT INTO api_keys VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL)',
    args: [
      key.keyId,
      key.lookup,
      key.secretMac,
      key.name,
      key.kind,
      JSON.stringify(key.scopes),
      key.ownerId,
      key.createdMs,
      key.expiresMs,
    ],
  };
}
