import { SYSTEM_ROUTES } from '#schemas/http/system';
import type { Flows } from '../flows.ts';
import { health, isReady, systemState } from '../overview.ts';
import { type Route, route } from './route.ts';

/** What runs, how well, and what was lost. `screens` counts the open WebSockets. */
export function systemRoutes(flows: Flows, screens: () => number): Route[] {
  return [
    route(SYSTEM_ROUTES.system, () => systemState(flows, screens())),
    route(SYSTEM_ROUTES.agents, () => ({ agents: flows.rooms.fleet.states() })),
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
