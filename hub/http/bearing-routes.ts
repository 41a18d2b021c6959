import { BEARING_ROUTES } from '#schemas/http/bearings';
import { BEARING_CATALOGUE } from '#signal/bearings/catalogue';
import { type Route, route } from './route.ts';

/** Bearings to choose from when a person says what a point is mounted on. */
export function bearingRoutes(): Route[] {
  return [route(BEARING_ROUTES.bearings, () => ({ bearings: [...BEARING_CATALOGUE] }))];
}
