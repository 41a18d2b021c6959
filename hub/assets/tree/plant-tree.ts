import type { NodeId } from '#schemas/ids/ids';
import type { NodeKind } from '#schemas/plant/node-kind';
import type { NodeRecord } from './node-record.ts';

/** As people sort: `P-9` before `P-10`. */
const NAMES = new Intl.Collator('en', { sensitivity: 'base', numeric: true });

/** The nodes of the plant as they are at one moment: a change makes another tree, so that a dry run is a run that nobody keeps. */
export class PlantTree {
  readonly #nodes: ReadonlyMap<string, NodeRecord>;
  #children: ReadonlyMap<NodeId | null, readonly NodeRecord[]> | null = null;
  /** Siblings in their order, sorted when somebody first asks: comparing as people do is dear. */
  readonly #sorted = new Map<NodeId | null, readonly NodeRecord[]>();

  constructor(nodes: Iterable<NodeRecord>) {
    this.#nodes = new Map([...nodes].map((node) => [node.nodeId, node]));
  }

  get size(): number {
    return this.#nodes.size;
  }

  get(nodeId: string): NodeRecord | null {
    return this.#nodes.get(nodeId) ?? null;
  }

  all(): Iterable<NodeRecord> {
    return this.#nodes.values();
  }

  /** The same tree with these nodes as they are given, and without those that are null. */
  with(changes: ReadonlyMap<NodeId, NodeRecord | null>): PlantTree {
    const nodes = new Map(this.#nodes);
    for (const [nodeId, node] of changes) {
      if (node === null) nodes.delete(nodeId);
      else nodes.set(nodeId, node);
    }
    return new PlantTree(nodes.values());
  }

  /** In no order. Null: those at the top. */
  childrenOf(nodeId: NodeId | null): readonly NodeRecord[] {
    this.#children ??= Map.groupBy(this.#nodes.values(), ({ parentId }) => parentId);
    return this.#children.get(nodeId) ?? [];
  }

  /** By name. */
  siblingsUnder(nodeId: NodeId | null): readonly NodeRecord[] {
    const known = this.#sorted.get(nodeId);
    if (known !== undefined) return known;
    const sorted = this.childrenOf(nodeId).toSorted((a, b) => NAMES.compare(a.name, b.name));
    this.#sorted.set(nodeId, sorted);
    return sorted;
  }

  /** The node and all above it, from the node up; nothing for a node that is not there. */
  lineOf(nodeId: string | null): NodeRecord[] {
    const line: NodeRecord[] = [];
    // As long as there are kinds at most: a ring, which no rule lets come about, would else never end.
    for (let at = nodeId; at !== null && line.length < 16; ) {
      const node = this.#nodes.get(at);
      if (node === undefined) break;
      line.push(node);
      at = node.parentId;
    }
    return line;
  }

  /** The node and all below it, parents first. */
  subtreeOf(nodeId: NodeId): NodeRecord[] {
    const top = this.get(nodeId);
    const found = top === null ? [] : [top];
    for (let i = 0; i < found.length; i++) found.push(...this.childrenOf(found[i].nodeId));
    return found;
  }

  /** All nodes, parents before their children and siblings by name. */
  inOrder(): NodeRecord[] {
    const found: NodeRecord[] = [];
    const visit = (node: NodeRecord) => {
      found.push(node);
      this.siblingsUnder(node.nodeId).forEach(visit);
    };
    this.siblingsUnder(null).forEach(visit);
    return found;
  }

  /** Names from the top down, parted by slashes; empty for a node that is not there. */
  pathOf(nodeId: string | null): string {
    return this.lineOf(nodeId)
      .reverse()
      .map(({ name }) => name)
      .join('/');
  }

  /** The nearest of this kind, from the node up. */
  nearest(nodeId: string | null, kind: NodeKind): NodeRecord | null {
    return this.lineOf(nodeId).find((node) => node.kind === kind) ?? null;
  }
}
