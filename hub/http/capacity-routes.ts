import { CAPACITY_ROUTES } from '#schemas/http/capacity';
import type { Flows } from '../flows.ts';
import { type Route, route } from './route.ts';

/** What the coming days have room for. */
export function capacityRoutes({ rooms }: Flows): Route[] {
  return [route(CAPACITY_ROUTES.capacity, ({ query }) => rooms.capacityReading.read(query.days))];
}
