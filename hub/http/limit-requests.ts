import type { LimitKind } from '#schemas/http/limits';
import type { RouteRow } from '#schemas/http/route-row';
import { TooSoonError } from '../access/too-soon-error.ts';
import type { Flows } from '../flows.ts';
import { actorOf, addressOf } from './request-actor.ts';
import type { HttpContext } from './route.ts';

/**
 * Counts a request against the limits of its key or person, or of its address when nobody is signed in; attempts to sign in, and
 * what makes much work, count once more. Says what is left in the headers of draft-ietf-httpapi-ratelimit-headers; throws `too_many_requests`.
 */
export function limiter({ rooms }: Flows) {
  const { limits } = rooms;
  return (context: HttpContext, row: RouteRow): void => {
    const subjects: [LimitKind, string][] = [subjectOf(context)];
    if (row.limit === 'signIn') subjects.push(['signIn', addressOf(context)]);
    if (row.limit === 'work') subjects.push(['work', subjects[0][1]]);
    for (const [kind, id] of subjects) {
      const { allowed, limit, remaining, resetS } = limits.take(kind, id);
      const { headers } = context.res;
      headers.append('ratelimit-policy', `"${kind}";q=${limit}`);
      headers.append('ratelimit', `"${kind}";r=${remaining};t=${resetS}`);
      if (allowed) continue;
      limits.exceeded(kind, id, `${row.method} ${row.path}`, actorOf(context));
      throw new TooSoonError(resetS);
    }
  };
}

/** Whose request it is, as far as anybody is known. */
function subjectOf(context: HttpContext): [LimitKind, string] {
  const agent = context.get('agent');
  if (agent !== undefined) return ['agent', agent.agentId];
  const principal = context.get('principal');
  if (principal === undefined) return ['address', addressOf(context)];
  return principal.keyId === null ? ['person', principal.userId] : ['key', principal.keyId];
}
