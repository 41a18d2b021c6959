import type { Permission } from '#schemas/access/permissions';
import { TremoloError } from '#schemas/errors/tremolo-error';
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
    const where = nameOfPlace(rooms, principal, lacking ?? []);
    throw new TremoloError(
      'forbidden',
      `Your account may not do this: it needs ${right} ${where}.`,
    );
  }
  if (isLoose && !principal.permissions.has('plant:read')) {
    const sentence =
      'What hangs nowhere is in no part of the plant: it needs plant:read everywhere.';
    throw new TremoloError('forbidden', sentence);
  }
}

/** Names a place to those only who see it, or the way to it. */
function nameOfPlace(rooms: Rooms, principal: Principal, [scope]: Scopes): string {
  if (scope === undefined) return 'for the whole plant';
  const sight = sightOf(rooms, principal);
  const isKnown = sight === null || sight.at([scope]) || sight.node(scope) || sight.leadsTo(scope);
  return isKnown ? `at ${rooms.plant.tree.pathOf(scope) || scope}` : 'at a place out of sight';
}
