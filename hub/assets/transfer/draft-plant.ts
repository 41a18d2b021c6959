import { type Said, said } from '#schemas/errors/said';
import { type NodeId, newId } from '#schemas/ids/ids';
import { mayStandUnder, type NodeKind } from '#schemas/plant/node-kind';
import { bareDetails, type NodeState, stateOf } from '../tree/node-record.ts';
import type { NodeStep } from '../tree/plant-edit.ts';
import type { PlantTree } from '../tree/plant-tree.ts';
import { nameKey } from '../tree/tree-rules.ts';

/** The plant while a file is gone through row by row: found by path and external id at once, however many nodes there are. */
export class DraftPlant {
  readonly #tree: PlantTree;
  /** Those that the file touched. */
  readonly #states = new Map<NodeId, NodeState>();
  readonly #byPlace = new Map<string, NodeId>();
  readonly #byExternalId = new Map<string, NodeId>();

  constructor(tree: PlantTree) {
    this.#tree = tree;
    for (const node of tree.all()) this.#index(node.nodeId, node);
  }

  /** Null: there is no such node. */
  state(nodeId: NodeId): NodeState | null {
    const touched = this.#states.get(nodeId);
    if (touched !== undefined) return touched;
    const node = this.#tree.get(nodeId);
    return node && stateOf(node);
  }

  byExternalId(externalId: string): NodeId | null {
    return this.#byExternalId.get(externalId) ?? null;
  }

  under(parentId: NodeId | null, name: string): NodeId | null {
    return this.#byPlace.get(placeKey(parentId, name)) ?? null;
  }

  /** The node at this path, or how much of it is there. */
  find(path: readonly string[]): { nodeId: NodeId | null; found: readonly string[] } {
    let nodeId: NodeId | null = null;
    for (const [i, name] of path.entries()) {
      const next = this.under(nodeId, name);
      if (next === null) return { nodeId: null, found: path.slice(0, i) };
      nodeId = next;
    }
    return { nodeId, found: path };
  }

  make(parentId: NodeId | null, kind: NodeKind, name: string): NodeId {
    const nodeId = newId('nd');
    const bare = { parentId, kind, name, externalId: null, notes: '', links: [] };
    this.#take(nodeId, { ...bare, ...bareDetails(kind) });
    return nodeId;
  }

  /** Why it cannot be; null: it is. */
  change(nodeId: NodeId, state: NodeState): Said | null {
    const before = this.state(nodeId);
    const { parentId, name, externalId } = state;
    const twin = this.under(parentId, name);
    if (twin !== null && twin !== nodeId) return said('name_here', { name });
    const owner = externalId === null ? null : this.byExternalId(externalId);
    if (owner !== null && owner !== nodeId) {
      return said('external_id_elsewhere', { id: externalId ?? '' });
    }
    if (this.#isBelow(parentId, nodeId)) return said('node_under_itself', { name });
    if (before !== null) this.#forget(before);
    this.#take(nodeId, state);
    return null;
  }

  /** Why a node of this kind may not stand there; null: it may. */
  refusal(kind: NodeKind, parentId: NodeId | null): Said | null {
    const parent = parentId === null ? null : this.state(parentId);
    if (mayStandUnder(kind, parent?.kind ?? null)) return null;
    return parent === null
      ? said('node_not_at_top', { kind })
      : said('node_not_under', { kind, under: parent.kind });
  }

  /** What changed, against the plant as it was. */
  steps(): NodeStep[] {
    return [...this.#states].map(([nodeId, after]) => {
      const node = this.#tree.get(nodeId);
      return { nodeId, before: node && stateOf(node), after };
    });
  }

  pathOf(nodeId: NodeId | null): string {
    const names: string[] = [];
    for (let at = nodeId; at !== null && names.length < 16; ) {
      const state = this.state(at);
      if (state === null) break;
      names.unshift(state.name);
      at = state.parentId;
    }
    return names.join('/');
  }

  #isBelow(nodeId: NodeId | null, above: NodeId): boolean {
    let depth = 0;
    for (let at = nodeId; at !== null && depth < 16; depth++) {
      if (at === above) return true;
      at = this.state(at)?.parentId ?? null;
    }
    return false;
  }

  #take(nodeId: NodeId, state: NodeState): void {
    this.#states.set(nodeId, state);
    this.#index(nodeId, state);
  }

  #index(nodeId: NodeId, { parentId, name, externalId }: NodeState): void {
    this.#byPlace.set(placeKey(parentId, name), nodeId);
    if (externalId !== null) this.#byExternalId.set(externalId, nodeId);
  }

  #forget({ parentId, name, externalId }: NodeState): void {
    this.#byPlace.delete(placeKey(parentId, name));
    if (externalId !== null) this.#byExternalId.delete(externalId);
  }
}

const placeKey = (parentId: NodeId | null, name: string) => `${parentId ?? ''}/${nameKey(name)}`;
