import type { Principal } from '../access/principal.ts';
import { type PlannedEdit, placesEdited } from '../assets/tree/places-edited.ts';
import type { Flows } from '../flows.ts';
import { refuseUnless } from '../refuse-unless.ts';

/**
 * Refuses an edit that reaches beyond where the person may change the plant: before it and after it, else a right for one
 * part would grow. Throws `forbidden`.
 */
export function editGuard(flows: Flows, principal: Principal): (planned: PlannedEdit) => void {
  return (planned) => {
    const { nodes, points } = planned.edit;
    // A file with errors makes nothing of the plant: what is wrong with it is told to whoever brought it.
    if (nodes.length + points.length === 0) return;
    refuseUnless(flows, principal, 'plant:edit', placesEdited(planned));
  };
}
