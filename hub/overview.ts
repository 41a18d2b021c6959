/** What the hub says of itself as a whole: the answer behind `/api/v1/health` and the System screen. */
import { LOSS_COUNTERS, type LossCounters } from '#schemas/broker/messages';
import type {
  AgentState,
  BrokerState,
  Health,
  PartHealth,
  SystemState,
} from '#schemas/http/system';
import type { Flows } from './flows.ts';
import { STORE_SLOW_MS } from './health/store-probe.ts';
import { VERSION } from './version.ts';

/** Above this the hub does not keep what it promises (design: 20 ms). */
const LOOP_DELAY_MAX_MS = 20;

const NO_BROKER: BrokerState = {
  kind: 'embedded',
  url: '',
  connected: false,
  sinceMs: null,
  restarts: 0,
  clients: null,
  messagesPerSecond: null,
  bytesPerSecond: null,
  refusedConnections: null,
  refusedPublishes: null,
  rateLimited: null,
  droppedSlowSubscriber: null,
};

export function systemState(flows: Flows, screens: number): SystemState {
  const { rooms } = flows;
  const agents = rooms.fleet.states();
  rooms.losses.set('storeRetries', rooms.writer.failures);
  return {
    atMs: rooms.clock(),
    hub: {
      version: VERSION,
      uptimeS: uptimeS(flows),
      rssMb: process.memoryUsage.rss() / 1_048_576,
      loopDelayP99Ms: rooms.loop.p99Ms(),
      databaseMb: rooms.storeProbe.databaseMb,
      diskFreeMb: rooms.disk.freeMb,
      storageFull: isFull(flows),
      screens,
      people: rooms.sessions.peopleInside(),
      requests: rooms.requests.figures(),
      losses: rooms.losses.all(),
    },
    broker: flows.broker?.state() ?? NO_BROKER,
    agents,
    sensors: rooms.assets.sensors(),
    losses: sumOfLanes(agents),
    conditions: rooms.systemConditions.raised(),
  };
}

export function health(flows: Flows): Health {
  const parts = [
    hubPart(flows),
    storePart(flows),
    brokerPart(flows),
    agentsPart(flows),
    diskPart(flows),
  ];
  return {
    live: true,
    ready: isReady(flows),
    version: VERSION,
    uptimeS: uptimeS(flows),
    parts,
  };
}

/** Whether the store takes writes. */
export function isReady(flows: Flows): boolean {
  const { delayMs } = flows.rooms.storeProbe;
  return delayMs !== null && delayMs < STORE_SLOW_MS && !isFull(flows);
}

function isFull({ rooms }: Flows): boolean {
  return rooms.disk.isLow || rooms.writer.diskFull;
}

function uptimeS({ rooms }: Flows): number {
  return Math.max(0, (rooms.clock() - rooms.startedMs) / 1_000);
}

function hubPart({ rooms }: Flows): PartHealth {
  const delayMs = rooms.loop.p99Ms();
  const slow = delayMs > LOOP_DELAY_MAX_MS;
  const detail = slow ? `Its event loop runs ${delayMs.toFixed(0)} ms late.` : null;
  return { part: 'hub', state: slow ? 'degraded' : 'up', delayMs, detail };
}

function storePart(flows: Flows): PartHealth {
  const { delayMs } = flows.rooms.storeProbe;
  if (delayMs === null) {
    return { part: 'store', state: 'down', delayMs, detail: 'The store does not answer.' };
  }
  if (isFull(flows)) {
    const detail = 'The disk is full: results wait at their agents until there is room.';
    return { part: 'store', state: 'degraded', delayMs, detail };
  }
  const slow = delayMs >= STORE_SLOW_MS;
  const detail = slow ? 'The store is slow: results wait at their agents.' : null;
  return { part: 'store', state: slow ? 'degraded' : 'up', delayMs, detail };
}

function brokerPart(flows: Flows): PartHealth {
  const state = flows.broker?.state() ?? NO_BROKER;
  if (state.connected)
    return { part: 'broker', state: 'up', delayMs: flows.broker?.delayMs() ?? null, detail: null };
  const detail = 'The broker cannot be reached: nothing new comes from sensors and agents.';
  return { part: 'broker', state: 'down', delayMs: null, detail };
}

function agentsPart({ rooms }: Flows): PartHealth {
  const states = rooms.fleet.states();
  // One that is held back goes on with what it has.
  const online = states.filter((agent) => agent.status !== 'offline');
  const silent = states
    .filter(({ status, assignedPoints, operation }) => {
      // One that was stopped and left no points behind is not missed.
      return status === 'offline' && (assignedPoints > 0 || operation.isStopped !== true);
    })
    .map((agent) => agent.agentId);
  const heard = online.flatMap((agent) => (agent.lastHeardMs === null ? [] : [agent.lastHeardMs]));
  const delayMs = heard.length === 0 ? null : Math.max(0, rooms.clock() - Math.min(...heard));
  if (online.length === 0) {
    const detail = 'No agent is there: nothing is diagnosed.';
    return { part: 'agents', state: 'down', delayMs, detail };
  }
  const shed = online.flatMap(noTimeOf).join(' ');
  const away = silent.length === 0 ? '' : `Not there: ${silent.join(', ')}. `;
  const detail = `${away}${shed}`.trim().slice(0, 240) || null;
  return { part: 'agents', state: detail === null ? 'up' : 'degraded', delayMs, detail };
}

/** A sentence where an agent has more points than it has time for. */
function noTimeOf({ agentId, heartbeat }: AgentState): string[] {
  const points = heartbeat?.lanes.reduce((sum, lane) => sum + (lane.pointsShed ?? 0), 0) ?? 0;
  return points === 0
    ? []
    : [`${agentId} has no time for ${points} of its points: add a lane or an agent.`];
}

function diskPart({ rooms }: Flows): PartHealth {
  const { freeMb, isLow } = rooms.disk;
  if (freeMb === null) {
    const detail = 'The free space of the disk cannot be read.';
    return { part: 'disk', state: 'degraded', delayMs: null, detail };
  }
  const detail = isLow ? `Only ${freeMb.toFixed(0)} MB are free.` : null;
  return { part: 'disk', state: isLow ? 'down' : 'up', delayMs: null, detail };
}

function sumOfLanes(agents: readonly AgentState[]): LossCounters {
  const lanes = agents.flatMap((agent) => agent.heartbeat?.lanes ?? []);
  const sum = (name: (typeof LOSS_COUNTERS)[number]) =>
    lanes.reduce((total, lane) => total + lane.losses[name], 0);
  return Object.fromEntries(LOSS_COUNTERS.map((name) => [name, sum(name)])) as LossCounters;
}
