import type { CaptureOrder } from '#schemas/broker/captures';
import type { AssignedPoint, LaneReport, Watch } from '#schemas/broker/messages';
import type { ConditionMemory } from './condition-memory.ts';
import type {
  Captured,
  LaneOrder,
  LaneReady,
  StreamPosition,
  ToldConditions,
} from './lane-messages.ts';
import { LaneSlot } from './lane-slot.ts';
import { spreadSensors } from './spread.ts';

/** So long a lane may take to end what it has begun. */
const REPLACE_MS = 2_000;

export interface SupervisorOptions {
  lanes: number;
  /** The order of a lane, by its number. */
  order: (lane: number) => LaneOrder;
  clock: () => number;
  /** Remembers what was told of each point over the death of a lane and of the agent. */
  memory: ConditionMemory;
  onDeath: (lane: number, how: string, restartMs: number) => void;
  onCaptured: (captured: Captured) => void;
  /** A line of a lane's log. */
  onLog: (json: string) => void;
}

/** Keeps the lanes alive and every assigned point on exactly one of them. */
export class Supervisor {
  readonly #options: SupervisorOptions;
  readonly #slots: LaneSlot[];
  #points: readonly AssignedPoint[] = [];
  /** The lane that begins anew: the others carry its sensors. */
  #closed: number | null = null;
  #reordering: Promise<void> | null = null;
  #stopping = false;
  #laneOfSensor = new Map<string, number>();
  #laneReady: (lane: number, ready: LaneReady) => void = () => undefined;

  constructor(options: SupervisorOptions) {
    this.#options = options;
    this.#slots = Array.from({ length: options.lanes }, (_, lane) => this.#slot(lane));
  }

  /** Resolves when all lanes are ready, with what each said of its beginning. */
  start(): Promise<LaneReady[]> {
    const answers = new Map<number, LaneReady>();
    const all = new Promise<LaneReady[]>((resolve) => {
      this.#laneReady = (lane, ready) => {
        answers.set(lane, ready);
        if (answers.size === this.#slots.length) resolve([...answers.values()]);
      };
    });
    for (const slot of this.#slots) slot.start();
    return all;
  }

  /** Replaces all points: sensors stay on their lanes as far as balance allows. `told`: what other agents told of them last. */
  assign(points: readonly AssignedPoint[], told: ToldConditions = {}): void {
    this.#options.memory.keepOnly(points);
    this.#learn(points, told);
    this.#points = points;
    this.#spread();
  }

  /**
   * Lanes whose order is another now begin anew by it, one after the other; their sensors are on the others meanwhile, and with one lane
   * alone wait. To be called whenever orders may have changed.
   */
  reorder(): Promise<void> {
    this.#reordering ??= this.#reorder().finally(() => {
      this.#reordering = null;
    });
    return this.#reordering;
  }

  async #reorder(): Promise<void> {
    for (;;) {
      const lane = this.#slots.findIndex((slot, at) => !slot.worksBy(this.#options.order(at)));
      if (lane === -1 || this.#stopping) return;
      this.#closed = this.#slots.length > 1 ? lane : null;
      this.#spread();
      await this.#slots[lane]?.replace(this.#options.order(lane), REPLACE_MS);
      this.#closed = null;
      this.#spread();
    }
  }

  #spread(): void {
    const points = this.#points;
    const positions = this.#positions();
    const windowsPerSecond = new Map(
      [...positions].map(([sensorId, position]) => [sensorId, position.windowsPerSecond]),
    );
    const current = this.#laneOfSensor;
    const lanes = this.#slots.length;
    this.#laneOfSensor = spreadSensors({
      ...{ points, lanes, current, windowsPerSecond },
      closed: this.#closed,
    });
    const shares = Map.groupBy(points, ({ sensorId }) => this.#laneOfSensor.get(sensorId) ?? 0);
    this.#slots.forEach((slot, lane) => {
      const share = shares.get(lane) ?? [];
      const moved = new Set(share.map(({ sensorId }) => sensorId));
      const resume = [...moved].flatMap((sensorId) =>
        current.get(sensorId) === lane ? [] : (positions.get(sensorId) ?? []),
      );
      slot.assign(share, resume);
    });
  }

  watch(watch: Watch): void {
    for (const slot of this.#slots) slot.watch(watch);
  }

  /** Whether a lane carries this sensor. */
  carries(sensorId: string): boolean {
    return this.#laneOfSensor.has(sensorId);
  }

  /** Has the lanes keep what their points send within a window. */
  capture(order: CaptureOrder): void {
    for (const slot of this.#slots) slot.capture(order);
  }

  /** The credential on the disk is another one: every lane changes over to it. */
  renew(): void {
    for (const slot of this.#slots) slot.renew();
  }

  /** What every lane said last. To be called each second: a lane that has long said nothing is replaced. */
  reports(): LaneReport[] {
    for (const slot of this.#slots) slot.check();
    return this.#slots.map((slot) => slot.report());
  }

  /** The lane that is this process; null: none of them. */
  laneOf(pid: number): number | null {
    const lane = this.#slots.findIndex((slot) => slot.pid === pid);
    return lane === -1 ? null : lane;
  }

  async stop(limitMs: number): Promise<void> {
    this.#stopping = true;
    await Promise.all(this.#slots.map((slot) => slot.stop(limitMs)));
    this.#options.memory.stop();
  }

  /** Of points that lanes carry already they know better. */
  #learn(points: readonly AssignedPoint[], told: ToldConditions): void {
    const fresh = points.filter(({ pointId, sensorId }) => {
      return pointId in told && !this.#laneOfSensor.has(sensorId);
    });
    if (fresh.length === 0) return;
    this.#options.memory.add(
      Object.fromEntries(fresh.map(({ pointId }) => [pointId, told[pointId]])),
    );
  }

  #slot(lane: number): LaneSlot {
    const { order, clock, memory, onDeath, onCaptured, onLog } = this.#options;
    return new LaneSlot({
      order: order(lane),
      clock,
      onReady: (ready) => this.#laneReady(lane, ready),
      toldOf: (points) => memory.of(points),
      onTold: (told) => memory.add(told),
      onCaptured,
      onLog,
      onDeath: (how, restartMs) => onDeath(lane, how, restartMs),
    });
  }

  #positions(): Map<string, StreamPosition> {
    // A lane that gave a sensor away knows no longer where its stream stands.
    return new Map(
      this.#slots.flatMap((slot, lane) =>
        [...slot.positions].filter(([sensorId]) => this.#laneOfSensor.get(sensorId) === lane),
      ),
    );
  }
}
