import type { LimitKind } from '#schemas/http/limits';
import type { RouteRow } from '#schemas/http/route-row';
import { TooSoonError } from '../access/too-soon-error.ts';
import type { Flows } from '../flows.ts';
import type { Allowance } from '../limits/limits.ts';
import { actorOf, addressOf } from './request-actor.ts';
import type { HttpContext } from './route.ts';

/**
 * Counts a request against the limits of its key or person, or of its address when nobody is signed in; attempts to sign in, and
 * what makes much work or submits jobs, count once more. Says what is left in the headers of draft-ietf-httpapi-ratelimit-headers; throws `too_many_requests`.
 */
export function limiter({ rooms }: Flows) {
  const { limits } = rooms;
  return (context: HttpContext, row: RouteRow): void => {
    const subjects: [LimitKind, string][] = [subjectOf(context)];
    if (row.limit === 'signIn') subjects.push(['signIn', addressOf(context)]);
    if (row.limit === 'work') subjects.push(['work', subjects[0][1]]);
    const submitter = context.get('principal')?.userId;
    // By the person, not the key: with ten keys nobody has ten times the jobs.
    if (row.limit === 'submissions' && submitter !== undefined) {
      subjects.push(['submissions', submitter]);
    }
    for (const [kind, id] of subjects) {
      const allowances = limits.take(kind, id);
      for (const allowance of allowances) say(context, allowance);
      const refusal = allowances.find(({ allowed }) => !allowed);
      if (refusal === undefined) continue;
      limits.exceeded(kind, id, `${row.method} ${row.path}`, actorOf(context));
      throw new TooSoonError(refusal.resetS);
    }
  };
}

function say({ res }: HttpContext, { policy, windowS, limit, remaining, resetS }: Allowance): void {
  const window = windowS === undefined ? '' : `;w=${windowS}`;
  res.headers.append('ratelimit-policy', `"${policy}";q=${limit}${window}`);
  res.headers.append('ratelimit', `"${policy}";r=${remaining};t=${resetS}`);
}

/** Whose request it is, as far as anybody is known. */
function subjectOf(context: HttpContext): [LimitKind, string] {
  const agent = context.get('agent');
  if (agent !== undefined) return ['agent', agent.agentId];
  const principal = context.get('principal');
  if (principal === undefined) return ['address', addressOf(context)];
  return principal.keyId === null ? ['person', principal.userId] : ['key', principal.keyId];
}
