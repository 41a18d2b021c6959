import { refused } from '#schemas/errors/refused';
import type { TremoloError } from '#schemas/errors/tremolo-error';
import type { NodeId } from '#schemas/ids/ids';
import { carriesPoints, mayStandUnder } from '#schemas/plant/node-kind';
import type { NodeRecord } from './node-record.ts';
import type { PlantTree } from './plant-tree.ts';

/** More than any plant has, and little enough to be sent as a whole. */
export const NODES_MAX = 20_000;

/** Names that people would take for the same are the same. */
export function nameKey(name: string): string {
  return name.normalize('NFKC').toLocaleLowerCase('en');
}

/** Why the node may not stand where the tree has it; null when it may. */
function ruleBroken(tree: PlantTree, node: NodeRecord): TremoloError | null {
  const parent = node.parentId === null ? null : tree.get(node.parentId);
  if (node.parentId !== null && parent === null) {
    return refused('node_parent_gone', { name: node.name });
  }
  if (mayStandUnder(node.kind, parent?.kind ?? null)) return null;
  const { kind } = node;
  return parent === null
    ? refused('node_not_at_top', { kind })
    : refused('node_not_under', { kind, under: parent.kind });
}

/** Whether whoever makes the change may know of a node. */
export type Sees = (nodeId: NodeId) => boolean;

/**
 * Refuses a tree in which a changed node stands where it may not, or leaves others behind. The nodes that did not change
 * were right before. Throws `conflict`.
 */
export function refuseBrokenTree(
  tree: PlantTree,
  changed: Iterable<NodeId>,
  sees: Sees = () => true,
): void {
  const seen = new Set<NodeId>();
  const parents = new Set<NodeId | null>();
  const check = (node: NodeRecord) => {
    seen.add(node.nodeId);
    parents.add(node.parentId);
    const broken = ruleBroken(tree, node);
    if (broken !== null) throw broken;
  };
  for (const nodeId of changed) {
    const node = tree.get(nodeId);
    if (node !== null) check(node);
    // Of one that is gone, or of another kind: whatever stands under it.
    for (const child of tree.childrenOf(nodeId)) if (!seen.has(child.nodeId)) check(child);
  }
  for (const parentId of parents) refuseTwins(tree, parentId);
  if (tree.size > NODES_MAX) {
    throw refused('nodes_full', { count: NODES_MAX });
  }
  refuseSharedIds(tree, seen, sees);
}

/** Two siblings of one name would have one path. */
function refuseTwins(tree: PlantTree, parentId: NodeId | null): void {
  const names = new Map<string, NodeRecord>();
  for (const node of tree.childrenOf(parentId)) {
    const key = nameKey(node.name);
    const twin = names.get(key);
    if (twin !== undefined) {
      throw refused('node_twin', { kind: twin.kind, name: twin.name });
    }
    names.set(key, node);
  }
}

/** What another system calls a node is said of one node only. */
function refuseSharedIds(tree: PlantTree, changed: ReadonlySet<NodeId>, sees: Sees): void {
  const owners = new Map<string, NodeRecord>();
  for (const node of tree.all()) {
    if (node.externalId === null) continue;
    const other = owners.get(node.externalId);
    if (other !== undefined && (changed.has(node.nodeId) || changed.has(other.nodeId))) {
      const id = node.externalId;
      const owner = changed.has(other.nodeId) ? node : other;
      if (!sees(owner.nodeId)) throw refused('external_id_elsewhere', { id });
      throw refused('external_id_taken', { id, path: tree.pathOf(owner.nodeId) });
    }
    owners.set(node.externalId, node);
  }
}

/** Refuses a place that is not there, or that is no machine and no position. Throws `not_found` or `conflict`. */
export function refuseWrongPlace(tree: PlantTree, nodeId: NodeId | null): void {
  if (nodeId === null) return;
  const node = tree.get(nodeId);
  if (node === null) throw refused('place_unknown');
  if (carriesPoints(node.kind)) return;
  throw refused('point_place_wrong', { kind: node.kind });
}
