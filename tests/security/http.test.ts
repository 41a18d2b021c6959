import { afterAll, beforeAll, expect, test } from 'bun:test';
import { connect } from 'node:net';
import { Problem } from '#schemas/http/problem';
import type { BrowserSession } from '../rig/browser-session.ts';
import { PeopleBox } from './people-box.ts';

let box: PeopleBox;
let ada: BrowserSession;

beforeAll(async () => {
  box = await PeopleBox.start();
  await box.add('Ada', 'engineer');
  ada = await box.signedIn('Ada');
});
afterAll(() => box?.stop());

const call = (path: string, init: RequestInit = {}) => fetch(box.origin + path, init);
const login = (body: string, headers: Record<string, string> = {}) =>
  call('/api/v1/auth/login', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
const problemOf = async (response: Response) => {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const problem = Problem.parse(await response.json());
  expect(problem.correlationId).toBe(response.headers.get('x-correlation-id') ?? 'none');
  return problem;
};

/** Sends bytes as they are, and gives all that comes back. */
function raw(request: string): Promise<string> {
  return new Promise((done) => {
    const socket = connect(Number(new URL(box.origin).port), '127.0.0.1');
    let text = '';
    socket.on('data', (bytes) => {
      text += bytes.toString('latin1');
    });
    socket.on('close', () => done(text));
    socket.on('error', () => done(text));
    socket.write(request.replaceAll('\n', '\r\n'));
    setTimeout(() => socket.destroy(), 300);
  });
}

test('every refusal of the framework is a problem document, too', async () => {
  expect((await problemOf(await call('/api/v1/nowhere'))).code).toBe('not_found');
  const wrong = await call('/api/v1/points', { method: 'PUT' });
  expect(wrong.status).toBe(405);
  expect(wrong.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
  expect((await problemOf(wrong)).code).toBe('method_not_allowed');
  expect((await problemOf(await login('{'))).code).toBe('request_invalid');
  expect((await problemOf(await login('a=1', { 'content-type': 'text/plain' }))).status).toBe(415);
  expect((await problemOf(await login(JSON.stringify({ name: 'x'.repeat(70_000) })))).status).toBe(
    413,
  );
});

test('packed and bottomless bodies are turned away', async () => {
  expect((await login('{}', { 'content-encoding': 'gzip' })).status).toBe(415);
  const deep = '['.repeat(30_000) + ']'.repeat(30_000);
  expect((await problemOf(await login(deep))).detail).toContain('nested');
  const fine = JSON.stringify({ name: 'Ada', password: `${'['.repeat(50)}"` });
  expect((await login(fine)).status).toBe(401);
});

test('names that mean something to JavaScript are names like any other, and unknown ones are refused', async () => {
  for (const body of [
    '{"__proto__":{"permissions":["user:edit"]},"name":"Ada","password":"x"}',
    '{"constructor":{},"name":"Ada","password":"x"}',
    '{"name":"Ada","password":"x","role":"admin"}',
  ]) {
    expect((await login(body)).status).toBe(400);
  }
  expect(({} as { permissions?: unknown }).permissions).toBeUndefined();
});

test('odd paths find nothing and tell nothing', async () => {
  for (const path of [
    '/api/v1/points/%',
    '/api/v1/points/%ff',
    '/api/v1/%2e%2e/%2e%2e/etc/passwd',
    '/api/v1/points/..%2f..%2fetc',
    '/.git/config',
    '/package.json',
    '/api/v1/points/%00',
  ]) {
    const response = await ada.send('GET', path);
    const text = await response.text();
    expect(`${path} ${[400, 404, 503].includes(response.status)}`).toBe(`${path} true`);
    expect(text).not.toMatch(/node_modules|at \w+ \(|sqlite|\/hub\//i);
  }
});

test('requests with two ideas of their length, folded headers or a strange method are one request or none', async () => {
  const smuggled = 'GET /api/v1/points HTTP/1.1\nHost: x\n\n';
  const both = await raw(
    `POST /api/v1/auth/login HTTP/1.1\nHost: x\nContent-Type: application/json\nContent-Length: 2\nTransfer-Encoding: chunked\n\n0\n\n${smuggled}`,
  );
  const twice = await raw(
    `POST /api/v1/auth/login HTTP/1.1\nHost: x\nContent-Length: 2\nContent-Length: 40\n\n{}${smuggled}`,
  );
  const folded = await raw('GET /api/v1/health HTTP/1.1\nHost: x\nX-A: 1\n folded: y\n\n');
  for (const answer of [both, twice, folded]) {
    expect(answer).not.toMatch(/"points":/);
    expect(answer.split(/HTTP\/1\.1 200/).length).toBeLessThanOrEqual(2);
  }
  expect(
    await raw('TRACE /api/v1/health HTTP/1.1\nHost: x\nCookie: tremolo=secret\n\n'),
  ).not.toContain('secret');
});

test('no other site may read answers, and every answer names the version of the contract', async () => {
  const response = await call('/api/v1/health', { headers: { origin: 'https://evil.example' } });
  expect(response.headers.get('access-control-allow-origin')).toBeNull();
  expect(response.headers.get('x-api-version')).toBe('1.0');
  expect(response.headers.get('server')).toBeNull();
});

test('lists that screens poll are sent once: who has them gets 304', async () => {
  const first = await ada.send('GET', '/api/v1/points');
  const etag = first.headers.get('etag') ?? '';
  expect(etag).toMatch(/^"[\w-]{22}"$/);
  expect(first.headers.get('cache-control')).toBe('private, no-cache');
  const again = await ada.send('GET', '/api/v1/points', undefined, { 'if-none-match': etag });
  expect(again.status).toBe(304);
  expect(await again.text()).toBe('');
  const other = await ada.send('GET', '/api/v1/points', undefined, { 'if-none-match': '"x"' });
  expect(other.status).toBe(200);
  const changes = await ada.send('GET', '/api/v1/changes');
  const known = { 'if-none-match': changes.headers.get('etag') ?? '' };
  expect((await ada.send('GET', '/api/v1/changes', undefined, known)).status).toBe(304);
});

test('a request that is sent again with its Idempotency-Key makes nothing twice, and gives nobody else its answer', async () => {
  await box.add('Bob', 'engineer');
  const bob = await box.signedIn('Bob');
  const samples = Array.from({ length: 4_096 }, (_, i) => Math.sin(i / 4));
  const body = { name: 'Once', samples, sampleRateHz: 12_000, unit: 'g' };
  const send = (who: BrowserSession, key: string, sent: object = body) =>
    who.send('POST', '/api/v1/diagnoses', sent, { 'idempotency-key': key });
  const first = await send(ada, 'k-1');
  expect(first.status).toBe(201);
  const again = await send(ada, 'k-1');
  expect(again.status).toBe(201);
  expect(await again.text()).toBe(await first.text());
  expect((await send(ada, 'k-1', { ...body, name: 'Twice' })).status).toBe(409);
  expect((await send(ada, 'k\u00e4')).status).toBe(400);
  const others = await (await send(bob, 'k-1')).json();
  expect(others.ownerName).toBe('Bob');
  const at = await Promise.all(['k-2', 'k-2', 'k-2'].map((key) => send(ada, key)));
  const made = await Promise.all(
    at.filter(({ status }) => status === 201).map((one) => one.json()),
  );
  expect(new Set(made.map(({ diagnosisId }) => diagnosisId)).size).toBe(1);
  const rows = await box.rooms.store.read('SELECT sealed_answer FROM repeated_requests');
  expect(JSON.stringify(rows)).not.toContain('Once');
});
