import type { MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import type { Permission } from '#schemas/access/permissions';
import { TremoloError } from '#schemas/errors/tremolo-error';
import type { Access } from '../access/access.ts';
import type { Sessions } from '../access/sessions.ts';
import type { HttpContext } from './route.ts';
import { sessionCookieName } from './session-cookie.ts';

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

export interface GuardDeps {
  readonly access: Access;
  readonly sessions: Sessions;
  readonly isTls: boolean;
  readonly allowedOrigins: readonly string[];
}

/** Lets a request through only with a session whose person has `permission`. */
export function requirePermission(
  deps: GuardDeps,
  permission: Permission | 'public',
): MiddlewareHandler {
  return async (context, next) => {
    if (permission !== 'public') {
      const token = getCookie(context, sessionCookieName(deps.isTls));
      const session = token === undefined ? null : deps.sessions.find(token);
      if (session === null) throw new TremoloError('not_signed_in', 'Sign in first.');
      if (!deps.access.permissionsOf(session).includes(permission)) {
        throw new TremoloError('forbidden', 'Your account may not do this.');
      }
      context.set('session', session);
    }
    await next();
  };
}

/**
 * Turns away what another site sends with our person's cookie: every unsafe method, and the WebSocket's upgrade, which is a
 * GET. A client that is no browser sends no Origin, and holds no cookie that it did not ask for.
 */
export function requireOwnOrigin(deps: GuardDeps): MiddlewareHandler {
  return async (context, next) => {
    const isUpgrade = context.req.header('upgrade') !== undefined;
    const isUnsafe = !SAFE_METHODS.includes(context.req.method);
    if ((isUnsafe || isUpgrade) && !isOwnOrigin(context, deps)) {
      throw new TremoloError('forbidden', 'Requests from other sites are not taken.');
    }
    await next();
  };
}

function isOwnOrigin(context: HttpContext, deps: GuardDeps): boolean {
  const origin = context.req.header('origin');
  if (origin === undefined) return context.req.header('sec-fetch-site') !== 'cross-site';
  const own = `${deps.isTls ? 'https' : 'http'}://${context.req.header('host') ?? ''}`;
  return origin === own || deps.allowedOrigins.includes(origin);
}
