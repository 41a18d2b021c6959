import type { MiddlewareHandler } from 'hono';
import type { RouteRow } from '#schemas/http/route-row';

/** Says with each answer, refusals too, that a route is going away (RFC 9745), when (RFC 8594), and what takes its place. */
export function sayDeprecated({ deprecated }: RouteRow): MiddlewareHandler {
  if (deprecated === undefined) return (_, next) => next();
  const { since, sunset, instead } = deprecated;
  const notice = {
    deprecation: `@${Date.parse(since) / 1_000}`,
    sunset: new Date(sunset).toUTCString(),
    link: `<${instead}>; rel="successor-version"`,
  };
  return async (context, next) => {
    for (const [name, value] of Object.entries(notice)) context.res.headers.set(name, value);
    await next();
  };
}
