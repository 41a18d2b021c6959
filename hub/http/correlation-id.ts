import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';

/** Long enough not to meet another by chance; nothing in it can end a line or a header, or mean anything in HTML. */
const WELL_FORMED = /^[A-Za-z0-9][A-Za-z0-9._-]{7,63}$/;

/**
 * The id under which a request is found in answers, logs and the audit trail: the caller's own (`X-Correlation-Id`, or
 * `X-Request-Id` as proxies send it) when it is well formed, else a new one.
 */
export function correlationIdOf({ req }: Context): string {
  const sent = req.header('x-correlation-id') ?? req.header('x-request-id') ?? '';
  return WELL_FORMED.test(sent) ? sent : randomUUID();
}
