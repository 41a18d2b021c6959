import { OpenAPIHono } from '@hono/zod-openapi';
import { except } from 'hono/combine';
import type { Log } from '../log.ts';
import { type ArrivalDeps, arrival } from './arrival.ts';
import { type GuardDeps, requireOwnOrigin } from './guards.ts';
import { methodsAt, unknownAddress } from './methods-at.ts';
import { refusePackedBodies } from './odd-bodies.ts';
import { answerOptions } from './options.ts';
import { otherOrigins } from './other-origins.ts';
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
import { backToSignIn } from './sso-redirects.ts';
import type { UiAssets } from './ui-assets.ts';

export interface HttpAppDeps {
  readonly routes: readonly Route[];
  readonly arrival: ArrivalDeps;
  readonly guards: GuardDeps;
  readonly ui: UiAssets;
  readonly log: Log;
  /** Told of each answer to a request of the API. */
  readonly answered: (tookMs: number, status: number) => void;
  /** Told of an answer that says nothing but that something went wrong on our side. */
  readonly failed: (about: { correlationId: string; method: string; path: string }) => void;
}

export type HttpApp = OpenAPIHono<{ Variables: RequestVariables; Bindings: ServerBindings }>;

/** The hub's HTTP: the route table behind its guards, and the screens. Every error leaves as a problem document. */
export function createHttpApp(all: HttpAppDeps): HttpApp {
  const { routes, arrival: deps, guards, ui, log, answered, failed } = all;
  const app: HttpApp = new OpenAPIHono({
    defaultHook: (result) => {
      if (!result.success) throw new InvalidRequestError(result.error as never);
    },
  });
  const methods = methodsAt(routes);
  app.use(hubHeaders(guards.isTls));
  app.use(arrival(deps));
  app.use('/api/*', async (context, next) => {
    const startMs = performance.now();
    await next();
    answered(performance.now() - startMs, context.res.status);
    // With an ETag a copy may be kept, and is asked about each time.
    const isKept = context.res.headers.has('etag');
    context.header('cache-control', isKept ? 'private, no-cache' : 'no-store');
  });
  app.use('/api/v1/auth/sso/*', backToSignIn);
  app.use('/api/*', otherOrigins(guards.allowedOrigins));
  app.use(answerOptions(methods));
  const posted = routes.filter(({ row }) => row.form).map(({ row }) => row.path);
  app.use('/api/*', except(posted, requireOwnOrigin(guards)));
  app.use('/api/*', refusePackedBodies);
  for (const route of routes) serveRoute(app, route, guards);
  app.all('/api/*', (context) => {
    throw unknownAddress(methods(context.req.path));
  });
  app.get('*', (context) => ui.respond(context as unknown as HttpContext));
  app.notFound((context) => {
    const missing = unknownAddress(methods(context.req.path));
    return problemResponse(context as unknown as HttpContext, missing, log);
  });
  app.onError((error, plain) => {
    const context = plain as unknown as HttpContext;
    const response = problemResponse(context, error, log);
    const { method, path } = context.req;
    if (response.status === 500) {
      failed({ correlationId: context.get('correlationId'), method, path });
    }
    return response;
  });
  return app;
}
