import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { TremoloError } from '#schemas/errors/tremolo-error';

/** A browser may go on without asking again for so long. */
const MAX_AGE_S = 600;

/**
 * Which other origins a browser lets use the API: those that the settings name, each by itself and with its credentials, never
 * all of them. Any other one's preflight is refused, and its answers carry nothing that would let a page read them.
 */
export function otherOrigins(allowedOrigins: readonly string[]): MiddlewareHandler {
  const allow = cors({
    origin: [...allowedOrigins],
    credentials: true,
    allowMethods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowHeaders: [
      'authorization',
      'content-type',
      'idempotency-key',
      'if-none-match',
      'x-api-key',
      'x-correlation-id',
      'x-csrf-token',
    ],
    exposeHeaders: [
      'etag',
      'deprecation',
      'sunset',
      'ratelimit',
      'ratelimit-policy',
      'retry-after',
      'x-api-version',
      'x-correlation-id',
    ],
    maxAge: MAX_AGE_S,
  });
  return async (context, next) => {
    const { req } = context;
    if (allowedOrigins.includes(req.header('origin') ?? '')) return allow(context, next);
    if (req.method === 'OPTIONS' && req.header('access-control-request-method') !== undefined) {
      throw new TremoloError('forbidden', 'Pages of other sites may not use this hub.');
    }
    await next();
    // What a browser keeps of this answer must not be given to an allowed origin, which needs the headers above.
    if (allowedOrigins.length > 0) context.header('vary', 'Origin', { append: true });
  };
}
