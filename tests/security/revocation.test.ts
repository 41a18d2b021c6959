import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Permission } from '#schemas/access/permissions';
import type { MadeKey } from '#schemas/http/keys';
import type { SessionInfo } from '#schemas/http/session';
import type { TeamDetail } from '#schemas/http/teams';
import type { UserId } from '#schemas/ids/ids';
import { LiveClient } from '../hub/live-client.ts';
import { PASSWORD } from '../hub/plant-box.ts';
import { BrowserSession } from '../rig/browser-session.ts';
import { PeopleBox } from './people-box.ts';

/** What somebody needs who watches the plant, its monitoring and the audit trail. */
const WATCHER: Permission[] = [
  'session:own',
  'account:own',
  'key:own',
  'plant:read',
  'system:read',
  'audit:read',
];
const CHANNELS = ['plant', 'system', 'audit'] as const;
const SIGNED_OUT = 4401;
const FORBIDDEN = 4403;
const MINUTE = 60_000;
let box: PeopleBox;
let admin: BrowserSession;
let number = 0;

beforeAll(async () => {
  box = await PeopleBox.start();
  await box.set('signIn', { secondFactorRoles: [] });
  await box.set('limits', { signIn: { perHour: 1_000_000, burst: 100_000 } });
  await box.add('Admin', 'admin');
  admin = await box.signedIn('Admin');
  const draft = { key: 'watcher', name: 'Watcher', description: '', inherits: [] };
  await admin.ask('POST', '/api/v1/roles', { ...draft, permissions: WATCHER });
}, 20_000);
afterAll(() => box?.stop());

interface Watching {
  readonly name: string;
  readonly userId: UserId;
  readonly browser: BrowserSession;
  readonly screens: readonly LiveClient[];
}

/** Somebody who has just signed in and looks at every channel on several screens. */
async function watching(): Promise<Watching> {
  const name = `Watcher${++number}`;
  const userId = await box.add(name, 'watcher');
  const browser = await box.signedIn(name);
  const screens = await Promise.all([1, 2, 3].map(() => screenOf(browser.cookie, CHANNELS)));
  return { name, userId, browser, screens };
}

async function screenOf(cookie: string, channels: readonly string[], headers = {}) {
  const screen = new LiveClient(box.origin, cookie, headers);
  await screen.next('hello');
  for (const channel of channels) screen.say({ type: 'subscribe', channel });
  await settled(screen);
  return screen;
}

/** What was asked of the hub before has been done when this comes back. */
async function settled(screen: LiveClient): Promise<void> {
  const id = Math.floor(Math.random() * 1e9);
  screen.say({ type: 'ping', id });
  await screen.next('pong', (message) => message.id === id);
}

const closeCodes = async (screens: readonly LiveClient[]) =>
  new Set(await Promise.all(screens.map(async (screen) => (await screen.closed).code)));
/** As a thief would send it: with the cookies as they were, which nothing renews. */
const statusWith = async (cookie: string) =>
  (await fetch(`${box.origin}/api/v1/points`, { headers: { cookie } })).status;
const rightOf = (userId: UserId, permission: Permission) =>
  `/api/v1/users/${userId}/permissions/${permission}`;

/** Makes an entry of the trail and waits until a screen that may see it has it; whether these others got it, too. */
async function seesAudit(screens: readonly LiveClient[]): Promise<boolean[]> {
  const witness = await screenOf(admin.cookie, ['audit']);
  const name = `entry ${++number}`;
  const { key } = await admin.ask<MadeKey>('POST', '/api/v1/keys', {
    name,
    scopes: ['plant:read'],
  });
  const isIt = ({ resourceId }: { resourceId: string | null }) => resourceId === key.keyId;
  await witness.next('audit', ({ entries }) => entries.some(isIt));
  witness.close();
  await Promise.all(screens.map(settled));
  return screens.map((screen) =>
    screen.messages.some((message) => message.type === 'audit' && message.entries.some(isIt)),
  );
}

/** Whatever ends a session or an account: the old cookies are worth nothing, and all screens close by themselves. */
const ENDINGS: Record<string, (who: Watching) => Promise<unknown>> = {
  'signing out': ({ browser }) => browser.ask('POST', '/api/v1/auth/logout', {}),
  suspension: ({ userId }) => admin.ask('POST', `/api/v1/users/${userId}/suspend`),
  deletion: ({ userId }) => admin.ask('DELETE', `/api/v1/users/${userId}`),
  'a reset of the password': ({ userId }) =>
    admin.ask('POST', `/api/v1/users/${userId}/reset-password`),
  'a reset of the second factor': ({ userId }) =>
    admin.ask('POST', `/api/v1/users/${userId}/reset-second-factor`),
  'another session ending all others': async ({ name }) =>
    (await box.signedIn(name)).ask('DELETE', '/api/v1/users/me/sessions'),
  'a change of the password elsewhere': async ({ name }) =>
    (await box.signedIn(name)).ask('POST', '/api/v1/auth/change-password', {
      current: PASSWORD,
      password: 'four quiet locomotives',
    }),
  'ending one session by its id': async ({ name, browser }) => {
    const { sessionId } = await browser.ask<SessionInfo>('GET', '/api/v1/users/me/session');
    const other = await box.signedIn(name);
    return other.ask('DELETE', `/api/v1/users/me/sessions/${sessionId}`);
  },
};

test.each(Object.keys(ENDINGS))(
  'after %s the next request is refused and every screen is closed',
  async (way) => {
    const who = await watching();
    expect(await statusWith(who.browser.cookie)).toBe(200);
    const { cookie } = who.browser;
    await ENDINGS[way](who);
    expect(await statusWith(cookie)).toBe(401);
    expect(await closeCodes(who.screens)).toEqual(new Set([SIGNED_OUT]));
    const refreshed = await fetch(`${box.origin}/api/v1/auth/refresh`, {
      method: 'POST',
      headers: { cookie, origin: box.origin, 'content-type': 'application/json' },
      body: '{}',
    });
    expect(refreshed.status).toBe(401);
  },
);

/** Whatever takes rights but leaves the session: what is gone is gone on the next request and on every open screen. */
const TAKINGS: Record<string, (who: Watching) => Promise<unknown>> = {
  'a lower role': ({ userId }) =>
    admin.ask('PUT', `/api/v1/users/${userId}/role`, { role: 'viewer' }),
  'a denial': ({ userId }) => admin.ask('PUT', rightOf(userId, 'audit:read'), { effect: 'deny' }),
  'a change of the role itself': async () => {
    const permissions = WATCHER.filter((one) => one !== 'audit:read');
    await admin.ask('PATCH', '/api/v1/roles/watcher', { permissions });
  },
};

test.each(Object.keys(TAKINGS))(
  'after %s nothing of the audit trail reaches the screens that were subscribed to it',
  async (way) => {
    const who = await watching();
    expect(await seesAudit(who.screens)).toEqual([true, true, true]);
    expect((await who.browser.send('GET', '/api/v1/audit')).status).toBe(200);
    await TAKINGS[way](who);
    expect((await who.browser.send('GET', '/api/v1/audit')).status).toBe(403);
    expect(await seesAudit(who.screens)).toEqual([false, false, false]);
    const [screen] = who.screens;
    screen.say({ type: 'subscribe', channel: 'audit' });
    expect((await screen.next('error')).code).toBe('forbidden');
    await admin.ask('PATCH', '/api/v1/roles/watcher', { permissions: WATCHER });
    for (const one of who.screens) one.close();
  },
);

test('who may not see the plant any more is shown out, by a denial as by a grant that is taken back', async () => {
  const denied = await watching();
  await admin.ask('PUT', rightOf(denied.userId, 'plant:read'), { effect: 'deny' });
  expect(await closeCodes(denied.screens)).toEqual(new Set([FORBIDDEN]));
  const draft = { key: 'guest', name: 'Guest', description: '', inherits: [] };
  await admin.ask('POST', '/api/v1/roles', { ...draft, permissions: ['session:own'] });
  const userId = await box.add('Guest', 'guest');
  await admin.ask('PUT', rightOf(userId, 'plant:read'), { effect: 'grant' });
  const browser = await box.signedIn('Guest');
  const screen = await screenOf(browser.cookie, ['plant']);
  await admin.ask('DELETE', rightOf(userId, 'plant:read'));
  expect(await closeCodes([screen])).toEqual(new Set([FORBIDDEN]));
  expect((await browser.send('GET', '/api/v1/points')).status).toBe(403);
});

test('a right that runs out ends by itself, on the next request and on open screens', async () => {
  const expiresMs = box.clock.nowMs + MINUTE;
  const [first, second] = [await box.add('Shortly', 'guest'), await box.add('Briefly', 'viewer')];
  await admin.ask('PUT', rightOf(first, 'plant:read'), { effect: 'grant', expiresMs });
  await admin.ask('PUT', rightOf(second, 'audit:read'), { effect: 'grant', expiresMs });
  // What has ended before it begins would be recorded and hold for nobody: a denial above all.
  const over = { effect: 'deny', expiresMs: box.clock.nowMs };
  expect((await admin.send('PUT', rightOf(second, 'plant:read'), over)).status).toBe(400);
  const [shortly, briefly] = [await box.signedIn('Shortly'), await box.signedIn('Briefly')];
  const leaving = await screenOf(shortly.cookie, ['plant']);
  const staying = await screenOf(briefly.cookie, ['plant', 'audit']);
  expect(await seesAudit([staying])).toEqual([true]);
  box.clock.nowMs = expiresMs + 1;
  expect((await shortly.send('GET', '/api/v1/points')).status).toBe(403);
  expect((await briefly.send('GET', '/api/v1/audit')).status).toBe(403);
  expect(await seesAudit([staying])).toEqual([false]);
  expect(await closeCodes([leaving])).toEqual(new Set([FORBIDDEN]));
  staying.close();
}, 20_000);

test('roles of a team end with being in it, and with the team', async () => {
  const userId = await box.add('Member', 'viewer');
  const draft = { key: 'reader', name: 'Reader', description: '', inherits: [] };
  await admin.ask('POST', '/api/v1/roles', { ...draft, permissions: ['audit:read'] });
  const team = await admin.ask<TeamDetail>('POST', '/api/v1/teams', { name: 'Readers' });
  const at = `/api/v1/teams/${team.teamId}`;
  await admin.ask('PUT', `${at}/roles`, { roles: ['reader'] });
  const browser = await box.signedIn('Member');
  for (const end of [
    () => admin.ask('DELETE', `${at}/members/${userId}`),
    () => admin.ask('POST', `${at}/dissolve`, { confirm: true, shared: { to: 'nobody' } }),
  ]) {
    await admin.ask('POST', `${at}/members`, { name: 'Member', role: 'member' });
    const screen = await screenOf(browser.cookie, ['audit']);
    expect(await seesAudit([screen])).toEqual([true]);
    await end();
    expect((await browser.send('GET', '/api/v1/audit')).status).toBe(403);
    expect(await seesAudit([screen])).toEqual([false]);
    screen.close();
  }
});

test('an API key ends with its revocation, and loses with its owner, on requests and on screens', async () => {
  const name = `Owner${++number}`;
  const ownerId = await box.add(name, 'watcher');
  const owner = await box.signedIn(name);
  const made = () =>
    owner.ask<MadeKey>('POST', '/api/v1/keys', { name, scopes: ['plant:read', 'audit:read'] });
  const withKey = async (secret: string, path: string) =>
    (await fetch(box.origin + path, { headers: { 'x-api-key': secret } })).status;
  const [revoked, kept] = [await made(), await made()];
  const screens = await Promise.all(
    [revoked, kept].map(({ secret }) => screenOf('', ['audit'], { 'x-api-key': secret })),
  );
  expect(await seesAudit(screens)).toEqual([true, true]);
  await admin.ask('DELETE', `/api/v1/admin/keys/${revoked.key.keyId}`);
  expect(await withKey(revoked.secret, '/api/v1/points')).toBe(401);
  expect(await closeCodes([screens[0]])).toEqual(new Set([SIGNED_OUT]));
  await admin.ask('PUT', rightOf(ownerId, 'audit:read'), { effect: 'deny' });
  expect(await withKey(kept.secret, '/api/v1/audit')).toBe(403);
  expect(await withKey(kept.secret, '/api/v1/points')).toBe(200);
  expect(await seesAudit([screens[1]])).toEqual([false]);
  await admin.ask('POST', `/api/v1/users/${ownerId}/suspend`);
  expect(await withKey(kept.secret, '/api/v1/points')).toBe(401);
  expect(await closeCodes([screens[1]])).toEqual(new Set([SIGNED_OUT]));
});

test('who sees Tremolo as another loses that at once with his own rights, or his own session', async () => {
  for (const end of [
    (userId: UserId) => admin.ask('POST', `/api/v1/users/${userId}/suspend`),
    (userId: UserId) => admin.ask('PUT', rightOf(userId, 'plant:read'), { effect: 'deny' }),
  ]) {
    const name = `Deputy${++number}`;
    // Nobody acts as somebody who may more: all that a viewer may, and then some.
    const draft = { name, description: '', inherits: ['viewer'], key: `deputy-${number}` };
    const permissions = [...WATCHER, 'user:impersonate'];
    await admin.ask('POST', '/api/v1/roles', { ...draft, permissions });
    const userId = await box.add(name, draft.key);
    const target = await box.add(`Target${number}`, 'viewer');
    const browser = new BrowserSession(box.origin);
    await browser.signIn(name, PASSWORD);
    await browser.ask('POST', `/api/v1/users/${target}/impersonate`);
    const screen = await screenOf(browser.cookie, ['plant']);
    expect(await statusWith(browser.cookie)).toBe(200);
    await end(userId);
    expect([401, 403]).toContain(await statusWith(browser.cookie));
    expect([SIGNED_OUT, FORBIDDEN]).toContain((await screen.closed).code);
  }
});
