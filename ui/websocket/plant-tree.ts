import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { PlantTree as PlantTreeAnswer } from '#schemas/http/nodes';
import type { NodeId } from '#schemas/ids/ids';
import type { PlantNode } from '#schemas/plant/node';
import { NODE_KINDS } from '#schemas/plant/node-kind';
import type { ServerMessage } from '#schemas/websocket/messages';
import type { Plant } from './plant.ts';
import { NO_POINTS, type RollUp, rollUps } from './roll-up.ts';

/** A node as trees on the screen take it. */
export interface Branch {
  readonly id: NodeId;
  readonly parentId: NodeId | null;
  readonly node: PlantNode;
}

export interface PlantTreeParts {
  readonly plant: Plant;
  /** Asks the hub for the whole tree. */
  load(): Promise<PlantTreeAnswer>;
  /** It could not be had. */
  onFailed(error: unknown): void;
}

type TreeState = 'waiting' | 'ready' | 'failed';

/** The tree of the plant with what the points below each node come to, kept for all screens. */
export class PlantTree {
  readonly state: Signal<TreeState> = signal('waiting');
  /** By id. */
  readonly branches: Signal<ReadonlyMap<string, Branch>> = signal(new Map());
  /** Of each node, and under null of what stands nowhere. */
  readonly rollUps: ReadonlySignal<ReadonlyMap<string | null, RollUp>>;
  private readonly below: ReadonlySignal<ReadonlyMap<string | null, readonly Branch[]>>;
  private readonly parts: PlantTreeParts;
  private turn = 0;
  /** Parts of a whole tree that is on its way. */
  private incoming: PlantNode[] | null = null;

  constructor(parts: PlantTreeParts) {
    this.parts = parts;
    this.below = computed(() => childrenIn(this.branches.value));
    this.rollUps = computed(() => {
      const branches = this.branches.value;
      const parentOf = (id: string) => branches.get(id)?.parentId;
      return rollUps(parentOf, this.standings());
    });
  }

  /** Takes news of the live connection; messages of no concern are ignored. */
  take(message: ServerMessage): void {
    if (message.type === 'nodes') this.takeNodes(message);
    if (message.type === 'rollups') this.takeRollUps(message.rollups);
  }

  /** Asks for the tree anew, for who must not wait for the news; of several at once only the last answer counts. */
  async load(): Promise<void> {
    this.turn++;
    const { turn } = this;
    try {
      const { nodes } = await this.parts.load();
      if (turn === this.turn) this.set(nodes);
    } catch (error) {
      if (turn !== this.turn) return;
      if (this.state.peek() !== 'ready') this.state.value = 'failed';
      this.parts.onFailed(error);
    }
  }

  /** The whole tree, as the hub has it now. */
  set(nodes: readonly PlantNode[]): void {
    this.branches.value = new Map(nodes.map(branchOf));
    this.state.value = 'ready';
  }

  private takeNodes({ reset, nodes, removed }: Extract<ServerMessage, { type: 'nodes' }>): void {
    // A whole tree comes in parts and ends with its roll-ups: until then the one that is shown stays.
    if (reset) this.incoming = [];
    if (this.incoming !== null) {
      this.incoming.push(...nodes);
      return;
    }
    // An answer that is on its way may be older than this.
    this.turn++;
    const branches = new Map(this.branches.peek());
    for (const id of removed) branches.delete(id);
    for (const [id, branch] of nodes.map(branchOf)) branches.set(id, branch);
    this.branches.value = branches;
  }

  private takeRollUps(news: readonly { nodeId: NodeId; rollup: PlantNode['rollup'] }[]): void {
    if (this.incoming !== null) {
      this.set(this.incoming);
      this.incoming = null;
      this.turn++;
    }
    // Points are counted here; of a node's roll-up only its alarms are news.
    const branches = new Map(this.branches.peek());
    let isNew = false;
    for (const { nodeId, rollup } of news) {
      const branch = branches.get(nodeId);
      if (branch?.node.rollup.unacknowledged === rollup.unacknowledged || branch === undefined) {
        continue;
      }
      branches.set(nodeId, { ...branch, node: { ...branch.node, rollup } });
      isNew = true;
    }
    if (isNew) this.branches.value = branches;
  }

  /** What stands right below a node (null: at the top), by level and name. */
  childrenOf(parentId: string | null): readonly Branch[] {
    return this.below.value.get(parentId) ?? [];
  }

  rollUpOf(nodeId: string | null): RollUp {
    return this.rollUps.value.get(nodeId) ?? NO_POINTS;
  }

  /** From the top down to the node itself; empty when there is no such node. */
  pathOf(nodeId: string | null): readonly Branch[] {
    const path: Branch[] = [];
    const branches = this.branches.value;
    for (let at = nodeId; at !== null; ) {
      const branch = branches.get(at);
      if (branch === undefined) break;
      path.unshift(branch);
      at = branch.parentId;
    }
    return path;
  }

  /** The node and all that stands below it. */
  within(nodeId: string): ReadonlySet<string> {
    const ids = new Set<string>();
    const add = (id: string) => {
      ids.add(id);
      for (const child of this.childrenOf(id)) add(child.id);
    };
    add(nodeId);
    return ids;
  }

  /** The points at the node and below it, worst first; null: those that stand nowhere. */
  pointsWithin(nodeId: string | null): string[] {
    const { plant } = this.parts;
    const branches = this.branches.value;
    const ids = nodeId === null ? null : this.within(nodeId);
    return plant.order.value.filter((pointId) => {
      const at = plant.cell(pointId)?.point.value.nodeId ?? null;
      if (ids === null) return at === null || !branches.has(at);
      return at !== null && ids.has(at);
    });
  }

  private *standings() {
    const { plant } = this.parts;
    for (const pointId of plant.order.value) {
      const cell = plant.cell(pointId);
      if (cell === undefined) continue;
      yield { nodeId: cell.point.value.nodeId, appearance: cell.appearance.value };
    }
  }
}

function branchOf(node: PlantNode): [string, Branch] {
  return [node.nodeId, { id: node.nodeId, parentId: node.parentId, node }];
}

const names = new Intl.Collator('en', { numeric: true });

function childrenIn(branches: ReadonlyMap<string, Branch>): Map<string | null, Branch[]> {
  const below = new Map<string | null, Branch[]>();
  for (const branch of branches.values()) {
    // What hangs under a node that one may not see stands at the top.
    const parent =
      branch.parentId !== null && branches.has(branch.parentId) ? branch.parentId : null;
    const siblings = below.get(parent);
    if (siblings === undefined) below.set(parent, [branch]);
    else siblings.push(branch);
  }
  for (const siblings of below.values()) siblings.sort(byLevelAndName);
  return below;
}

function byLevelAndName(a: Branch, b: Branch): number {
  const level = ({ node }: Branch) => NODE_KINDS.indexOf(node.kind);
  return level(a) - level(b) || names.compare(a.node.name, b.node.name);
}
