import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { NodeId } from '#schemas/ids/ids';
import { axeViolations } from './axe-violations.ts';
import { inEachLook } from './looks.ts';
import { PlantStage } from './plant-stage.ts';

const plant = await PlantStage.open();
const pictures = process.env.TREMOLO_PICTURES;
let machine: NodeId;
let page: Page;

beforeAll(async () => {
  if (plant === null) return;
  const site = await plant.node('site', 'Mill 3', null);
  machine = await plant.node('machine', 'Große Pumpe P-101', site);
  await plant.node('machine', 'Exhaust fan F-3', site);
  await plant.sensor('s-1', 'Somewhere');
  page = await plant.page('Root', '/');
  await page.waitForSelector('header.bar');
});
afterAll(() => plant?.close());

const field = () => page.getByRole('combobox', { name: 'Search everything' });
const chosen = () => page.locator('[role=option][aria-selected=true]');

describe.skipIf(plant === null)('the search', () => {
  test('opens by Ctrl+K, finds without accents, and Enter goes there', async () => {
    await page.keyboard.press('Control+k');
    await field().fill('grosse p-1');
    await page.getByRole('option', { name: /Große Pumpe P-101/ }).waitFor();
    expect(await chosen().innerText()).toContain('Große Pumpe P-101');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/machines/${machine}`);
    expect(await page.locator('dialog[open]').count()).toBe(0);
  });

  test('arrows walk over all kinds, and round; what was searched is offered again', async () => {
    await page.getByRole('button', { name: 'Search everything' }).click();
    await page.getByRole('option', { name: 'grosse p-1' }).waitFor();
    await field().fill('s');
    await page.getByRole('option', { name: /s-1/ }).first().waitFor();
    const options = await page.getByRole('option').count();
    const first = await chosen().getAttribute('id');
    for (let i = 0; i < options; i++) await page.keyboard.press('ArrowDown');
    expect(await chosen().getAttribute('id')).toBe(first);
    await page.keyboard.press('Escape');
    expect(await page.locator('dialog[open]').count()).toBe(0);
  });

  test('says that nothing fits, and where to begin', async () => {
    await page.keyboard.press('Control+k');
    await field().fill('qqqq');
    await page.getByText('Nothing is called “qqqq”.').waitFor();
    await page.keyboard.press('Escape');
  });

  test('the page of all results has an address, and searches are saved', async () => {
    await page.goto(`${new URL(page.url()).origin}/search?q=pump`);
    await page.getByRole('link', { name: 'Große Pumpe P-101' }).waitFor();
    await page.getByRole('button', { name: 'Save this search' }).click();
    await page.getByText('Saved.').first().waitFor();
    await page.getByRole('searchbox').fill('');
    await page.getByRole('region', { name: 'Saved searches' }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'pump', exact: true }).click();
    await page.getByRole('link', { name: 'Große Pumpe P-101' }).waitFor();
    expect(new URL(page.url()).searchParams.get('q')).toBe('pump');
  });

  test('looks right and has nothing for axe, as a page and as a palette', async () => {
    for (const what of ['page', 'palette']) {
      if (what === 'palette') {
        await page.keyboard.press('Control+k');
        await field().fill('pump');
        await page.getByRole('option', { name: /Große Pumpe/ }).waitFor();
      }
      await inEachLook(page, async (look) => {
        expect([look.name, await axeViolations(page, look)]).toEqual([look.name, []]);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(wide).toBeLessThanOrEqual(look.width);
        if (pictures !== undefined) {
          await page.screenshot({ path: join(pictures, `search-${what}-${look.width}.png`) });
        }
      });
    }
  });
});
