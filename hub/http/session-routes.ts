import { SetupRequest, type SetupState, SignInRequest } from '#schemas/http/access';
import { ROUTES } from '#schemas/http/routes';
import type { Flows } from '../flows.ts';
import { type HttpContext, type Route, readBody } from './route.ts';
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
    return context.json(access.describe(session));
  };
  return [
    {
      ...ROUTES.setupState,
      handle: async (c) => c.json({ needed: await links.isNeeded() } satisfies SetupState),
    },
    {
      ...ROUTES.setup,
      handle: async (c) =>
        opened(c, await access.setUp(await readBody(c, SetupRequest), addressOf(c))),
    },
    {
      ...ROUTES.signIn,
      handle: async (c) =>
        opened(c, await access.signIn(await readBody(c, SignInRequest), addressOf(c))),
    },
    {
      ...ROUTES.session,
      handle: (c) => c.json(access.describe(c.get('session'))),
    },
    {
      ...ROUTES.signOut,
      handle: async (c) => {
        await sessions.end(c.get('session').sessionId);
        clearSessionCookie(c, isTls);
        return c.body(null, 204);
      },
    },
  ];
}

/** Of the connection itself: headers that name another address can be written by anybody. */
function addressOf(context: HttpContext): string {
  return context.env.server.requestIP(context.req.raw)?.address ?? 'unknown';
}
