import { expect, test } from 'bun:test';
import { PERMISSION_NAMES as ALL, type Permission } from '#schemas/access/permissions';
import { Problem } from '#schemas/http/problem';
import type { Principal } from '../access/principal.ts';
import { createLog } from '../log.ts';
import { createHttpApp } from './http-app.ts';
import { type Route, route } from './route.ts';
import { UiAssets } from './ui-assets.ts';

const SECRET = 'postgres://user:hunter2@10.0.0.7';

const row = (method: 'GET' | 'POST', name: string, permission: Permission | 'public') =>
  ({
    method,
    path: `/api/v1/${name}`,
    permission,
    tag: 'system',
    summary: 'A route of the test.',
  }) as const;
const enter = () => new Response('in');

/** One route for each permission, one that is public, and one that breaks. */
const ROUTES: Route[] = [
  ...ALL.map((permission) => route(row('GET', permission.replace(':', '-'), permission), enter)),
  route(row('GET', 'open', 'public'), enter),
  route(row('POST', 'broken', 'public'), () => {
    throw new Error(`cannot reach ${SECRET}`);
  }),
];

function app(
  permissions: readonly Permission[],
  lines: string[] = [],
  failures: object[] = [],
  accessLog = false,
) {
  const principal = {
    userId: 'us_ada',
    name: 'Ada',
    duty: null,
    permissions: new Set(permissions),
  } as unknown as Principal;
  const made = createHttpApp({
    routes: ROUTES,
    arrival: {
      settings: { trustedProxies: [], allowedNetworks: [], accessLog },
      clock: () => 7,
      log: createLog('http', (line) => lines.push(line)),
      complain: () => undefined,
    },
    answered: () => undefined,
    guards: {
      authenticateAgent: async () => null,
      authenticate: async (context) =>
        context.req.header('cookie') === 'tremolo=good' ? principal : null,
      limit: () => undefined,
      once: (_, work) => work(),
      within: async () => undefined,
      refused: () => undefined,
      seen: () => undefined,
      isTls: false,
      allowedOrigins: ['https://proxy.plant'],
    },
    ui: new UiAssets('/nowhere'),
    log: createLog('http', (line) => lines.push(line)),
    failed: (about) => failures.push(about),
  });
  return {
    request: async (path: string, init?: RequestInit) =>
      made.request(path, { ...init, headers: { host: 'hub', ...init?.headers } }, {
        peer: '192.0.2.1',
      } as never),
  };
}

const signedIn = { headers: { cookie: 'tremolo=good' } };

test('a route answers 403 to whoever lacks just its permission, and lets in whoever has it', async () => {
  for (const permission of ALL) {
    const others = ALL.filter((one) => one !== permission);
    const without = await app(others).request(`/api/v1/${permission.replace(':', '-')}`, signedIn);
    expect(without.status).toBe(403);
    expect(Problem.parse(await without.json()).code).toBe('forbidden');
    const having = await app([permission]).request(
      `/api/v1/${permission.replace(':', '-')}`,
      signedIn,
    );
    expect(having.status).toBe(200);
  }
});

test('what was not foreseen is logged under the correlation id, and its text stays inside', async () => {
  const lines: string[] = [];
  const failures: object[] = [];
  const made = app(ALL, lines, failures);
  const response = await made.request('/api/v1/broken', { method: 'POST' });
  expect(response.status).toBe(500);
  const text = await response.text();
  expect(text).not.toContain('hunter2');
  const { correlationId, code } = Problem.parse(JSON.parse(text));
  expect(code).toBe('internal');
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('hunter2');
  expect(lines[0]).toContain(correlationId);
  expect(failures).toEqual([{ correlationId, method: 'POST', path: '/api/v1/broken' }]);
});

test('origins that the settings name are taken as our own', async () => {
  const post = (origin: string) =>
    app(ALL).request('/api/v1/broken', { method: 'POST', headers: { origin, host: 'hub:8080' } });
  expect((await post('https://proxy.plant')).status).toBe(500);
  expect((await post('http://hub:8080')).status).toBe(500);
  expect((await post('http://hub')).status).toBe(403);
  expect((await post('null')).status).toBe(403);
});

test('every answer forbids framing, sniffing and foreign scripts; of the API nothing is cached', async () => {
  for (const path of ['/api/v1/open', '/api/v1/none', '/', '/none.js']) {
    const { headers } = await app(ALL).request(path);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    if (path.startsWith('/api')) expect(headers.get('cache-control')).toBe('no-store');
  }
});

test('the log has a line for each request only where the settings ask for it, and never what was looked for', async () => {
  for (const [accessLog, wanted] of [
    [false, 0],
    [true, 3],
  ] as const) {
    const lines: string[] = [];
    const made = app(ALL, lines, [], accessLog);
    await made.request('/api/v1/plant-read?q=private', signedIn);
    await made.request('/api/v1/none', { headers: { 'x-correlation-id': 'asked-by-me' } });
    await made.request('/nothing.js');
    expect(lines).toHaveLength(wanted);
    expect(lines.join()).not.toContain('private');
    if (wanted === 0) continue;
    const [first, second] = lines.map((line) => JSON.parse(line));
    expect(first).toMatchObject({
      message: 'request',
      method: 'GET',
      path: '/api/v1/plant-read',
      status: 200,
      tookMs: 0,
      address: '192.0.2.1',
      userId: 'us_ada',
    });
    expect(second).toMatchObject({ status: 404, correlationId: 'asked-by-me', userId: null });
  }
});
