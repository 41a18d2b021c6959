import type { Permission } from '#schemas/access/permissions';
import { refused } from '#schemas/errors/refused';
import type { TremoloError } from '#schemas/errors/tremolo-error';
import type { Principal } from './access/principal.ts';
import type { Identity } from './identity.ts';
import type { Scopes } from './placed-things.ts';
import type { Rooms } from './rooms.ts';
import { sightOf } from './sight.ts';

/** What somebody wants to touch. */
export interface Touched {
  readonly places: readonly Scopes[];
  /** Something of it comes from nowhere, or goes there: that is for whoever sees what hangs nowhere. */
  readonly isLoose?: boolean;
}

/** Refuses whoever lacks the right in one of the places, and says in which. No place: it must hold everywhere. Throws `forbidden`. */
export function refuseUnless(
  { rooms, identity }: { readonly rooms: Rooms; readonly identity: Identity },
  principal: Principal,
  right: Permission,
  { places, isLoose = false }: Touched,
): void {
  if (principal.permissions.has(right)) return;
  const lacking = places.find((scopes) => !identity.mayIn(principal, right, scopes));
  if (lacking !== undefined || places.length === 0) {
    throw lackingAt(rooms, principal, right, lacking ?? []);
  }
  if (isLoose && !principal.permissions.has('plant:read')) {
    throw refused('place_nowhere');
  }
}

/** Names a place to those only who see it, or the way to it. */
function lackingAt(
  rooms: Rooms,
  principal: Principal,
  right: Permission,
  [scope]: Scopes,
): TremoloError {
  if (scope === undefined) return refused('right_missing_everywhere', { right });
  const sight = sightOf(rooms, principal);
  const isKnown = sight === null || sight.at([scope]) || sight.node(scope) || sight.leadsTo(scope);
  if (!isKnown) return refused('right_missing_out_of_sight', { right });
  return refused('right_missing_at', { right, place: rooms.plant.tree.pathOf(scope) || scope });
}
