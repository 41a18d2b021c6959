import { timingSafeEqual } from 'node:crypto';
import { getCookie } from 'hono/cookie';
import { TremoloError } from '#schemas/errors/tremolo-error';
import { ACCESS_ROUTES } from '#schemas/http/access';
import type { Principal } from '../access/principal.ts';
import { isHttps } from '../config/is-https.ts';
import type { Flows } from '../flows.ts';
import { agentAt } from '../store/actor.ts';
import { addressOf, traceOf } from './request-actor.ts';
import type { AgentCaller, HttpContext } from './route.ts';
import { accessCookieName } from './session-cookies.ts';

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];
/** How our API keys begin; everything else that comes as a bearer is an access token. */
export const KEY_PREFIX = 'trm_';

/** Finds out who makes a request: by an API key, by a bearer token, or by the browser’s cookie. */
export function authenticator(flows: Flows) {
  const isTls = isHttps(flows.rooms.settings.http);
  return async (context: HttpContext): Promise<Principal | null> => {
    const bearer = /^Bearer (\S+)$/i.exec(context.req.header('authorization') ?? '')?.[1];
    const key = context.req.header('x-api-key') ?? (bearer?.startsWith(KEY_PREFIX) ? bearer : null);
    if (key !== null) return flows.identity.principalOfKey(key, traceOf(context));
    const token = bearer ?? getCookie(context, accessCookieName(isTls));
    if (token === undefined) return null;
    const by = bearer === undefined ? 'cookie' : 'bearer';
    const isLeaving = context.req.path === ACCESS_ROUTES.signOut.path;
    const proof = { by, isLeaving } as const;
    const principal = await flows.identity.principalOfToken(token, proof, traceOf(context));
    // Whoever may not work any more was never given the token of the session, and has nothing left but to leave.
    if (principal?.isLeaving) return principal;
    if (principal?.by === 'cookie' && !SAFE_METHODS.includes(context.req.method)) {
      requireCsrfToken(context, flows, principal);
    }
    return principal;
  };
}

/** Finds out which agent makes a request, by its own credential. */
export function agentAuthenticator({ rooms }: Flows) {
  return async (context: HttpContext): Promise<AgentCaller | null> => {
    const bearer = /^Bearer (\S+)$/i.exec(context.req.header('authorization') ?? '')?.[1];
    const agentId = bearer === undefined ? null : await rooms.credentialDesk.agentOf(bearer);
    if (agentId === null) return null;
    const { userAgent, correlationId } = traceOf(context);
    return { agentId, actor: agentAt(addressOf(context), userAgent, correlationId) };
  };
}

/** A cookie comes along by itself, whoever made the browser ask; the token in the header does not. */
function requireCsrfToken(context: HttpContext, flows: Flows, principal: Principal): void {
  const sent = Buffer.from(context.req.header('x-csrf-token') ?? '');
  const right = Buffer.from(flows.identity.csrfTokenOf(principal.sessionId ?? ''));
  if (sent.length === right.length && timingSafeEqual(sent, right)) return;
  throw new TremoloError('forbidden', 'The request lacks the x-csrf-token of its session.');
}
