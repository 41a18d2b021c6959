import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { KeyRow, MadeKey } from '#schemas/http/keys';
import { LiveClient } from '../hub/live-client.ts';
import type { BrowserSession } from '../rig/browser-session.ts';
import { PeopleBox } from './people-box.ts';

const POINTS = '/api/v1/points';
let box: PeopleBox;
let ada: BrowserSession;

beforeAll(async () => {
  box = await PeopleBox.start();
  await box.add('Ada', 'engineer');
  await box.add('Eve', 'engineer');
  ada = await box.signedIn('Ada');
});
afterAll(() => box?.stop());

const make = (more: object = {}) =>
  ada.ask<MadeKey>('POST', '/api/v1/keys', { name: 'Report', scopes: ['plant:read'], ...more });
const withKey = (secret: string, path = POINTS, init: RequestInit = {}) =>
  fetch(box.origin + path, { ...init, headers: { 'x-api-key': secret, ...init.headers } });

test('a key works as x-api-key and as bearer, for its scopes only', async () => {
  const { secret, key } = await make();
  expect((await withKey(secret)).status).toBe(200);
  const bearer = { headers: { authorization: `Bearer ${secret}` } };
  expect((await fetch(box.origin + POINTS, bearer)).status).toBe(200);
  expect((await withKey(secret, '/api/v1/system')).status).toBe(403);
  expect((await withKey(secret, '/api/v1/users/me/sessions')).status).toBe(403);
  expect(key.prefix).toMatch(/^trm_live_.{4}…$/);
});

test('the secret is nowhere to be read again, and nothing in the store can be used as one', async () => {
  const { secret } = await make();
  const { keys } = await ada.ask<{ keys: KeyRow[] }>('GET', '/api/v1/keys');
  const rows = await box.rooms.store.read('SELECT * FROM api_keys');
  const audit = await box.rooms.store.read('SELECT * FROM audit');
  expect(JSON.stringify([keys, rows, audit])).not.toContain(secret.slice(22));
  for (const text of [String(rows[0].secret_mac), String(rows[0].lookup)]) {
    expect((await withKey(text)).status).toBe(401);
  }
});

test('guesses, altered keys and keys of another site are nobody', async () => {
  const { secret } = await make();
  const flipped = secret.slice(0, 30) + (secret[30] === 'a' ? 'b' : 'a') + secret.slice(31);
  for (const guess of [flipped, secret.slice(0, -1), `${secret}a`, 'trm_live_', 'trm_live_%00']) {
    const response = await withKey(guess);
    expect(response.status).toBe(401);
    // Not "sign in": a program has nothing but the key, and its person looks for what is wrong with that.
    expect(await response.json()).toMatchObject({ detail: expect.stringContaining('API key') });
  }
});

test('nobody gives a key more than he may do himself, and a key makes none that goes further', async () => {
  const refused = await ada.send('POST', '/api/v1/keys', { name: 'x', scopes: ['user:delete'] });
  expect(refused.status).toBe(403);
  const { secret } = await make({ scopes: ['key:own', 'plant:read'] });
  const asked = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'child', scopes: ['plant:edit'] }),
  };
  expect((await withKey(secret, '/api/v1/keys', asked)).status).toBe(403);
});

test('a key ends with its time, with revoking at once, and with its owner’s account', async () => {
  const short = await make({ lifetime: '30d' });
  const { secret, key } = await make({ lifetime: 'never' });
  const screen = new LiveClient(box.origin, '', { 'x-api-key': secret });
  await screen.next('hello');
  expect((await ada.send('DELETE', `/api/v1/keys/${key.keyId}`)).status).toBe(204);
  expect((await screen.closed).code).toBe(4401);
  expect((await withKey(secret)).status).toBe(401);
  expect((await withKey(short.secret)).status).toBe(200);
  box.clock.nowMs += 31 * 86_400_000;
  expect((await withKey(short.secret)).status).toBe(401);
  ada = await box.signedIn('Ada');
  const kept = await make();
  const person = box.rooms.directory.find('Ada');
  box.rooms.directory.know({ ...person!, status: 'suspended' });
  expect((await withKey(kept.secret)).status).toBe(401);
  box.rooms.directory.know(person!);
});

test('a key for trying out only reads', async () => {
  const { secret } = await make({ kind: 'test', scopes: ['plant:read', 'fleet:operate'] });
  expect((await withKey(secret)).status).toBe(200);
  expect((await withKey(secret, '/api/v1/agents/a/drain', { method: 'POST' })).status).toBe(403);
});

test('rotation gives a new key, and the old one works on for its overlap only', async () => {
  const { secret, key } = await make();
  const path = `/api/v1/keys/${key.keyId}/rotate`;
  const next = await ada.ask<MadeKey>('POST', path, { overlapHours: 1 });
  expect((await withKey(secret)).status).toBe(200);
  expect((await withKey(next.secret)).status).toBe(200);
  expect((await ada.send('POST', path, {})).status).toBe(409);
  box.clock.nowMs += 3_600_001;
  expect((await withKey(secret)).status).toBe(401);
  expect((await withKey(next.secret)).status).toBe(200);
});

test('somebody else’s key cannot be seen, rotated, used up or ended', async () => {
  const { key } = await make();
  const eve = await box.signedIn('Eve');
  for (const [method, path] of [
    ['GET', 'usage'],
    ['POST', 'rotate'],
    ['DELETE', ''],
  ]) {
    const response = await eve.send(
      method,
      `/api/v1/keys/${key.keyId}/${path}`.replace(/\/$/, ''),
      method === 'POST' ? {} : undefined,
    );
    expect(`${method} ${response.status}`).toBe(`${method} 404`);
  }
});

test('what makes much work has a limit of its own, of the key or person, and says both that are left', async () => {
  await box.add('Rob', 'admin');
  await box.set('signIn', { secondFactorRoles: [] });
  await box.set('limits', { work: { perHour: 60, burst: 2 } });
  const rob = await box.signedIn('Rob');
  const exported = () => rob.send('GET', '/api/v1/users/export?format=csv');
  const [first, second, third] = [await exported(), await exported(), await exported()];
  expect([first.status, second.status, third.status]).toEqual([200, 200, 429]);
  expect(first.headers.get('ratelimit')).toMatch(
    /^"person";r=\d+;t=\d+, "person-day";r=\d+;t=\d+, "work";r=1;t=\d+, "work-day";r=\d+;t=\d+$/,
  );
  expect(third.headers.get('ratelimit')).toContain('"work";r=0');
  expect(box.rooms.limits.violations()[0]).toMatchObject({
    kind: 'work',
    route: 'GET /api/v1/users/export',
  });
  expect((await rob.send('GET', '/api/v1/users')).status).toBe(200);
});

test('uses are counted per day, across a restart of the counting', async () => {
  const { secret, key } = await make();
  for (let i = 0; i < 3; i++) await withKey(secret);
  const usage = await ada.ask<{ days: { requests: number }[] }>(
    'GET',
    `/api/v1/keys/${key.keyId}/usage`,
  );
  expect(usage.days.map(({ requests }) => requests)).toEqual([3]);
});

test('requests beyond a limit are refused with the time to wait, listed, and the limit holds at once when it changes', async () => {
  const { secret } = await make();
  await box.set('limits', { perKey: { perHour: 3600, burst: 3 } });
  const answers = [];
  for (let i = 0; i < 5; i++) answers.push(await withKey(secret));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429, 429]);
  expect(answers[0].headers.get('ratelimit')).toMatch(/^"key";r=2;t=\d+, "key-day";r=\d+;t=\d+$/);
  expect(Number(answers[3].headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await answers[3].json()).code).toBe('too_many_requests');
  expect(box.rooms.limits.violations()[0]).toMatchObject({ kind: 'key', refused: 2 });
  box.clock.nowMs += 1_000;
  expect((await withKey(secret)).status).toBe(200);
});
