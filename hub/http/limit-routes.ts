import { LIMIT_ROUTES } from '#schemas/http/limits';
import type { Flows } from '../flows.ts';
import { type Route, route } from './route.ts';

/** Who went beyond the rate limits; the limits themselves are a section of the settings. */
export function limitRoutes({ rooms }: Flows): Route[] {
  return [route(LIMIT_ROUTES.violations, () => ({ violations: rooms.limits.violations() }))];
}
