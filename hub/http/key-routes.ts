import { TremoloError } from '#schemas/errors/tremolo-error';
import { KEY_ROUTES, type KeyRow, type MadeKey } from '#schemas/http/keys';
import type { Flows } from '../flows.ts';
import type { ApiKey } from '../keys/api-key.ts';
import { shownPrefix } from '../keys/key-secret.ts';
import { listPage } from '../store/list-page.ts';
import { type Route, route } from './route.ts';

/** One's own API keys, and everybody's for whoever looks after them. */
export function keyRoutes({ rooms }: Flows): Route[] {
  const { keys, keyUse, directory, rights } = rooms;
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
    route(KEY_ROUTES.makeKey, async ({ body, principal, actor }) => {
      const { userId, permissions, by } = principal;
      // Of what the person may; a key cannot make one that goes beyond itself.
      const may =
        by === 'key' ? permissions : rights.permissionsOf(userId).intersection(permissions);
      return made(await keys.make(body, { userId, may }, actor));
    }),
    route(KEY_ROUTES.rotateKey, async ({ params, body, principal, actor }) =>
      made(await keys.rotate(params.keyId, principal.userId, body.overlapHours, actor)),
    ),
    route(KEY_ROUTES.revokeKey, ({ params, principal, actor }) =>
      keys.revoke(params.keyId, principal.userId, actor),
    ),
    route(KEY_ROUTES.keyUsage, ({ params, principal }) => {
      const key = keys.get(params.keyId);
      if (key?.ownerId !== principal.userId) {
        throw new TremoloError('not_found', 'There is no such key.');
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
