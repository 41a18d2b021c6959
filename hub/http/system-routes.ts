import { TremoloError } from '#schemas/errors/tremolo-error';
import { SYSTEM_ROUTES } from '#schemas/http/system';
import type { Flows } from '../flows.ts';
import { health, isReady, systemState } from '../overview.ts';
import type { Actor } from '../store/actor.ts';
import { type Route, route } from './route.ts';

/** What runs, how well, and what was lost. `screens` counts the open WebSockets. */
export function systemRoutes(flows: Flows, screens: () => number): Route[] {
  const drain = async (agentId: string, drained: boolean, actor: Actor) => {
    await flows.setDrained(agentId, drained, actor);
    const state = flows.rooms.fleet.states().find((agent) => agent.agentId === agentId);
    if (state === undefined) throw new TremoloError('not_found', 'There is no such agent.');
    return state;
  };
  return [
    route(SYSTEM_ROUTES.system, () => systemState(flows, screens())),
    route(SYSTEM_ROUTES.agents, () => ({ agents: flows.rooms.fleet.states() })),
    route(SYSTEM_ROUTES.drainAgent, ({ params, actor }) => drain(params.agentId, true, actor)),
    route(SYSTEM_ROUTES.resumeAgent, ({ params, actor }) => drain(params.agentId, false, actor)),
  ];
}

/** For whatever watches the hub from outside, before anybody has signed in. */
export function healthRoutes(flows: Flows): Route[] {
  return [
    route(SYSTEM_ROUTES.health, () => health(flows)),
    route(SYSTEM_ROUTES.healthLive, () => ({ live: true as const })),
    route(SYSTEM_ROUTES.healthReady, ({ context }) => {
      const ready = isReady(flows);
      return context.json({ ready }, ready ? 200 : 503);
    }),
  ];
}
