import { refused } from '#schemas/errors/refused';
import { SESSION_ROUTES } from '#schemas/http/session';
import type { Principal } from '../access/principal.ts';
import type { Session } from '../access/session.ts';
import { isHttps } from '../config/is-https.ts';
import type { Flows } from '../flows.ts';
import { deviceOf } from './device.ts';
import { requireSession } from './require-session.ts';
import { type Route, route } from './route.ts';
import { giveSession, takeSession } from './session-cookies.ts';

/** One’s own sessions, what the screens need to start, and seeing Tremolo as somebody else. */
export function sessionRoutes(flows: Flows): Route[] {
  const { sessions, signIns, impersonation, settings } = flows.rooms;
  const isTls = isHttps(settings.http);
  const own = (principal: Principal): Session => {
    const session = principal.sessionId === null ? null : sessions.find(principal.sessionId);
    // An API key has no session, and a browser’s may have ended while the request was on its way.
    if (session === null) throw refused('session_needed');
    return session;
  };
  return [
    route(SESSION_ROUTES.session, ({ principal }) => flows.identity.sessionInfo(own(principal))),
    route(SESSION_ROUTES.sessions, ({ principal }) => ({
      sessions: sessions.of(principal.userId).map((session) => ({
        sessionId: session.sessionId,
        isCurrent: session.sessionId === principal.sessionId,
        device: deviceOf(session.userAgent),
        address: session.address,
        how: session.how,
        createdMs: session.createdMs,
        lastSeenMs: session.lastSeenMs,
        expiresMs: session.expiresMs,
      })),
    })),
    route(SESSION_ROUTES.endSession, async ({ principal, params, actor }) => {
      requireSession(principal);
      const session = sessions.find(params.sessionId);
      if (session === null || session.userId !== principal.userId) {
        throw refused('session_unknown');
      }
      await sessions.end(params.sessionId, actor, 'session.revoked');
    }),
    route(SESSION_ROUTES.endOtherSessions, async ({ principal, actor }) => {
      const except = requireSession(principal);
      return { ended: await sessions.endAllOf(principal.userId, { except }, actor) };
    }),
    route(SESSION_ROUTES.signIns, async ({ principal }) => ({
      signIns: (await signIns.of(principal.userId)).map(({ userAgent, ...row }) => ({
        ...row,
        device: deviceOf(userAgent),
      })),
    })),
    route(SESSION_ROUTES.impersonate, async ({ principal, params, context, actor }) => {
      const opened = await impersonation.begin(principal, params.userId, actor);
      giveSession(context, isTls, opened);
      return flows.identity.sessionInfo(opened.session);
    }),
    route(SESSION_ROUTES.stopImpersonation, async ({ principal, context, actor }) => {
      const opened = await impersonation.end(own(principal), actor);
      if (opened === null) {
        takeSession(context, isTls);
        throw refused('session_ended');
      }
      giveSession(context, isTls, opened);
      return flows.identity.sessionInfo(opened.session);
    }),
  ];
}
