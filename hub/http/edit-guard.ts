import type { Principal } from '../access/principal.ts';
import type { Doing } from '../assets/plant.ts';
import type { NodeState } from '../assets/tree/node-record.ts';
import { type PlannedEdit, placesEdited } from '../assets/tree/places-edited.ts';
import type { Flows } from '../flows.ts';
import { refuseUnless } from '../refuse-unless.ts';
import { refuseUnseen, type Sight, sightOf } from '../sight.ts';

/**
 * An edit of the plant by this person. One is refused that reaches beyond where he may change the plant: before it and after it,
 * else a right for one part would grow. Throws `forbidden`, and `not_found` for what it names and he does not see.
 */
export function editing(flows: Flows, principal: Principal): Doing {
  const sight = sightOf(flows.rooms, principal);
  return {
    actor: principal.actor,
    guard: ({ edit, ...planned }: PlannedEdit) => {
      const { nodes, points } = edit;
      // A file with errors makes nothing of the plant: what is wrong with it is told to whoever brought it.
      if (nodes.length + points.length === 0) return;
      refuseUnless(flows, principal, 'plant:edit', placesEdited({ edit, ...planned }));
      for (const { before, after } of nodes) {
        const valueId = newlyRead(before, after);
        if (valueId !== null) refuseUnseen(isValueInSight(flows, valueId, sight), 'process value');
      }
    },
    sees: (nodeId) => sight === null || sight.node(nodeId),
  };
}

/** The process value from which the machine is to read its speed, where that is new: it would show there what the value is. */
function newlyRead(before: NodeState | null, after: NodeState | null): string | null {
  const speed = after?.machine?.speed;
  const isNew = !Bun.deepEquals(speed, before?.machine?.speed);
  return speed?.from === 'value' && isNew ? speed.valueId : null;
}

function isValueInSight({ rooms }: Flows, valueId: string, sight: Sight | null): boolean {
  if (sight === null) return true;
  const nodeId = rooms.processValues.get(valueId)?.nodeId ?? null;
  return nodeId !== null && sight.node(nodeId);
}
