import { afterAll, afterEach, describe, expect, test } from 'bun:test';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { axeViolations } from './axe-violations.ts';
import { fakePointId } from './fake-plant.ts';
import { FAKE_VALUE, FakeTrends } from './fake-trends.ts';
import { FIRST_LOOK, inEachLook } from './looks.ts';
import { smallControls } from './small-controls.ts';
import { errorsOf, Stage } from './stage.ts';

const stage = await Stage.open();
afterEach(() => stage?.clear());
afterAll(() => stage?.close());

/** Pictures for a person to look at, where TREMOLO_PICTURES names a folder. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.TREMOLO_PICTURES;
  if (folder !== undefined)
    await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

const TWO = `lines=${fakePointId(0)}.velocity,${fakePointId(1)}.speed&span=month`;

async function open(query: string, change: (trends: FakeTrends) => void = () => undefined) {
  const hub = stage!.hub({ tempers: ['advisory', 'good', 'good'] });
  const trends = new FakeTrends();
  change(trends);
  trends.join(hub);
  const page = await stage!.signedIn(hub, `/trends?${query}`, FIRST_LOOK);
  return { hub, trends, page };
}

describe.skipIf(stage === null)('trends', () => {
  test('of any values together, with limits, events and what is to be expected, in every look', async () => {
    const { page, trends } = await open(TWO);
    await page.getByText(/^Zone C in [\d.]+–[\d.]+ days$/).waitFor();
    await page.getByText('Condition: Advisory').waitFor();
    expect(trends.asked[0].points).toHaveLength(2);
    await inEachLook(page, async ({ name, width }) => {
      expect(await axeViolations(page)).toEqual([]);
      if (width === 390) expect(await smallControls(page)).toEqual([]);
      await picture(page, `trends, ${name}`);
    });
    expect(errorsOf(page)).toEqual([]);
  });

  test('are chosen by typing, and stand in the address', async () => {
    const { page } = await open('');
    await page.getByText('Choose what to look at').waitFor();
    await picture(page, 'trends, nothing chosen');
    await page.getByRole('button', { name: 'Add values' }).click();
    await page.getByRole('combobox', { name: 'Point or process value' }).fill('fan');
    await page.getByRole('option').first().click();
    await page.getByLabel('Speed').check();
    await picture(page, 'trends, adding');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('button', { name: 'Fan 1 · Drive end: Speed', exact: true }).waitFor();
    expect(new URL(page.url()).searchParams.get('lines')).toBe(
      `${fakePointId(2)}.velocity,${fakePointId(2)}.speed`,
    );
    await page.getByRole('button', { name: 'Add values' }).click();
    await page.getByRole('combobox', { name: 'Point or process value' }).fill('oil');
    await page.getByRole('option', { name: 'Oil temperature' }).click();
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('button', { name: 'Oil temperature', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Remove all' }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Fan 1 · Drive end: Speed', exact: true }).waitFor();
  });

  test('are walked, zoomed and moved by keys; the address brings the same view again', async () => {
    const { page } = await open(TWO);
    const chart = page.getByRole('application');
    await chart.focus();
    await page.keyboard.press('Home');
    for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+ArrowRight');
    await page.getByText('At the cursor:').waitFor();
    await page.locator('output', { hasText: 'mm/s' }).first().waitFor();
    await page.keyboard.press('+');
    await page.waitForURL(/from=\d+&to=\d+/);
    const zoomed = page.url();
    await page.keyboard.press('PageDown');
    await page.waitForURL((url) => url.href !== zoomed);
    await page.goto(zoomed);
    await page.getByRole('button', { name: 'Follow the time again' }).waitFor();
    expect(page.url()).toBe(zoomed);
  });

  test('can be read as a table and taken along as a file', async () => {
    const { page } = await open(`${TWO}&shows=table`);
    await page.getByRole('columnheader', { name: /Velocity.*mm\/s/ }).waitFor();
    await picture(page, 'trends, table');
    const kinds = ['Picture (PNG)', 'Drawing (SVG)', 'Page (PDF)', 'Values (CSV)'];
    const beginnings = ['\x89PNG', '<svg', '%PDF-1.4', '\uFEFFtime,'];
    for (const [i, kind] of kinds.entries()) {
      if (!(await page.getByRole('button', { name: kind }).isVisible()))
        await page.getByRole('button', { name: 'Save as' }).click();
      const waiting = page.waitForEvent('download');
      await page.getByRole('button', { name: kind }).click();
      const path = await (await waiting).path();
      const bytes = await Bun.file(path).bytes();
      const text = kind.includes('PNG')
        ? String.fromCharCode(...bytes.slice(0, 4))
        : new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
      expect(text.slice(0, 20)).toStartWith(beginnings[i]);
      const folder = process.env.TREMOLO_PICTURES;
      if (folder !== undefined)
        await Bun.write(join(folder, `trends-sheet.${kind.slice(-4, -1).toLowerCase()}`), bytes);
    }
    expect(errorsOf(page)).toEqual([]);
  });

  test('say what is missing instead of guessing', async () => {
    const still = await open(TWO, (trends) => {
      trends.isRising = false;
    });
    await still.page.getByText('No trend: what these values do').waitFor();
    const empty = await open(TWO, (trends) => {
      trends.isEmpty = true;
    });
    await empty.page.getByText('Nothing was recorded of these values in this time.').waitFor();
    await empty.page.getByText('No forecast: 0 values').waitFor();
    await picture(empty.page, 'trends, empty');
  });

  test('a value is foretold to the limit of an alarm rule; without one the card says how to get it', async () => {
    const { page, hub, trends } = await open(`lines=${FAKE_VALUE.valueId}&span=month`);
    await page.getByText(/^“Oil hot” \(58\.0 °C\) in [\d.–]+ days/).waitFor();
    await page.getByText('An alarm rule sets it.').waitFor();
    await inEachLook(page, async ({ name }) => picture(page, `trends of a value, ${name}`));
    expect(await axeViolations(page)).toEqual([]);
    trends.limits = [];
    await page.goto(`${hub.url}/trends?lines=${FAKE_VALUE.valueId}&span=month`);
    await page.getByText('No limit of this value is known.').waitFor();
    expect(errorsOf(page)).toEqual([]);
  });

  test('that cannot be read can be asked for again', async () => {
    const { page, hub } = await open('');
    hub.restFailure = 'storage_failed';
    await page.goto(`${hub.url}/trends?${TWO}`);
    await page.getByText('The trends could not be read.').waitFor();
    await picture(page, 'trends, failing');
    hub.restFailure = null;
    await page.getByRole('button', { name: 'Try again' }).first().click();
    await page.getByText(/^Zone C in/).waitFor();
  });
});
