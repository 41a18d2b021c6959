import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { SessionInfo, SessionRow } from '#schemas/http/session';
import type { UserId } from '#schemas/ids/ids';
import { SYSTEM_ACTOR } from '../../hub/store/actor.ts';
import { LiveClient } from '../hub/live-client.ts';
import { PASSWORD } from '../hub/plant-box.ts';
import { PeopleBox } from './people-box.ts';

const SESSION = '/api/v1/users/me/session';
const SESSIONS = '/api/v1/users/me/sessions';
let box: PeopleBox;
let ada: UserId;

beforeAll(async () => {
  box = await PeopleBox.start();
  await box.set('limits', { signIn: { perHour: 1_000_000, burst: 100_000 } });
  ada = await box.add('Ada', 'engineer');
  await box.add('Eve', 'viewer');
});
afterAll(() => box?.stop());

const statusWith = async (cookie: string) =>
  (await fetch(box.origin + SESSION, { headers: { cookie } })).status;

test('a session that somebody put into the browser before signing in is not the one after', async () => {
  const eve = await box.signedIn('Eve');
  const planted = eve.cookie;
  const response = await fetch(`${box.origin}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: planted },
    body: JSON.stringify({ name: 'Ada', password: PASSWORD }),
  });
  const { session } = (await response.json()) as { session: SessionInfo };
  const before = await eve.ask<SessionInfo>('GET', SESSION);
  expect(session.sessionId).not.toBe(before.sessionId);
  expect(before.user.name).toBe('Eve');
  for (const cookie of response.headers.getSetCookie()) {
    expect(planted).not.toContain(cookie.split(';')[0]);
  }
});

test('nobody ends the session of another', async () => {
  const [mine, other] = [await box.signedIn('Ada'), await box.signedIn('Eve')];
  const { sessionId } = await mine.ask<SessionInfo>('GET', SESSION);
  expect((await other.send('DELETE', `${SESSIONS}/${sessionId}`)).status).toBe(404);
  expect(await statusWith(mine.cookie)).toBe(200);
});

test('one session, or all others, can be ended; the next request of it is refused', async () => {
  const [here, there, third] = await Promise.all([1, 2, 3].map(() => box.signedIn('Ada')));
  const { sessionId } = await there.ask<SessionInfo>('GET', SESSION);
  const { sessions } = await here.ask<{ sessions: SessionRow[] }>('GET', SESSIONS);
  expect(sessions.filter(({ isCurrent }) => isCurrent)).toHaveLength(1);
  expect(sessions.map((row) => row.sessionId)).toContain(sessionId);
  const [thereCookie, thirdCookie] = [there.cookie, third.cookie];
  await here.ask('DELETE', `${SESSIONS}/${sessionId}`);
  expect(await statusWith(thereCookie)).toBe(401);
  expect(await statusWith(thirdCookie)).toBe(200);
  await here.ask('DELETE', SESSIONS);
  expect(await statusWith(thirdCookie)).toBe(401);
  expect(await statusWith(here.cookie)).toBe(200);
});

test('a session without "remember me" ends when it lies idle', async () => {
  const browser = await box.signedIn('Ada');
  const { cookie } = browser;
  const idleMs = box.rooms.siteSettings.get('signIn').idleMinutes * 60_000;
  box.clock.nowMs += idleMs + 1_000;
  expect(await statusWith(cookie)).toBe(401);
  const refreshed = await browser.send('POST', '/api/v1/auth/refresh', {});
  expect(refreshed.status).toBe(401);
});

test('a changed role holds on the next request and on an open connection', async () => {
  const browser = await box.signedIn('Ada');
  const had = (await browser.ask<SessionInfo>('GET', SESSION)).permissions;
  const screen = new LiveClient(box.origin, browser.cookie);
  await screen.next('hello');
  const { directory } = box.rooms;
  const person = directory.get(ada);
  if (person === null) throw new Error('There is no such person.');
  directory.know({ ...person, role: 'viewer' });
  const { permissions } = await browser.ask<SessionInfo>('GET', SESSION);
  expect(permissions.length).toBeLessThan(had.length);
  expect(permissions.filter((one) => !had.includes(one))).toEqual([]);
  await screen.next('rights');
  screen.say({ type: 'ping', id: 3 });
  expect((await screen.next('pong')).id).toBe(3);
  directory.know({ ...person, status: 'suspended' });
  expect([4401, 4403]).toContain((await screen.closed).code);
  directory.know(person);
});

test('whoever may not work any more is told so, and can only sign out', async () => {
  const browser = await box.signedIn('Ada');
  const { directory } = box.rooms;
  const person = directory.get(ada);
  if (person === null) throw new Error('There is no such person.');
  directory.know({ ...person, status: 'suspended' });
  const refused = await browser.send('GET', SESSIONS);
  expect(refused.status).toBe(403);
  const problem = await refused.json();
  expect(problem.code).toBe('account_inactive');
  expect(problem.detail).toBe('This account is suspended. Ask your administrator.');
  // A page that is opened now was never given the token of the session; another site gets nowhere all the same.
  const leave = (origin: string) =>
    fetch(`${box.origin}/api/v1/auth/logout`, {
      method: 'POST',
      headers: { cookie: browser.cookie, origin, 'content-type': 'application/json' },
    });
  expect((await leave('https://elsewhere.example')).status).toBe(403);
  expect((await leave(box.origin)).status).toBe(204);
  expect(await statusWith(browser.cookie)).toBe(401);
  directory.know(person);
});

test('ending all sessions of a person closes the screens at once', async () => {
  const browser = await box.signedIn('Ada');
  const screen = new LiveClient(box.origin, browser.cookie);
  await screen.next('hello');
  await box.rooms.sessions.endAllOf(ada, {}, SYSTEM_ACTOR);
  expect((await screen.closed).code).toBe(4401);
});

test('an account has so many sessions at most: one more ends the one that lay idle longest, which is recorded', async () => {
  await box.add('Max', 'viewer');
  await box.set('signIn', { maxSessions: 3 });
  const oldest = await box.signedIn('Max');
  box.clock.nowMs += 1_000;
  const idle = await box.signedIn('Max');
  const screen = new LiveClient(box.origin, idle.cookie);
  await screen.next('hello');
  box.clock.nowMs += 1_000;
  await box.signedIn('Max');
  expect(await statusWith(oldest.cookie)).toBe(200);
  await box.signedIn('Max');
  expect((await screen.closed).code).toBe(4401);
  expect(await statusWith(oldest.cookie)).toBe(200);
  const { sessions } = await oldest.ask<{ sessions: SessionRow[] }>('GET', SESSIONS);
  expect(sessions).toHaveLength(3);
  const told = (await box.audit()).filter(({ event }) => event === 'session.crowded_out');
  expect(told).toHaveLength(1);
  // Nor are there more when many are opened at once.
  await Promise.all([1, 2, 3].map(() => box.signedIn('Max')));
  const max = box.rooms.directory.find('Max');
  expect(box.rooms.sessions.of(max?.userId as UserId)).toHaveLength(3);
  await box.set('signIn', { maxSessions: 20 });
});

test('going back from another’s view cuts the tokens off that the own session had before', async () => {
  await box.add('Boss', 'admin');
  await box.set('signIn', { secondFactorRoles: [] });
  const admin = await box.signedIn('Boss');
  const stolen = admin.cookieNamed('tremolo-refresh');
  const eve = box.rooms.directory.find('Eve');
  await admin.ask('POST', `/api/v1/users/${eve?.userId}/impersonate`);
  const info = await admin.ask<SessionInfo>('GET', SESSION);
  admin.csrfToken = info.csrfToken;
  await admin.ask('DELETE', '/api/v1/impersonation');
  const response = await fetch(`${box.origin}/api/v1/auth/refresh`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: `tremolo-refresh=${stolen}` },
    body: '{}',
  });
  expect(response.status).toBe(401);
});
