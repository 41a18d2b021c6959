import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test';
import { generate } from 'otplib';
import type { AuditEventName } from '#schemas/audit/events';
import { newId, type UserId } from '#schemas/ids/ids';
import { insertPerson, newPerson, type Person } from '../../hub/people/person.ts';
import { SYSTEM_ACTOR } from '../../hub/store/actor.ts';
import { PASSWORD } from '../hub/plant-box.ts';
import { BrowserSession } from '../rig/browser-session.ts';
import { OidcIdp } from '../rig/oidc-idp.ts';
import { WanderingBrowser } from '../rig/wandering-browser.ts';
import { CALLBACK, landed, OidcBox, START } from './oidc-box.ts';

let box: OidcBox;

beforeAll(async () => {
  box = await OidcBox.start();
});
afterAll(() => box.stop());
afterEach(async () => {
  await box.provider({});
  await box.hub.set('signIn', { secondFactorRoles: ['admin'], secondFactorForAll: false });
  await box.hub.set('general', { publicUrl: box.hub.origin });
});

const atCallback = (url: URL) => url.pathname === CALLBACK;
const person = (name: string) => box.hub.rooms.directory.find(name);
const confirmed = (email: string) => ({ email, email_verified: true });

/** The latest entries of the trail for an event, with their details. */
async function entries(event: AuditEventName) {
  const rows = await box.hub.rooms.store.read(
    'SELECT outcome, actor_id, resource_id, details FROM audit WHERE event = ? ORDER BY seq DESC',
    [event],
  );
  return rows.map((row) => ({ ...row, details: JSON.parse(String(row.details)) }));
}

/** An account without a password, as an invitation leaves it. */
async function waiting(name: string, role: string, isProtected = false): Promise<Person> {
  const { store, directory, clock } = box.hub.rooms;
  const email = `${name}@plant.example`;
  const made = newPerson({ userId: newId('us'), name, role, email, isProtected, nowMs: clock() });
  await store.record([insertPerson(made)], []);
  directory.know(made);
  return made;
}

/** Where a response sends the browser, and with what. */
const landedBy = (response: Response) =>
  landed(new URL(response.headers.get('location') ?? '', box.hub.origin));

test('who signs in at the provider gets an account, a session and the page that was asked for', async () => {
  box.knows('anna', {
    ...confirmed('anna@plant.example'),
    name: 'Anna Berg',
    preferred_username: 'anna',
  });
  const { path, problem, browser } = await box.signIn('anna', { to: '/point/pt_1?tab=trend' });
  expect([path, problem]).toEqual(['/point/pt_1?tab=trend', null]);
  const session = await box.whoIs(browser);
  expect(session?.user).toMatchObject({
    name: 'anna',
    fullName: 'Anna Berg',
    email: 'anna@plant.example',
    emailVerified: true,
    role: 'viewer',
    origin: 'oidc:company',
  });
  const [entry] = await entries('auth.signed_in');
  expect(entry).toMatchObject({
    actor_id: session?.user.userId,
    details: { how: 'oidc:company', secondFactor: null },
  });
  const own = await browser.once(`${box.hub.origin}/api/v1/users/me/sessions`);
  expect((await own.json()).sessions[0]).toMatchObject({ how: 'oidc:company', isCurrent: true });
  const seen = await browser.once(`${box.hub.origin}/api/v1/users/me/sign-ins`);
  expect((await seen.json()).signIns[0]).toMatchObject({
    event: 'auth.signed_in',
    how: 'oidc:company',
  });
});

test('the second time it is the same account, also under another name and address', async () => {
  box.knows('ben', { ...confirmed('ben@plant.example'), preferred_username: 'ben' });
  const first = await box.whoIs((await box.signIn('ben')).browser);
  box.knows('ben', { ...confirmed('benjamin@plant.example'), preferred_username: 'benjamin' });
  const second = await box.whoIs((await box.signIn('ben')).browser);
  expect(second?.user.userId).toBe(first?.user.userId ?? ('none' as UserId));
});

test('the sign-in page offers the provider, and only while it is switched on', async () => {
  const offered = async () =>
    (await (await fetch(`${box.hub.origin}/api/v1/auth/options`)).json()).providers;
  expect(await offered()).toEqual([{ key: 'company', name: 'Company account', start: START }]);
  await box.provider({ enabled: false });
  expect(await offered()).toEqual([]);
  expect((await box.signIn('anna')).problem).toBe('unknown_provider');
});

test('the session’s cookies stay Strict, and the half that is kept for the provider is gone afterwards', async () => {
  box.knows('cleo');
  const browser = new WanderingBrowser();
  const { url } = await box.signIn('cleo', { browser, until: atCallback });
  const kept = [...browser.cookiesOf(box.hub.origin).keys()];
  expect(kept).toEqual([expect.stringMatching(/^tremolo-sso-[\w-]{8}$/)]);
  const response = await browser.once(url);
  const set = response.headers.getSetCookie();
  for (const name of ['tremolo', 'tremolo-refresh']) {
    const cookie = set.find((one) => one.startsWith(`${name}=`)) ?? '';
    expect(cookie).toContain('HttpOnly');
    expect(cookie).toContain('SameSite=Strict');
  }
  expect([...browser.cookiesOf(box.hub.origin).keys()].sort()).toEqual([
    'tremolo',
    'tremolo-refresh',
  ]);
});

test('a browser that did not begin the sign-in is not signed in by its answer', async () => {
  box.knows('mallory');
  const { url } = await box.signIn('mallory', { until: atCallback });
  const victim = new WanderingBrowser();
  // The victim has begun a sign-in of his own: its cookie is for another state.
  await victim.once(box.hub.origin + START);
  const { url: end } = await victim.go(url, { until: (at) => at.pathname === '/sign-in' });
  expect(landed(end).problem).toBe('expired');
  expect(await box.whoIs(victim)).toBeNull();
});

test('an answer is taken once: who finds it in a history comes too late, in the same browser too', async () => {
  box.knows('dora');
  const browser = new WanderingBrowser();
  const { url } = await box.signIn('dora', { browser, until: atCallback });
  const kept = [...browser.cookiesOf(box.hub.origin)];
  await browser.once(url);
  for (const [name, value] of kept) browser.plant(box.hub.origin, name, value);
  const again = await browser.once(url);
  expect(landedBy(again).problem).toBe('expired');
});

test('a state that is wrong, missing, of another provider or too old leads nowhere', async () => {
  box.knows('emil');
  const refused = async (change: (url: URL) => void, browser = new WanderingBrowser()) => {
    const { url } = await box.signIn('emil', { browser, until: atCallback });
    change(url);
    const response = await browser.once(url);
    return landedBy(response);
  };
  const wrong = await refused((url) => url.searchParams.set('state', 'x'.repeat(51)));
  const missing = await refused((url) => url.searchParams.delete('state'));
  const elsewhere = await refused((url) => {
    url.pathname = CALLBACK.replace('company', 'other');
  });
  const late = await refused(() => {
    box.hub.clock.nowMs += 11 * 60_000;
  });
  for (const one of [wrong, missing, elsewhere, late]) {
    expect(one).toEqual({ path: '/sign-in', problem: 'expired', challenge: null });
  }
});

test('a code that was used at the provider before opens nothing', async () => {
  box.knows('finn');
  const first = await box.signIn('finn', { until: atCallback });
  await first.browser.once(first.url);
  // The same code under a fresh state: as if it had been stolen from a log.
  const thief = new WanderingBrowser();
  const second = await box.signIn('finn', { browser: thief, until: atCallback });
  second.url.searchParams.set('code', first.url.searchParams.get('code') ?? '');
  const response = await thief.once(second.url);
  expect(landedBy(response).problem).toBe('not_proven');
  expect(await box.whoIs(thief)).toBeNull();
});

test('an answer that names another issuer is not taken to the provider', async () => {
  box.knows('gina');
  const browser = new WanderingBrowser();
  const { url } = await box.signIn('gina', { browser, until: atCallback });
  url.searchParams.set('iss', 'https://evil.example');
  const response = await browser.once(url);
  expect(landedBy(response).problem).toBe('not_proven');
});

test('who declines at the provider comes back to the sign-in page', async () => {
  const browser = new WanderingBrowser();
  const { url } = await browser.go(`${box.hub.origin}${START}?to=/system`);
  const stop = (at: URL) => at.pathname === '/sign-in';
  const { url: end } = await browser.go(url, { form: { do: 'decline' }, until: stop });
  expect(landed(end)).toEqual({
    path: '/sign-in?to=%2Fsystem',
    problem: 'cancelled',
    challenge: null,
  });
});

test('afterwards nobody is led to another site', async () => {
  box.knows('hugo');
  for (const to of [
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/.//evil.example',
    '/api/v1/auth/logout',
  ]) {
    const { browser, url } = await box.signIn('hugo', { to });
    expect([to, url.href]).toEqual([to, `${box.hub.origin}/`]);
    expect(browser.way.every(({ hostname }) => hostname === '127.0.0.1')).toBe(true);
  }
});

test('the provider is told the site’s own address, whatever the request calls it', async () => {
  const asked = await fetch(`${box.hub.origin}${START}?home=1`, {
    redirect: 'manual',
    headers: { host: 'evil.example' },
  });
  const at = new URL(asked.headers.get('location') ?? '');
  expect(at.searchParams.get('redirect_uri')).toBe(box.hub.origin + CALLBACK);
  const sentHome = await fetch(`${box.hub.origin}${START}?to=/system`, {
    redirect: 'manual',
    headers: { host: 'evil.example' },
  });
  expect(sentHome.headers.get('location')).toBe(`${box.hub.origin}${START}?to=%2Fsystem&home=1`);
});

test('a site that does not say where it is opened says so on the sign-in page', async () => {
  await box.hub.set('general', { publicUrl: null });
  expect((await box.signIn('anna')).problem).toBe('no_public_url');
});

test('too many beginnings from one address end on the sign-in page, and nobody else is held up', async () => {
  const plenty = { perHour: 1_000_000, burst: 10_000 };
  await box.hub.set('limits', { signIn: { perHour: 1, burst: 1 } });
  const start = () => fetch(`${box.hub.origin}${START}?to=/system`, { redirect: 'manual' });
  const responses = [await start(), await start(), await start()];
  await box.hub.set('limits', { signIn: plenty });
  const last = responses.at(-1);
  if (last === undefined) throw new Error('Nothing answered.');
  expect([last.status, landedBy(last)]).toEqual([
    303,
    { path: '/sign-in', problem: 'busy', challenge: null },
  ]);
  expect(last.headers.get('retry-after')).toMatch(/^\d+$/);
});

test('what is no way through a provider stays a problem document', async () => {
  const at = (path: string, method = 'GET') =>
    fetch(`${box.hub.origin}/api/v1/auth/sso${path}`, { method, redirect: 'manual' });
  expect((await at('/nothing')).status).toBe(404);
  expect((await at('/oidc/company/start', 'POST')).status).toBe(405);
  // Whoever was on a way sees a page, whatever came back in the address.
  for (const odd of ['Company%2F../start', `company/callback?state=${'x'.repeat(1_000)}`]) {
    const landing = landedBy(await at(`/oidc/${odd}`));
    expect(landing).toEqual({ path: '/sign-in', problem: 'not_proven', challenge: null });
  }
});

test('groups give the role at each sign-in, up and down, and the trail says so', async () => {
  const mapping = {
    roleOfGroup: [
      { group: 'reliability', role: 'engineer' },
      { group: 'shift', role: 'operator' },
    ],
    defaultRole: 'viewer',
  };
  await box.provider(mapping);
  const roleWith = async (groups: string[]) => {
    box.knows('ines', { preferred_username: 'ines', groups });
    return (await box.whoIs((await box.signIn('ines')).browser))?.user.role;
  };
  expect(await roleWith(['shift'])).toBe('operator');
  expect(await roleWith(['shift', 'reliability'])).toBe('engineer');
  expect(await roleWith([])).toBe('viewer');
  const changes = await entries('user.role_changed');
  expect(changes.slice(0, 2).map(({ details }) => details)).toEqual([
    { before: { role: 'engineer' }, after: { role: 'viewer' } },
    { before: { role: 'operator' }, after: { role: 'engineer' } },
  ]);
});

test('a role that was given here stays where the site maps no groups', async () => {
  box.knows('jule', { preferred_username: 'jule' });
  await box.signIn('jule');
  const { people } = box.hub.rooms;
  const userId = person('jule')?.userId as UserId;
  await people.followRole(userId, 'engineer', SYSTEM_ACTOR);
  const { browser } = await box.signIn('jule');
  expect((await box.whoIs(browser))?.user.role).toBe('engineer');
});

test('who is in no group of the site stays outside, and whoever was in is out everywhere', async () => {
  const mapping = { roleOfGroup: [{ group: 'shift', role: 'operator' }], defaultRole: null };
  await box.provider(mapping);
  box.knows('kurt', { preferred_username: 'kurt', groups: ['shift'] });
  const { browser } = await box.signIn('kurt');
  expect(await box.whoIs(browser)).not.toBeNull();
  box.knows('kurt', { preferred_username: 'kurt', groups: ['canteen'] });
  expect((await box.signIn('kurt')).problem).toBe('no_role');
  expect(await box.whoIs(browser)).toBeNull();
  box.knows('lena', { preferred_username: 'lena' });
  expect((await box.signIn('lena')).problem).toBe('no_role');
  expect(person('lena')).toBeNull();
  const [latest] = await entries('auth.failed');
  expect(latest).toMatchObject({
    outcome: 'refused',
    details: { how: 'oidc:company', why: 'no_role' },
  });
});

test('groups never take the site’s protected administrator down, nor let anybody become it', async () => {
  const { store, directory } = box.hub.rooms;
  const root = await waiting('root', 'admin', true);
  box.knows('impostor', { ...confirmed('root@plant.example'), preferred_username: 'root' });
  expect((await box.signIn('impostor')).problem).toBe('address_taken');
  await store.write([
    {
      sql: 'INSERT INTO identities VALUES (?, ?, ?, 0, 0)',
      args: [box.idp.issuer, 'root', root.userId],
    },
  ]);
  await box.provider({ roleOfGroup: [{ group: 'shift', role: 'operator' }] });
  box.knows('root', { preferred_username: 'root', groups: ['shift'] });
  await box.signIn('root');
  expect(directory.get(root.userId)?.role).toBe('admin');
});

test('without accounts that are made by themselves, only who is known comes in', async () => {
  box.knows('mona', { preferred_username: 'mona' });
  await box.signIn('mona');
  await box.provider({ createAccounts: false });
  expect((await box.signIn('mona')).problem).toBeNull();
  box.knows('nils', { preferred_username: 'nils' });
  expect((await box.signIn('nils')).problem).toBe('no_account');
  expect(person('nils')).toBeNull();
});

test('an address that the provider only repeats is nobody’s: it opens nothing and is not kept', async () => {
  await box.hub.add('Olaf', 'operator');
  box.knows('eve', {
    email: 'olaf@plant.example',
    email_verified: false,
    preferred_username: 'eve',
  });
  const { browser } = await box.signIn('eve');
  const session = await box.whoIs(browser);
  expect(session?.user).toMatchObject({ name: 'eve', email: null, emailVerified: false });
  expect(session?.user.userId).not.toBe(person('Olaf')?.userId as UserId);
});

test('an account with a password is not opened by an address, however well it is confirmed', async () => {
  const userId = await box.hub.add('Paul', 'operator');
  box.knows('paul', {
    ...confirmed('paul@plant.example'),
    preferred_username: 'paul-of-the-company',
  });
  const { problem, browser } = await box.signIn('paul');
  expect(problem).toBe('address_taken');
  expect(await box.whoIs(browser)).toBeNull();
  expect(person('paul-of-the-company')).toBeNull();
  const [entry] = await entries('auth.failed');
  expect(entry).toMatchObject({
    resource_id: userId,
    outcome: 'refused',
    details: { why: 'address_taken' },
  });
});

test('an account that waits for its person, without a password, is opened by the confirmed address it was made with', async () => {
  const invited = await waiting('quinn', 'operator');
  box.knows('q-17', { ...confirmed('Quinn@Plant.example'), preferred_username: 'quinn' });
  const session = await box.whoIs((await box.signIn('q-17')).browser);
  expect(session?.user).toMatchObject({
    userId: invited.userId,
    role: 'operator',
    emailVerified: true,
    origin: 'oidc:company',
  });
  expect((await entries('identity.linked'))[0]).toMatchObject({
    actor_id: invited.userId,
    resource_id: invited.userId,
    details: { how: 'oidc:company', issuer: box.idp.issuer },
  });
  // Not one that looks after others: a provider’s error must not hand out the site.
  await waiting('rosa', 'admin');
  box.knows('r-18', { ...confirmed('rosa@plant.example'), preferred_username: 'rosa' });
  expect((await box.signIn('r-18')).problem).toBe('address_taken');
});

test('an address that passed from somebody who left to somebody who came does not pass the account on', async () => {
  box.knows('left', { ...confirmed('post@plant.example'), preferred_username: 'left' });
  await box.signIn('left');
  box.knows('came', { ...confirmed('post@plant.example'), preferred_username: 'came' });
  const { problem, browser } = await box.signIn('came');
  expect(problem).toBe('address_taken');
  expect(await box.whoIs(browser)).toBeNull();
});

test('a sign-in name that looks like an address is no address: it opens nothing and blocks nobody', async () => {
  await box.hub.add('boss@company.example', 'operator');
  box.knows('boss', {
    ...confirmed('boss@company.example'),
    preferred_username: 'boss@company.example',
  });
  const { browser, problem } = await box.signIn('boss');
  const taken = person('boss@company.example')?.userId as UserId;
  expect((await box.whoIs(browser))?.user.userId).not.toBe(taken);
  expect(problem).toBe('address_taken');
  box.knows('sara', {
    ...confirmed('sara@company.example'),
    preferred_username: 'tom@company.example',
  });
  await box.signIn('sara');
  box.knows('tom', {
    ...confirmed('tom@company.example'),
    preferred_username: 'tom@company.example',
  });
  const tom = await box.whoIs((await box.signIn('tom')).browser);
  expect(tom?.user.email).toBe('tom@company.example');
});

test('who is suspended stays out, is told so, and keeps the role', async () => {
  box.knows('uwe', { preferred_username: 'uwe' });
  const { browser } = await box.signIn('uwe');
  const before = person('uwe');
  if (before === null) throw new Error('There is no Uwe.');
  const suspended = { ...before, status: 'suspended' as const };
  await box.hub.rooms.store.write([
    { sql: "UPDATE people SET status = 'suspended' WHERE user_id = ?", args: [before.userId] },
  ]);
  box.hub.rooms.directory.know(suspended);
  await box.provider({ roleOfGroup: [{ group: 'shift', role: 'operator' }] });
  box.knows('uwe', { preferred_username: 'uwe', groups: ['shift'] });
  expect((await box.signIn('uwe')).problem).toBe('inactive');
  expect(await box.whoIs(browser)).toBeNull();
  expect(person('uwe')?.role).toBe('viewer');
  expect((await entries('auth.inactive_refused'))[0]).toMatchObject({ resource_id: before.userId });
});

test('a second factor is still due where the site wants one and the provider did not ask for one', async () => {
  await box.hub.set('signIn', { secondFactorForAll: true });
  box.knows('vera', { preferred_username: 'vera' });
  expect((await box.whoIs((await box.signIn('vera')).browser))?.duty).toBe('add_second_factor');
  box.knows('vera', { preferred_username: 'vera', amr: ['pwd', 'mfa'] });
  expect((await box.whoIs((await box.signIn('vera')).browser))?.duty).toBeNull();
  box.knows('vera', { preferred_username: 'vera', amr: ['pwd'] });
  await box.provider({ asksSecondFactor: true });
  expect((await box.whoIs((await box.signIn('vera')).browser))?.duty).toBeNull();
});

test('who has a second factor here is asked for it on the way in, and the session still names the provider', async () => {
  box.knows('will', { preferred_username: 'will' });
  await box.signIn('will');
  const { totp, secondFactors } = box.hub.rooms;
  const userId = person('will')?.userId as UserId;
  const { secret } = await totp.begin(userId, { account: 'will', site: 'Tremolo' });
  const code = () => generate({ secret, epoch: Math.floor(box.hub.clock.nowMs / 1_000) });
  await secondFactors.confirmTotp(userId, await code(), SYSTEM_ACTOR);
  box.hub.clock.nowMs += 60_000;
  const { path, challenge, browser } = await box.signIn('will', { to: '/system' });
  expect(path).toBe('/sign-in?to=%2Fsystem');
  expect(await box.whoIs(browser)).toBeNull();
  const verify = (said: string) =>
    fetch(`${box.hub.origin}/api/v1/auth/login/verify`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ challenge, method: 'totp', code: said }),
    });
  expect((await verify('000000')).status).toBe(401);
  const answer = await verify(await code());
  expect(answer.status).toBe(200);
  const { session } = await answer.json();
  const opened = box.hub.rooms.sessions.find(session.sessionId);
  expect(opened?.how).toBe('oidc:company');
});

test('a password of one’s own does not get an account of a provider around the second factor', async () => {
  await box.hub.set('signIn', { secondFactorForAll: true });
  box.knows('xena', { preferred_username: 'xena', amr: ['mfa'] });
  await box.signIn('xena');
  const { passwords, store } = box.hub.rooms;
  const userId = person('xena')?.userId as UserId;
  await store.write(await passwords.statements(userId, PASSWORD, { mustChange: false }));
  const browser = new BrowserSession(box.hub.origin);
  const { session } = await browser.ask<{ session: { duty: string } }>(
    'POST',
    '/api/v1/auth/login',
    {
      name: 'xena',
      password: PASSWORD,
    },
  );
  expect(session.duty).toBe('add_second_factor');
});

test('an erased person comes back as a stranger: nothing is left of the link', async () => {
  box.knows('yara', { preferred_username: 'yara' });
  await box.signIn('yara');
  const before = person('yara')?.userId as UserId;
  const { accountStates, directory } = box.hub.rooms;
  const gone = directory.get(before);
  if (gone === null) throw new Error('There is no Yara.');
  await box.hub.rooms.store.write([
    { sql: "UPDATE people SET status = 'deleted' WHERE user_id = ?", args: [before] },
    { sql: 'INSERT INTO deletions VALUES (?, 0, 0, ?)', args: [before, 'active'] },
  ]);
  directory.know({ ...gone, status: 'deleted' });
  await accountStates.start();
  expect((await box.signIn('yara')).problem).toBe('inactive');
  await accountStates.sweep();
  const left = await box.hub.rooms.store.read('SELECT * FROM identities WHERE user_id = ?', [
    before,
  ]);
  expect(left).toEqual([]);
  const session = await box.whoIs((await box.signIn('yara')).browser);
  expect(session?.user.userId).not.toBe(before);
});

test('two tabs at once make one account', async () => {
  box.knows('zoe', { ...confirmed('zoe@plant.example'), preferred_username: 'zoe' });
  const tabs = await Promise.all([1, 2, 3].map(() => box.signIn('zoe', { until: atCallback })));
  await Promise.all(tabs.map(({ browser, url }) => browser.once(url)));
  const sessions = await Promise.all(tabs.map(({ browser }) => box.whoIs(browser)));
  expect(new Set(sessions.map((session) => session?.user.userId)).size).toBe(1);
  expect(person('zoe 2')).toBeNull();
});

test('another provider under the same key and the same word for somebody is somebody else', async () => {
  box.knows('shared-subject', { preferred_username: 'first' });
  await box.signIn('shared-subject');
  const other = await OidcIdp.start(box.hub.origin + CALLBACK);
  try {
    other.people.set('shared-subject', { preferred_username: 'second' });
    await box.provider({ issuer: other.issuer });
    const session = await box.whoIs((await box.signIn('shared-subject')).browser);
    expect(session?.user.name).toBe('second');
  } finally {
    await other.stop();
  }
});
