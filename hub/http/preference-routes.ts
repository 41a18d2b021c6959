import { PREFERENCE_ROUTES } from '#schemas/http/preferences';
import type { Flows } from '../flows.ts';
import { type Route, route } from './route.ts';

/** One’s own preferences, and what apps keep with one’s account. */
export function preferenceRoutes(flows: Flows): Route[] {
  const { preferences, keptStates } = flows.rooms;
  return [
    route(PREFERENCE_ROUTES.preferences, ({ principal }) => preferences.of(principal.userId)),
    route(PREFERENCE_ROUTES.keepPreferences, ({ principal, body }) =>
      preferences.keep(principal.userId, body),
    ),
    route(PREFERENCE_ROUTES.changePreferences, ({ principal, body }) =>
      preferences.change(principal.userId, body),
    ),
    route(PREFERENCE_ROUTES.resetPreferences, ({ principal }) =>
      preferences.reset(principal.userId),
    ),
    route(PREFERENCE_ROUTES.states, async ({ principal }) => ({
      items: await keptStates.all(principal.userId),
    })),
    route(PREFERENCE_ROUTES.state, ({ principal, params }) =>
      keptStates.get(principal.userId, params.key),
    ),
    route(PREFERENCE_ROUTES.keepState, ({ principal, params, body }) =>
      keptStates.keep(principal.userId, params.key, body.value),
    ),
    route(PREFERENCE_ROUTES.dropState, ({ principal, params }) =>
      keptStates.drop(principal.userId, params.key),
    ),
  ];
}
