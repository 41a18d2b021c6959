import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test';
import type { UserId } from '#schemas/ids/ids';
import { WanderingBrowser } from '../rig/wandering-browser.ts';
import { atCallback, CALLBACK, confirmed, landed, OidcBox, START } from './oidc-box.ts';

let box: OidcBox;

beforeAll(async () => {
  box = await OidcBox.start();
});
afterAll(() => box.stop());
afterEach(() => box.reset());

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
  const [entry] = await box.entries('auth.signed_in');
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

test('a link on another site signs nobody in: it leads to the sign-in page, where one clicks', async () => {
  const from = (site: string, more = '') =>
    fetch(`${box.hub.origin}${START}?to=/system${more}`, {
      redirect: 'manual',
      headers: { 'sec-fetch-site': site },
    });
  for (const site of ['cross-site', 'same-site']) {
    for (const more of ['', '&home=1']) {
      const { headers } = await from(site, more);
      expect([site, headers.get('location')]).toEqual([site, '/sign-in?to=%2Fsystem']);
      expect(headers.getSetCookie()).toEqual([]);
    }
  }
  for (const site of ['same-origin', 'none']) {
    expect((await from(site)).headers.get('location')).toStartWith(box.idp.issuer);
  }
});

test('a site that does not say where it is opened says so on the sign-in page', async () => {
  await box.hub.set('general', { publicUrl: null });
  expect((await box.signIn('anna')).problem).toBe('no_public_url');
});

test('too many beginnings from one address end on the sign-in page, and nobody else is held up', async () => {
  const plenty = { perHour: 1_000_000, burst: 10_000 };
  await box.hub.set('limits', { signIn: { perHour: 10, burst: 3 } });
  const start = () => fetch(`${box.hub.origin}${START}?to=/system`, { redirect: 'manual' });
  const responses = [await start(), await start(), await start(), await start(), await start()];
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
