import type { NodeId, PointId } from '#schemas/ids/ids';
import type { ProcessValueReading } from '#schemas/plant/process-value';
import type { ServerMessage } from '#schemas/websocket/messages';
import { plantNode } from '../plant-view.ts';
import type { Rooms } from '../rooms.ts';

/** Nodes in one message, so that none holds the event loop for long. */
const CHUNK = 200;

/** What changed of the plant's tree since screens were last told. */
export class PlantNews {
  readonly #rooms: Rooms;
  readonly #changed = new Set<NodeId>();
  readonly #removed = new Set<NodeId>();
  readonly #rolled = new Set<NodeId>();
  readonly #gone = new Set<PointId>();
  readonly #values = new Map<string, ProcessValueReading>();

  constructor(rooms: Rooms) {
    this.#rooms = rooms;
  }

  nodes({ changed, removed }: { changed: readonly NodeId[]; removed: readonly NodeId[] }): void {
    for (const nodeId of changed) {
      this.#changed.add(nodeId);
      this.#removed.delete(nodeId);
    }
    for (const nodeId of removed) {
      this.#removed.add(nodeId);
      this.#changed.delete(nodeId);
    }
  }

  rollups(nodeIds: readonly NodeId[]): void {
    for (const nodeId of nodeIds) this.#rolled.add(nodeId);
  }

  gone(pointIds: readonly PointId[]): void {
    for (const pointId of pointIds) this.#gone.add(pointId);
  }

  values(readings: readonly ProcessValueReading[]): void {
    for (const reading of readings) this.#values.set(reading.valueId, reading);
  }

  /** The messages that say it, and nothing is new any more. */
  take(): ServerMessage[] {
    const messages: ServerMessage[] = [];
    if (this.#changed.size + this.#removed.size > 0) {
      const nodes = this.#shown(this.#changed);
      const removed = [...this.#removed];
      for (let i = 0; i === 0 || i < nodes.length; i += CHUNK) {
        const first = i === 0 ? removed : [];
        messages.push({
          type: 'nodes',
          reset: false,
          nodes: nodes.slice(i, i + CHUNK),
          removed: first,
        });
      }
    }
    messages.push(...this.#rollups());
    if (this.#gone.size > 0) messages.push({ type: 'gone', points: [...this.#gone] });
    const values = [...this.#values.values()];
    for (let i = 0; i < values.length; i += CHUNK) {
      messages.push({ type: 'values', values: values.slice(i, i + CHUNK) });
    }
    for (const told of [this.#changed, this.#removed, this.#rolled, this.#gone]) told.clear();
    this.#values.clear();
    return messages;
  }

  /** The whole tree. */
  all(): ServerMessage[] {
    const { plant, plantRollup } = this.#rooms;
    const nodes = plant.tree.inOrder().map((node) => plantNode(this.#rooms, node));
    const messages: ServerMessage[] = [];
    for (let i = 0; i === 0 || i < nodes.length; i += CHUNK) {
      messages.push({
        type: 'nodes',
        reset: i === 0,
        nodes: nodes.slice(i, i + CHUNK),
        removed: [],
      });
    }
    messages.push({ type: 'rollups', rollups: [], unassigned: plantRollup.unassigned });
    return messages;
  }

  #rollups(): ServerMessage[] {
    const { plantRollup, plant } = this.#rooms;
    const rolled = [...this.#rolled].filter((nodeId) => plant.tree.get(nodeId) !== null);
    if (this.#rolled.size === 0) return [];
    const { unassigned } = plantRollup;
    const messages: ServerMessage[] = [];
    for (let i = 0; i === 0 || i < rolled.length; i += CHUNK) {
      const rollups = rolled
        .slice(i, i + CHUNK)
        .map((nodeId) => ({ nodeId, rollup: plantRollup.of(nodeId) }));
      messages.push({ type: 'rollups', rollups, unassigned });
    }
    return messages;
  }

  #shown(nodeIds: ReadonlySet<NodeId>) {
    return [...nodeIds].flatMap((nodeId) => {
      const node = this.#rooms.plant.tree.get(nodeId);
      return node === null ? [] : [plantNode(this.#rooms, node)];
    });
  }
}
