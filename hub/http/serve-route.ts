import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { isForAgents } from '#schemas/access/permissions';
import { refused } from '#schemas/errors/refused';
import { ERROR_CODES, TremoloError } from '#schemas/errors/tremolo-error';
import type { RouteRow } from '#schemas/http/route-row';
import { sayDeprecated } from './deprecation.ts';
import { withEtag } from './etag.ts';
import { type GuardDeps, guardRoute } from './guards.ts';
import { refuseDeepBodies } from './odd-bodies.ts';
import { actorOf } from './request-actor.ts';
import type { Call, HttpContext, RequestVariables, Route, ServerBindings } from './route.ts';

type App = OpenAPIHono<{ Variables: RequestVariables; Bindings: ServerBindings }>;

const JSON_TYPE = 'application/json';
const FORM_TYPE = 'application/x-www-form-urlencoded';
/** By name: it would else stand in the document several times for each route. */
const PROBLEM = {
  'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
};

/** Serves a route behind its guard, with its schemas checking each request and writing the documentation. */
export function serveRoute(app: App, { row, handle }: Route, guards: GuardDeps): void {
  app.openapi(documented(row, guards), (async (context: HttpContext) => {
    const { req } = context;
    const call = {
      params: row.params ? req.valid('param' as never) : undefined,
      query: row.query ? req.valid('query' as never) : undefined,
      body: row.body ? req.valid((row.form ? 'form' : 'json') as never) : undefined,
      principal: context.get('principal') ?? null,
      agent: context.get('agent') ?? null,
      actor: actorOf(context),
      context,
      // Who it is depends on the row; its own handler has the types for that.
    } as Call<RouteRow>;
    await refuseBeyond(row, call, guards);
    const key = row.idempotent ? req.header('idempotency-key') : undefined;
    if (key !== undefined)
      return repeatable(context, row, key, call.body, () => handle(call), guards);
    const answer = await handle(call);
    if (answer instanceof Response) return answer;
    if (answer === undefined) return context.body(null, 204);
    if (row.etag) return withEtag(context, answer as object);
    return context.json(answer as object, row.status ?? 200);
  }) as never);
}

/** What is refused for where it is stands in the audit trail like what is refused everywhere. */
async function refuseBeyond(
  row: RouteRow,
  call: Call<RouteRow>,
  { within, refused }: GuardDeps,
): Promise<void> {
  if (row.within === undefined) return;
  try {
    await within(row, call);
  } catch (error) {
    if (error instanceof TremoloError && error.code === 'forbidden' && call.principal !== null) {
      refused(call.principal, row);
    }
    throw error;
  }
}

/** Gives the first answer again to a request that is sent again with its key. */
async function repeatable(
  context: HttpContext,
  row: RouteRow,
  key: string,
  body: unknown,
  work: () => unknown,
  { once }: GuardDeps,
): Promise<Response> {
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw new TremoloError('request_invalid', 'An Idempotency-Key has 1 to 200 plain characters.');
  }
  const { userId, keyId } = context.get('principal');
  const asked = { who: keyId ?? userId, route: `${row.method} ${context.req.path}`, key, body };
  const { status, answer } = await once(asked, async () => ({
    status: row.status ?? 200,
    answer: await work(),
  }));
  return context.json(answer as object, status as 200);
}

function documented(row: RouteRow, guards: GuardDeps) {
  const path = row.path.replace(/:(\w+)/g, '{$1}');
  const body = bodyOf(row);
  return createRoute({
    method: row.method.toLowerCase() as 'get',
    path,
    tags: [row.tag],
    summary: row.summary,
    operationId: operationId(row),
    deprecated: row.deprecated !== undefined,
    security: securityOf(row),
    middleware: [
      sayDeprecated(row),
      guardRoute(guards, row),
      bodyLimit(limitOf(row)),
      refuseDeepBodies,
    ],
    request: {
      ...(row.params ? { params: row.params } : {}),
      ...(row.query ? { query: row.query } : {}),
      ...(body ? { body } : {}),
    },
    responses: responsesOf(row),
  } as never);
}

function bodyOf({ body, form, takes }: RouteRow) {
  if (takes !== undefined) {
    return {
      content: { [takes]: { schema: { type: 'string', format: 'binary' } as never } },
      required: true,
    };
  }
  return body && { content: { [form ? FORM_TYPE : JSON_TYPE]: { schema: body } }, required: true };
}

function securityOf({ permission }: RouteRow) {
  if (permission === 'public') return [];
  return isForAgents(permission) ? [{ agent: [] }] : [{ cookie: [] }, { bearer: [] }, { key: [] }];
}

/** More than a form needs, and no more than somebody may make the hub read at once. */
const BODY_BYTES_MAX = 64 * 1024;

function limitOf({ bodyBytesMax = BODY_BYTES_MAX }: RouteRow) {
  return {
    maxSize: bodyBytesMax,
    onError: () => {
      throw refused('request_too_large');
    },
  };
}

/** `GET /api/v1/points/:pointId/trend` → `getPointsByPointIdTrend`. */
function operationId({ method, path }: RouteRow): string {
  const words = path
    .replace(/^\/api\/v1/, '')
    .split(/[/.-]/)
    .filter(Boolean)
    .map((part) => (part.startsWith(':') ? `By${capital(part.slice(1))}` : capital(part)));
  return method.toLowerCase() + words.join('');
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

function responsesOf(row: RouteRow) {
  const status = row.status ?? (row.answer || row.media ? 200 : 204);
  const content = row.media
    ? { [row.media]: { schema: z.string() } }
    : row.answer && { [JSON_TYPE]: { schema: row.answer } };
  const guarded = row.permission === 'public' ? [] : (['not_signed_in', 'forbidden'] as const);
  const codes = [
    'request_invalid',
    'too_many_requests',
    ...guarded,
    ...(row.errors ?? []),
  ] as const;
  const problems = new Map<number, string[]>();
  for (const code of codes) {
    const { status: of, title } = ERROR_CODES[code];
    problems.set(of, [...(problems.get(of) ?? []), `${code}: ${title}`]);
  }
  return {
    [status]: { description: row.summary, ...(content ? { content } : {}) },
    ...Object.fromEntries(
      [...problems].map(([of, said]) => [of, { description: said.join('; '), content: PROBLEM }]),
    ),
  };
}
