/** How much of the plant a person takes out as a file, and into what of it he may take one. */
import type { NodeId } from '#schemas/ids/ids';
import type { Principal } from './access/principal.ts';
import type { ExportedPart } from './assets/transfer/export-rows.ts';
import type { ImportReach } from './assets/transfer/plan-import.ts';
import type { Identity } from './identity.ts';
import { scopesOfNode, scopesOfPoint } from './plant-view.ts';
import type { Rooms } from './rooms.ts';
import { sightOf } from './sight.ts';

/** Of a node what is there; else all that is in sight. Null: the whole plant. */
export function exportedPart(
  rooms: Pick<Rooms, 'plant'>,
  principal: Principal,
  nodeId: NodeId | null,
): ExportedPart | null {
  if (nodeId !== null) return { nodeIds: [nodeId], hasLoose: () => false };
  const sight = sightOf(rooms, principal);
  if (sight === null) return null;
  const isTop = (parentId: NodeId | null) => parentId === null || !sight.node(parentId);
  const tops = rooms.plant.tree
    .inOrder()
    .filter((node) => sight.node(node.nodeId) && isTop(node.parentId));
  return { nodeIds: tops.map((node) => node.nodeId), hasLoose: sight.point };
}

/** Null: everywhere. */
export function importReach(
  { rooms, identity }: { readonly rooms: Rooms; readonly identity: Identity },
  principal: Principal,
): ImportReach | null {
  if (principal.permissions.has('plant:edit')) return null;
  const sight = sightOf(rooms, principal);
  const may = (scopes: readonly string[]) => identity.mayIn(principal, 'plant:edit', scopes);
  return {
    mayNode: (nodeId) => may(scopesOfNode(rooms, nodeId)),
    mayPoint: (point) => may(scopesOfPoint(rooms, point)),
    seesPoint: (point) => sight === null || sight.point(point),
    seesNowhere: sight === null,
  };
}
