import type { Permission } from '#schemas/access/permissions';
import type { RouteRow } from '#schemas/http/route-row';
import type { PlacedThing } from '#schemas/http/within';
import type { Principal } from '../access/principal.ts';
import type { Flows } from '../flows.ts';
import { type Asked, type Placed, placedThings } from '../placed-things.ts';
import { refuseUnless } from '../refuse-unless.ts';
import { refuseUnseen, type Sight, sightOf } from '../sight.ts';
import type { Call } from './route.ts';

type Resolve = (id: unknown, asked: Asked) => Placed | Promise<Placed>;

interface Named {
  readonly placed: Placed;
  /** Nothing is done with it. */
  readonly isOnlySeen: boolean;
}

/** Refuses a request that reaches beyond the parts of the plant in which its person has the rights that the route asks for. */
export type PartGuard = (row: RouteRow, call: Call<RouteRow>) => Promise<void>;

/**
 * The one place in which a right in a part of the plant is held against what a request names. First what is not in sight, as if it
 * were not there; then what may not be done where it is. A request that names nothing acts on the whole plant.
 */
export function partGuard(flows: Flows): PartGuard {
  const things = placedThings(flows.rooms) as Record<PlacedThing, Resolve>;
  return async ({ within, permission, alsoIn }, call) => {
    if (within === undefined || within === 'sight' || within === 'shared') return;
    const principal = call.principal as Principal;
    const rights = [permission, alsoIn ?? permission] as Permission[];
    if (rights.every((one) => principal.permissions.has(one))) return;
    const named = await namedIn(within, call, things);
    const sight = sightOf(flows.rooms, principal, permission as Permission);
    for (const { placed } of named) refuseUnseen(isInSight(placed, sight), placed.what);
    if (alsoIn === undefined) return;
    const acted = named.filter(({ isOnlySeen }) => !isOnlySeen).map(({ placed }) => placed);
    const isLoose = acted.some((placed) => placed.isLoose === true);
    const places = acted.flatMap((placed) => placed.places);
    refuseUnless(flows, principal, alsoIn, { places, isLoose });
  };
}

function isInSight({ places, isSeen }: Placed, sight: Sight | null): boolean {
  if (sight === null) return true;
  return isSeen === undefined ? places.every(sight.at) : isSeen(sight);
}

async function namedIn(
  within: Readonly<Record<string, string>>,
  call: Call<RouteRow>,
  things: Record<PlacedThing, Resolve>,
): Promise<Named[]> {
  const asked = { nodeId: valueAt(call, 'body.nodeId') };
  const named: Named[] = [];
  for (const [field, says] of Object.entries(within)) {
    const value = valueAt(call, field);
    if (value === undefined) continue;
    const isOnlySeen = says.startsWith('seen ');
    const resolve = things[says.replace('seen ', '') as PlacedThing];
    for (const id of new Set(Array.isArray(value) ? value : [value])) {
      named.push({ placed: await resolve(id, asked), isOnlySeen });
    }
  }
  return named;
}

/** `body.from.nodeId` of a checked request; undefined where it says nothing of that. */
function valueAt(call: Call<RouteRow>, field: string): unknown {
  let at: unknown = call;
  for (const key of field.split('.')) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Record<string, unknown>)[key];
  }
  return at;
}
