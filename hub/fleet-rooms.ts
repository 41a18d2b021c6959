import type { AgentOrder, LogWatch } from '#schemas/broker/operation';
import type { PartitionOrder } from '#schemas/broker/partition';
import type { HubSettings } from '#schemas/config/hub-settings';
import type { AllocatedJob } from '#schemas/http/fleet';
import type { PointId, UserId } from '#schemas/ids/ids';
import type { Clock } from './clock.ts';
import type { Events } from './events.ts';
import { AgentLogs } from './fleet/agent-logs.ts';
import { AgentRegister } from './fleet/agent-register.ts';
import { Fleet, type FleetDeps, type PointsLeft } from './fleet/fleet.ts';
import { MaintenanceBook } from './fleet/maintenance-book.ts';
import { Operations } from './fleet/operations.ts';
import { OrderDesk } from './fleet/order-desk.ts';
import { PartitionBook } from './fleet/partition-book.ts';
import { PartitionQuestions } from './fleet/partition-questions.ts';
import { Partitioning } from './fleet/partitioning.ts';
import { RevisionCounter } from './fleet/revision-counter.ts';
import { createLog } from './log.ts';
import type { Store } from './store/store.ts';
import { VERSION } from './version.ts';

export interface FleetRoomsDeps extends Pick<FleetDeps, 'points' | 'publish' | 'onMoved'> {
  readonly settings: HubSettings['fleet'];
  readonly clock: Clock;
  readonly store: Store;
  readonly events: Events;
  /** Jobs that are out with agents, by agent. */
  readonly jobsOf: (agentId: string) => readonly AllocatedJob[];
  readonly order: (agentId: string, order: AgentOrder) => void;
  readonly watchLog: (agentId: string, watch: LogWatch) => void;
  readonly partition: (agentId: string, order: PartitionOrder) => void;
  /** A GPU of an agent is taken: no job may be given it. */
  readonly gpuReserved: () => void;
  /** Whether the site has GPUs partitioned at all. */
  readonly mayPartition: () => boolean;
  readonly nameOf: (userId: UserId) => string;
}

/** The rooms that know the agents, give them points, and do with them what people want. */
export function createFleetRooms(deps: FleetRoomsDeps) {
  const { settings, clock, store, events, points, publish, onMoved, jobsOf } = deps;
  const log = createLog('fleet');
  const operations = new Operations({ store, clock });
  const maintenance = new MaintenanceBook({ store, clock });
  const heldBack = (agentId: string) => {
    const { drain, order } = operations.of(agentId);
    if (drain !== null || order !== null) return 'draining';
    return maintenance.isOut(agentId) ? 'maintenance' : null;
  };
  const operationOf = (agentId: string, { left, withoutRoom }: PointsLeft) => {
    const { drain, order, limits } = operations.of(agentId);
    return {
      drain: drain && {
        ...drain,
        pointsLeft: left,
        pointsWithoutRoom: withoutRoom,
        jobsRunning: jobsOf(agentId).length,
      },
      order: order && { what: order.what, sinceMs: order.sinceMs },
      maintenance: [...maintenance.of(agentId), ...partitioning.reserved(agentId)],
      limits,
      isStopped: agents.isGone(agentId),
    };
  };
  const agents = new AgentRegister({ heldBack, clock, hubVersion: VERSION });
  const fleet = new Fleet({
    agents,
    revisions: new RevisionCounter({ store, log }),
    rules: settings,
    operation: {
      loadShareOf: (id) => operations.of(id).limits.loadShare,
      operationOf,
      restingGpusOf: (id) =>
        maintenance
          .of(id)
          .flatMap(({ gpuUuid }) => gpuUuid ?? [])
          .sort(),
    },
    clock,
    points,
    publish,
    onMoved,
    onStanding: (pointIds: readonly PointId[]) => events.emit('points', pointIds),
  });
  const orderDesk = new OrderDesk({
    operations,
    clock,
    log,
    agent: (agentId) => ({
      epoch: agents.epochOf(agentId),
      isThere: fleet.isThere(agentId),
      isGone: agents.isGone(agentId),
    }),
    isEmpty: (agentId) => fleet.isEmpty(agentId) && jobsOf(agentId).length === 0,
    say: deps.order,
  });
  const agentLogs = new AgentLogs({
    clock,
    epochOf: (agentId) => agents.epochOf(agentId),
    say: deps.watchLog,
  });
  const partitionBook = new PartitionBook({ store, clock, nameOf: deps.nameOf });
  const partitionQuestions = new PartitionQuestions({ clock, say: deps.partition });
  const partitioning = new Partitioning({
    book: partitionBook,
    questions: partitionQuestions,
    clock,
    log,
    isAllowed: deps.mayPartition,
    heardMs: (agentId) => agents.heardMs(agentId),
    gpusOf: (agentId) => (fleet.isThere(agentId) ? agents.gpusOf(agentId) : null),
    jobsOn: (agentId, gpu) =>
      jobsOf(agentId)
        .filter((job) => job.gpu === gpu)
        .map(({ jobId }) => jobId),
    say: deps.partition,
    onReserved: deps.gpuReserved,
  });
  return {
    agents,
    fleet,
    operations,
    maintenance,
    orderDesk,
    agentLogs,
    partitionBook,
    partitionQuestions,
    partitioning,
    jobsOfAgent: jobsOf,
  };
}

export type FleetRooms = ReturnType<typeof createFleetRooms>;

/** Recalls what people want of agents, before anything is heard of them. */
export async function startFleetRooms(rooms: FleetRooms): Promise<void> {
  await Promise.all([
    rooms.operations.start(),
    rooms.maintenance.start(),
    rooms.partitionBook.start(),
  ]);
  rooms.agents.recall([...rooms.operations.ids(), ...rooms.maintenance.ids()]);
}
