import type { OpenAPIHono } from '@hono/zod-openapi';
import { OPENAPI_ROUTES } from '#schemas/http/openapi';
import { TAGS } from '#schemas/http/route-row';
import { VERSION } from '../version.ts';
import { type Route, route } from './route.ts';

const DESCRIPTION = `The API of a Tremolo hub. Screens use it as everybody else does.

Sign in with a browser, or send an API key as \`x-api-key\`. What a request may do depends on the rights of its person and, with
a key, on the key’s scopes. Every refusal is a problem document (RFC 9457) with a stable \`code\`; its \`correlationId\` finds the
line in the hub’s log. Times are milliseconds since 1970, UTC.`;

/** The OpenAPI document, made once of the routes that are really served. */
export class ApiDocument {
  #text = '{}';

  /** Writes the document of all routes that the app has. To be called when they are registered. */
  // biome-ignore lint/suspicious/noExplicitAny: whatever the app carries with a request says nothing about its routes.
  write(app: OpenAPIHono<any>): void {
    const scheme = (name: string, body: object) =>
      app.openAPIRegistry.registerComponent('securitySchemes', name, body as never);
    scheme('cookie', { type: 'apiKey', in: 'cookie', name: 'tremolo' });
    scheme('bearer', { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' });
    scheme('key', { type: 'apiKey', in: 'header', name: 'x-api-key' });
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
    this.#text = JSON.stringify(document);
  }

  /** The route that serves it. */
  routes(): Route[] {
    const headers = { 'content-type': 'application/json' };
    return [route(OPENAPI_ROUTES.openapi, () => new Response(this.#text, { headers }))];
  }
}
