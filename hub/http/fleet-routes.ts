import { refused } from '#schemas/errors/refused';
import { FLEET_ROUTES, type NewMaintenance } from '#schemas/http/fleet';
import type { AgentState } from '#schemas/http/system';
import { allocationOf } from '../fleet/allocation.ts';
import type { Flows } from '../flows.ts';
import type { Actor } from '../store/actor.ts';
import { type Route, route } from './route.ts';

/** Agents: what each has, and what people want of it. */
export function fleetRoutes(flows: Flows): Route[] {
  return [...readingRoutes(flows), ...operatingRoutes(flows), ...maintenanceRoutes(flows)];
}

/** Throws `not_found` for an agent that nobody has heard of. */
function stateOf({ rooms }: Flows, agentId: string): AgentState {
  const state = rooms.fleet.states().find((agent) => agent.agentId === agentId);
  if (state === undefined) throw refused('agent_unknown');
  return state;
}

function readingRoutes(flows: Flows): Route[] {
  const { rooms } = flows;
  return [
    route(FLEET_ROUTES.allocation, () => ({
      agents: rooms.fleet
        .states()
        .map((agent) => allocationOf(agent, rooms.jobsOfAgent(agent.agentId))),
    })),
    route(FLEET_ROUTES.agent, ({ params }) => stateOf(flows, params.agentId)),
    route(FLEET_ROUTES.departure, ({ params: { agentId } }) => {
      stateOf(flows, agentId);
      const { points, moves, withoutRoom } = rooms.fleet.departure(agentId);
      return {
        points,
        moves: [...moves].map(([to, count]) => ({ agentId: to, points: count })),
        pointsWithoutRoom: withoutRoom,
        jobs: [...rooms.jobsOfAgent(agentId)],
      };
    }),
    route(FLEET_ROUTES.agentLog, ({ params: { agentId }, query }) => {
      stateOf(flows, agentId);
      return rooms.agentLogs.read(agentId, query);
    }),
  ];
}

function operatingRoutes(flows: Flows): Route[] {
  const { operations } = flows.rooms;
  /** What was wanted is kept; the points begin to move at once. */
  const after = async (agentId: string, change: () => Promise<void>) => {
    stateOf(flows, agentId);
    await change();
    flows.agents.operated();
    return stateOf(flows, agentId);
  };
  const order = (agentId: string, what: 'stop' | 'restart', actor: Actor) =>
    after(agentId, () =>
      operations.order(agentId, { epoch: epochNow(flows, agentId), what }, actor),
    );
  return [
    route(FLEET_ROUTES.drainAgent, ({ params: { agentId }, body, actor }) =>
      after(agentId, () => {
        if (body.after !== 'stay') epochNow(flows, agentId);
        return operations.drain(agentId, body.after, actor);
      }),
    ),
    route(FLEET_ROUTES.resumeAgent, ({ params: { agentId }, actor }) =>
      after(agentId, () => operations.resume(agentId, actor)),
    ),
    route(FLEET_ROUTES.terminateAgent, ({ params, actor }) => order(params.agentId, 'stop', actor)),
    route(FLEET_ROUTES.restartAgent, ({ params, actor }) =>
      order(params.agentId, 'restart', actor),
    ),
    route(FLEET_ROUTES.limitAgent, ({ params: { agentId }, body, actor }) =>
      after(agentId, () => operations.limit(agentId, body, actor)),
    ),
  ];
}

/** The start of the agent that is meant. Throws `conflict` when none is there to be told anything. */
function epochNow({ rooms }: Flows, agentId: string): string {
  const epoch = rooms.agents.epochOf(agentId);
  if (epoch !== null && rooms.fleet.isThere(agentId)) return epoch;
  throw refused('agent_silent', { agent: agentId });
}

function maintenanceRoutes(flows: Flows): Route[] {
  const { maintenance } = flows.rooms;
  /** Null: the whole agent. */
  const begin = async (
    agentId: string,
    gpuUuid: string | null,
    { reason, untilMs }: NewMaintenance,
    actor: Actor,
  ) => {
    const { heartbeat } = stateOf(flows, agentId);
    const known = heartbeat?.gpu?.gpus.some(({ uuid }) => uuid === gpuUuid) ?? false;
    if (gpuUuid !== null && !known) {
      throw refused('gpu_unknown');
    }
    await maintenance.begin(agentId, { gpuUuid, reason, untilMs }, actor);
    flows.agents.operated();
    return stateOf(flows, agentId);
  };
  const end = async (agentId: string, gpuUuid: string | null, actor: Actor) => {
    stateOf(flows, agentId);
    await maintenance.end(agentId, gpuUuid, actor);
    flows.agents.operated();
    return stateOf(flows, agentId);
  };
  return [
    route(FLEET_ROUTES.maintainAgent, ({ params, body, actor }) =>
      begin(params.agentId, null, body, actor),
    ),
    route(FLEET_ROUTES.endAgentMaintenance, ({ params, actor }) =>
      end(params.agentId, null, actor),
    ),
    route(FLEET_ROUTES.maintainGpu, ({ params, body, actor }) =>
      begin(params.agentId, params.gpuUuid, body, actor),
    ),
    route(FLEET_ROUTES.endGpuMaintenance, ({ params, actor }) =>
      end(params.agentId, params.gpuUuid, actor),
    ),
  ];
}
