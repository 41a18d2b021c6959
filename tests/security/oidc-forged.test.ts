import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test';
import { generateKeyPair } from 'jose';
import { type OidcProvider, SsoSettings } from '#schemas/config/site-settings';
import { type Forgery, ForgingIssuer } from '../rig/forging-issuer.ts';
import { WanderingBrowser } from '../rig/wandering-browser.ts';
import { CALLBACK, type Landed, landed, START } from './oidc-box.ts';
import { PeopleBox } from './people-box.ts';

const HOUR_MS = 3_600_000;

let box: PeopleBox;
let issuer: ForgingIssuer;

beforeAll(async () => {
  box = await PeopleBox.start();
  issuer = await ForgingIssuer.start();
  const plenty = { perHour: 1_000_000, burst: 10_000 };
  await box.set('limits', { perAddress: plenty, signIn: plenty });
  await box.set('general', { publicUrl: box.origin });
  await provider({});
});
afterAll(async () => {
  await box.stop();
  await issuer.stop();
});
afterEach(async () => {
  issuer.forgery = {};
  await provider({});
});

/** Sets the one provider up anew; each time under another client secret, so that nothing is remembered of the one before. */
async function provider(change: Partial<OidcProvider>): Promise<void> {
  const usual = {
    key: 'company',
    name: 'Company account',
    issuer: issuer.issuer,
    clientId: 'tremolo',
    clientSecret: crypto.randomUUID(),
  };
  await box.set('sso', SsoSettings.parse({ oidc: [{ ...usual, ...change }] }));
}

const signedIn = async (browser: WanderingBrowser) =>
  (await browser.once(`${box.origin}/api/v1/users/me/session`)).ok;

/** Goes to the provider and comes back with a code that it answers as the forgery says. */
async function signIn(
  forgery: Forgery,
  browser = new WanderingBrowser(),
): Promise<Landed & { isIn: boolean }> {
  issuer.forgery = forgery;
  const { url } = await browser.go(box.origin + START, {
    until: (at) => at.pathname === '/auth' || at.pathname === '/sign-in',
  });
  if (url.pathname === '/sign-in') return { ...landed(url), isIn: await signedIn(browser) };
  issuer.nonce = url.searchParams.get('nonce') ?? '';
  const callback = new URL(box.origin + CALLBACK);
  callback.searchParams.set('state', url.searchParams.get('state') ?? '');
  callback.searchParams.set('code', 'any');
  const response = await browser.once(callback);
  const end = new URL(response.headers.get('location') ?? '', box.origin);
  return { ...landed(end), isIn: await signedIn(browser) };
}

test('a right token is taken: what is refused below is refused for what is wrong with it', async () => {
  expect(await signIn({})).toEqual({ path: '/', problem: null, challenge: null, isIn: true });
});

const other = await generateKeyPair('RS256');
const now = () => Math.floor(Date.now() / 1_000);
const FORGED: Record<string, () => Forgery | Promise<Forgery>> = {
  'signed with another key': () => ({ key: other.privateKey }),
  'signed with a key that the provider does not publish': () => ({
    key: other.privateKey,
    header: { kid: 'another' },
  }),
  'not signed at all': () => ({ isUnsecured: true }),
  'signed with the public key as if it were a secret': async () => ({
    key: await issuer.publicKeyText(),
    header: { alg: 'HS256' },
  }),
  'signed with the client secret, which this site did not agree to': () => ({
    key: new TextEncoder().encode(box.rooms.siteSettings.get('sso').oidc[0].clientSecret ?? ''),
    header: { alg: 'HS256' },
  }),
  'altered after it was signed': () => ({
    alter: (token) => {
      const [header, body, signature] = token.split('.');
      const claims = JSON.parse(Buffer.from(body, 'base64url').toString());
      const altered = { ...claims, sub: 'somebody else' };
      return [header, Buffer.from(JSON.stringify(altered)).toString('base64url'), signature].join(
        '.',
      );
    },
  }),
  'cut short of its signature': () => ({
    alter: (token) => `${token.slice(0, token.lastIndexOf('.'))}.`,
  }),
  'of another issuer': () => ({ claims: { iss: 'https://evil.example' } }),
  'for another site': () => ({ claims: { aud: 'another-client' } }),
  'for several sites, this one not the party': () => ({
    claims: { aud: ['tremolo', 'another-client'], azp: 'another-client' },
  }),
  'with the nonce of another sign-in': () => ({ claims: { nonce: 'an old one' } }),
  'without a nonce': () => ({ without: ['nonce'] }),
  expired: () => ({ claims: { iat: now() - 7_200, exp: now() - 3_600 } }),
  'without an end': () => ({ without: ['exp'] }),
  'not valid yet': () => ({ claims: { nbf: now() + 3_600 } }),
  'without a subject': () => ({ without: ['sub'] }),
  'that is no token': () => ({ alter: () => 'rubbish' }),
};

test.each(Object.keys(FORGED))('an identity token %s opens nothing', async (what) => {
  const before = box.rooms.directory.all().length;
  const forgery = (await FORGED[what]?.()) ?? {};
  expect(await signIn(forgery)).toMatchObject({ problem: 'not_proven', isIn: false });
  expect(box.rooms.directory.all().length).toBe(before);
  const [latest] = (await box.audit()).slice(-1);
  expect(latest).toMatchObject({ event: 'auth.failed', outcome: 'failed', actorId: null });
});

test('an answer without an identity token opens nothing', async () => {
  const answer = () => Response.json({ access_token: 'x', token_type: 'Bearer' });
  expect(await signIn({ answer })).toMatchObject({ problem: 'not_proven', isIn: false });
});

test('what is said of somebody else than the token names is not taken', async () => {
  const forgery = {
    without: ['email'],
    userInfo: { sub: 'somebody else', email: 'root@plant.example' },
  };
  expect(await signIn(forgery)).toMatchObject({ problem: 'not_proven', isIn: false });
});

test('an answer that is bottomless, packed or leads elsewhere is not read', async () => {
  const endless = () =>
    new Response(
      new ReadableStream({
        pull: (controller) => controller.enqueue(new Uint8Array(64 * 1024).fill(32)),
      }),
      { headers: { 'content-type': 'application/json' } },
    );
  const packed = () =>
    new Response(Bun.gzipSync(new Uint8Array(64 * 1024 * 1024)), {
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    });
  const elsewhere = () => Response.redirect(`${box.origin}/api/v1/health/live`, 307);
  for (const answer of [endless, packed, elsewhere]) {
    const { problem, isIn } = await signIn({ answer });
    expect([problem === 'not_proven' || problem === 'provider_down', isIn]).toEqual([true, false]);
  }
});

test('a provider that is down, or answers with an error, is told on the sign-in page', async () => {
  const answer = () => new Response('no', { status: 503 });
  expect(await signIn({ answer })).toMatchObject({ problem: 'provider_down', isIn: false });
  await provider({ issuer: 'http://127.0.0.1:9' });
  expect(await signIn({})).toMatchObject({
    path: '/sign-in',
    problem: 'provider_down',
    isIn: false,
  });
});

test('a provider that calls itself by another name is not used', async () => {
  const forgery = { discovery: { issuer: 'https://evil.example' } };
  expect(await signIn(forgery)).toMatchObject({ problem: 'provider_down', isIn: false });
});

test('a provider cannot send people to a page where anybody listens in', async () => {
  for (const authorization_endpoint of ['http://plant.example/auth', 'javascript:alert(1)']) {
    await provider({});
    const { problem } = await signIn({ discovery: { authorization_endpoint } });
    expect([authorization_endpoint, problem]).toEqual([authorization_endpoint, 'provider_down']);
  }
});

test('a provider cannot send the hub to ask elsewhere in the plant', async () => {
  for (const token_endpoint of [
    'http://10.0.0.1/token',
    'http://plant.example/token',
    'file:///etc/passwd',
  ]) {
    await provider({});
    const { problem, isIn } = await signIn({ discovery: { token_endpoint } });
    expect([token_endpoint, problem, isIn]).toEqual([token_endpoint, 'not_proven', false]);
  }
});

test('what a provider says of itself is asked for once an hour, and anew after a failure', async () => {
  const asked = () => issuer.asked.get('/.well-known/openid-configuration') ?? 0;
  const before = asked();
  await signIn({});
  await signIn({});
  expect(asked()).toBe(before + 1);
  box.clock.nowMs += HOUR_MS + 1;
  await signIn({});
  expect(asked()).toBe(before + 2);
  await provider({});
  await signIn({ discovery: { issuer: 'https://evil.example' } });
  expect(await signIn({})).toMatchObject({ problem: null, isIn: true });
  expect(asked()).toBe(before + 4);
});

test('the secret goes among the fields of the form, or in a header where the provider wants it there', async () => {
  await provider({ clientSecret: 'a secret' });
  await signIn({});
  expect(issuer.proof).toEqual({ header: null, inForm: 'a secret' });
  await provider({ clientSecret: 'a secret', secretInHeader: true });
  await signIn({});
  // Each part is form-encoded first (RFC 6749 §2.3.1).
  expect(issuer.proof).toEqual({ header: `Basic ${btoa('tremolo:a+secret')}`, inForm: null });
  await provider({ clientSecret: null });
  await signIn({});
  expect(issuer.proof).toEqual({ header: null, inForm: null });
});

test('groups are read from where the site says, and nothing else is taken for a group', async () => {
  await provider({
    groupsClaim: 'realm_access.roles',
    roleOfGroup: [{ group: 'shift', role: 'operator' }],
    defaultRole: null,
  });
  const inside = { claims: { realm_access: { roles: ['shift', 7, { group: 'shift' }] } } };
  expect(await signIn(inside)).toMatchObject({ problem: null, isIn: true });
  expect(box.rooms.directory.find('anna')?.role ?? 'nobody').toBe('operator');
  const outside = { claims: { realm_access: { roles: { 0: 'shift' } } } };
  expect(await signIn(outside)).toMatchObject({ problem: 'no_role', isIn: false });
});
