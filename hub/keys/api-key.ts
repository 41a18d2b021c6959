import { PERMISSION_NAMES, type Permission } from '#schemas/access/permissions';
import type { KeyKind } from '#schemas/http/keys';
import type { KeyId, UserId } from '#schemas/ids/ids';
import type { Row } from '../store/statement.ts';

export interface ApiKey {
  readonly keyId: KeyId;
  readonly lookup: string;
  readonly secretMac: string;
  readonly name: string;
  readonly kind: KeyKind;
  readonly scopes: readonly Permission[];
  readonly ownerId: UserId;
  readonly createdMs: number;
  readonly expiresMs: number | null;
  readonly replacedBy: KeyId | null;
  /** Changes with each use; written to the store once a minute. */
  lastUsedMs: number | null;
}

export function apiKeyOf(row: Row): ApiKey {
  const scopes: string[] = JSON.parse(String(row.scopes));
  return {
    keyId: row.key_id as KeyId,
    lookup: String(row.lookup),
    secretMac: String(row.secret_mac),
    name: String(row.name),
    kind: row.kind as KeyKind,
    // A permission that this Tremolo no longer knows is none.
    scopes: PERMISSION_NAMES.filter((permission) => scopes.includes(permission)),
    ownerId: row.owner_id as UserId,
    createdMs: Number(row.created_ms),
    expiresMs: row.expires_ms as number | null,
    replacedBy: row.replaced_by as KeyId | null,
    lastUsedMs: row.last_used_ms as number | null,
  };
}
