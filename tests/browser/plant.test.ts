import { afterAll, afterEach, describe, expect, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { fakePointId, type Temper } from './fake-plant.ts';
import { errorsOf, Stage } from './stage.ts';

const stage = await Stage.open();
afterEach(() => stage?.clear());
afterAll(() => stage?.close());

const MIXED: Temper[] = [
  'good',
  'silent',
  'danger',
  'warming',
  'warning',
  'stale',
  'not_graded',
  'advisory',
];
const appearances = (page: Page) =>
  page.$$eval('.tile', (tiles) => tiles.map((tile) => tile.getAttribute('data-appearance')));
const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.getAttribute('data-id'));

describe.skipIf(stage === null)('the plant', () => {
  test('shows every point worst first, the stale one right after its last known kind', async () => {
    const page = await stage!.signedIn(stage!.hub({ tempers: MIXED }));
    await page.waitForSelector('.tile');
    expect(await appearances(page)).toEqual([
      'danger',
      'warning',
      'stale',
      'advisory',
      'not_graded',
      'waiting',
      'warming',
      'good',
    ]);
    await page.getByText('4 of 8 points need attention').waitFor();
    expect(await page.title()).toStartWith('(2) Plant');
    expect(errorsOf(page)).toEqual([]);
  });

  test('a condition change is on the screen at once and moves the tile', async () => {
    const hub = stage!.hub({ tempers: ['good', 'good', 'good'] });
    const page = await stage!.signedIn(hub);
    await page.getByText('None of 3 points needs attention').waitFor();
    hub.change(2, 'danger');
    await page.waitForSelector(
      `li:first-child [data-id="${fakePointId(2)}"][data-appearance=danger]`,
    );
    await page.getByText('Fan 1 · Drive end is now danger').waitFor({ state: 'attached' });
  });

  test('figures follow the summaries', async () => {
    const page = await stage!.signedIn(stage!.hub({ tempers: ['good'] }));
    const figure = page.locator('.figure-large');
    const first = await figure.textContent();
    await page.waitForFunction(
      (before) => document.querySelector('.figure-large')?.textContent !== before,
      first,
    );
  });

  test('the slash goes to the search, which takes words in any order, and Esc clears it', async () => {
    const page = await stage!.signedIn(stage!.hub({ tempers: Array(24).fill('good') }));
    await page.waitForSelector('.tile');
    await page.keyboard.press('/');
    await page.keyboard.type('free pump');
    await page.waitForFunction(() => document.querySelectorAll('.tile').length === 2);
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => document.querySelectorAll('.tile').length === 24);
    expect(await page.inputValue('#search')).toBe('');
  });

  test('a chip shows only points of its condition, and a search without a match offers the way back', async () => {
    const page = await stage!.signedIn(stage!.hub({ tempers: MIXED }));
    await page.getByRole('button', { name: /^Warning/ }).click();
    await page.waitForFunction(() => document.querySelectorAll('.tile').length === 1);
    expect(await appearances(page)).toEqual(['warning']);
    await page.fill('#search', 'nothing is called that');
    await page.getByRole('button', { name: 'Show all points' }).click();
    await page.waitForFunction(() => document.querySelectorAll('.tile').length === 8);
  });

  test('arrows walk over the tiles, Enter opens one, Esc comes back', async () => {
    const page = await stage!.signedIn(stage!.hub({ tempers: Array(24).fill('good') }));
    await page.waitForSelector('.tile');
    await page.focus('.tile');
    const ids = await page.$$eval('.tile', (tiles) =>
      tiles.map((tile) => tile.getAttribute('data-id')),
    );
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction(
      (id) => document.activeElement?.getAttribute('data-id') === id,
      ids[1],
    );
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Findings' }).waitFor();
    expect(page.url()).toEndWith(`/point/${ids[1]}`);
    await page.keyboard.press('Escape');
    await page.waitForSelector('.tile');
  });

  test('of a thousand points only those near the window exist, and End reaches the last', async () => {
    const page = await stage!.signedIn(stage!.hub({ tempers: Array(1000).fill('good') }));
    await page.waitForSelector('.tile');
    expect(await page.locator('.tile').count()).toBeLessThan(80);
    await page.focus('.tile');
    await page.keyboard.press('End');
    await page.waitForFunction(
      () => document.activeElement?.parentElement?.getAttribute('aria-posinset') === '1000',
    );
    expect(await focused(page)).not.toBeNull();
    expect(await page.locator('.tile').count()).toBeLessThan(80);
  });

  test('a plant without sensors says how to get one', async () => {
    const page = await stage!.signedIn(stage!.hub({ tempers: [] }));
    await page.getByRole('heading', { name: 'No sensor has published yet' }).waitFor();
    await page.getByText('bun run simulate -- synth').waitFor();
  });

  test('grey tiles stand in until the points come', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    hub.silentPlant = true;
    const page = await stage!.signedIn(hub);
    await page.waitForSelector('.tiles-skeleton');
    hub.announcePlant();
    await page.waitForSelector('.tile');
    expect(await page.locator('.tiles-skeleton').count()).toBe(0);
  });

  test('the help lists the keys, and single keys can be turned off', async () => {
    const page = await stage!.signedIn(stage!.hub({ tempers: ['good'] }));
    await page.waitForSelector('.tile');
    await page.keyboard.press('?');
    await page.getByRole('heading', { name: 'Keyboard' }).waitFor();
    await page.getByRole('checkbox', { name: /Single-key shortcuts/ }).click();
    await page.keyboard.press('Escape');
    await page.keyboard.press('s');
    await page.keyboard.press('?');
    expect(new URL(page.url()).pathname).toBe('/');
    expect(await page.locator('dialog[open]').count()).toBe(0);
  });
});
