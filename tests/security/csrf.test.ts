import { afterAll, beforeAll, expect, test } from 'bun:test';
import { PASSWORD } from '../hub/plant-box.ts';
import type { BrowserSession } from '../rig/browser-session.ts';
import { PeopleBox } from './people-box.ts';

const PREFERENCES = '/api/v1/users/me/preferences';
let box: PeopleBox;
let ada: BrowserSession;
let eve: BrowserSession;

beforeAll(async () => {
  box = await PeopleBox.start();
  await box.add('Ada', 'engineer');
  await box.add('Eve', 'viewer');
  [ada, eve] = [await box.signedIn('Ada'), await box.signedIn('Eve')];
});
afterAll(() => box?.stop());

const put = async (headers: Record<string, string>) =>
  (
    await fetch(box.origin + PREFERENCES, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ theme: 'dark' }),
    })
  ).status;

test('a cookie alone changes nothing; with the token of its own session it does', async () => {
  const { cookie, csrfToken } = ada;
  expect(await put({ cookie })).toBe(403);
  expect(await put({ cookie, 'x-csrf-token': '' })).toBe(403);
  expect(await put({ cookie, 'x-csrf-token': 'x'.repeat(csrfToken.length) })).toBe(403);
  expect(await put({ cookie, 'x-csrf-token': csrfToken })).toBe(200);
});

test('the token of another session does not do', async () => {
  expect(await put({ cookie: ada.cookie, 'x-csrf-token': eve.csrfToken })).toBe(403);
});

test('another site is turned away even with cookie and token', async () => {
  const headers = { cookie: ada.cookie, 'x-csrf-token': ada.csrfToken };
  expect(await put({ ...headers, origin: 'https://evil.example' })).toBe(403);
  expect(await put({ ...headers, origin: 'null' })).toBe(403);
  expect(await put({ ...headers, origin: box.origin })).toBe(200);
});

test('another site cannot sign its visitor in as somebody else', async () => {
  const response = await fetch(`${box.origin}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: 'https://evil.example' },
    body: JSON.stringify({ name: 'Eve', password: PASSWORD }),
  });
  expect(response.status).toBe(403);
  expect(response.headers.getSetCookie()).toEqual([]);
});

test('a bearer token needs no other token: no browser sends it by itself', async () => {
  const response = await fetch(`${box.origin}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Ada', password: PASSWORD, deliver: 'body' }),
  });
  const { tokens } = await response.json();
  expect(await put({ authorization: `Bearer ${tokens.access_token}` })).toBe(200);
});
