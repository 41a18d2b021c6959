import { join } from 'node:path';
import type { LossCounters } from '#schemas/broker/messages';
import type { SystemState } from '#schemas/http/system';
import { eventually, type PlantRig } from '../rig/plant-rig.ts';
import { cpuSeconds, rssMb } from '../rig/process-stats.ts';
import { type SensorsOrder, type SensorsReport, sensorId } from './live-sensors.ts';

const WINDOW_SAMPLES = 2048;
/** Long enough to fill every context and to let the runtime compile what is hot. */
const WARM_UP_MS = 6_000;

export type LiveOrder = Omit<SensorsOrder, 'broker' | 'credential'>;

export interface Measured {
  sensors: SensorsReport;
  windowsExpected: number;
  windowsDiagnosed: number;
  viewsExpected: number;
  losses: LossCounters;
  hubLoopDelayP99Ms: number;
  rssMb: { hub: number; broker: number; agent: number };
  coresByPart: Record<string, number>;
}

type Arrivals = Map<string, { atUs: number; arrivedMs: number }[]>;

/** One run of the live way under load, from sensors that describe themselves to the counts at the end. */
export class LiveRun {
  readonly #rig: PlantRig;
  readonly #order: LiveOrder;
  #sensors: Bun.Subprocess | null = null;
  #answers: ((message: { did: string; report?: SensorsReport }) => void) | null = null;
  #measuringSinceMs = 0;

  constructor(rig: PlantRig, order: LiveOrder) {
    this.#rig = rig;
    this.#order = order;
  }

  get watchedChannels(): number[] {
    return this.#order.watched;
  }

  /** Sensors are connected and described, every point is assigned; returns the point of each channel. */
  async prepare(): Promise<Map<number, string>> {
    const file = await this.#rig.credential('gateway', 'bench', ['--prefix', 'sim-']);
    const credential = await Bun.file(file).json();
    this.#sensors = Bun.spawn([process.execPath, join(import.meta.dir, 'live-sensors.ts')], {
      stdio: ['ignore', 'inherit', 'inherit'],
      ipc: (message) => this.#answers?.(message),
    });
    await this.#ask('describe', { ...this.#order, broker: this.#rig.broker, credential });
    const points = await eventually(
      async () => {
        const all = await this.#rig.points();
        return (
          all.length === this.#order.channels && all.every((point) => point.agentId !== null) && all
        );
      },
      30_000,
      'every point is assigned to an agent',
    );
    const pointOfSensor = new Map(points.map((point) => [point.sensorId, point.pointId]));
    return new Map(
      Array.from({ length: this.#order.channels }, (_, n) => [
        n,
        pointOfSensor.get(sensorId(n)) ?? '',
      ]),
    );
  }

  /** Ends the sensors' process. */
  stop(): void {
    this.#sensors?.kill();
  }

  async warmUp(): Promise<void> {
    this.#sensors?.send({ do: 'go' });
    await Bun.sleep(WARM_UP_MS);
  }

  /** Lets it run for `seconds`, ends the sensors, waits until nothing moves any more, and counts. */
  async measure(seconds: number): Promise<Measured> {
    this.#measuringSinceMs = performance.timeOrigin + performance.now();
    const before = this.#cpu();
    await Bun.sleep(seconds * 1000);
    const after = this.#cpu();
    const busy = await this.#rig.system();
    const memory = this.#memory();
    const sensors = (await this.#ask('stop')) as SensorsReport;
    const settled = await this.#settled();
    const lanes = settled.agents.flatMap((agent) => agent.heartbeat?.lanes ?? []);
    const warming = lanes.reduce((sum, lane) => sum + lane.windowsWarming, 0);
    const perFrame = this.#order.frameSamples / WINDOW_SAMPLES;
    return {
      sensors,
      windowsExpected:
        Math.floor((sensors.framesHanded + sensors.framesUnsent) * perFrame) - warming,
      windowsDiagnosed: lanes.reduce((sum, lane) => sum + lane.windowsDiagnosed, 0),
      viewsExpected: this.#viewsExpected(sensors, perFrame),
      losses: settled.losses,
      hubLoopDelayP99Ms: busy.hub.loopDelayP99Ms,
      rssMb: memory,
      coresByPart: Object.fromEntries(
        Object.keys(before).map((part) => [part, (after[part] - before[part]) / seconds]),
      ),
    };
  }

  /** Milliseconds from handing over to arrival, of each view whose frame was handed over while measuring. */
  latencies(sensors: SensorsReport, arrivals: Arrivals, pointOf: Map<number, string>): number[] {
    const periodUs = (this.#order.frameSamples / this.#order.sampleRateHz) * 1e6;
    return sensors.watched.flatMap(({ channel, startUs, handedMs }) => {
      const views = arrivals.get(pointOf.get(channel) ?? '') ?? [];
      return views.flatMap(({ atUs, arrivedMs }) => {
        const handed = handedMs[Math.floor((atUs - startUs) / periodUs)];
        return handed !== undefined && handed >= this.#measuringSinceMs ? [arrivedMs - handed] : [];
      });
    });
  }

  #viewsExpected(sensors: SensorsReport, perFrame: number): number {
    const frames = sensors.watched.flatMap(({ handedMs }) =>
      handedMs.filter((at) => at >= this.#measuringSinceMs),
    );
    return Math.floor(frames.length * perFrame);
  }

  #pids(): Record<string, number[]> {
    const [agent] = this.#rig.agents;
    return {
      sensors: [this.#sensors?.pid ?? 0],
      broker: [this.#rig.brokerPid()],
      agent: [agent.pid],
      lanes: this.#rig.lanePids(agent),
      hub: [this.#rig.hub.pid],
      client: [process.pid],
    };
  }

  #cpu(): Record<string, number> {
    const sum = (pids: number[]) => pids.reduce((total, pid) => total + (cpuSeconds(pid) ?? 0), 0);
    return Object.fromEntries(
      Object.entries(this.#pids()).map(([part, pids]) => [part, sum(pids)]),
    );
  }

  #memory(): { hub: number; broker: number; agent: number } {
    const sum = (pids: number[]) =>
      Math.round(pids.reduce((total, pid) => total + (rssMb(pid) ?? 0), 0));
    const pids = this.#pids();
    return {
      hub: sum(pids.hub),
      broker: sum(pids.broker),
      agent: sum([...pids.agent, ...pids.lanes]),
    };
  }

  /** The system once no lane has diagnosed anything new for two heartbeats. */
  async #settled(): Promise<SystemState> {
    let last = -1;
    let calm = 0;
    return await eventually(
      async () => {
        await Bun.sleep(1_100);
        const system = await this.#rig.system();
        const lanes = system.agents.flatMap((agent) => agent.heartbeat?.lanes ?? []);
        const done = lanes.reduce((sum, lane) => sum + lane.windowsDiagnosed, 0);
        calm = done === last ? calm + 1 : 0;
        last = done;
        return calm >= 2 && system;
      },
      60_000,
      'the lanes have worked off what they were sent',
    );
  }

  #ask(what: 'describe' | 'stop', order?: SensorsOrder): Promise<SensorsReport | undefined> {
    return new Promise((resolve) => {
      this.#answers = (message) => resolve(message.report);
      this.#sensors?.send({ do: what, order });
    });
  }
}
