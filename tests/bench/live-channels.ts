import type { PlantRig } from '../rig/plant-rig.ts';
import { eventually } from '../rig/plant-rig.ts';
import { FRAME_SAMPLES, pumpSignal, sensorGroup } from '../rig/sensor-group.ts';
import type { TestSensors } from '../rig/test-sensors.ts';

/** Frames of each state of a machine that goes bad and recovers: ten seconds, for a finding persists for three and goes after five. */
const FRAMES_EACH = 32;

/** Sensors of a bench: most measure a healthy pump, every tenth one that goes bad and recovers in turn. */
export class LiveChannels {
  readonly #groups: TestSensors[];

  private constructor(groups: TestSensors[]) {
    this.#groups = groups;
  }

  static async of(rig: PlantRig, channels: number): Promise<LiveChannels> {
    const turning = Math.ceil(channels / 10);
    const bad = pumpSignal([{ label: 'outer_race', severity: 0.9 }], FRAMES_EACH);
    const good = pumpSignal([], FRAMES_EACH);
    const inTurn = new Float32Array(2 * FRAMES_EACH * FRAME_SAMPLES);
    inTurn.set(good);
    inTurn.set(bad, FRAMES_EACH * FRAME_SAMPLES);
    return new LiveChannels([
      await sensorGroup(rig, 'calm-', channels - turning, good),
      await sensorGroup(rig, 'turn-', turning, inTurn),
    ]);
  }

  /** Every sensor sends, and every point has an agent and a first result; gives the points' ids. */
  async start(rig: PlantRig, channels: number): Promise<string[]> {
    for (const group of this.#groups) await group.start();
    const points = await eventually(
      async () => {
        const all = await rig.points();
        const isReady = all.every(({ agentId, latest }) => agentId !== null && latest !== null);
        return all.length === channels && isReady && all;
      },
      60_000,
      'every point has a result',
    );
    return points.map(({ pointId }) => pointId);
  }

  async stop(): Promise<void> {
    for (const group of this.#groups) await group.stop();
  }
}
