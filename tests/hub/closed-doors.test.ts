import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Problem } from '#schemas/http/problem';
import type { RouteRow } from '#schemas/http/route-row';
import { ROUTES } from '#schemas/http/routes';
import { BrowserSession } from '../rig/browser-session.ts';
import { liftAddressLimit, liftSignInLimit } from './joined-person.ts';
import { LiveClient } from './live-client.ts';
import { type HubBox, PASSWORD, setUp, startHub } from './plant-box.ts';

// No broker listens there: everything here holds while the broker is down, too.
const NO_BROKER = 'mqtt://127.0.0.1:9';
const uiFolder = mkdtempSync(join(tmpdir(), 'tremolo-ui-'));
let box: HubBox;
let browser: BrowserSession;
let cookie: string;

const rows = () => box.hub.routes.map(({ row }) => row);
const call = (path: string, init: RequestInit = {}) => fetch(`${box.hub.origin}${path}`, init);
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  call(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

beforeAll(async () => {
  box = await startHub(() => NO_BROKER, { uiFolder });
  browser = await setUp(box.hub);
  await liftSignInLimit(box);
  await liftAddressLimit(box);
  cookie = browser.cookie;
});

afterAll(async () => {
  await box?.stop();
  rmSync(uiFolder, { recursive: true, force: true });
});

test('every route that is not public answers 401 without a session, with a wrong one and with an ended one', async () => {
  const other = new BrowserSession(box.hub.origin);
  other.totpSecret = browser.totpSecret;
  await other.signIn('Ada', PASSWORD);
  const ended = other.cookie.replace(/; tremolo-refresh=.*/, '');
  expect((await other.send('POST', '/api/v1/auth/logout')).status).toBe(204);
  const closed = rows().filter((row) => row.permission !== 'public');
  expect(closed.length).toBeGreaterThan(10);
  for (const { method, path } of closed) {
    const actual = path.replace(/:\w+/g, 'pt_01ARZ3NDEKTSV4RRFFQ69G5FAV');
    for (const cookie of [undefined, 'tremolo=guess', ended]) {
      const response = await call(actual, { method, headers: cookie ? { cookie } : {} });
      expect(`${method} ${path} ${response.status}`).toBe(`${method} ${path} 401`);
      expect(Problem.parse(await response.json()).code).toBe('not_signed_in');
    }
  }
});

test('the hub serves the routes of the table and no others', () => {
  const told = (all: readonly RouteRow[]) =>
    all.map(({ method, path }) => `${method} ${path}`).sort();
  expect(told(rows())).toEqual(told(Object.values(ROUTES)));
});

test('a problem says what is wrong under the correlation id of its header, and nothing internal', async () => {
  const response = await call('/api/v1/points/none', { headers: { cookie } });
  expect(response.status).toBe(404);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const problem = Problem.parse(await response.json());
  expect(problem).toMatchObject({ code: 'not_found', type: 'urn:tremolo:problem:not_found' });
  expect(problem.correlationId).toBe(response.headers.get('x-correlation-id') ?? 'none');
  expect((await call('/api/v1/nowhere', { headers: { cookie } })).status).toBe(404);
});

test('a wrong request names the fields; a body that is too large or of another type is refused', async () => {
  const wrong = await post('/api/v1/auth/login', { name: '', password: '' });
  expect(wrong.status).toBe(400);
  const paths = Problem.parse(await wrong.json()).issues?.map((issue) => issue.path);
  expect(paths).toEqual(['name', 'password']);
  expect(
    (await post('/api/v1/auth/login', { name: 'x'.repeat(70_000), password: 'x' })).status,
  ).toBe(413);
  const form = await call('/api/v1/auth/login', { method: 'POST', body: 'name=Ada&password=x' });
  expect(form.status).toBe(415);
});

test('requests of other sites are turned away, on unsafe methods and on the WebSocket', async () => {
  const evil = { origin: 'https://evil.example' };
  expect((await post('/api/v1/auth/login', { name: 'Ada', password: PASSWORD }, evil)).status).toBe(
    403,
  );
  const crossSite = { ...browser.headers, 'sec-fetch-site': 'cross-site' };
  expect((await post('/api/v1/auth/logout', {}, crossSite)).status).toBe(403);
  expect((await browser.send('GET', '/api/v1/users/me/session')).status).toBe(200);
  const screen = new LiveClient(box.hub.origin, cookie, evil);
  await screen.closed;
  expect(screen.messages).toEqual([]);
  expect(box.hub.live.screens).toBe(0);
});

test('the setup link works once', async () => {
  expect(await (await call('/api/v1/setup')).json()).toEqual({ needed: false });
  expect(await box.hub.newSetupToken()).toBeNull();
  const again = await post('/api/v1/setup', {
    token: 'x'.repeat(43),
    name: 'Eve',
    password: PASSWORD,
  });
  expect(again.status).toBe(403);
  expect(Problem.parse(await again.json()).code).toBe('setup_link_invalid');
});

test('of many requests with one setup link one makes the account', async () => {
  const other = await startHub(() => NO_BROKER);
  const token = await other.hub.newSetupToken();
  const tries = ['Ada', 'Bob', 'Eve'].map((name) =>
    fetch(`${other.hub.origin}/api/v1/setup`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token, name, password: PASSWORD }),
    }),
  );
  const statuses = (await Promise.all(tries)).map((response) => response.status);
  expect(statuses.sort()).toEqual([200, 403, 403]);
  const users = await other.hub.flows.rooms.store.read('SELECT count(*) AS n FROM people');
  expect(users[0].n).toBe(1);
  await other.stop();
});

test('what a screen must not say is answered with an error and counted', async () => {
  const screen = new LiveClient(box.hub.origin, cookie);
  await screen.next('hello');
  screen.say('not json');
  screen.say({ type: 'subscribe', channel: 'secrets' });
  await screen.until(() => screen.messages.filter((m) => m.type === 'error').length === 2);
  const { losses } = box.hub.flows.rooms;
  expect(losses.all().messagesInvalid).toBe(2);
  screen.close();
});

test('the hub is healthy in all but the broker and the agents, and says so', async () => {
  const health = await (await call('/api/v1/health')).json();
  expect(health).toMatchObject({ live: true, ready: true });
  const states = Object.fromEntries(
    health.parts.map((part: { part: string; state: string }) => [part.part, part.state]),
  );
  expect(states).toMatchObject({ store: 'up', disk: 'up', broker: 'down', agents: 'down' });
  expect((await call('/api/v1/health/live')).status).toBe(200);
  expect((await call('/api/v1/health/ready')).status).toBe(200);
});

test('screens that are not built say how to build them; built ones come compressed, hashed ones for ever', async () => {
  const missing = await call('/');
  expect(missing.status).toBe(503);
  expect(await missing.text()).toContain('bun run build:ui');
  mkdirSync(join(uiFolder, 'assets'));
  writeFileSync(join(uiFolder, 'index.html'), '<!doctype html>page');
  writeFileSync(join(uiFolder, 'assets', 'main-a1b2c3d4.js'), 'let a = 1;');
  writeFileSync(join(uiFolder, 'assets', 'main-a1b2c3d4.js.gz'), Bun.gzipSync('let a = 1;'));
  const page = await call('/point/pt_1');
  expect(await page.text()).toBe('<!doctype html>page');
  expect(page.headers.get('cache-control')).toBe('no-cache');
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
  const etag = page.headers.get('etag') ?? '';
  expect((await call('/', { headers: { 'if-none-match': etag } })).status).toBe(304);
  const script = await call('/assets/main-a1b2c3d4.js', { headers: { 'accept-encoding': 'gzip' } });
  expect(script.headers.get('content-encoding')).toBe('gzip');
  expect(script.headers.get('cache-control')).toContain('immutable');
  expect(await script.text()).toBe('let a = 1;');
});

test('no path leads out of the folder of the screens', async () => {
  writeFileSync(join(uiFolder, '..', 'outside.js'), 'secret');
  for (const path of [
    '/../outside.js',
    '/%2e%2e/outside.js',
    '/..%2foutside.js',
    '/assets/..%2f..%2foutside.js',
    '/%00.js',
  ]) {
    const response = await call(path);
    expect(`${path} ${response.status}`).toBe(`${path} 404`);
  }
  rmSync(join(uiFolder, '..', 'outside.js'));
});
