import { TremoloError } from '#schemas/errors/tremolo-error';
import type { NodeId } from '#schemas/ids/ids';
import { carriesPoints, mayStandUnder, type NodeKind } from '#schemas/plant/node-kind';
import type { NodeRecord } from './node-record.ts';
import type { PlantTree } from './plant-tree.ts';

/** More than any plant has, and little enough to be sent as a whole. */
export const NODES_MAX = 20_000;

/** Names that people would take for the same are the same. */
export function nameKey(name: string): string {
  return name.normalize('NFKC').toLocaleLowerCase('en');
}

/** One sentence why the node may not stand where the tree has it, its name apart; null when it may. */
export function ruleBroken(tree: PlantTree, node: NodeRecord): string | null {
  const parent = node.parentId === null ? null : tree.get(node.parentId);
  if (node.parentId !== null && parent === null) {
    return `What ${node.name} stood under is not there any more.`;
  }
  if (mayStandUnder(node.kind, parent?.kind ?? null)) return null;
  const where = parent === null ? 'at the top' : `under ${articled(parent.kind)}`;
  return `${capital(articled(node.kind))} may not stand ${where}.`;
}

/**
 * Refuses a tree in which a changed node stands where it may not, or leaves others behind. The nodes that did not change
 * were right before. Throws `conflict`.
 */
export function refuseBrokenTree(tree: PlantTree, changed: Iterable<NodeId>): void {
  const seen = new Set<NodeId>();
  const parents = new Set<NodeId | null>();
  const check = (node: NodeRecord) => {
    seen.add(node.nodeId);
    parents.add(node.parentId);
    const sentence = ruleBroken(tree, node);
    if (sentence !== null) throw new TremoloError('conflict', sentence);
  };
  for (const nodeId of changed) {
    const node = tree.get(nodeId);
    if (node !== null) check(node);
    // Of one that is gone, or of another kind: whatever stands under it.
    for (const child of tree.childrenOf(nodeId)) if (!seen.has(child.nodeId)) check(child);
  }
  for (const parentId of parents) refuseTwins(tree, parentId);
  if (tree.size > NODES_MAX) {
    throw new TremoloError('conflict', `A plant has at most ${NODES_MAX} nodes.`);
  }
  refuseSharedIds(tree, seen);
}

/** Two siblings of one name would have one path. */
function refuseTwins(tree: PlantTree, parentId: NodeId | null): void {
  const names = new Map<string, NodeRecord>();
  for (const node of tree.childrenOf(parentId)) {
    const key = nameKey(node.name);
    const twin = names.get(key);
    if (twin !== undefined) {
      throw new TremoloError(
        'conflict',
        `There is a ${twin.kind} named ${twin.name} here already.`,
      );
    }
    names.set(key, node);
  }
}

/** What another system calls a node is said of one node only. */
function refuseSharedIds(tree: PlantTree, changed: ReadonlySet<NodeId>): void {
  const owners = new Map<string, NodeRecord>();
  for (const node of tree.all()) {
    if (node.externalId === null) continue;
    const other = owners.get(node.externalId);
    if (other !== undefined && (changed.has(node.nodeId) || changed.has(other.nodeId))) {
      throw new TremoloError(
        'conflict',
        `The external id ${node.externalId} is that of ${tree.pathOf(other.nodeId)} already.`,
      );
    }
    owners.set(node.externalId, node);
  }
}

/** Refuses a place that is not there, or that is no machine and no position. Throws `not_found` or `conflict`. */
export function refuseWrongPlace(tree: PlantTree, nodeId: NodeId | null): void {
  if (nodeId === null) return;
  const node = tree.get(nodeId);
  if (node === null) throw new TremoloError('not_found', 'There is no such place in the plant.');
  if (carriesPoints(node.kind)) return;
  throw new TremoloError(
    'conflict',
    `Points hang on machines and positions, not on ${articled(node.kind)}.`,
  );
}

function articled(kind: NodeKind): string {
  return `${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}`;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
