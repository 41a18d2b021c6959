import { PROFILE_ROUTES } from '#schemas/http/profile';
import type { Flows } from '../flows.ts';
import { requireSession } from './require-session.ts';
import { type Route, route } from './route.ts';

/** One’s own account. Stands before the accounts of others, whose `:userId` would take `me`. */
export function profileRoutes({ rooms }: Flows): Route[] {
  const { profiles } = rooms;
  return [
    route(PROFILE_ROUTES.profile, ({ principal }) => profiles.of(principal.userId)),
    route(PROFILE_ROUTES.editProfile, ({ principal, body, actor }) =>
      profiles.edit(principal.userId, body, actor),
    ),
    route(PROFILE_ROUTES.changeEmail, ({ principal, body, actor }) => {
      requireSession(principal);
      return profiles.changeEmail(principal.userId, body, actor);
    }),
    route(PROFILE_ROUTES.sendVerification, ({ principal, actor }) =>
      profiles.sendVerification(principal.userId, actor),
    ),
  ];
}
