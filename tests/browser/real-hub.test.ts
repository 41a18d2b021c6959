import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test';
import { join } from 'node:path';
import { generate } from 'otplib';
import type { Browser, Page } from 'playwright-core';
import { type HubBox, startHub } from '../hub/plant-box.ts';
import { launchBrowser } from '../rig/browser.ts';
import { builtUi } from '../rig/built-ui.ts';

setDefaultTimeout(60_000);
const PATIENCE_MS = 10_000;
const PASSWORD = 'seven violet tractors';
const launched = await launchBrowser();
if (launched.kind === 'none') console.warn(`Browser tests are skipped. ${launched.reason}`);
const browser: Browser | null = launched.kind === 'launched' ? launched.browser : null;
let box: HubBox;
let page: Page;
let secret = '';
const errors: string[] = [];

/** Codes are taken once each: a later step than any before. */
let step = Math.floor(Date.now() / 30_000) - 2;
const nextCode = () => {
  step = Math.max(step + 1, Math.floor(Date.now() / 30_000) - 1);
  return generate({ secret, epoch: step * 30 });
};

beforeAll(async () => {
  if (browser === null) return;
  const uiFolder = (await builtUi()).outdir;
  box = await startHub(() => 'mqtt://127.0.0.1:9', { uiFolder });
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(PATIENCE_MS);
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4|WebSocket/.test(message.text()))
      errors.push(message.text());
  });
});
afterAll(async () => {
  await browser?.close();
  await box?.stop();
});

/** Pictures for a person to look at, where TREMOLO_PICTURES names a folder. */
async function picture(name: string): Promise<void> {
  const folder = process.env.TREMOLO_PICTURES;
  if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`) });
}

const button = (name: string) => page.getByRole('button', { name, exact: true });
const heading = (name: string) => page.getByRole('heading', { name, exact: true });

describe.skipIf(browser === null)('the whole story on a real hub', () => {
  test('the setup link makes an account, which gets a second step before anything else', async () => {
    const token = await box.hub.newSetupToken();
    await page.goto(`${box.hub.origin}/setup#token=${token}`);
    await page.fill('#name', 'Ada');
    await page.fill('#password', PASSWORD);
    await button('Create account').click();
    await heading('Protect your account').waitFor();
    await page.fill('#totp-password', PASSWORD);
    await button('Set up an authenticator app').click();
    secret = (await page.locator('.command code').textContent()) ?? '';
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    // The sixth digit sends the code.
    await page.fill('#code', '000000');
    await page.getByRole('alert').waitFor();
    await page.fill('#code', await nextCode());
    await heading('Keep these backup codes').waitFor();
    await picture('backup-codes');
    expect(await page.locator('.backup-codes li').count()).toBe(10);
    await button('I have kept them').click();
    await button('Menu').waitFor();
  });

  test('signing in asks for the code', async () => {
    await button('Menu').click();
    await button('Sign out').click();
    await page.fill('#name', 'ada');
    await page.fill('#password', PASSWORD);
    await button('Sign in').click();
    await heading('Second step').waitFor();
    await page.fill('#code', await nextCode());
    await button('Menu').waitFor();
  });

  test('an administrator makes an account and hands its link over, and the person comes in', async () => {
    await page.getByRole('link', { name: 'Administration' }).click();
    await heading('People').waitFor();
    await picture('people');
    await button('New account').click();
    await page.fill('#person-name', 'olga');
    await page.selectOption('#person-new-role', 'operator');
    await page.getByRole('dialog').getByRole('button', { name: 'New account' }).click();
    const link = (await page.locator('.command code').textContent()) ?? '';
    await page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).click();
    await page.getByRole('row', { name: /olga/ }).waitFor();
    const other = await browser!.newContext();
    const olga = await other.newPage();
    olga.setDefaultTimeout(PATIENCE_MS);
    await olga.goto(link);
    await olga.fill('#password', 'nine purple elephants');
    await olga.getByRole('button', { name: 'Set password' }).click();
    await olga.getByText('Sign in').first().waitFor();
    await olga.goto(`${box.hub.origin}/sign-in`);
    await olga.fill('#name', 'olga');
    await olga.fill('#password', 'nine purple elephants');
    await olga.getByRole('button', { name: 'Sign in', exact: true }).click();
    await olga.getByRole('button', { name: 'Menu', exact: true }).waitFor();
    expect(await olga.getByRole('link', { name: 'Administration' }).count()).toBe(0);
    await olga.getByRole('link', { name: 'System' }).waitFor();
    // What the administrator takes away is gone at once.
    await page.getByText('olga', { exact: true }).first().click();
    await button('Suspend').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Suspend' }).click();
    await olga.getByRole('heading', { name: 'Sign in', exact: true }).waitFor();
    await other.close();
    await page.getByRole('link', { name: 'All people' }).click();
    await page.getByRole('row', { name: /olga.*Suspended/ }).waitFor();
  });

  test('roles, audit trail and settings are there, and nothing on the way was an error', async () => {
    for (const [section, sign] of [
      ['roles', 'Administrator'],
      ['audit', 'Search the audit trail'],
      ['keys', 'Nobody has an API key.'],
      ['general', 'Name of the site'],
      ['signIn', 'Shortest password'],
      ['mail', 'Mail relay'],
      ['sso', 'SAML 2.0'],
      ['limits', 'Each network address, not signed in'],
      ['trail', 'Log server'],
    ]) {
      await page.goto(`${box.hub.origin}/administration/${section}`);
      await page.getByText(sign).first().waitFor();
      await picture(section);
    }
    await page.goto(`${box.hub.origin}/administration/general`);
    await page.fill('#siteName', 'Mill 3');
    await button('Save').click();
    await page.getByText('Saved. It holds at once.').waitFor();
    await page.goto(`${box.hub.origin}/administration/audit`);
    await page.locator('tbody').getByText('A setting was changed').first().click();
    await page.getByText('Its hash fits it').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Proof and keeping' }).click();
    await button('Check the whole trail').click();
    await page.getByText(/signatures are as they were recorded/).waitFor();
    expect(errors).toEqual([]);
  });
});
