import { refused } from '#schemas/errors/refused';
import { KEY_ROUTES, type KeyRow, type MadeKey } from '#schemas/http/keys';
import type { KeyId } from '#schemas/ids/ids';
import type { Principal } from '../access/principal.ts';
import type { Flows } from '../flows.ts';
import type { ApiKey } from '../keys/api-key.ts';
import { shownPrefix } from '../keys/key-secret.ts';
import { listPage } from '../store/list-page.ts';
import { recordingRefusal } from './recording-refusal.ts';
import { requireSession } from './require-session.ts';
import { type Route, route } from './route.ts';

/** One's own API keys, and everybody's for whoever looks after them. */
export function keyRoutes({ rooms }: Flows): Route[] {
  const { keys, keyUse, directory, store } = rooms;
  const shown = (key: ApiKey): KeyRow => ({
    keyId: key.keyId,
    name: key.name,
    kind: key.kind,
    prefix: shownPrefix(key.kind, key.lookup),
    scopes: [...key.scopes],
    ownerId: key.ownerId,
    ownerName: directory.get(key.ownerId)?.name ?? '',
    createdMs: key.createdMs,
    expiresMs: key.expiresMs,
    lastUsedMs: key.lastUsedMs,
    usedToday: keyUse.today(key.keyId),
    replacedBy: key.replacedBy,
  });
  const made = ({ secret, key }: { secret: string; key: ApiKey }): MadeKey => ({
    secret,
    key: shown(key),
  });
  return [
    route(KEY_ROUTES.keys, ({ principal }) => ({ keys: keys.of(principal.userId).map(shown) })),
    route(KEY_ROUTES.makeKey, ({ body, principal, actor }) => {
      const { userId, permissions } = principal;
      const { name, kind, scopes } = body;
      const attempt = { event: 'key.created', actor, details: { name, kind, scopes } } as const;
      return recordingRefusal(store, attempt, async () => {
        // Whoever found a key would otherwise keep a way in after it was ended.
        requireSession(principal);
        return made(await keys.make(body, { userId, may: permissions }, actor));
      });
    }),
    route(KEY_ROUTES.rotateKey, ({ params, body, principal, actor }) => {
      const { keyId } = params;
      const attempt = { event: 'key.rotated', actor, resourceId: keyId } as const;
      return recordingRefusal(store, attempt, async () => {
        requireSession(principal);
        return made(await keys.rotate(keyId, principal.userId, body.overlapHours, actor));
      });
    }),
    route(KEY_ROUTES.revokeKey, ({ params, principal, actor }) => {
      const { keyId } = params;
      const attempt = { event: 'key.revoked', actor, resourceId: keyId } as const;
      return recordingRefusal(store, attempt, () => {
        requireItself(principal, keyId);
        return keys.revoke(keyId, principal.userId, actor);
      });
    }),
    route(KEY_ROUTES.keyUsage, ({ params, principal }) => {
      const key = keys.get(params.keyId);
      if (key?.ownerId !== principal.userId) {
        throw refused('key_unknown');
      }
      return keyUse.usageOf(key.keyId);
    }),
    route(KEY_ROUTES.allKeys, ({ query }) => {
      const words = (query.q ?? '').toLowerCase();
      const { ownerId } = query;
      const rows = (ownerId === undefined ? keys.all() : keys.of(ownerId)).map(shown);
      const fitting = rows.filter(({ name, ownerName }) =>
        `${name} ${ownerName}`.toLowerCase().includes(words),
      );
      return listPage(fitting, query, {
        columns: {
          name: ({ name }) => name,
          owner: ({ ownerName }) => ownerName,
          created: ({ createdMs }) => createdMs,
          expires: ({ expiresMs }) => expiresMs,
          lastUsed: ({ lastUsedMs }) => lastUsedMs,
        },
        idOf: ({ keyId }) => keyId,
        sortedBy: '-created',
      });
    }),
    route(KEY_ROUTES.revokeAnyKey, ({ params, actor }) => keys.revoke(params.keyId, null, actor)),
  ];
}

/** A key may end itself, as whoever finds one in the wrong place should. */
function requireItself({ by, keyId }: Principal, wanted: KeyId): void {
  if (by !== 'key' || keyId === wanted) return;
  throw refused('key_itself_only');
}
