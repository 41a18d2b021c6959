import { getCookie } from 'hono/cookie';
import type { Principal } from '../access/principal.ts';
import type { Flows } from '../flows.ts';
import { addressOf } from './request-actor.ts';
import type { HttpContext } from './route.ts';
import { sessionCookieName } from './session-cookie.ts';

/** Finds out who makes a request. */
export function authenticator({ rooms }: Flows) {
  const { sessions, directory, rights, settings } = rooms;
  const cookieName = sessionCookieName(settings.http.tls !== null);
  return async (context: HttpContext): Promise<Principal | null> => {
    const token = getCookie(context, cookieName);
    const session = token === undefined ? null : sessions.find(token);
    const person = session === null ? null : directory.get(session.userId);
    if (session === null || person === null) return null;
    const { userId, name } = person;
    const { sessionId } = session;
    return {
      userId,
      name,
      sessionId,
      keyId: null,
      permissions: rights.permissionsOf(userId),
      duty: null,
      by: 'cookie',
      actor: {
        userId,
        role: person.role,
        sessionId,
        keyId: null,
        impersonatorId: null,
        correlationId: context.get('correlationId'),
        name,
        address: addressOf(context),
        userAgent: context.req.header('user-agent')?.slice(0, 300) ?? null,
      },
    };
  };
}
