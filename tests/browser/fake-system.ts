import { LOSS_COUNTERS, type LossCounters } from '#schemas/broker/messages';
import { NO_LIMITS } from '#schemas/fleet/operation';
import type { SystemCondition } from '#schemas/fleet/system-condition';
import {
  type AgentState,
  type Health,
  HUB_LOSS_COUNTERS,
  type SystemState,
} from '#schemas/http/system';
import { fakeGpu } from './fake-gpu.ts';

const zero = <Name extends string>(names: readonly Name[]) =>
  Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;

/** A GPU that was lost a while ago, and a queue that has just become long. */
function fakeConditions(nowMs: number): SystemCondition[] {
  const subject = { agentId: null, gpuUuid: null, part: null };
  return [
    {
      conditionId: 'sc_01K0000000000000000000000A',
      kind: 'gpu_failed',
      severity: 'critical',
      subject: { ...subject, agentId: 'agent-2', gpuUuid: 'GPU-1' },
      raisedMs: nowMs - 720_000,
      clearedMs: null,
      limit: 0.5,
      worst: 1,
    },
    {
      conditionId: 'sc_01K0000000000000000000000B',
      kind: 'queue_long',
      severity: 'warning',
      subject: { ...subject, part: 'training' },
      raisedMs: nowMs - 90_000,
      clearedMs: null,
      limit: 50,
      worst: 212,
    },
  ];
}

/** The system's state; `failing` with a broker away, a full disk, a lane restarting and losses. */
export function fakeSystem(points: number, failing: boolean): SystemState {
  const nowMs = Date.now();
  const losses: LossCounters = { ...zero(LOSS_COUNTERS) };
  const hubLosses = { ...zero(HUB_LOSS_COUNTERS) };
  if (failing) Object.assign(losses, { framesMissing: 12_043, gaps: 311, windowsDropped: 78 });
  if (failing) Object.assign(hubLosses, { batchesRepeated: 4, storeRetries: 19 });
  return {
    atMs: nowMs,
    hub: {
      version: '0.1.0',
      uptimeS: 93_784,
      rssMb: 138,
      loopDelayP99Ms: failing ? 34.2 : 3.1,
      databaseMb: 2411,
      diskFreeMb: failing ? 148 : 81_240,
      storageFull: failing,
      screens: 3,
      people: 2,
      requests: { perMinute: 214, p95Ms: 6.4, failedLastHour: failing ? 3 : 0 },
      losses: hubLosses,
    },
    broker: {
      kind: 'embedded',
      url: 'mqtt://127.0.0.1:1883',
      connected: !failing,
      sinceMs: nowMs - (failing ? 8000 : 93_700_000),
      restarts: failing ? 2 : 0,
      clients: failing ? null : 23,
      messagesPerSecond: failing ? null : 1042,
      bytesPerSecond: failing ? null : 16_700_000,
      refusedConnections: failing ? 7 : 0,
      refusedPublishes: 0,
      rateLimited: 0,
      droppedSlowSubscriber: 0,
    },
    agents: points === 0 ? [] : [fakeAgent(1, points, failing), fakeAgent(2, 0, failing)],
    sensors: {
      known: Math.ceil(points / 2),
      online: Math.max(0, Math.ceil(points / 2) - (failing ? 3 : 0)),
    },
    losses,
    conditions: failing ? fakeConditions(nowMs) : [],
  };
}

const TROUBLES: AgentState['troubles'] = [
  { code: 'two_with_one_identity', host: 'press-box', others: ['pump-box'] },
  { code: 'clock_off', offMs: -192_000 },
  { code: 'version_old', version: '0.0.9', hubVersion: '0.1.0' },
];

function fakeAgent(number: number, points: number, failing: boolean): AgentState {
  const agentId = `agent-${number}`;
  const nowMs = Date.now();
  const offline = failing && number === 2;
  return {
    agentId,
    status: offline ? 'offline' : 'online',
    troubles: failing && number === 1 ? TROUBLES : [],
    operation: { drain: null, order: null, maintenance: [], limits: NO_LIMITS },
    lastHeardMs: nowMs - 400,
    assignedPoints: points,
    loadWindowsPerSecond: points * 12.5,
    description: {
      agentId,
      epoch: 'e1',
      version: '0.1.0',
      lanes: 2,
      capacityWindowsPerSecond: 16_400,
      provider: {
        asked: number === 1 ? 'cuda' : 'cpu',
        inUse: 'cpu',
        reason: number === 1 ? 'No NVIDIA driver answers on this machine.' : null,
      },
      model: { name: 'baseline', version: '1', sha256: 'c0ffee'.repeat(10) },
    },
    heartbeat: {
      agentId,
      epoch: 'e1',
      atMs: nowMs - 400,
      revision: 4,
      rssMb: 96,
      cpuCores: 0.06,
      gpu: fakeGpu(number, failing),
      lanes: [0, 1].map((lane) => ({
        lane,
        state: failing && lane === 1 ? ('restarting' as const) : ('running' as const),
        restarts: failing && lane === 1 ? 3 : 0,
        points: Math.ceil(points / 2),
        windowsPerSecond: points * 6.25,
        windowsDiagnosed: 4_302_112,
        windowsWarming: 16,
        batchMean: 11.4,
        p50Ms: points === 0 ? null : 8.2,
        p99Ms: points === 0 ? null : 31.7,
        rssMb: 211,
        cpuCores: 0.61,
        losses: { ...zero(LOSS_COUNTERS), framesMissing: failing ? 6000 : 0 },
        outboxDepth: failing ? 42 : 0,
      })),
    },
  };
}

/** The health document that goes with it. */
export function fakeHealth(points: number, failing: boolean): Health {
  const up = { state: 'up' as const, detail: null };
  return {
    live: true,
    ready: !failing,
    version: '0.1.0',
    uptimeS: 93_784,
    parts: [
      { part: 'hub', ...up, delayMs: 0.4 },
      { part: 'store', ...up, delayMs: 1.2 },
      failing
        ? {
            part: 'broker',
            state: 'down',
            delayMs: null,
            detail: 'The broker does not answer; retrying.',
          }
        : { part: 'broker', ...up, delayMs: 2.1 },
      points === 0
        ? { part: 'agents', state: 'degraded', delayMs: null, detail: 'No agent is online.' }
        : { part: 'agents', ...up, delayMs: 38 },
      failing
        ? { part: 'disk', state: 'degraded', delayMs: 0.2, detail: 'Only 148 MB are free.' }
        : { part: 'disk', ...up, delayMs: 0.2 },
    ],
  };
}
