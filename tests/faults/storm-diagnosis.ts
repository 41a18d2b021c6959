import type { SystemState } from '#schemas/http/system';
import { eventually, type PlantRig } from '../rig/plant-rig.ts';
import { FRAME_SAMPLES, pumpSignal, sensorGroup } from '../rig/sensor-group.ts';
import type { TestSensors } from '../rig/test-sensors.ts';
import { persist } from './storm-people.ts';

const WINDOW_SAMPLES = 2_048;

export interface DiagnosisAccount {
  /** Windows that sensors sent, and what became of them by the counters of the lanes. */
  readonly windowsSent: number;
  readonly diagnosed: number;
  readonly warming: number;
  readonly lost: number;
  /** Sent, and in no counter. */
  readonly unaccounted: number;
}

/** Live diagnosis beside the jobs: points that are watched while everything is struck, and an account of every window when only jobs are. */
export class StormDiagnosis {
  readonly #rig: PlantRig;
  readonly #count: number;
  #sensors: TestSensors | null = null;
  /** Of the sensors that publish now. */
  #prefix = '';

  constructor(rig: PlantRig, count = 6) {
    this.#rig = rig;
    this.#count = count;
  }

  async start(): Promise<void> {
    await (await this.#group('storm-')).start();
  }

  /** Resolves when every point has a fresh result again: nothing that was struck keeps a point from being watched. */
  async recovered(withinMs: number): Promise<void> {
    const sinceMs = Date.now();
    await eventually(
      async () => {
        const all = await persist(() => this.#rig.points());
        const points = all.filter(({ sensorId }) => sensorId.startsWith(this.#prefix));
        return (
          points.length >= this.#count &&
          points.every(({ latest }) => {
            return (
              latest !== null && latest.atMs > sinceMs && latest.verdict.condition !== 'warming'
            );
          })
        );
      },
      withinMs,
      'every point is judged again',
    );
  }

  /** New sensors run while `meanwhile` goes on; then every window that they sent has to be in a counter. */
  async account(meanwhile: () => Promise<void>): Promise<DiagnosisAccount> {
    await this.stop();
    const sensors = await this.#group('calm-');
    await sensors.describe();
    await this.#taken();
    const before = await this.#settled();
    sensors.publish();
    await meanwhile();
    sensors.pause();
    const after = await this.#settled();
    const windowsSent = (sensors.sent * FRAME_SAMPLES) / WINDOW_SAMPLES;
    const diagnosed = after.diagnosed - before.diagnosed;
    const warming = after.warming - before.warming;
    const lost = after.lost - before.lost;
    const unaccounted = windowsSent - diagnosed - warming - lost;
    return { windowsSent, diagnosed, warming, lost, unaccounted };
  }

  /** Resolves when lanes have all points: what is published before is heard by nobody. */
  async #taken(): Promise<void> {
    await eventually(
      async () => {
        const all = await persist(() => this.#rig.points());
        if (!all.some(({ sensorId }) => sensorId.startsWith(this.#prefix))) return false;
        const { agents } = await persist(() => this.#rig.system());
        const lanes = agents.flatMap(({ heartbeat }) => heartbeat?.lanes ?? []);
        return lanes.reduce((sum, lane) => sum + lane.points, 0) === all.length;
      },
      30_000,
      'lanes have the points',
    );
  }

  async stop(): Promise<void> {
    await this.#sensors?.stop();
    this.#sensors = null;
  }

  async #group(prefix: string): Promise<TestSensors> {
    const signal = pumpSignal([{ label: 'outer_race', severity: 0.8 }]);
    const sensors = await persist(() => sensorGroup(this.#rig, prefix, this.#count, signal));
    this.#sensors = sensors;
    this.#prefix = prefix;
    return sensors;
  }

  /** The counters of all lanes, once nothing more is counted. */
  async #settled() {
    let last = '';
    let calm = 0;
    return eventually(
      async () => {
        await Bun.sleep(1_100);
        const counted = countersOf(await persist(() => this.#rig.system()));
        const now = JSON.stringify(counted);
        calm = now === last ? calm + 1 : 0;
        last = now;
        return calm >= 2 && counted;
      },
      30_000,
      'the lanes have worked off what they were sent',
    );
  }
}

function countersOf({ agents }: SystemState) {
  const lanes = agents.flatMap(({ heartbeat }) => heartbeat?.lanes ?? []);
  const sum = (of: (lane: (typeof lanes)[number]) => number) =>
    lanes.reduce((total, lane) => total + of(lane), 0);
  return {
    diagnosed: sum((lane) => lane.windowsDiagnosed),
    warming: sum((lane) => lane.windowsWarming),
    lost: sum((lane) => lane.losses.windowsDropped),
  };
}
