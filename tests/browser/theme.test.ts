import { afterAll, afterEach, describe, expect, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { Stage } from './stage.ts';

const stage = await Stage.open();
afterEach(() => stage?.clear());
afterAll(() => stage?.close());

const ground = (page: Page) =>
  page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
const choose = async (page: Page, theme: string) => {
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.locator('#menu fieldset').getByText(theme, { exact: true }).click();
  await page.keyboard.press('Escape');
};
const LIGHT = 'rgb(230, 232, 234)';
const DARK = 'rgb(20, 23, 26)';

describe.skipIf(stage === null)('the theme', () => {
  test('follows the system until one is chosen, which stays after a reload', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    const page = await stage!.signedIn(hub, '/', { colorScheme: 'dark' });
    expect(await ground(page)).toBe(DARK);
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await ground(page)).toBe(LIGHT);
    await choose(page, 'Dark');
    expect(await ground(page)).toBe(DARK);
    await page.reload();
    await page.waitForSelector('.tile');
    expect(await ground(page)).toBe(DARK);
    await choose(page, 'System');
    expect(await ground(page)).toBe(LIGHT);
  });

  test('is there before anything is drawn', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    const page = await stage!.signedIn(hub, '/', { colorScheme: 'light' });
    await choose(page, 'Dark');
    // Without the application's script the page must be dark already.
    await page.route('**/assets/main-*.js', (route) => route.abort());
    await page.reload();
    expect(await ground(page)).toBe(DARK);
  });

  test('so are density, palette and accent, which come along with the account to another device', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    const page = await stage!.signedIn(hub, '/settings/appearance');
    for (const choice of ['Compact', 'Colour-blind-safe', 'Green']) {
      const kept = page.waitForResponse((response) => response.request().method() === 'PATCH');
      await page.getByText(choice).click();
      await kept;
    }
    const looks = (where: Page) =>
      where.evaluate(() => {
        const { density, palette, accent } = document.documentElement.dataset;
        return { density, palette, accent };
      });
    const chosen = { density: 'compact', palette: 'colour_blind_safe', accent: 'green' };
    await page.route('**/assets/main-*.js', (route) => route.abort());
    await page.reload();
    expect(await looks(page)).toEqual(chosen);
    const elsewhere = await stage!.signedIn(hub, '/');
    expect(await looks(elsewhere)).toEqual(chosen);
  });
});
