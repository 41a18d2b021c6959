import type { MiddlewareHandler } from 'hono';
import { isForAgents, type Permission } from '#schemas/access/permissions';
import { refused } from '#schemas/errors/refused';
import { TremoloError } from '#schemas/errors/tremolo-error';
import type { RouteRow } from '#schemas/http/route-row';
import { maySomewhere } from '../access/may-somewhere.ts';
import type { Principal } from '../access/principal.ts';
import type { RepeatedRequests } from '../limits/repeated-requests.ts';
import { KEY_PREFIX } from './authenticate.ts';
import type { PartGuard } from './part-guard.ts';
import type { AgentCaller, HttpContext } from './route.ts';

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

export interface GuardDeps {
  /** Who makes the request, or null for nobody. */
  readonly authenticate: (context: HttpContext) => Promise<Principal | null>;
  /** Which agent makes a request, or null. */
  readonly authenticateAgent: (context: HttpContext) => Promise<AgentCaller | null>;
  /** Counts the request against the limits of whoever makes it; throws `too_many_requests`. */
  readonly limit: (context: HttpContext, row: RouteRow) => void;
  /** Does the work of a repeatable request once. */
  readonly once: RepeatedRequests['once'];
  /** Refuses what reaches beyond the parts of the plant in which the person has the rights of the route. */
  readonly within: PartGuard;
  /** Notes that somebody asked for what he may not have. */
  readonly refused: (principal: Principal, row: RouteRow) => void;
  /** Notes that somebody looks at something, where the site wants that. */
  readonly seen: (principal: Principal, row: RouteRow, path: string) => void;
  readonly isTls: boolean;
  readonly allowedOrigins: readonly string[];
}

/** Lets a request through only for somebody who has the route's permission. */
export function guardRoute(deps: GuardDeps, row: RouteRow): MiddlewareHandler {
  return async (plain, next) => {
    const context = plain as unknown as HttpContext;
    if (isForAgents(row.permission)) {
      const agent = await deps.authenticateAgent(context);
      if (agent !== null) {
        context.set('agent', agent);
        deps.limit(context, row);
        return next();
      }
    }
    const principal = row.permission === 'public' ? null : await deps.authenticate(context);
    if (principal !== null) context.set('principal', principal);
    // Also of those who are nobody: guessing keys and tokens is counted by the address.
    deps.limit(context, row);
    if (row.permission !== 'public') {
      if (principal === null) throw nobody(context);
      const { permission } = row;
      const lack = isForAgents(permission) ? permission : lackOf(principal, row, permission);
      if (lack !== null) {
        deps.refused(principal, row);
        throw refusal(principal, lack);
      }
      if (row.method === 'GET') deps.seen(principal, row, context.req.path);
    }
    await next();
  };
}

/**
 * Which right the person lacks to begin with; null: none. Where the route says how, one that holds in a part of the plant is enough
 * here, and what the request names is held against it later. Whoever may do it nowhere is told so whatever he names.
 */
function lackOf(principal: Principal, row: RouteRow, permission: Permission): Permission | null {
  if (row.within === undefined) return principal.permissions.has(permission) ? null : permission;
  const needed = [permission, row.alsoIn ?? permission];
  return needed.find((one) => !maySomewhere(principal, one)) ?? null;
}

/** A program cannot sign in: with a key it is told that the key is the matter, the same for every key that does not work. */
function nobody({ req }: HttpContext): TremoloError {
  const hasKey =
    req.header('x-api-key') !== undefined || req.header('authorization')?.includes(KEY_PREFIX);
  return refused(hasKey ? 'key_wrong' : 'sign_in_first');
}

function refusal({ duty, by }: Principal, permission: string): TremoloError {
  if (isForAgents(permission)) {
    return new TremoloError('forbidden', 'This address is for agents, with their own credential.');
  }
  if (duty === null) {
    return refused(by === 'key' ? 'key_right_missing' : 'right_missing', { right: permission });
  }
  const first = {
    change_password: 'password_first',
    add_second_factor: 'second_factor_first',
    accept_notice: 'notice_first',
  } as const;
  return refused(first[duty]);
}

/**
 * Turns away what another site sends with our person's cookie: every unsafe method, and the WebSocket's upgrade, which is a
 * GET. A client that is no browser sends no Origin, and holds no cookie that it did not ask for.
 */
export function requireOwnOrigin(deps: GuardDeps): MiddlewareHandler {
  return async (context, next) => {
    const isUpgrade = context.req.header('upgrade') !== undefined;
    const isUnsafe = !SAFE_METHODS.includes(context.req.method);
    if ((isUnsafe || isUpgrade) && !isOwnOrigin(context as unknown as HttpContext, deps)) {
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
