import type { Principal } from '../access/principal.ts';
import type { Flows } from '../flows.ts';
import type { By } from '../people/people-deps.ts';

/** On whose behalf a request acts upon accounts and teams: all that the person may, and what this request may of it. */
export function byOf({ rooms }: Flows, { userId, permissions, actor }: Principal): By {
  const all = rooms.rights.permissionsOf(userId);
  return { asker: { userId, role: actor.role, permissions: all, scopes: permissions }, actor };
}
