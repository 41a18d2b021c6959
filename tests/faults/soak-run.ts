import { PlantRig } from '../rig/plant-rig.ts';
import { rssMb } from '../rig/process-stats.ts';
import { pumpSignal, sensorGroup } from '../rig/sensor-group.ts';

export interface SoakOptions {
  minutes: number;
  sensors: number;
  say: (words: string) => void;
}

export interface SoakResult {
  minutes: number;
  /** Memory of each process, MB, at the end of the first quarter and at the end. */
  rssMb: Record<string, { early: number; late: number }>;
  flat: boolean;
  windowsDiagnosed: number;
  windowsLost: number;
}

const GROWTH_SHARE = 0.1;
const GROWTH_MB = 20;
const SAMPLES = 40;

/** Runs a plant with a looking screen for a while, and says whether memory stayed flat and windows were lost. */
export async function soak({ minutes, sensors: count, say }: SoakOptions): Promise<SoakResult> {
  const rig = new PlantRig({ lanes: 1 });
  await rig.start();
  const sensors = await sensorGroup(
    rig,
    's-',
    count,
    pumpSignal([{ label: 'imbalance', severity: 0.5 }]),
  );
  try {
    await sensors.start();
    const client = await rig.liveClient();
    client.send({ type: 'subscribe', channel: 'plant' });
    client.send({ type: 'subscribe', channel: 'system' });
    const samples: Record<string, number>[] = [];
    for (let i = 0; i < SAMPLES; i++) {
      await Bun.sleep((minutes * 60_000) / SAMPLES);
      samples.push(memoryOf(rig));
      say(JSON.stringify(samples.at(-1)));
    }
    const system = await rig.system();
    client.close();
    const rss = Object.fromEntries(
      Object.keys(samples[0]).map((part) => [
        part,
        { early: around(samples, part, 0.25), late: around(samples, part, 0.95) },
      ]),
    );
    const lanes = system.agents.flatMap((agent) => agent.heartbeat?.lanes ?? []);
    return {
      minutes,
      rssMb: rss,
      flat: Object.values(rss).every(
        ({ early, late }) => late - early < Math.max(GROWTH_MB, early * GROWTH_SHARE),
      ),
      windowsDiagnosed: lanes.reduce((sum, lane) => sum + lane.windowsDiagnosed, 0),
      windowsLost: system.losses.windowsDropped + system.losses.gaps,
    };
  } finally {
    await sensors.stop();
    await rig.stop();
  }
}

function memoryOf(rig: PlantRig): Record<string, number> {
  const [agent] = rig.agents;
  const pids = {
    hub: rig.hub.pid,
    broker: rig.brokerPid(),
    agent: agent.pid,
    lane: rig.lanePids(agent)[0],
  };
  return Object.fromEntries(
    Object.entries(pids).map(([part, pid]) => [part, Math.round(rssMb(pid) ?? Number.NaN)]),
  );
}

/** Median of the five samples about a share of the way: one sample may fall just before or after a collection. */
function around(samples: Record<string, number>[], part: string, share: number): number {
  const middle = Math.min(
    samples.length - 3,
    Math.max(2, Math.round(share * (samples.length - 1))),
  );
  const near = samples.slice(middle - 2, middle + 3).map((sample) => sample[part]);
  return near.toSorted((a, b) => a - b)[2];
}
