import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test';
import { IDENTITY_ROUTES, type OwnIdentities } from '#schemas/http/identities';
import type { UserId } from '#schemas/ids/ids';
import { SYSTEM_ACTOR } from '../../hub/store/actor.ts';
import { PASSWORD } from '../hub/plant-box.ts';
import type { BrowserSession } from '../rig/browser-session.ts';
import { MailRelay } from '../rig/mail-relay.ts';
import { WanderingBrowser } from '../rig/wandering-browser.ts';
import { atCallback, confirmed, OidcBox } from './oidc-box.ts';

const { identities, connectIdentity, disconnectIdentity } = IDENTITY_ROUTES;

let box: OidcBox;

beforeAll(async () => {
  box = await OidcBox.start();
  await box.hub.set('signIn', { secondFactorRoles: [] });
});
afterAll(() => box.stop());
afterEach(() => box.provider({}));

const own = (browser: BrowserSession) => browser.ask<OwnIdentities>('GET', identities.path);
const disconnect = (browser: BrowserSession, identityId: string, password: string | null) =>
  browser.send('POST', disconnectIdentity.path.replace(':identityId', identityId), { password });

/** Begins to connect in the browser of a session, as far as to the answer of the provider. */
async function begin(session: BrowserSession, subject: string) {
  const response = await session.send('POST', connectIdentity.path, {
    provider: 'company',
    password: PASSWORD,
  });
  const { location } = (await response.json()) as { location: string };
  const browser = new WanderingBrowser();
  for (const set of response.headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
    browser.plant(box.hub.origin, name, value);
  }
  const there = await browser.go(location);
  const form = { name: subject, do: 'sign-in' };
  const { url } = await browser.go(there.url, { form, until: atCallback });
  return { browser, url };
}

/** All the way; where it ended, as an address of the hub. */
async function connect(session: BrowserSession, subject: string): Promise<string> {
  const { browser, url } = await begin(session, subject);
  return (await browser.once(url)).headers.get('location') ?? '';
}

test('a person with a password connects a company account, and comes in by either from then on', async () => {
  const userId = await box.hub.add('Anna', 'operator');
  const session = await box.hub.signedIn('Anna');
  expect((await own(session)).identities).toEqual([]);
  box.knows('anna', { ...confirmed('anna@plant.example'), preferred_username: 'anna' });
  expect(await connect(session, 'anna')).toBe('/settings/security#sso=connected');
  expect(await own(session)).toMatchObject({
    identities: [{ name: 'Company account', issuer: box.idp.issuer }],
    offered: [{ key: 'company', name: 'Company account' }],
    hasPassword: true,
  });
  const byProvider = await box.whoIs((await box.signIn('anna')).browser);
  expect(byProvider?.user).toMatchObject({ userId, role: 'operator', origin: 'local' });
  await box.hub.signedIn('Anna');
  const [entry] = await box.entries('identity.linked');
  expect(entry).toMatchObject({ actor_id: userId, resource_id: userId, outcome: 'done' });
});

test('connecting needs the password, and a session of one’s own', async () => {
  await box.hub.add('Bert', 'operator');
  const session = await box.hub.signedIn('Bert');
  const ask = (password: string | null) =>
    session.send('POST', connectIdentity.path, { provider: 'company', password });
  expect((await ask('wrong')).status).toBe(403);
  expect((await ask(null)).status).toBe(403);
  const other = { provider: 'nothing', password: PASSWORD };
  expect((await session.send('POST', connectIdentity.path, other)).status).toBe(404);
  const stranger = await fetch(box.hub.origin + connectIdentity.path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ provider: 'company', password: PASSWORD }),
  });
  expect(stranger.status).toBe(401);
});

test('by another name of the site nothing is connected: the answer would not find back', async () => {
  await box.hub.add('Otto', 'operator');
  const session = await box.hub.signedIn('Otto');
  await box.hub.set('general', { publicUrl: 'https://tremolo.plant.example' });
  const body = { provider: 'company', password: PASSWORD };
  const response = await session.send('POST', connectIdentity.path, body);
  await box.hub.set('general', { publicUrl: box.hub.origin });
  expect([response.status, (await response.json()).detail]).toEqual([
    409,
    'Open this site at https://tremolo.plant.example to connect an account.',
  ]);
});

test('a company account that opens somebody else’s account is not taken over', async () => {
  box.knows('cora', { preferred_username: 'cora' });
  const cora = await box.whoIs((await box.signIn('cora')).browser);
  await box.hub.add('Thief', 'operator');
  const thief = await box.hub.signedIn('Thief');
  expect(await connect(thief, 'cora')).toBe('/settings/security#sso=identity_taken');
  expect((await box.whoIs((await box.signIn('cora')).browser))?.user.userId).toBe(
    cora?.user.userId ?? ('none' as UserId),
  );
  expect((await box.entries('identity.linked'))[0]).toMatchObject({ outcome: 'refused' });
});

test('an answer that another browser brings connects nothing', async () => {
  await box.hub.add('Dora', 'operator');
  const session = await box.hub.signedIn('Dora');
  box.knows('dora', { preferred_username: 'dora' });
  const { url } = await begin(session, 'dora');
  const response = await new WanderingBrowser().once(url);
  expect(response.headers.get('location')).toBe('/sign-in#sso=expired');
  expect((await own(session)).identities).toEqual([]);
});

test('whose session ended meanwhile, or who was suspended, connects nothing', async () => {
  const userId = await box.hub.add('Emma', 'operator');
  const session = await box.hub.signedIn('Emma');
  box.knows('emma', { preferred_username: 'emma' });
  const { browser, url } = await begin(session, 'emma');
  await box.hub.rooms.sessions.endAllOf(userId, {}, SYSTEM_ACTOR);
  const response = await browser.once(url);
  expect(response.headers.get('location')).toBe('/settings/security#sso=expired');
  expect(await box.hub.rooms.ownIdentities.of(userId)).toEqual([]);
});

test('what connects does not sign in: the way stays as long as the session, and gives no other one', async () => {
  await box.hub.add('Fred', 'operator');
  const session = await box.hub.signedIn('Fred');
  box.knows('fred', { preferred_username: 'fred' });
  const { browser, url } = await begin(session, 'fred');
  await browser.once(url);
  expect(await box.whoIs(browser)).toBeNull();
});

test('disconnecting needs the password and closes that way in', async () => {
  const userId = await box.hub.add('Gina', 'operator');
  const session = await box.hub.signedIn('Gina');
  box.knows('gina', { preferred_username: 'gina' });
  await connect(session, 'gina');
  const [{ identityId = '' } = {}] = (await own(session)).identities;
  expect((await disconnect(session, identityId, null)).status).toBe(403);
  await box.hub.add('Hans', 'operator');
  const stranger = await box.hub.signedIn('Hans');
  expect((await disconnect(stranger, identityId, PASSWORD)).status).toBe(404);
  expect((await disconnect(session, identityId, PASSWORD)).status).toBe(204);
  expect((await box.entries('identity.unlinked'))[0]).toMatchObject({ resource_id: userId });
  const after = await box.whoIs((await box.signIn('gina')).browser);
  expect(after?.user.userId).not.toBe(userId);
});

test('the only way in stays, and who has no password connects no other one', async () => {
  box.knows('iris', { preferred_username: 'iris' });
  const { browser } = await box.signIn('iris');
  const session = await box.whoIs(browser);
  const headers = { 'x-csrf-token': session?.csrfToken ?? '', origin: box.hub.origin };
  const send = (path: string, body: object) =>
    fetch(box.hub.origin + path, {
      method: 'POST',
      headers: {
        ...headers,
        'content-type': 'application/json',
        cookie: `tremolo=${browser.cookiesOf(box.hub.origin).get('tremolo')}`,
      },
      body: JSON.stringify(body),
    });
  const listed = await browser.once(box.hub.origin + identities.path);
  const { identities: all, hasPassword } = (await listed.json()) as OwnIdentities;
  expect([all.length, hasPassword]).toEqual([1, false]);
  const path = disconnectIdentity.path.replace(':identityId', all[0]?.identityId ?? '');
  expect((await send(path, { password: null })).status).toBe(409);
  const connecting = await send(connectIdentity.path, { provider: 'company', password: null });
  expect(connecting.status).toBe(409);
});

test('a letter tells of a new way in', async () => {
  const relay = await MailRelay.start();
  try {
    await box.hub.set('mail', relay.settings);
    await box.hub.add('Jana', 'operator');
    box.knows('jana', { preferred_username: 'jana' });
    await connect(await box.hub.signedIn('Jana'), 'jana');
    const letter = await relay.letters.first(({ to }) => to.includes('jana@plant.example'));
    expect(letter.text).toContain('can sign in to it from now on');
  } finally {
    await box.hub.set('mail', { host: null });
    await relay.stop();
  }
});
