import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test';
import { generate } from 'otplib';
import { newId, type UserId } from '#schemas/ids/ids';
import { insertPerson, newPerson, type Person } from '../../hub/people/person.ts';
import { SYSTEM_ACTOR } from '../../hub/store/actor.ts';
import { PASSWORD } from '../hub/plant-box.ts';
import { BrowserSession } from '../rig/browser-session.ts';
import { OidcIdp } from '../rig/oidc-idp.ts';
import { atCallback, CALLBACK, confirmed, OidcBox } from './oidc-box.ts';

let box: OidcBox;

beforeAll(async () => {
  box = await OidcBox.start();
});
afterAll(() => box.stop());
afterEach(() => box.reset());

const person = (name: string) => box.hub.rooms.directory.find(name);

/** An account without a password, as an invitation leaves it. */
async function waiting(name: string, role: string, isProtected = false): Promise<Person> {
  const { store, directory, clock } = box.hub.rooms;
  const email = `${name}@plant.example`;
  const made = newPerson({ userId: newId('us'), name, role, email, isProtected, nowMs: clock() });
  await store.record([insertPerson(made)], []);
  directory.know(made);
  return made;
}

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
  const changes = await box.entries('user.role_changed');
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
  const [latest] = await box.entries('auth.failed');
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
  const [entry] = await box.entries('auth.failed');
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
  expect((await box.entries('identity.linked'))[0]).toMatchObject({
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
  expect((await box.entries('auth.inactive_refused'))[0]).toMatchObject({
    resource_id: before.userId,
  });
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

test('when a provider is gone for good, an administrator gives its people a password; before, not even that', async () => {
  await box.hub.add('Chief', 'admin');
  const root = await box.hub.signedIn('Chief');
  box.knows('vito', { ...confirmed('vito@plant.example'), preferred_username: 'vito' });
  await box.signIn('vito');
  const userId = person('vito')?.userId;
  const path = `/api/v1/users/${userId}/reset-password`;
  expect((await root.send('POST', path, {})).status).toBe(409);
  await box.provider({ enabled: false });
  const { reset } = await root.ask<{ reset: { link: string } }>('POST', path, {});
  const token = new URL(reset.link, box.hub.origin).hash.replace('#token=', '');
  const vito = new BrowserSession(box.hub.origin);
  await vito.ask('POST', '/api/v1/auth/reset', { token, password: PASSWORD });
  expect((await vito.signIn('vito', PASSWORD)).user).toMatchObject({ userId, origin: 'local' });
  expect((await box.entries('user.password_reset'))[0]).toMatchObject({
    details: { before: { origin: 'oidc:company' }, after: { origin: 'local' } },
  });
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
