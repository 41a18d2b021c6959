/**
 * The ways of values beside the vibration, each step by its name and in order.
 *
 * value    broker/inbox → takeProcessValues: processValues → store; events: processValues → alarms, screens
 * gone     processValues, events: nodes → events: processValuesGone → alarms
 * sparkplug broker/inbox → takeSparkplug: sparkplugHost → processValues; what is missing → broker: sparkplugNodeCommand
 * speed    processValues → speedsApplied → events: points → fleet.turn → broker: assignment
 */
import type { ProcessValueMessage, SparkplugState } from '#schemas/broker/process-values';
import { encodeRebirth } from '#schemas/broker/sparkplug-payload';
import type { NodeId, PointId, ProcessValueId } from '#schemas/ids/ids';
import type { BrokerLink } from './broker-link.ts';
import type { ValueRecord } from './process-values/value-record.ts';
import type { Rooms } from './rooms.ts';
import type { SparkplugStep } from './sparkplug/sparkplug-host.ts';

const TURN_MS = 1_000;
/** The name by which edge nodes know the hub as their host application. */
export const SPARKPLUG_HOST_ID = 'tremolo';

/** What the broker is told of the hub, and says for it when the hub is gone. */
export function sparkplugState(online: boolean): string {
  // Of this process, in the will as in what it takes back: by it an edge node knows that the two belong together.
  const state: SparkplugState = { online, timestamp: Math.round(performance.timeOrigin) };
  return JSON.stringify(state);
}

/** Hands values from room to room. */
export class ValueFlows {
  readonly #rooms: Rooms;
  #broker: BrokerLink | null = null;
  #timer: ReturnType<typeof setInterval> | null = null;
  #turnedMs: number;
  /** Values of which others were told that they are there. */
  readonly #placed = new Set<ProcessValueId>();
  #stopListening: () => void = () => undefined;

  constructor(rooms: Rooms) {
    this.#rooms = rooms;
    this.#turnedMs = rooms.clock();
  }

  start(broker: BrokerLink): void {
    this.#broker = broker;
    const { processValues, events } = this.#rooms;
    for (const { valueId, nodeId } of processValues.all()) {
      if (this.#isPlace(nodeId)) this.#placed.add(valueId);
    }
    this.#stopListening = events.on('nodes', () => {
      const all = processValues.all();
      this.#tellGone(all);
      // A removal that was undone: what is told only when it changes is told again.
      this.changed(
        all.filter((one) => this.#isPlace(one.nodeId) && !this.#placed.has(one.valueId)),
      );
    });
    this.#timer = setInterval(() => this.turn(), TURN_MS);
  }

  stop(): void {
    this.#stopListening();
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  take(sensorId: string, { values }: ProcessValueMessage): void {
    this.#rooms.processValues.hear(
      'mqtt',
      values.map(({ name, value, unit }) => ({
        ...{ address: `${sensorId}/${name}`, name, value },
        ...{ unit: unit ?? null, isGood: value !== null },
      })),
    );
  }

  takeSparkplug(step: SparkplugStep, ids: readonly string[], payload: Uint8Array): void {
    const [group = '', node = '', device = null] = ids;
    this.#rooms.sparkplugHost.take(step, group, node, device, payload);
  }

  /** The way to the broker came or went. */
  connection(connected: boolean): void {
    if (connected) {
      this.#broker?.publish('sparkplugState', [SPARKPLUG_HOST_ID], sparkplugState(true));
    }
    this.#rooms.sparkplugHost.connection(connected);
  }

  readonly askRebirth = (group: string, node: string): void => {
    const command = encodeRebirth(Math.round(this.#rooms.clock()));
    this.#broker?.publish('sparkplugNodeCommand', [group, node], command);
  };

  /** Values that are placed are news for alarms and screens. */
  readonly changed = (values: readonly ValueRecord[]): void => {
    const { processValues, events } = this.#rooms;
    this.#tellGone(values);
    const news = values.flatMap(({ valueId, nodeId, name, unit }) => {
      if (!this.#isPlace(nodeId)) return [];
      this.#placed.add(valueId);
      const latest = processValues.latestOf(valueId);
      return latest === null ? [] : [{ valueId, nodeId, name, unit, ...latest }];
    });
    if (news.length > 0) events.emit('processValues', news);
  };

  /** What was there and hangs nowhere now: a person took it away, or what it hung at. */
  #tellGone(values: readonly ValueRecord[]): void {
    const gone = values.flatMap(({ valueId, nodeId }) =>
      !this.#isPlace(nodeId) && this.#placed.delete(valueId) ? [valueId] : [],
    );
    if (gone.length > 0) this.#rooms.events.emit('processValuesGone', gone);
  }

  #isPlace(nodeId: NodeId | null): nodeId is NodeId {
    return nodeId !== null && this.#rooms.plant.tree.get(nodeId) !== null;
  }

  /** Once a second: what has fallen silent, and machines whose speed is another now. */
  turn(): void {
    const { processValues, speedsApplied, clock, plant, assets, events } = this.#rooms;
    const nowMs = clock();
    processValues.turn(this.#turnedMs);
    this.#turnedMs = nowMs;
    const machines = [...plant.tree.all()].flatMap(({ nodeId, machine }) =>
      machine?.speed.from === 'value' ? [{ nodeId, valueId: machine.speed.valueId }] : [],
    );
    if (machines.length === 0) return;
    const changed = new Set(speedsApplied.turn(new Set(machines.map(({ valueId }) => valueId))));
    if (changed.size === 0) return;
    const places = new Set<string>(
      machines
        .filter(({ valueId }) => changed.has(valueId))
        .flatMap(({ nodeId }) => plant.tree.subtreeOf(nodeId).map((below) => below.nodeId)),
    );
    const pointIds: PointId[] = assets
      .all()
      .filter(({ nodeId }) => nodeId !== null && places.has(nodeId))
      .map(({ pointId }) => pointId);
    if (pointIds.length > 0) events.emit('points', pointIds);
  }
}
