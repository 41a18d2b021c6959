import { SEARCH_ROUTES } from '#schemas/http/search';
import type { Flows } from '../flows.ts';
import { type Route, route } from './route.ts';

/** The search over everything that a person may see. */
export function searchRoutes({ search }: Flows): Route[] {
  return [route(SEARCH_ROUTES.search, ({ query, principal }) => search.find(query, principal))];
}
