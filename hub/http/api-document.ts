import { createHash } from 'node:crypto';
import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { OPENAPI_ROUTES } from '#schemas/http/openapi';
import { Problem } from '#schemas/http/problem';
import { type RouteRow, TAGS } from '#schemas/http/route-row';
import { ROUTES } from '#schemas/http/routes';
import { VERSION } from '../version.ts';
import { type Route, route } from './route.ts';

const DESCRIPTION = `The API of a Tremolo hub. Screens use it as everybody else does.

Sign in with a browser, or send an API key as \`x-api-key\`. What a request may do depends on the rights of its person and, with
a key, on the key’s scopes. Every refusal is a problem document (RFC 9457) with a stable \`code\`; its \`correlationId\` finds the
line in the hub’s log. Times are milliseconds since 1970, UTC.`;

/** Our rows by `METHOD /path`, as the document writes them. */
const ROWS = new Map(
  Object.entries(ROUTES).map(([name, row]) => [
    `${row.method} ${row.path.replace(/:(\w+)/g, '{$1}')}`,
    { name, row },
  ]),
);

/** What a row says and OpenAPI has no word for. */
function oursOf(name: string, { permission, alsoIn, within, idempotent }: RouteRow) {
  return {
    'x-route': name,
    'x-permission': permission,
    ...(alsoIn === undefined ? {} : { 'x-permission-there': alsoIn }),
    ...(within !== undefined ? { 'x-permission-in-parts': true } : {}),
    'x-idempotent': idempotent === true,
  };
}

/** Names of a query that cannot stay away: the generator takes all that is made from text for optional. */
function neededIn(query: RouteRow['query']): Set<PropertyKey> {
  const issues = query?.safeParse({}).error?.issues ?? [];
  return new Set(issues.flatMap(({ path }) => path.slice(0, 1)));
}

/** The OpenAPI document, made once of the routes that are really served. */
export class ApiDocument {
  #text = '{}';
  #packed: Uint8Array<ArrayBuffer> = new Uint8Array(0);
  #etag = '';

  /** Writes the document of all routes that the app has. To be called when they are registered. */
  // biome-ignore lint/suspicious/noExplicitAny: whatever the app carries with a request says nothing about its routes.
  write(app: OpenAPIHono<any>): void {
    const component = (kind: 'securitySchemes' | 'schemas', name: string, body: object) =>
      app.openAPIRegistry.registerComponent(kind, name, body as never);
    component('securitySchemes', 'cookie', { type: 'apiKey', in: 'cookie', name: 'tremolo' });
    component('securitySchemes', 'bearer', { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' });
    component('securitySchemes', 'agent', { type: 'http', scheme: 'bearer' });
    component('securitySchemes', 'key', { type: 'apiKey', in: 'header', name: 'x-api-key' });
    const { $schema: _, ...problem } = z.toJSONSchema(Problem);
    component('schemas', 'Problem', problem);
    const document = app.getOpenAPI31Document({
      openapi: '3.1.0',
      info: {
        title: 'Tremolo',
        version: VERSION,
        description: DESCRIPTION,
        license: { name: 'Apache-2.0' },
      },
      servers: [{ url: '/' }],
      tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    });
    for (const [path, operations] of Object.entries(document.paths ?? {})) {
      for (const [method, operation] of Object.entries(operations)) {
        const found = ROWS.get(`${method.toUpperCase()} ${path}`);
        if (found === undefined) continue;
        Object.assign(operation, oursOf(found.name, found.row));
        const needed = neededIn(found.row.query);
        for (const parameter of operation.parameters ?? []) {
          if (parameter.in === 'query') parameter.required = needed.has(parameter.name);
        }
      }
    }
    this.#text = JSON.stringify(document, plainPattern);
    this.#packed = Bun.gzipSync(this.#text);
    this.#etag = `W/"${createHash('sha256').update(this.#text).digest('base64url').slice(0, 22)}"`;
  }

  /** The route that serves it. */
  routes(): Route[] {
    return [
      route(OPENAPI_ROUTES.openapi, ({ context: { req } }) =>
        this.#respond((name) => req.header(name)),
      ),
    ];
  }

  #respond(header: (name: string) => string | undefined): Response {
    const headers = {
      'content-type': 'application/json',
      vary: 'accept-encoding',
      etag: this.#etag,
    };
    if (header('if-none-match') === this.#etag) return new Response(null, { status: 304, headers });
    if (!/\bgzip\b/.test(header('accept-encoding') ?? ''))
      return new Response(this.#text, { headers });
    return new Response(this.#packed, { headers: { ...headers, 'content-encoding': 'gzip' } });
  }
}

/** The generator writes a pattern with the flags of its expression, which JSON Schema has no place for. */
function plainPattern(name: string, value: unknown): unknown {
  return name === 'pattern' && typeof value === 'string'
    ? value.replace(/\/[dgimsuvy]+$/, '')
    : value;
}
