import { afterAll, beforeAll, expect, test } from 'bun:test';
import { generate } from 'otplib';
import { SAML_ROUTES } from '#schemas/http/sso';
import type { UserId } from '#schemas/ids/ids';
import { SYSTEM_ACTOR } from '../../hub/store/actor.ts';
import { SamlBox } from './saml-box.ts';
import { makeSamlKey } from './saml-certificate.ts';

const REFEDS_MFA = 'https://refeds.org/profile/mfa';
const { samlStart, samlMetadata } = SAML_ROUTES;

let box: SamlBox;

beforeAll(async () => {
  box = await SamlBox.start();
});
afterAll(() => box?.stop());

/** A person of the provider that nobody has seen yet. */
function somebody(nameId: string, ...groups: string[]) {
  const email = [`${nameId}@plant.example`];
  return { nameId, attributes: { email, name: [`Person ${nameId}`], groups } };
}

test('a signed assertion opens a session with the role of the group, at the page first asked for', async () => {
  const begun = await box.begin('/points?area=north');
  const answer = box.idp.respond(begun.asked, somebody('ann', 'operators'));
  expect(await box.arrive(begun, answer)).toBe('/points?area=north');
  expect(await box.whoIs(begun.browser)).toEqual({
    name: 'ann',
    role: 'operator',
    email: 'ann@plant.example',
  });
  const audit = await box.people.audit();
  expect(audit.filter(({ event }) => event === 'auth.signed_in').at(-1)).toMatchObject({
    outcome: 'done',
  });
});

test('the second time it is the same account, with the role of that day’s groups', async () => {
  const first = await box.signIn(somebody('ben', 'operators'));
  const before = await box.whoIs(first.browser);
  const second = await box.signIn(somebody('ben', 'maintainers', 'operators'));
  expect(await box.whoIs(second.browser)).toEqual({ ...before, role: 'engineer' } as never);
  const { directory } = box.people.rooms;
  expect(directory.all().filter(({ email }) => email === 'ben@plant.example')).toHaveLength(1);
});

test('sessions and the history of sign-ins say how somebody came in', async () => {
  const { browser } = await box.signIn(somebody('bea', 'operators'));
  const { sessions } = await browser.ask<{ sessions: { how: string }[] }>(
    'GET',
    '/api/v1/users/me/sessions',
  );
  expect(sessions.map(({ how }) => how)).toEqual(['saml']);
});

test('a session ends when the provider says, also after a second factor here', async () => {
  const { clock, rooms } = box.people;
  const amy = (sessionEndsMs: number) => ({ ...somebody('amy', 'operators'), sessionEndsMs });
  const endsMs = clock.nowMs + 3_600_000;
  const { browser } = await box.signIn(amy(endsMs));
  const info = await browser.ask<{ expiresMs: number }>('GET', '/api/v1/users/me/session');
  expect(info.expiresMs).toBe(endsMs);
  expect((await box.signIn(amy(clock.nowMs))).location).toBe('/sign-in#sso=expired');
  const userId = rooms.directory.find('amy@plant.example')?.userId as UserId;
  const { secret } = await rooms.totp.begin(userId, { account: 'amy', site: 'Tremolo' });
  const code = () => generate({ secret, epoch: Math.floor(clock.nowMs / 1_000) });
  await rooms.secondFactors.confirmTotp(userId, await code(), SYSTEM_ACTOR);
  clock.nowMs += 60_000;
  const second = await box.signIn(amy(endsMs));
  const said = new URLSearchParams(second.location.split('#')[1]);
  const { session } = await second.browser.ask<{ session: { expiresMs: number } }>(
    'POST',
    '/api/v1/auth/login/verify',
    { challenge: said.get('challenge'), method: 'totp', code: await code() },
  );
  expect(session.expiresMs).toBe(endsMs);
});

test('whoever is in no group of the site stays outside, and out of sessions opened before', async () => {
  const stranger = await box.signIn(somebody('cat', 'canteen'));
  expect(stranger.location).toBe('/sign-in#sso=no_role');
  expect(await box.whoIs(stranger.browser)).toBeNull();
  const known = await box.signIn(somebody('cleo', 'operators'));
  await box.signIn(somebody('cleo', 'canteen'));
  expect(await box.whoIs(known.browser)).toBeNull();
});

test('accounts are made only where the site wants that', async () => {
  await box.configure({ createAccounts: false });
  expect((await box.signIn(somebody('dan', 'operators'))).location).toBe('/sign-in#sso=no_account');
  await box.configure({});
  expect((await box.signIn(somebody('dan', 'operators'))).location).toBe('/');
});

test('an account with a password of its own is not opened by the same address', async () => {
  await box.people.add('Eva', 'viewer');
  expect((await box.signIn(somebody('eva', 'operators'))).location).toBe(
    '/sign-in#sso=address_taken',
  );
});

test('a suspended account stays closed', async () => {
  await box.signIn(somebody('finn', 'operators'));
  const { userId } = box.people.rooms.directory.find('finn@plant.example') ?? {};
  await box.people.add('Ada', 'admin');
  const ada = await box.people.signedIn('Ada');
  await ada.ask('POST', `/api/v1/users/${userId}/suspend`);
  expect((await box.signIn(somebody('finn', 'operators'))).location).toBe('/sign-in#sso=inactive');
});

test('a second factor that the provider asked for is not asked again; otherwise the duty stays', async () => {
  await box.people.set('signIn', { secondFactorForAll: true });
  const dutyIn = async (authnContext: string) => {
    const { browser } = await box.signIn({ ...somebody('gus', 'operators'), authnContext });
    const info = await browser.ask<{ duty: string | null }>('GET', '/api/v1/users/me/session');
    return info.duty;
  };
  expect(await dutyIn('urn:oasis:names:tc:SAML:2.0:ac:classes:Password')).toBe('add_second_factor');
  expect(await dutyIn(REFEDS_MFA)).toBeNull();
  await box.configure({ asksSecondFactor: true });
  expect(await dutyIn('urn:oasis:names:tc:SAML:2.0:ac:classes:Password')).toBeNull();
  await box.configure({});
  await box.people.set('signIn', { secondFactorForAll: false });
});

test('a signature of the response besides that of the assertion is taken', async () => {
  const { location } = await box.signIn(somebody('hal', 'operators'), {
    what: ['assertion', 'response'],
  });
  expect(location).toBe('/');
});

test('an answer is read as other providers write it: prefixes, line ends, a declaration, types, SHA-512', async () => {
  const begun = await box.begin();
  const plain = box.idp.respond(begun.asked, somebody('hugo', 'operators'), { what: [] });
  const dressed = plain
    .replaceAll('saml:', 'saml2:')
    .replaceAll('samlp:', 'saml2p:')
    .replaceAll('xmlns:saml=', 'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:saml2=')
    .replaceAll('xmlns:samlp=', 'xmlns:saml2p=')
    .replaceAll(
      '<saml2:AttributeValue>',
      '<saml2:AttributeValue xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xs:string">',
    )
    .replaceAll('><saml2', '>\r\n  <saml2')
    .replaceAll(/(\.\d{3})Z"/g, '$14567Z"');
  const signed = box.idp.sign(`<?xml version="1.0" encoding="UTF-8"?>\r\n${dressed}`, {
    what: ['assertion', 'response'],
    algorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
    digest: 'http://www.w3.org/2001/04/xmlenc#sha512',
  });
  expect(signed).toContain('<saml2:Assertion');
  expect(await box.arrive(begun, signed)).toBe('/');
  expect(await box.whoIs(begun.browser)).toMatchObject({ email: 'hugo@plant.example' });
});

test('two certificates hold while the provider changes its key, and the old one no longer after that', async () => {
  const next = makeSamlKey('idp.plant.example');
  const { certificate } = box.idp.key;
  const signed = (key: typeof next) =>
    box.signIn(somebody('ida', 'operators'), { what: ['assertion'], key });
  await box.configure({ idpCertificates: [certificate, next.certificate] });
  expect((await signed(box.idp.key)).location).toBe('/');
  expect((await signed(next)).location).toBe('/');
  await box.configure({ idpCertificates: [next.certificate] });
  expect((await signed(box.idp.key)).location).toBe('/sign-in#sso=not_proven');
  await box.configure({});
});

test('other names of attributes, a name for an address, and values with signs of XML are read whole', async () => {
  await box.configure({ emailAttribute: 'urn:oid:0.9.2342.19200300.100.1.3', nameAttribute: 'cn' });
  const { browser } = await box.signIn({
    nameId: 'S-1-5-21',
    attributes: {
      'urn:oid:0.9.2342.19200300.100.1.3': ['jo@plant.example'],
      cn: ['Jo &amp; Co &lt;North&gt;'],
      groups: ['canteen', 'operators'],
    },
  });
  await box.configure({});
  const { user } = await browser.ask<{ user: { fullName: string; email: string } }>(
    'GET',
    '/api/v1/users/me/session',
  );
  expect(user).toMatchObject({ fullName: 'Jo & Co <North>', email: 'jo@plant.example' });
  const { location } = await box.signIn({
    nameId: 'kim@plant.example',
    nameIdFormat: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
    attributes: { groups: ['operators'] },
  });
  expect(location).toBe('/');
  expect(box.people.rooms.directory.find('kim@plant.example')).not.toBeNull();
});

test('the request names this site by its own address, whatever the browser says it is', async () => {
  const response = await fetch(box.people.origin + samlStart.path, {
    headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example' },
    redirect: 'manual',
  });
  const location = response.headers.get('location') ?? '';
  // By another name the browser is first sent to the site’s own address, where its cookie belongs.
  expect(location).toStartWith(`${box.people.origin}${samlStart.path}`);
  const { asked } = await box.begin();
  expect(asked).toMatchObject({
    acs: `${box.people.origin}/api/v1/auth/sso/saml/acs`,
    entityId: `${box.people.origin}/api/v1/auth/sso/saml/metadata`,
    destination: box.idp.entryPoint,
  });
  expect(asked.id).toMatch(/^_[0-9a-f]{40}$/);
  // SAML bindings 3.4.3: 80 bytes at most, and nothing in it that says where the browser goes.
  expect(asked.relayState).toMatch(/^[\w-]{43,80}$/);
});

test('the metadata name the address for answers and ask for signed assertions', async () => {
  const response = await fetch(box.people.origin + samlMetadata.path);
  expect(response.headers.get('content-type')).toBe('application/samlmetadata+xml; charset=utf-8');
  const xml = await response.text();
  expect(xml).toContain(`entityID="${box.people.origin}/api/v1/auth/sso/saml/metadata"`);
  expect(xml).toContain(`Location="${box.people.origin}/api/v1/auth/sso/saml/acs"`);
  expect(xml).toContain('WantAssertionsSigned="true"');
});

test('without the site’s address there are no metadata and no way to begin, and switched off there is neither a button', async () => {
  const startOf = async () =>
    (await fetch(box.people.origin + samlStart.path, { redirect: 'manual' })).headers.get(
      'location',
    );
  const providersOf = async () => {
    const response = await fetch(`${box.people.origin}/api/v1/auth/options`);
    return ((await response.json()) as { providers: unknown[] }).providers;
  };
  expect(await providersOf()).toEqual([
    { key: 'saml', name: 'Plant account', start: samlStart.path },
  ]);
  await box.people.set('general', { publicUrl: null });
  expect(await startOf()).toBe('/sign-in#sso=no_public_url');
  expect((await fetch(box.people.origin + samlMetadata.path)).status).toBe(404);
  await box.people.set('general', { publicUrl: box.people.origin });
  await box.configure({ entryPoint: 'http://idp.plant.example/sso' });
  expect(await startOf()).toBe('/sign-in#sso=unknown_provider');
  await box.configure({ enabled: false });
  expect(await startOf()).toBe('/sign-in#sso=unknown_provider');
  expect(await providersOf()).toEqual([]);
  await box.configure({});
});
