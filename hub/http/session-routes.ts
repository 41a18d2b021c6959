import { ACCESS_ROUTES } from '#schemas/http/access';
import type { Flows } from '../flows.ts';
import { addressOf } from './request-actor.ts';
import { type HttpContext, type Route, route } from './route.ts';
import { clearSessionCookie, setSessionCookie } from './session-cookie.ts';

/** The first account, signing in, and signing out. */
export function sessionRoutes({ rooms }: Flows): Route[] {
  const { access, links, sessions, settings } = rooms;
  const isTls = settings.http.tls !== null;
  const opened = (
    context: HttpContext,
    { token, session }: Awaited<ReturnType<typeof access.signIn>>,
  ) => {
    setSessionCookie(context, isTls, { token, expiresMs: session.expiresMs });
    return access.describe(session);
  };
  return [
    route(ACCESS_ROUTES.setupState, async () => ({ needed: await links.isNeeded() })),
    route(ACCESS_ROUTES.setup, async ({ body, context, actor }) =>
      opened(context, await access.setUp(body, addressOf(context), actor)),
    ),
    route(ACCESS_ROUTES.signIn, async ({ body, context }) =>
      opened(context, await access.signIn(body, addressOf(context))),
    ),
    route(ACCESS_ROUTES.session, ({ principal }) => ({
      userId: principal.userId,
      name: principal.name,
      permissions: [...principal.permissions],
    })),
    route(ACCESS_ROUTES.signOut, async ({ principal, context }) => {
      if (principal.sessionId !== null) await sessions.end(principal.sessionId);
      clearSessionCookie(context, isTls);
    }),
  ];
}
