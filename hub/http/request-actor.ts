import { type Actor, strangerAt } from '../store/actor.ts';
import type { HttpContext } from './route.ts';

/** Of the connection itself: headers that name another address can be written by anybody. */
export function addressOf(context: HttpContext): string {
  return context.env.server.requestIP(context.req.raw)?.address ?? 'unknown';
}

/** Who asks, as the audit trail names it. */
export function actorOf(context: HttpContext): Actor {
  const principal = context.get('principal');
  if (principal !== undefined) return principal.actor;
  const userAgent = context.req.header('user-agent')?.slice(0, 300) ?? null;
  return strangerAt(addressOf(context), userAgent, context.get('correlationId'));
}
