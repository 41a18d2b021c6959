import type { Principal } from '../access/principal.ts';
import type { Flows } from '../flows.ts';
import type { By } from '../people/people-deps.ts';

/** On whose behalf a request acts upon accounts and teams: all that the person may for good, and what this request may. */
export function byOf({ rooms }: Flows, { userId, permissions, actor }: Principal): By {
  const all = rooms.rights.lastingOf(userId);
  return { asker: { userId, role: actor.role, permissions: all, scopes: permissions }, actor };
}
