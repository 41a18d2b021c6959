import { CONDITION_ROUTES } from '#schemas/http/conditions';
import type { Flows } from '../flows.ts';
import { type Route, route } from './route.ts';

/** What is and was wrong with the system itself. */
export function conditionRoutes({ rooms }: Flows): Route[] {
  return [
    route(CONDITION_ROUTES.systemConditions, ({ query }) => rooms.systemConditions.page(query)),
  ];
}
