/** What the conditions of the system are judged by: hub, broker, agents, their disks and GPUs, queues, store. */
import type { GpuReport } from '#schemas/broker/gpu';
import type { SystemConditionKind, SystemSubject } from '#schemas/fleet/system-condition';
import type { AgentState } from '#schemas/http/system';
import { QUEUE_NAMES } from '#schemas/jobs/queues';
import type { ConditionReading } from './conditions/condition-board.ts';
import { STORE_SLOW_MS } from './health/store-probe.ts';
import type { Rooms } from './rooms.ts';
import { isHot } from './telemetry/telemetry-series.ts';

const MINUTE_MS = 60_000;
const HUB: SystemSubject = { agentId: null, gpuUuid: null, part: null };

export interface ReadingsOf {
  readonly rooms: Rooms;
  readonly agents: readonly AgentState[];
  readonly isBrokerConnected: boolean;
  /** Null: not counted yet. */
  readonly counted: CountedJobs | null;
}

/** What is dear to count with ten thousand jobs, and so is counted a few times a minute. */
export interface CountedJobs {
  readonly deadLetters: number;
  readonly waiting: ReadonlyMap<string, number>;
}

export async function countJobs({
  jobReading,
  jobQueues,
}: Pick<Rooms, 'jobReading' | 'jobQueues'>): Promise<CountedJobs> {
  const queued = jobQueues.counts().filter(({ state }) => state === 'queued');
  return {
    deadLetters: await jobReading.deadLetters(),
    waiting: new Map(queued.map(({ queue, n }) => [queue, n])),
  };
}

export function conditionReadings(of: ReadingsOf): ConditionReading[] {
  const { rooms, agents, isBrokerConnected, counted } = of;
  const { delayMs } = rooms.storeProbe;
  const lost = rooms.fleet.lost();
  const isStoreDown = delayMs === null || delayMs >= STORE_SLOW_MS;
  return [
    yes('part_down', { ...HUB, part: 'broker' }, !isBrokerConnected),
    yes('part_down', { ...HUB, part: 'store' }, isStoreDown),
    ...diskOf(HUB, rooms.disk.usedShare),
    { kind: 'store_slow', subject: HUB, value: rooms.slowest.slowestMs() / 1_000 },
    { kind: 'dead_letters_many', subject: HUB, value: counted?.deadLetters ?? null },
    ...QUEUE_NAMES.map((queue): ConditionReading => {
      const value = counted?.waiting.get(queue) ?? null;
      return { kind: 'queue_long', subject: { ...HUB, part: queue }, value };
    }),
    ...agents.flatMap((agent) => agentOf(agent, rooms, lost)),
  ];
}

/** What belongs to an agent that is not heard now cannot be told; nor can anything of agents while none is heard. */
export function unclearNow(
  rooms: Pick<Rooms, 'fleet'>,
  agents: readonly AgentState[],
): (kind: SystemConditionKind, subject: SystemSubject) => boolean {
  const isClear = rooms.fleet.lost() !== null;
  const offline = new Set(
    agents.flatMap(({ agentId, status }) => (status === 'offline' ? [agentId] : [])),
  );
  return (kind, { agentId }) => {
    if (agentId === null) return false;
    if (kind === 'agent_offline') return !isClear;
    return !isClear || offline.has(agentId);
  };
}

function agentOf(
  agent: AgentState,
  { agents, clock }: Rooms,
  lost: readonly string[] | null,
): ConditionReading[] {
  const { agentId, status, heartbeat, lastHeardMs, assignedPoints } = agent;
  const subject = { ...HUB, agentId };
  // One that said goodbye and has no points is away because somebody wanted it.
  const isWanted = agents.isGone(agentId) && assignedPoints === 0;
  const isLost = lost?.includes(agentId) ?? false;
  const minutes = isLost && lastHeardMs !== null ? (clock() - lastHeardMs) / MINUTE_MS : 0;
  const offline: ConditionReading[] =
    isWanted || (isLost && lastHeardMs === null)
      ? []
      : [{ kind: 'agent_offline', subject, value: lost === null ? null : minutes }];
  if (status === 'offline' || heartbeat === null) return offline;
  const { gpu, host } = heartbeat;
  // Without a driver there is no GPU to fail; a driver that fails takes all of them with it.
  const hasFailed = gpu?.trouble != null && !gpu.trouble.startsWith('No NVIDIA driver');
  return [
    ...offline,
    ...diskOf(subject, host?.diskUsedShare ?? null),
    yes('gpu_failed', { ...subject, gpuUuid: 'driver' }, hasFailed),
    ...(gpu?.gpus ?? []).flatMap((report) => gpuOf(subject, report)),
  ];
}

function gpuOf(subject: SystemSubject, gpu: GpuReport): ConditionReading[] {
  const own = { ...subject, gpuUuid: gpu.uuid };
  const isLost = gpu.state === 'lost';
  const errors = gpu.detail?.eccUncorrected.volatile ?? 0;
  return [
    yes('gpu_failed', own, isLost || errors > 0),
    { kind: 'gpu_hot', subject: own, value: isLost ? null : Number(isHot(gpu)) },
  ];
}

function diskOf(subject: SystemSubject, value: number | null): ConditionReading[] {
  return [
    { kind: 'disk_nearly_full', subject, value },
    { kind: 'disk_filling', subject, value },
  ];
}

function yes(kind: SystemConditionKind, subject: SystemSubject, is: boolean): ConditionReading {
  return { kind, subject, value: Number(is) };
}
