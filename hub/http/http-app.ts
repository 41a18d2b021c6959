import { randomUUID } from 'node:crypto';
import { OpenAPIHono } from '@hono/zod-openapi';
import { TremoloError } from '#schemas/errors/tremolo-error';
import type { Log } from '../log.ts';
import { type GuardDeps, requireOwnOrigin } from './guards.ts';
import { refuseOddBodies } from './odd-bodies.ts';
import { problemResponse } from './problems.ts';
import {
  type HttpContext,
  InvalidRequestError,
  type RequestVariables,
  type Route,
  type ServerBindings,
} from './route.ts';
import { hubHeaders } from './secure-headers.ts';
import { serveRoute } from './serve-route.ts';
import type { UiAssets } from './ui-assets.ts';
import { unknownAddress } from './unknown-address.ts';

/** Of the contract under `/api/v1`: counts up with what is added, never with what would break a client. */
const API_VERSION = '1.0';

export interface HttpAppDeps {
  readonly routes: readonly Route[];
  readonly guards: GuardDeps;
  readonly ui: UiAssets;
  readonly log: Log;
}

export type HttpApp = OpenAPIHono<{ Variables: RequestVariables; Bindings: ServerBindings }>;

/** The hub's HTTP: the route table behind its guards, and the screens. Every error leaves as a problem document. */
export function createHttpApp({ routes, guards, ui, log }: HttpAppDeps): HttpApp {
  const app: HttpApp = new OpenAPIHono({
    defaultHook: (result) => {
      if (!result.success) throw new InvalidRequestError(result.error as never);
    },
  });
  app.use(async (context, next) => {
    context.set('correlationId', randomUUID());
    await next();
    context.header('x-correlation-id', context.get('correlationId'));
    context.header('x-api-version', API_VERSION);
  });
  app.use(hubHeaders(guards.isTls));
  app.use('/api/*', async (context, next) => {
    await next();
    // With an ETag a copy may be kept, and is asked about each time.
    const isKept = context.res.headers.has('etag');
    context.header('cache-control', isKept ? 'private, no-cache' : 'no-store');
  });
  app.use('/api/*', requireOwnOrigin(guards));
  app.use('/api/*', refuseOddBodies);
  for (const route of routes) serveRoute(app, route, guards);
  const unknown = unknownAddress(routes);
  app.all('/api/*', (context) => {
    throw unknown(context.req.path);
  });
  app.get('*', (context) => ui.respond(context as unknown as HttpContext));
  app.notFound((context) => {
    const missing = new TremoloError('not_found', 'There is nothing at this address.');
    return problemResponse(context as unknown as HttpContext, missing, log);
  });
  app.onError((error, context) => problemResponse(context as unknown as HttpContext, error, log));
  return app;
}
