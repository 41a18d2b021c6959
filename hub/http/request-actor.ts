import type { RequestTrace } from '../access/principal.ts';
import { type Actor, strangerAt } from '../store/actor.ts';
import type { HttpContext } from './route.ts';

/** From where a request comes: the other end of the connection, or who a proxy of ours says it came from. */
export function addressOf(context: HttpContext): string {
  return context.get('address');
}

/** From where, and with what, a request came. */
export function traceOf(context: HttpContext): RequestTrace {
  return {
    correlationId: context.get('correlationId'),
    address: addressOf(context),
    userAgent: context.req.header('user-agent')?.slice(0, 300) ?? null,
  };
}

/** Who asks, as the audit trail names it. */
export function actorOf(context: HttpContext): Actor {
  const principal = context.get('principal');
  if (principal !== undefined) return principal.actor;
  const agent = context.get('agent');
  if (agent !== undefined) return agent.actor;
  const { address, userAgent, correlationId } = traceOf(context);
  return strangerAt(address, userAgent, correlationId);
}
