import { afterAll, afterEach, describe, expect, test } from 'bun:test';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { axeViolations } from './axe-violations.ts';
import { fakePointId } from './fake-plant.ts';
import { errorsOf, Stage } from './stage.ts';

const stage = await Stage.open();
afterEach(() => stage?.clear());
afterAll(() => stage?.close());

/** Pictures for a person to look at, where TREMOLO_PICTURES names a folder. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.TREMOLO_PICTURES;
  if (folder === undefined) return;
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}
const kept = (page: Page) =>
  page.waitForResponse((response) => response.request().method() === 'PATCH' && response.ok());

describe.skipIf(stage === null)('units and writing', () => {
  test('chosen once, they hold on every screen and are kept with the account', async () => {
    const hub = stage!.hub({ tempers: ['danger'] });
    const page = await stage!.signedIn(hub, '/settings/regional');
    await page.locator('#regional-sample', { hasText: '2.31 mm/s · 0.48 g · 61.4 °C' }).waitFor();
    const answered = kept(page);
    await page.getByText('in/s', { exact: true }).click();
    await answered;
    await page.getByText('m/s²', { exact: true }).click();
    await page.getByText('1,5', { exact: true }).click();
    await page.getByText('04.03.2026', { exact: true }).click();
    await page
      .locator('#regional-sample', {
        hasText: /^0,091 in\/s · 4,73 m\/s² · 61,4 °C · \d\d\.\d\d\.\d{4} /,
      })
      .waitFor();
    await picture(page, 'regional');
    expect(await axeViolations(page)).toEqual([]);
    await page.goto(`${hub.url}/point/${fakePointId(0)}`);
    await page.locator('.figures', { hasText: 'in/s' }).waitFor();
    expect(await page.locator('.figures').textContent()).toMatch(/0,\d+ in\/s/);
    expect(hub.account.preferences.units).toMatchObject({ velocity: 'in_s', acceleration: 'm_s2' });
    expect(errorsOf(page)).toEqual([]);
  });

  test('larger writing and more contrast are on the page before its first paint the next time', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    const page = await stage!.signedIn(hub, '/settings/appearance');
    await page.getByText('Larger', { exact: true }).click();
    await page.getByText('High', { exact: true }).click();
    await page.waitForFunction(() => document.documentElement.dataset.contrast === 'more');
    await picture(page, 'appearance');
    expect(await axeViolations(page)).toEqual([]);
    await page.reload({ waitUntil: 'commit' });
    await page.waitForSelector('html[data-font-size=larger][data-contrast=more]');
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe(
      '21px',
    );
  });

  test('looks of this device alone are not told to the account', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    const page = await stage!.signedIn(hub, '/settings/appearance');
    await page.getByText(/are for this device only/).click();
    await page.getByText('Compact', { exact: true }).click();
    const answered = kept(page);
    await page.getByText('Wine red', { exact: true }).click();
    await answered;
    expect(hub.account.preferences).toMatchObject({ density: 'comfortable', accent: 'red' });
    await page.reload();
    await page.waitForSelector('html[data-density=compact][data-accent=red]');
  });

  test('all are reset after a question', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    hub.account.preferences = { ...hub.account.preferences, accent: 'green', contrast: 'more' };
    const page = await stage!.signedIn(hub, '/settings/appearance');
    await page.waitForSelector('html[data-accent=green]');
    await page.getByRole('button', { name: 'Reset all preferences' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Reset' }).click();
    await page.getByText('All preferences are as they were at first.').waitFor();
    await page.waitForSelector('html:not([data-accent]):not([data-contrast])');
    expect(hub.account.preferences).toMatchObject({ accent: 'blue', contrast: 'standard' });
  });
});

describe.skipIf(stage === null)('another language', () => {
  test('is the browser’s own before anybody is known', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    const page = await stage!.page({ locale: 'de-AT' });
    await page.goto(hub.url);
    await page.getByRole('button', { name: 'Anmelden' }).waitFor();
    expect(await page.getAttribute('html', 'lang')).toBe('de');
  });

  test('is chosen in the settings, and everything of the page speaks it from then on', async () => {
    const hub = stage!.hub({ tempers: ['danger', 'good'] });
    const page = await stage!.signedIn(hub, '/settings/regional');
    await page.selectOption('#language', 'de');
    await page.getByRole('heading', { name: 'Sprache und Einheiten' }).waitFor();
    expect(await page.getAttribute('html', 'lang')).toBe('de');
    await page.goto(hub.url);
    await page.locator('.tile', { hasText: 'Außenringschaden' }).first().waitFor();
    await page.getByRole('link', { name: 'Anlage' }).first().waitFor();
    await picture(page, 'plant-german');
    expect(await axeViolations(page)).toEqual([]);
    await page.locator('.tile').first().click();
    await page.locator('.figures', { hasText: 'Schwinggeschwindigkeit' }).waitFor();
    // A comma, as German writes its decimals.
    expect(await page.locator('.figures').textContent()).toMatch(/\d,\d+ mm\/s/);
    await picture(page, 'point-german');
    expect(errorsOf(page)).toEqual([]);
  });
});

describe.skipIf(stage === null)('on a phone', () => {
  test('the plant begins with counts, the worst points and the ways on, large enough for a glove', async () => {
    const hub = stage!.hub({ tempers: ['danger', 'warning', 'good'] });
    const page = await stage!.signedIn(hub, '/', {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    await page.locator('.phone-card[data-look=danger]', { hasText: '1' }).waitFor();
    await page.locator('.phone-worst li').first().waitFor();
    await picture(page, 'phone-home');
    expect(await axeViolations(page)).toEqual([]);
    for (const target of await page.locator('.phone-home a').all()) {
      expect((await target.boundingBox())?.height).toBeGreaterThanOrEqual(48);
    }
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect(wide).toBe(false);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.locator('.phone-home').waitFor({ state: 'detached' });
    expect(errorsOf(page)).toEqual([]);
  });

  test('a chart opens over the whole screen, and Escape brings it back to its place', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    const page = await stage!.signedIn(hub, `/point/${fakePointId(0)}`, {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
    });
    await page.locator('.readout', { hasText: 'Peak' }).waitFor();
    const open = page.getByRole('button', { name: 'Waveform: over the whole screen' });
    await open.click();
    await page.waitForFunction(
      () => (document.querySelector('.chart[data-full] canvas')?.clientHeight ?? 0) > 500,
    );
    await picture(page, 'phone-chart');
    // Behind it nothing can be reached.
    expect(
      await page.locator('header.bar').evaluate((bar) => bar.closest('[inert]') !== null),
    ).toBe(true);
    await page.keyboard.press('Escape');
    await page.locator('.chart[data-full]').waitFor({ state: 'detached' });
    expect(new URL(page.url()).pathname).toContain('/point/');
    expect(await page.locator('[inert]').count()).toBe(0);
  });
});
