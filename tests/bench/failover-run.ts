import type { LaneReport } from '#schemas/broker/messages';
import type { SystemState } from '#schemas/http/system';
import { eventually, PlantRig } from '../rig/plant-rig.ts';
import { cpuSeconds } from '../rig/process-stats.ts';
import type { AgentCounters, FailoverResult } from './failover-result.ts';
import { FailoverTally } from './failover-tally.ts';
import { type SensorsReport, sensorId } from './live-sensors.ts';
import { LoadChild } from './load-child.ts';

export interface FailoverOrder {
  readonly points: number;
  readonly sampleRateHz: number;
  /** Samples of a frame and of a window: each frame is a window. */
  readonly windowSamples: number;
  /** Until contexts are full and the runtime has compiled what is hot. */
  readonly warmUpMs: number;
  /** How the agent's box goes: its connections close at once, or it says nothing more and nothing closes. */
  readonly signal: 'SIGKILL' | 'SIGSTOP';
}

const CONNECTIONS = 16;
const CORES_OVER_MS = 2_000;
const COVERED_WITHIN_MS = 30_000;
const nowMs = () => performance.timeOrigin + performance.now();

/** A plant with two agents of which one is killed. */
export class FailoverRun {
  readonly #order: FailoverOrder;
  readonly #rig = new PlantRig({ agents: 2, lanes: 1 });
  #sensors: LoadChild | null = null;

  constructor(order: FailoverOrder) {
    this.#order = order;
  }

  async run(): Promise<FailoverResult> {
    try {
      await this.#rig.start();
      return await this.#measure();
    } finally {
      await this.#sensors?.stop();
      await this.#rig.stop();
    }
  }

  async #measure(): Promise<FailoverResult> {
    const channelOf = await this.#prepare();
    const tally = new FailoverTally({ ...this.#order, channelOf });
    const client = await this.#rig.liveClient();
    client.onMessage = (message) => tally.heard(message, nowMs());
    client.send({ type: 'subscribe', channel: 'plant' });
    await this.#sensors?.ask('go');
    await Bun.sleep(this.#order.warmUpMs);
    const [survivor, dying] = this.#rig.agents;
    const dyingId = dying.name;
    const cores = this.#cores();
    await Bun.sleep(CORES_OVER_MS);
    const coresByPart = cores();
    const orphans = await this.#channelsOf(dyingId);
    const lanes = this.#rig.lanePids(dying);
    const killedMs = nowMs();
    tally.killed(killedMs, orphans);
    // The whole box: lanes that outlive their agent by a moment would still send what they have.
    const box = [dying.pid, ...lanes];
    for (const pid of box) process.kill(pid, this.#order.signal);
    await Promise.race([tally.covered, Bun.sleep(COVERED_WITHIN_MS)]);
    await Bun.sleep(1_000);
    if (this.#order.signal === 'SIGSTOP') for (const pid of box) process.kill(pid, 'SIGKILL');
    const sensors = await this.#sensors?.ask<SensorsReport>('stop');
    if (sensors === undefined) throw new Error('the sensors said nothing');
    const settled = await this.#settled(survivor.name);
    client.close();
    const lane = sumOf(settled, survivor.name);
    return { ...tally.result(sensors, lane), orphans: orphans.size, coresByPart };
  }

  /** Sensors are described, every point has an agent, and the lanes have them: from then on no window may be missed. */
  async #prepare(): Promise<Map<string, number>> {
    const { points, sampleRateHz, windowSamples } = this.#order;
    const file = await this.#rig.credential('gateway', 'bench', ['--prefix', 'sim-']);
    this.#sensors = new LoadChild('./live-sensors.ts');
    await this.#sensors.ask('describe', {
      broker: this.#rig.broker,
      credential: await Bun.file(file).json(),
      channels: points,
      sampleRateHz,
      frameSamples: windowSamples,
      connections: Math.min(CONNECTIONS, points),
      watched: Array.from({ length: points }, (_, channel) => channel),
    });
    await eventually(
      async () => {
        const { agents } = await this.#rig.system();
        const shares = agents.map(({ agentId, assignedPoints, heartbeat }) => ({
          agentId,
          assignedPoints,
          taken: sumPoints(heartbeat?.lanes ?? []),
        }));
        const isEven = shares.every((share) => share.assignedPoints > points / 3);
        const taken = shares.reduce((sum, share) => sum + share.taken, 0);
        return shares.length === 2 && isEven && taken === points;
      },
      60_000,
      'both agents have their points',
    );
    const all = await this.#rig.points();
    const channels = new Map(
      Array.from({ length: points }, (_, channel) => [sensorId(channel), channel] as const),
    );
    return new Map(all.map((point) => [point.pointId, channels.get(point.sensorId) ?? -1]));
  }

  async #channelsOf(agentId: string): Promise<Set<string>> {
    const all = await this.#rig.points();
    return new Set(all.filter((point) => point.agentId === agentId).map((point) => point.pointId));
  }

  /** The system once the survivor has counted nothing new for two heartbeats. */
  async #settled(agentId: string): Promise<SystemState> {
    let last = -1;
    let calm = 0;
    return eventually(
      async () => {
        await Bun.sleep(1_100);
        const system = await this.#rig.system();
        const { windows } = sumOf(system, agentId);
        calm = windows === last ? calm + 1 : 0;
        last = windows;
        return calm >= 2 && system;
      },
      30_000,
      'the survivor has worked off what it was sent',
    );
  }

  #cores(): () => Record<string, number> {
    const parts: Record<string, number[]> = {
      hub: [this.#rig.hub.pid],
      broker: [this.#rig.brokerPid()],
      sensors: [this.#sensors?.pid ?? 0],
      screen: [process.pid],
    };
    for (const agent of this.#rig.agents)
      parts[agent.name] = [agent.pid, ...this.#rig.lanePids(agent)];
    const read = (pids: number[]) => pids.reduce((sum, pid) => sum + (cpuSeconds(pid) ?? 0), 0);
    const before = Object.entries(parts).map(([part, pids]) => [part, pids, read(pids)] as const);
    const sinceMs = nowMs();
    return () => {
      const seconds = (nowMs() - sinceMs) / 1_000;
      return Object.fromEntries(
        before.map(([part, pids, was]) => [part, (read(pids) - was) / seconds]),
      );
    };
  }
}

function sumOf(system: SystemState, agentId: string): AgentCounters {
  const lanes = system.agents.find((agent) => agent.agentId === agentId)?.heartbeat?.lanes ?? [];
  const warming = lanes.reduce((sum, lane) => sum + lane.windowsWarming, 0);
  const diagnosed = lanes.reduce((sum, lane) => sum + lane.windowsDiagnosed, 0);
  const losses = lanes.reduce(
    (sum, { losses: one }) => sum + one.framesMissing + one.windowsDropped + one.framesDamaged,
    0,
  );
  return { windows: diagnosed + warming, warming, losses };
}

function sumPoints(lanes: readonly LaneReport[]): number {
  return lanes.reduce((sum, lane) => sum + lane.points, 0);
}
