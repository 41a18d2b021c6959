import { TremoloError } from '#schemas/errors/tremolo-error';
import type { Principal } from '../access/principal.ts';
import type { PlannedEdit } from '../assets/plant.ts';
import { placesEdited } from '../assets/tree/places-edited.ts';
import type { Flows } from '../flows.ts';

/** Refuses whoever may not change the plant in one of these scopes, before anything is said of what is there. Throws `forbidden`. */
export function refuseEdit(flows: Flows, principal: Principal, scopes: readonly string[]): void {
  if (flows.identity.mayIn(principal, 'plant:edit', scopes)) return;
  throw new TremoloError('forbidden', 'Your account may not change the plant here.');
}

/**
 * Refuses an edit that reaches beyond where the person may change the plant: before it and after it, else a right for one
 * part would grow. Throws `forbidden`.
 */
export function editGuard(flows: Flows, principal: Principal): (planned: PlannedEdit) => void {
  return (planned) => {
    const isRefused = placesEdited(planned, (pointId) =>
      flows.rooms.assets.evenRemoved(pointId),
    ).some((scopes) => !flows.identity.mayIn(principal, 'plant:edit', scopes));
    if (isRefused)
      throw new TremoloError('forbidden', 'Your account may not change the plant here.');
  };
}
