import { TremoloError } from '#schemas/errors/tremolo-error';
import { ROUTES } from '#schemas/http/routes';
import type { Flows } from '../flows.ts';
import { health, isReady, systemState } from '../overview.ts';
import type { HttpContext, Route } from './route.ts';

/** What runs, how well, and what was lost. `screens` counts the open WebSockets. */
export function systemRoutes(flows: Flows, screens: () => number): Route[] {
  const drain = (drained: boolean) => async (context: HttpContext) => {
    const agentId = context.req.param('agentId') ?? '';
    if (!(await flows.setDrained(agentId, drained))) {
      throw new TremoloError('not_found', 'There is no such agent.');
    }
    return context.json(flows.rooms.fleet.states().find((agent) => agent.agentId === agentId));
  };
  return [
    { ...ROUTES.system, handle: (c) => c.json(systemState(flows, screens())) },
    { ...ROUTES.drainAgent, handle: drain(true) },
    { ...ROUTES.resumeAgent, handle: drain(false) },
    {
      method: 'GET',
      path: '/api/v1/agents',
      permission: 'system:read',
      handle: (c) => c.json({ agents: flows.rooms.fleet.states() }),
    },
  ];
}

/** For whatever watches the hub from outside, before anybody has signed in. */
export function healthRoutes(flows: Flows): Route[] {
  const open = { method: 'GET', permission: 'public' } as const;
  return [
    { ...ROUTES.health, handle: (c) => c.json(health(flows)) },
    { ...open, path: '/api/v1/health/live', handle: (c) => c.json({ live: true }) },
    {
      ...open,
      path: '/api/v1/health/ready',
      handle: (c) => {
        const ready = isReady(flows);
        return c.json({ ready }, ready ? 200 : 503);
      },
    },
  ];
}
