import { refused } from '#schemas/errors/refused';
import type { NodeDraft, NodePatch } from '#schemas/http/nodes';
import { type NodeId, newId } from '#schemas/ids/ids';
import type { NodeKind } from '#schemas/plant/node-kind';
import type { AssetRegister } from '../asset-register.ts';
import type { Plan } from '../plant.ts';
import { editsOf } from '../point-edits.ts';
import { bareDetails, type NodeRecord, type NodeState, stateOf } from './node-record.ts';
import type { PointStep } from './plant-edit.ts';
import type { PlantTree } from './plant-tree.ts';

/** Makes a node. Throws `not_found` when its parent is not there, `request_invalid` for facts that its kind has not. */
export function planNewNode(tree: PlantTree, draft: NodeDraft): Plan & { nodeId: NodeId } {
  const { parentId, kind, name, externalId, notes, links } = draft;
  if (parentId !== null) wantedNode(tree, parentId);
  const nodeId = newId('nd');
  const bare: NodeState = { parentId, kind, name, externalId, notes, links, ...bareDetails(kind) };
  const after = withDetails(bare, draft);
  return {
    what: 'created',
    targetId: nodeId,
    nodeId,
    edit: { nodes: [{ nodeId, before: null, after }], points: [] },
  };
}

/** Changes a node. Throws `not_found`, `conflict` when it was changed since the person saw it, `request_invalid`. */
export function planNodeEdit(tree: PlantTree, nodeId: NodeId, patch: NodePatch): Plan {
  const node = wantedNode(tree, nodeId);
  const { seenRevision, machine, position, ...rest } = patch;
  if (seenRevision !== undefined && seenRevision !== node.revision) {
    throw refused('node_changed', { name: node.name });
  }
  if (rest.parentId) {
    wantedNode(tree, rest.parentId);
    if (tree.lineOf(rest.parentId).some((above) => above.nodeId === nodeId)) {
      throw refused('node_under_itself', { name: node.name });
    }
  }
  const before = stateOf(node);
  const after = withDetails({ ...before, ...rest }, { machine, position });
  return {
    what: before.parentId === after.parentId ? 'edited' : 'moved',
    targetId: nodeId,
    edit: { nodes: [{ nodeId, before, after }], points: [] },
  };
}

/** Removes a node with all below it; its points hang nowhere afterwards. Throws `not_found`. */
export function planNodeRemoval(assets: AssetRegister, tree: PlantTree, nodeId: NodeId): Plan {
  wantedNode(tree, nodeId);
  const gone = tree.subtreeOf(nodeId);
  const nodes = gone.map((node) => ({ nodeId: node.nodeId, before: stateOf(node), after: null }));
  const points = takenOff(assets, new Set(gone.map((node) => node.nodeId)));
  return { what: 'removed', targetId: nodeId, edit: { nodes, points } };
}

/** The steps that take all points off these nodes. */
function takenOff(assets: AssetRegister, nodes: ReadonlySet<string>): PointStep[] {
  return assets
    .all()
    .filter(({ nodeId }) => nodeId !== null && nodes.has(nodeId))
    .map((point) => {
      const before = editsOf(point);
      return { pointId: point.pointId, before, after: { ...before, nodeId: null } };
    });
}

function wantedNode(tree: PlantTree, nodeId: NodeId): NodeRecord {
  const node = tree.get(nodeId);
  if (node === null) throw refused('node_unknown');
  return node;
}

/** The state with these facts in place of the earlier ones. Throws `request_invalid` for facts that its kind has not. */
export function withDetails(
  state: NodeState,
  { machine, position }: Pick<NodePatch, 'machine' | 'position'>,
): NodeState {
  return {
    ...state,
    machine: merged(state.kind, 'machine', state.machine, machine),
    position: merged(state.kind, 'position', state.position, position),
  };
}

function merged<Details extends object>(
  kind: NodeKind,
  of: NodeKind,
  known: Details | null,
  said: Partial<Details> | undefined,
): Details | null {
  if (known !== null) return { ...known, ...said };
  if (said === undefined) return null;
  throw refused('facts_of_another', { thing: of, kind });
}
