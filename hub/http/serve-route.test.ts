import { expect, test } from 'bun:test';
import { OpenAPIHono } from '@hono/zod-openapi';
import { z } from 'zod';
import type { RouteRow } from '#schemas/http/route-row';
import type { GuardDeps } from './guards.ts';
import { route } from './route.ts';
import { serveRoute } from './serve-route.ts';

const OLD = {
  method: 'GET',
  path: '/api/v1/old',
  permission: 'public',
  tag: 'system',
  summary: 'A route of the test.',
  query: z.object({ n: z.coerce.number() }),
  answer: z.strictObject({ n: z.number() }),
  deprecated: { since: '2026-11-01', sunset: '2027-11-01', instead: '/api/v2/new' },
} as const satisfies RouteRow;

function ask(row: RouteRow, answer: unknown, query = 'n=1') {
  const app = new OpenAPIHono();
  app.onError((error) => new Response(error.message, { status: 400 }));
  const guards = { limit: () => undefined } as unknown as GuardDeps;
  serveRoute(
    app as never,
    route(row, () => answer as never),
    guards,
  );
  return app.request(`/api/v1/old?${query}`);
}

test('a route that goes away says since when, until when and what comes after, with whatever it answers', async () => {
  const answers = [
    await ask(OLD, { n: 1 }),
    await ask(OLD, new Response('a file')),
    await ask({ ...OLD, etag: true }, { n: 1 }),
    await ask(OLD, { n: 1 }, 'n=none'),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 400]);
  for (const { headers } of answers) {
    expect(headers.get('deprecation')).toBe('@1793491200');
    expect(headers.get('sunset')).toBe('Mon, 01 Nov 2027 00:00:00 GMT');
    expect(headers.get('link')).toBe('</api/v2/new>; rel="successor-version"');
  }
});

test('any other route says nothing of the kind', async () => {
  const { deprecated: _, ...row } = OLD;
  const { headers } = await ask(row, { n: 1 });
  expect(['deprecation', 'sunset', 'link'].map((name) => headers.get(name))).toEqual([
    null,
    null,
    null,
  ]);
});
