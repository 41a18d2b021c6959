import { afterAll, beforeAll, expect, test } from 'bun:test';
import { LIMIT_ROUTES, type Violation } from '#schemas/http/limits';
import type { BrowserSession } from '../rig/browser-session.ts';
import { PeopleBox } from '../security/people-box.ts';
import { setUp } from './plant-box.ts';

const PLENTY = { perHour: 1_000_000, burst: 100_000 };
let box: PeopleBox;
let admin: BrowserSession;
let ben: BrowserSession;

beforeAll(async () => {
  box = await PeopleBox.start();
  await box.set('limits', {
    signIn: PLENTY,
    perKey: { ...PLENTY, perDay: 3 },
    submissions: { perHour: 60, burst: 2, perDay: 100 },
  });
  admin = await setUp(box.box.hub);
  await box.add('Ben', 'engineer');
  ben = await box.signedIn('Ben');
});
afterAll(() => box?.stop());

const keyOf = async (scopes: string[]) =>
  (await ben.ask<{ secret: string }>('POST', '/api/v1/keys', { name: 'one', scopes })).secret;

test('jobs are counted by the person whichever way they come, and who submits too many is listed', async () => {
  const body = { kind: 'benchmark', arguments: {}, queue: 'evaluation' };
  const headers = {
    'x-api-key': await keyOf(['job:submit', 'job:read']),
    'content-type': 'application/json',
  };
  const byKey = () =>
    fetch(`${box.origin}/api/v1/jobs`, { method: 'POST', headers, body: JSON.stringify(body) });
  expect((await ben.send('POST', '/api/v1/jobs', body)).status).toBe(201);
  expect((await byKey()).status).toBe(201);
  const refused = await byKey();
  expect(refused.status).toBe(429);
  expect(refused.headers.get('retry-after')).toBe('60');
  expect((await ben.send('GET', '/api/v1/jobs')).status).toBe(200);
  const path = `${LIMIT_ROUTES.violations.path}?kind=submissions`;
  const { items } = await admin.ask<{ items: Violation[] }>('GET', path);
  expect(items).toMatchObject([{ route: 'POST /api/v1/jobs', refused: 1 }]);
  box.clock.nowMs += 60_000;
  expect((await byKey()).status).toBe(201);
});

test('below its hourly rate a key still has a ceiling for the day, and is told when the day is over', async () => {
  const headers = { 'x-api-key': await keyOf(['plant:read']) };
  const ask = () => fetch(`${box.origin}/api/v1/points`, { headers });
  const first = await ask();
  expect(first.headers.get('ratelimit-policy')).toContain('"key-day";q=3;w=86400');
  expect(first.headers.get('ratelimit')).toContain('"key-day";r=2;t=86400');
  await ask();
  box.clock.nowMs += 3_600_000;
  expect((await ask()).status).toBe(200);
  const refused = await ask();
  expect(refused.status).toBe(429);
  expect(refused.headers.get('retry-after')).toBe(String(23 * 3_600));
  box.clock.nowMs += 23 * 3_600_000;
  expect((await ask()).status).toBe(200);
});
