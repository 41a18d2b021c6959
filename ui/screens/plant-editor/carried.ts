import type { NodeId, PointId } from '#schemas/ids/ids';
import { carriesPoints, mayStandUnder } from '#schemas/plant/node-kind';
import type { Branch, PlantTree } from '../../websocket/plant-tree.ts';

/** What was picked up and waits for its place: a part of the tree, or points of a sensor. */
export type Carried =
  | { readonly kind: 'node'; readonly id: NodeId; readonly name: string }
  | { readonly kind: 'points'; readonly ids: readonly PointId[]; readonly name: string };

/** Whether it may go below this part of the tree (null: to the top), by the rules of the hub; where it is already, it may not. */
export function mayGo(carried: Carried, to: Branch | null, tree: PlantTree): boolean {
  if (carried.kind === 'points') return to !== null && carriesPoints(to.node.kind);
  const branch = tree.branches.value.get(carried.id);
  if (branch === undefined || branch.parentId === (to?.id ?? null)) return false;
  // Nothing can stand below itself.
  if (to !== null && tree.within(carried.id).has(to.id)) return false;
  return mayStandUnder(branch.node.kind, to?.node.kind ?? null);
}
