import type { PlannedEdit } from '../plant.ts';
import type { PlantTree } from './plant-tree.ts';

/** Every place that an edit touches, each as the scopes that a right for it may be given in: nodes, or the name of an area. */
export function placesEdited(
  { edit, before, after }: PlannedEdit,
  _pointOf: (pointId: string) => unknown,
): (readonly string[])[] {
  const places = new Map<string, readonly string[]>();
  const take = (tree: PlantTree, nodeId: string | null) => {
    const scopes = tree.lineOf(nodeId).map((node) => node.nodeId);
    places.set(scopes.join(' '), scopes);
  };
  for (const { nodeId, before: was, after: is } of edit.nodes) {
    // What stands in a place belongs to it; where a node stands is for whoever looks after the place above it.
    const isMoved = was?.parentId !== is?.parentId || was === null || is === null;
    if (was !== null) take(before, isMoved ? was.parentId : nodeId);
    if (is !== null) take(after, isMoved ? is.parentId : nodeId);
  }
  for (const { before: was, after: is } of edit.points) {
    for (const [tree, said] of [
      [before, was],
      [after, is],
    ] as const) {
      if (said.nodeId !== null) take(tree, said.nodeId);
      else {
        const scopes = said.area === null ? [] : [said.area];
        places.set(`area ${said.area ?? ''}`, scopes);
      }
    }
  }
  return [...places.values()];
}
