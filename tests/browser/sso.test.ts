import { afterAll, afterEach, beforeAll, describe, expect, test } from 'bun:test';
import { join } from 'node:path';
import { generate } from 'otplib';
import type { Page } from 'playwright-core';
import { SYSTEM_ACTOR } from '../../hub/store/actor.ts';
import { PASSWORD } from '../hub/plant-box.ts';
import { OidcBox } from '../security/oidc-box.ts';
import { axeViolations } from './axe-violations.ts';
import { errorsOf, Stage } from './stage.ts';

const stage = await Stage.open();
let box: OidcBox;

beforeAll(async () => {
  if (stage === null) return;
  // `localhost` is another site than 127.0.0.1 to a browser: Strict cookies do not come along from there.
  box = await OidcBox.start({ uiFolder: stage.built.outdir, idpHost: 'localhost' });
  await box.hub.add('root', 'admin');
  await box.hub.set('general', { adminContact: 'Ada, extension 7' });
});
afterEach(() => stage?.clear());
afterAll(async () => {
  await stage?.close();
  await box?.stop();
});

/** Pictures for a person to look at, where TREMOLO_PICTURES names a folder. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.TREMOLO_PICTURES;
  if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`) });
}

const provider = (page: Page) => page.getByRole('link', { name: 'Sign in with Company account' });

async function signInThere(page: Page, name: string): Promise<void> {
  await provider(page).click();
  await page.waitForURL(/^http:\/\/localhost:/);
  await page.fill('input[name=name]', name);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

describe.skipIf(stage === null)('single sign-on in a browser', () => {
  test('one click, the provider’s page, and back at the page that was first asked for, signed in', async () => {
    box.knows('anna', {
      email: 'anna@plant.example',
      email_verified: true,
      name: 'Anna Berg',
      preferred_username: 'anna',
    });
    const page = await stage!.page();
    await page.goto(`${box.hub.origin}/settings/sessions`);
    await provider(page).waitFor();
    await picture(page, 'sign-in-with-provider');
    await signInThere(page, 'anna');
    await page.waitForURL(`${box.hub.origin}/settings/sessions`);
    const own = page.getByRole('row', { name: /this one/ });
    await own.waitFor();
    await picture(page, 'sessions-of-provider');
    expect(await own.textContent()).toContain('Single sign-on');
    // The session holds: also when the page is loaded anew.
    await page.reload();
    await own.waitFor();
    expect(errorsOf(page)).toEqual([]);
  });

  test('the provider’s button works by keyboard alone', async () => {
    const page = await stage!.page();
    await page.goto(`${box.hub.origin}/sign-in`);
    await provider(page).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/^http:\/\/localhost:/);
  });

  test('who declines there is told so here, once', async () => {
    const page = await stage!.page();
    await page.goto(`${box.hub.origin}/sign-in?to=/system`);
    await provider(page).click();
    await page.getByRole('button', { name: 'No' }).click();
    const alert = page.getByRole('alert');
    await alert.waitFor();
    await picture(page, 'sign-in-declined');
    expect(await axeViolations(page)).toEqual([]);
    expect(await alert.textContent()).toContain('called off');
    expect(await alert.textContent()).toContain('Ada, extension 7');
    expect(page.url()).toBe(`${box.hub.origin}/sign-in?to=%2Fsystem`);
    await page.reload();
    await provider(page).waitFor();
    expect(await alert.count()).toBe(0);
  });

  test('an account with a second factor is asked for it on the way', async () => {
    box.knows('will', { preferred_username: 'will' });
    await box.signIn('will');
    const { directory, totp, secondFactors } = box.hub.rooms;
    const userId = directory.find('will')?.userId;
    if (userId === undefined) throw new Error('There is no Will.');
    const { secret } = await totp.begin(userId, { account: 'will', site: 'Tremolo' });
    const code = () => generate({ secret, epoch: Math.floor(box.hub.clock.nowMs / 1_000) });
    await secondFactors.confirmTotp(userId, await code(), SYSTEM_ACTOR);
    box.hub.clock.nowMs += 60_000;
    const page = await stage!.page();
    await page.goto(`${box.hub.origin}/settings/profile`);
    await signInThere(page, 'will');
    await page.getByRole('heading', { name: 'Second step' }).waitFor();
    expect(page.url()).not.toContain('challenge');
    await page.fill('#code', await code());
    await page.waitForURL(`${box.hub.origin}/settings/profile`);
    expect(errorsOf(page)).toEqual([]);
  });

  test('on a narrow phone and in the dark nothing sticks out, and axe finds nothing', async () => {
    const viewport = { width: 360, height: 740 };
    const page = await stage!.page({ viewport, colorScheme: 'dark' });
    await page.goto(`${box.hub.origin}/sign-in#sso=address_taken`);
    await page.getByRole('alert').waitFor();
    await provider(page).waitFor();
    await picture(page, 'sign-in-narrow-dark');
    const overhang = () =>
      page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(await overhang()).toBeLessThanOrEqual(0);
    expect(await axeViolations(page)).toEqual([]);
  });

  test('one’s own account is connected to a company account under Settings, and disconnected', async () => {
    await box.hub.add('Tilda', 'operator');
    box.knows('tilda', { preferred_username: 'tilda' });
    const page = await stage!.page();
    await page.goto(`${box.hub.origin}/settings/security`);
    await page.fill('#name', 'tilda');
    await page.fill('#password', PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('button', { name: 'Connect Company account' }).click();
    const dialog = page.getByRole('dialog');
    await dialog
      .getByLabel(/password/i)
      .first()
      .fill('wrong');
    await dialog.getByRole('button', { name: 'Connect' }).click();
    await dialog.getByRole('alert').waitFor();
    await dialog
      .getByLabel(/password/i)
      .first()
      .fill(PASSWORD);
    await dialog.getByRole('button', { name: 'Connect' }).click();
    await page.waitForURL(/^http:\/\/localhost:/);
    await page.fill('input[name=name]', 'tilda');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('Your company account is connected.').waitFor();
    expect(page.url()).toBe(`${box.hub.origin}/settings/security`);
    await picture(page, 'connected-account');
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Disconnect Company account' }).click();
    await dialog
      .getByLabel(/password/i)
      .first()
      .fill(PASSWORD);
    await picture(page, 'disconnect-account');
    expect(await axeViolations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Disconnect' }).click();
    await page.getByRole('button', { name: 'Connect Company account' }).waitFor();
    expect(errorsOf(page)).toEqual([]);
  });

  test('a link on another site that begins a sign-in leads to the sign-in page, where one clicks', async () => {
    const page = await stage!.page();
    await page.goto(`${box.idp.issuer}/interaction/none`);
    const start = `${box.hub.origin}/api/v1/auth/sso/oidc/company/start?to=/system`;
    await page.evaluate((href) => location.assign(href), start);
    await page.waitForURL(`${box.hub.origin}/sign-in?to=%2Fsystem`);
    await provider(page).click();
    await page.waitForURL(/^http:\/\/localhost:/);
  });

  test('a link on another site that ends a stranger’s sign-in here signs nobody in', async () => {
    box.knows('mallory', { preferred_username: 'mallory' });
    const { url } = await box.signIn('mallory', {
      until: ({ pathname }) => pathname.endsWith('/callback'),
    });
    const page = await stage!.page();
    await page.goto(`${box.idp.issuer}/interaction/none`);
    await page.evaluate((href) => location.assign(href), url.href);
    await page.waitForURL(`${box.hub.origin}/sign-in`);
    await page.getByRole('alert').waitFor();
    expect(await page.context().cookies(box.hub.origin)).toEqual([]);
  });

  test('who must have a second factor and has no password is asked for none when adding one', async () => {
    await box.hub.set('signIn', { secondFactorForAll: true });
    try {
      box.knows('zora', { preferred_username: 'zora' });
      const page = await stage!.page();
      await page.goto(`${box.hub.origin}/sign-in`);
      await signInThere(page, 'zora');
      await page.getByRole('heading', { name: 'Protect your account' }).waitFor();
      await page.getByRole('button', { name: 'Set up an authenticator app' }).click();
      await page.getByRole('img', { name: /QR code/ }).waitFor();
      expect(errorsOf(page)).toEqual([]);
    } finally {
      await box.hub.set('signIn', { secondFactorForAll: false });
    }
  });
});
