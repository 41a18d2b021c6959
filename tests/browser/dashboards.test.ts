import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { decodeView, encodeView } from '#schemas/websocket/view';
import { eventually } from '../rig/plant-rig.ts';
import { axeViolations } from './axe-violations.ts';
import { fakeView } from './fake-view.ts';
import { inEachLook, widthSettles } from './looks.ts';
import { PlantStage } from './plant-stage.ts';
import { smallControls } from './small-controls.ts';

const plant = await PlantStage.open();
const pictures = process.env.TREMOLO_PICTURES;
let page: Page;

beforeAll(async () => {
  if (plant === null) return;
  const site = await plant.node('site', 'Mill 3', null);
  const pump = await plant.node('machine', 'Feed pump P-101', site);
  const made = await plant.sensor('s-1', 'Feed pump P-101');
  await plant.place(made, pump);
  plant.change(made[0]!, 'danger');
  page = await plant.page('Root', '/dashboards');
  // The point in danger becomes an alarm meanwhile, which stays over the page until somebody closes it.
  await page.addLocatorHandler(page.locator('.toast'), (toast) =>
    toast.getByRole('button', { name: 'Close' }).first().click(),
  );
});
afterAll(() => plant?.close());

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
const dialog = () => page.locator('dialog[open]');
const widget = (name: string | RegExp) => page.getByRole('region', { name });
async function looksRight(what: string): Promise<void> {
  await inEachLook(page, async (look) => {
    expect([look.name, await axeViolations(page, look)]).toEqual([look.name, []]);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect([look.name, wide <= look.width]).toEqual([look.name, true]);
    if (pictures !== undefined) {
      await page.screenshot({ path: join(pictures, `${what}-${look.width}.png`), fullPage: true });
    }
  });
  await page.setViewportSize({ width: 1440, height: 900 });
}

describe.skipIf(plant === null)('dashboards', () => {
  test('none yet: one is made from a template, and shows the plant live', async () => {
    await page.getByRole('heading', { name: 'You have no dashboard yet.' }).waitFor();
    await looksRight('dashboards-none');
    await button('New dashboard').first().click();
    await page.getByLabel('Name').fill('Night shift');
    await dialog().getByRole('button', { name: 'New dashboard' }).click();
    await page.getByRole('heading', { name: 'Night shift' }).waitFor();
    await widget('Worst points').getByText('Feed pump P-101').first().waitFor();
    await widget('State of a part of the plant').getByText('Danger').waitFor();
    await looksRight('dashboard');
  });

  test('widgets are added, moved and resized by keys alone, and are there again after a load', async () => {
    await button('Edit').click();
    await button('Add a widget').click();
    await page.getByLabel('Shows').selectOption('note');
    await page.getByLabel('Title').fill('Remember');
    await page.getByLabel('Text').fill('Grease P-101 on Friday');
    await dialog().getByRole('button', { name: 'Add a widget' }).click();
    const note = page.getByRole('region', { name: /^Remember, / });
    // A dialog gives the focus back where it was opened.
    await dialog().waitFor({ state: 'detached' });
    await note.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    await page
      .getByRole('region', { name: /^Remember, column 3, row \d+, 5 wide, 2 high$/ })
      .waitFor();
    await looksRight('dashboard-edit');
    await button('Save').click();
    await page.getByText('Saved.').first().waitFor();
    await page.reload();
    const kept = widget('Remember');
    await kept.getByText('Grease P-101 on Friday').waitFor();
    expect(await kept.evaluate((one) => (one as HTMLElement).style.gridColumn)).toBe('3 / span 5');
  });

  test('a widget is dragged by its title', async () => {
    await button('Edit').click();
    const head = page.getByRole('region', { name: /^Remember, / }).locator('.widget-head h2');
    const from = (await head.boundingBox())!;
    await page.mouse.move(from.x + 20, from.y + 8);
    await page.mouse.down();
    for (const x of [150, 320, 520])
      await page.mouse.move(from.x + 20 + x, from.y + 8, { steps: 4 });
    await page.mouse.up();
    await page.getByRole('region', { name: /^Remember, column [5-8], / }).waitFor();
    await button('Cancel').click();
    await button('Leave without saving').click();
    await widget('Remember').waitFor();
  });

  test('how it was before comes back from its versions, and a deleted one by undo', async () => {
    await button('Versions').click();
    await button('Make it so again').first().click();
    await widget('Remember').waitFor({ state: 'detached' });
    await button('Delete').click();
    await dialog().getByRole('button', { name: 'Delete' }).click();
    await page.waitForURL('**/dashboards');
    await button('Undo').click();
    await page.getByRole('heading', { name: 'Night shift' }).waitFor();
  });

  test('a live chart draws what its point sends, and the hub is asked for that point alone', async () => {
    await button('Edit').click();
    await button('Add a widget').click();
    await page.getByLabel('Shows').selectOption('live');
    await page.getByRole('combobox', { name: 'Point' }).fill('feed');
    await dialog().locator('[role=option]').first().click();
    await dialog().getByRole('button', { name: 'Add a widget' }).click();
    await button('Save').click();
    const live = page.getByRole('region', { name: 'Spectrum', exact: true });
    await live.getByText(/^Waiting/).waitFor();
    const { watched, events } = plant!.stage.people.rooms;
    const asked = async () => {
      const points = watched.messages(() => ['agent-1']).get('agent-1')?.points ?? [];
      return points.length > 0 && points;
    };
    const points = await eventually(asked, 5_000, 'the point is watched');
    expect(points).toHaveLength(1);
    const view = decodeView(fakeView(0, 'danger', 1, Date.now()))!;
    const [pointId] = points;
    const isDrawn = async () => {
      events.emit('view', { pointId: pointId!, bytes: encodeView({ ...view, pointId: pointId! }) });
      return live.getByText(/^Highest line: /).isVisible();
    };
    await eventually(isDrawn, 10_000, 'the spectrum is drawn');
    await looksRight('dashboard-live');
    await button('Edit').click();
    await page.getByRole('region', { name: /^Spectrum, / }).focus();
    await page.keyboard.press('Delete');
    await button('Save').click();
    await live.waitFor({ state: 'detached' });
  });

  test('a trend is chosen by its points, and says so when there is no data', async () => {
    await button('Edit').click();
    await button('Add a widget').click();
    await page.getByLabel('Shows').selectOption('trend');
    await dialog().getByRole('button', { name: 'Add a widget' }).click();
    await dialog().getByText('Choose a point first.').waitFor();
    await page.getByRole('combobox', { name: 'Points, up to six' }).fill('feed');
    await dialog().locator('[role=option]').first().click();
    await dialog().getByRole('button', { name: 'Add a widget' }).click();
    await button('Save').click();
    await widget('Velocity, day').waitFor();
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await smallControls(page)).toEqual([]);
  });

  test('on a phone widgets are ordered by finger, buttons and keys, and the desk stays as it is', async () => {
    const names = () =>
      page.locator('.phone-widget').evaluateAll((rows) => rows.map((row) => row.ariaLabel));
    await button('Edit').click();
    await page.locator('.phone-widget').first().waitFor();
    const before = await names();
    const last = before.at(-1)!;
    const stands = (at: number) =>
      eventually(async () => (await names()).at(at) === last, 5_000, `it stands at ${at}`);
    // What was said before would lie over the last row for a while.
    await page
      .locator('.notice .icon-only')
      .evaluateAll((closers) => closers.map((one) => (one as HTMLElement).click()));
    await button(`Up: ${last}`).click();
    await stands(-2);
    // The button goes with its row, and can be pressed again.
    await page.waitForFunction((name) => document.activeElement?.ariaLabel === name, `Up: ${last}`);
    await page.keyboard.press('Enter');
    await stands(-3);
    // Its button has the focus again a frame after the row has its place.
    await widthSettles(page);
    const handle = page.getByRole('button', { name: `Move ${last}, ` });
    await handle.focus();
    await page.keyboard.press('ArrowDown');
    await stands(-2);
    await handle.evaluate((one) => one.scrollIntoView({ block: 'center' }));
    const from = (await handle.boundingBox())!;
    const first = (await page.locator('.phone-widget').first().boundingBox())!;
    await page.mouse.move(from.x + 20, from.y + 20);
    await page.mouse.down();
    await page.mouse.move(from.x + 20, first.y + 10, { steps: 6 });
    await stands(0);
    await page.mouse.up();
    await page.getByLabel(`Height of ${last}`).selectOption('large');
    expect(await smallControls(page)).toEqual([]);
    await looksRight('dashboard-phone-edit');
    await page.setViewportSize({ width: 390, height: 844 });
    await button(`Remove: ${last}`).click();
    await page
      .locator('.notice', { hasText: `${last} is removed.` })
      .getByText('Undo')
      .click();
    await stands(0);
    await button('Save').click();
    await page.getByText('Saved.').first().waitFor();
    const shown = page.locator('.dashboard-grid .widget').first();
    await shown.waitFor();
    await eventually(
      async () => (await shown.getAttribute('aria-label')) === last,
      5_000,
      'the phone has its own order',
    );
    expect((await shown.boundingBox())!.height).toBe(460);
    await page.setViewportSize({ width: 1440, height: 900 });
    await eventually(
      async () => (await shown.getAttribute('aria-label')) === before[0],
      5_000,
      'the desk has its own order',
    );
  });
});
