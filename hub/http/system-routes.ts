import { TremoloError } from '#schemas/errors/tremolo-error';
import type { Flows } from '../flows.ts';
import { health, isReady, systemState } from '../overview.ts';
import type { HttpContext, Route } from './route.ts';

/** What runs, how well, and what was lost. `screens` counts the open WebSockets. */
export function systemRoutes(flows: Flows, screens: () => number): Route[] {
  const read = { method: 'GET', permission: 'system:read' } as const;
  const operate = { method: 'POST', permission: 'fleet:operate' } as const;
  const drain = (drained: boolean) => async (context: HttpContext) => {
    const agentId = context.req.param('id') ?? '';
    if (!(await flows.setDrained(agentId, drained))) {
      throw new TremoloError('not_found', 'There is no such agent.');
    }
    return context.json(flows.rooms.fleet.states().find((agent) => agent.agentId === agentId));
  };
  return [
    { ...read, path: '/api/v1/system', handle: (c) => c.json(systemState(flows, screens())) },
    {
      ...read,
      path: '/api/v1/agents',
      handle: (c) => c.json({ agents: flows.rooms.fleet.states() }),
    },
    { ...operate, path: '/api/v1/agents/:id/drain', handle: drain(true) },
    { ...operate, path: '/api/v1/agents/:id/resume', handle: drain(false) },
  ];
}

/** For whatever watches the hub from outside, before anybody has signed in. */
export function healthRoutes(flows: Flows): Route[] {
  const open = { method: 'GET', permission: 'public' } as const;
  return [
    { ...open, path: '/api/v1/health', handle: (c) => c.json(health(flows)) },
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
