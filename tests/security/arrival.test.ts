import { afterAll, beforeAll, expect, test } from 'bun:test';
import { Problem } from '#schemas/http/problem';
import { BrowserSession } from '../rig/browser-session.ts';
import { crlf, rawRequest } from '../rig/raw-request.ts';
import { PeopleBox } from './people-box.ts';

const PANEL = 'https://panel.plant.example';
let box: PeopleBox;
/** The same behind a proxy on this machine, which names a panel of the plant and the plant's network. */
let proxied: PeopleBox;

beforeAll(async () => {
  box = await PeopleBox.start();
  proxied = await PeopleBox.start({
    settings: {
      http: {
        port: 0,
        trustedProxies: ['127.0.0.1'],
        tlsAtProxy: true,
        allowedNetworks: ['10.20.0.0/16', '2001:db8::/32'],
        allowedOrigins: [PANEL],
      },
    },
  });
  await Promise.all([box.add('Ada', 'engineer'), proxied.add('Ada', 'engineer')]);
});
afterAll(async () => {
  await box?.stop();
  await proxied?.stop();
});

const health = (headers: Record<string, string>, of = box) =>
  fetch(`${of.origin}/api/v1/health`, { headers });
const signIn = (headers: Record<string, string>, of = box, name = 'Ada') =>
  fetch(`${of.origin}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ name, password: 'wrong' }),
  });
const lastFailure = async (of: PeopleBox) => {
  const rows = await of.rooms.store.read(
    `SELECT correlation_id, address FROM audit LEFT JOIN audit_personal ON audit_personal.seq = audit.seq AND part = 'actor'
     WHERE event = 'auth.failed' ORDER BY audit.seq DESC LIMIT 1`,
  );
  return rows[0];
};

test('a well-formed id of the caller goes through the answer, the problem and the trail', async () => {
  for (const name of ['x-correlation-id', 'x-request-id']) {
    const id = `panel-7.${name.length}_A`;
    const response = await signIn({ [name]: id });
    expect(response.headers.get('x-correlation-id')).toBe(id);
    expect(Problem.parse(await response.json()).correlationId).toBe(id);
    expect(await lastFailure(box)).toMatchObject({ correlation_id: id });
  }
});

test('an id that is not well formed is replaced by one of ours', async () => {
  for (const id of [
    'short',
    'x'.repeat(65),
    '-starts-wrong',
    'two words here',
    'quote"in-here',
    '<script>alert</script>',
    'ends-in-\u00e9\u00e9\u00e9\u00e9',
    "a'; DROP TABLE audit; --",
    'a,b,c,d,e,f,g',
  ]) {
    const ours = (await health({ 'x-correlation-id': id })).headers.get('x-correlation-id');
    expect(ours).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
  }
});

test('every answer carries the id: files, screens, refusals of the limits and of unknown addresses', async () => {
  const id = 'carried-everywhere';
  for (const path of [
    '/clients/python',
    '/nowhere.js',
    '/api/v1/nowhere',
    '/api/v1/openapi.json',
  ]) {
    const response = await fetch(box.origin + path, { headers: { 'x-correlation-id': id } });
    expect(`${path} ${response.headers.get('x-correlation-id')}`).toBe(`${path} ${id}`);
    expect(response.headers.get('x-api-version')).toBe('1.0');
  }
});

test('nobody gives himself another address by X-Forwarded-For', async () => {
  await signIn({
    'x-forwarded-for': '10.20.0.9',
    forwarded: 'for=10.20.0.9',
    'x-real-ip': '10.20.0.9',
  });
  expect(await lastFailure(box)).toMatchObject({ address: '127.0.0.1' });
});

test('behind a proxy of ours the trail has the address that the proxy saw, not the one that the caller claims', async () => {
  const claimed = '10.20.0.66, 10.20.3.4';
  expect((await signIn({ 'x-forwarded-for': claimed }, proxied)).status).toBe(401);
  expect(await lastFailure(proxied)).toMatchObject({ address: '10.20.3.4' });
});

test('guessing is slowed for the address behind the proxy, not for all who come through it', async () => {
  await proxied.set('limits', { signIn: { perHour: 60, burst: 3 } });
  const tries = async (address: string) => {
    const statuses: number[] = [];
    for (let i = 0; i < 4; i++) {
      statuses.push((await signIn({ 'x-forwarded-for': address }, proxied, `No${i}`)).status);
    }
    return statuses;
  };
  expect(await tries('10.20.8.1')).toEqual([401, 401, 401, 429]);
  expect(await tries('10.20.8.2')).toEqual([401, 401, 401, 429]);
  expect(await tries('10.20.8.2, 10.20.8.1')).toEqual([429, 429, 429, 429]);
});

test('other networks get nothing, whatever they ask for', async () => {
  const from = (address: string, path = '/api/v1/health') =>
    fetch(proxied.origin + path, { headers: { 'x-forwarded-for': address } });
  expect((await from('10.20.4.5')).status).toBe(200);
  expect((await from('[2001:db8::5]:4433')).status).toBe(200);
  for (const path of ['/api/v1/health', '/', '/assets/main.js', '/clients/python', '/nowhere']) {
    for (const address of ['10.21.0.1', '192.0.2.1', '2001:db9::1', '10.20.4.5, 192.0.2.1', '']) {
      const response = await from(address, path);
      expect(`${path} ${address} ${response.status}`).toBe(`${path} ${address} 403`);
      expect(Problem.parse(await response.json()).code).toBe('forbidden');
    }
  }
});

test('where a proxy ends TLS, cookies are for https only and https is our own origin', async () => {
  const browser = new BrowserSession(proxied.origin);
  const own = proxied.origin.replace('http:', 'https:');
  const login = await browser.send(
    'POST',
    '/api/v1/auth/login',
    { name: 'Ada', password: 'seven violet tractors' },
    { origin: own, 'x-forwarded-for': '10.20.77.7' },
  );
  expect(login.status).toBe(200);
  const cookies = login.headers.getSetCookie();
  expect(cookies.length).toBe(2);
  for (const cookie of cookies) expect(cookie).toMatch(/^__(Host|Secure)-.*; Secure/);
  expect(login.headers.get('strict-transport-security')).toContain('max-age=');
  const plain = await signIn({ origin: proxied.origin, 'x-forwarded-for': '10.20.77.8' }, proxied);
  expect(plain.status).toBe(403);
});

const preflight = (origin: string, of = box, path = '/api/v1/points') =>
  fetch(of.origin + path, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'PATCH',
      'access-control-request-headers': 'x-csrf-token',
      'x-forwarded-for': '10.20.5.5',
    },
  });
const corsOf = ({ headers }: Response) =>
  [...headers].filter(([name]) => name.startsWith('access-control-'));

test('no other origin may ask, unless the settings name it', async () => {
  for (const [origin, of] of [
    [PANEL, box],
    ['https://evil.example', box],
    ['null', box],
    ['https://evil.example', proxied],
    [`${PANEL}.evil.example`, proxied],
    ['http://panel.plant.example', proxied],
    ['null', proxied],
  ] as const) {
    const refused = await preflight(origin, of);
    expect(`${origin} ${refused.status}`).toBe(`${origin} 403`);
    expect(corsOf(refused)).toEqual([]);
    const read = await health({ origin, 'x-forwarded-for': '10.20.5.5' }, of);
    expect(corsOf(read)).toEqual([]);
  }
});

test('an origin that the settings name gets exactly itself, with credentials, and never everybody', async () => {
  const allowed = await preflight(PANEL, proxied);
  expect(allowed.status).toBe(204);
  expect(Object.fromEntries(corsOf(allowed))).toMatchObject({
    'access-control-allow-origin': PANEL,
    'access-control-allow-credentials': 'true',
    'access-control-allow-methods': 'GET,HEAD,POST,PUT,PATCH,DELETE',
    'access-control-max-age': '600',
  });
  expect(allowed.headers.get('vary')).toMatch(/origin/i);
  for (const path of ['/api/v1/health', '/api/v1/nowhere', '/api/v1/points']) {
    const answer = await fetch(proxied.origin + path, {
      headers: { origin: PANEL, 'x-forwarded-for': '10.20.5.5' },
    });
    expect(answer.headers.get('access-control-allow-origin')).toBe(PANEL);
    expect(answer.headers.get('access-control-expose-headers')).toContain('x-correlation-id');
    expect(answer.headers.get('vary')).toMatch(/origin/i);
  }
  const nobodys = await health({ 'x-forwarded-for': '10.20.5.5' }, proxied);
  expect(corsOf(nobodys)).toEqual([]);
  expect(nobodys.headers.get('vary')).toMatch(/origin/i);
});

test('OPTIONS says what an address takes, to anybody', async () => {
  const allow = async (path: string) => {
    const response = await fetch(box.origin + path, { method: 'OPTIONS' });
    return `${response.status} ${response.headers.get('allow')}`;
  };
  expect(await allow('/api/v1/points')).toBe('204 GET, HEAD, OPTIONS');
  expect(await allow('/api/v1/auth/login')).toBe('204 POST, OPTIONS');
  expect(await allow('/clients/python')).toBe('204 GET, HEAD, OPTIONS');
  expect(await allow('/api/v1/nowhere')).toBe('404 null');
});

test('HEAD is GET without the body: the same headers, guarded alike, and the next request is understood', async () => {
  await box.add('Bob', 'engineer');
  const bob = await box.signedIn('Bob');
  const volatile = /^(date|ratelimit|x-correlation-id|connection)$/;
  const fixed = ({ headers }: Response) =>
    Object.fromEntries([...headers].filter(([name]) => !volatile.test(name)));
  for (const path of ['/api/v1/points', '/api/v1/health/live', '/clients/python', '/api/v1/none']) {
    const [get, head] = [await bob.send('GET', path), await bob.send('HEAD', path)];
    expect(`${path} ${head.status}`).toBe(`${path} ${get.status}`);
    expect(await head.text()).toBe('');
    const length = String((await get.bytes()).length);
    expect(fixed(head)).toEqual({ ...fixed(get), 'content-length': length });
  }
  const unknown = await fetch(`${box.origin}/api/v1/points`, { method: 'HEAD' });
  expect(unknown.status).toBe(401);
  const one = (method: string) => crlf(`${method} /api/v1/health/live HTTP/1.1`, 'Host: x', '', '');
  const { text } = await rawRequest(box.origin, one('HEAD') + one('GET'));
  expect(text.split('HTTP/1.1 200 OK').length).toBe(3);
  expect(text.endsWith('{"live":true}')).toBe(true);
});
