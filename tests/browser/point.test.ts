import { afterAll, afterEach, describe, expect, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { fakePointId } from './fake-plant.ts';
import { widthSettles } from './looks.ts';
import { errorsOf, Stage, signIn } from './stage.ts';

const stage = await Stage.open();
afterEach(() => stage?.clear());
afterAll(() => stage?.close());

const PATH = `/point/${fakePointId(0)}`;
const chart = (page: Page, name: string) =>
  page.getByRole('slider', { name: `${name}: cursor`, exact: true });
/** The chart's picture, to see whether it was drawn anew. */
const picture = (page: Page, name: string) =>
  chart(page, name).evaluate((host) => host.querySelector('canvas')!.toDataURL());
const differsFrom = async (page: Page, name: string, before: string) =>
  page.waitForFunction(
    ([label, old]) =>
      document.querySelector(`[aria-label="${label}"] canvas`) &&
      (
        document.querySelector(`[aria-label="${label}"] canvas`) as HTMLCanvasElement
      ).toDataURL() !== old,
    [`${name}: cursor`, before] as const,
  );

describe.skipIf(stage === null)('a point', () => {
  test('says what is wrong, why, and by which evidence', async () => {
    const page = await stage!.signedIn(stage!.hub({ tempers: ['danger'] }), PATH);
    await page.getByText('BPFO 107.4 Hz ×1 ×2 ×3, 21 dB over floor').waitFor();
    await page.getByText('A defect of the bearing’s outer race').first().waitFor();
    await page.getByText('Zone D by velocity').waitFor();
    expect(await page.title()).toStartWith('Pump 1 · Drive end');
    expect(errorsOf(page)).toEqual([]);
  });

  test('says why it is not graded', async () => {
    const page = await stage!.signedIn(stage!.hub({ tempers: ['not_graded'] }), PATH);
    await page.getByText('The unit of the sensor is not declared.', { exact: true }).waitFor();
    await page.getByText('Bearing lines need a known speed and bearing.').first().waitFor();
  });

  for (const name of ['Waveform', 'Spectrum', 'Envelope spectrum']) {
    test(`${name.toLowerCase()} follows the signal`, async () => {
      const page = await stage!.signedIn(stage!.hub({ tempers: ['danger'] }), PATH);
      await page.locator('.readout', { hasText: 'Peak' }).waitFor();
      // What nobody sees is not drawn.
      await chart(page, name).scrollIntoViewIfNeeded();
      await differsFrom(page, name, await picture(page, name));
    });
  }

  test('is watched at a rate that the eye can follow, and no longer when one leaves', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    const page = await stage!.signedIn(hub, PATH);
    await page.locator('.readout', { hasText: 'Peak' }).waitFor();
    expect(hub.watchRequests.at(-1)).toEqual({ points: 1, maxHz: 8 });
    const next = hub.nextWatch();
    await page.keyboard.press('Escape');
    await page.waitForSelector('.tile');
    expect(await next).toBe(0);
  });

  test('hold stops the charts and says since when, release lets them go on', async () => {
    const page = await stage!.signedIn(stage!.hub({ tempers: ['danger'] }), PATH);
    await page.locator('.readout', { hasText: 'Peak' }).waitFor();
    await page.keyboard.press('h');
    await page.getByText(/^Held at \d\d:\d\d:\d\d$/).waitFor();
    const held = await picture(page, 'Waveform');
    // The head goes on living: a whole second of summaries passes while the chart stands still.
    const figure = await page.locator('.figures dd').first().textContent();
    await page.waitForFunction(
      (before) => document.querySelector('.figures dd')?.textContent !== before,
      figure,
    );
    expect(await picture(page, 'Waveform')).toBe(held);
    await page.getByRole('button', { name: 'Release' }).click();
    await differsFrom(page, 'Waveform', held);
  });

  test('the cursor moves by arrow keys, says what stands there and which line that is', async () => {
    const page = await stage!.signedIn(stage!.hub({ tempers: ['danger'] }), PATH);
    await page.locator('.readout', { hasText: 'Highest line: 10' }).waitFor();
    const envelope = chart(page, 'Envelope spectrum');
    await envelope.focus();
    await page.keyboard.press('Home');
    // The line of 107.4 Hz lies at bin 138 of 0.78 Hz.
    for (let i = 0; i < 13; i++) await page.keyboard.press('Shift+ArrowRight');
    for (let i = 0; i < 8; i++) await page.keyboard.press('ArrowRight');
    await page.waitForFunction(() =>
      document
        .querySelector('[aria-label="Envelope spectrum: cursor"]')
        ?.getAttribute('aria-valuetext')
        ?.startsWith('107.6 Hz'),
    );
    expect(await envelope.getAttribute('aria-valuetext')).toContain('BPFO ×1');
  });

  test('a finger on a chart reads it', async () => {
    const page = await stage!.signedIn(stage!.hub({ tempers: ['danger'] }), PATH, {
      hasTouch: true,
      viewport: { width: 390, height: 844 },
    });
    await page.locator('.readout', { hasText: 'Peak' }).waitFor();
    const waveform = chart(page, 'Waveform');
    await waveform.scrollIntoViewIfNeeded();
    // The chart learns a few frames later where it has been scrolled to.
    await widthSettles(page);
    const read = page.locator('.readout', { hasText: /^\d+\.\d\d ms · −?[\d.]+ g$/ });
    // Whatever loads above moves the chart away under the finger: then one taps again.
    let isRead = false;
    for (let tap = 0; tap < 5 && !isRead; tap++) {
      const box = (await waveform.boundingBox())!;
      await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2);
      isRead = await read.waitFor({ timeout: 1_500 }).then(
        () => true,
        () => false,
      );
    }
    expect(isRead).toBe(true);
  });

  test('a spectrum can be read in decibels and in orders of the shaft', async () => {
    const page = await stage!.signedIn(stage!.hub({ tempers: ['danger'] }), PATH);
    const panel = page.locator('section', { has: chart(page, 'Envelope spectrum') });
    await panel.getByText('Highest line').waitFor();
    await panel.getByText('dB', { exact: true }).click();
    await panel.getByText('Orders', { exact: true }).click();
    await panel.locator('.readout', { hasText: /3\.\d\dX · −\d+\.\d dB/ }).waitFor();
  });

  test('line families can be laid over and taken away', async () => {
    const page = await stage!.signedIn(stage!.hub({ tempers: ['danger'] }), PATH);
    const panel = page.locator('section', { has: chart(page, 'Envelope spectrum') });
    const outer = panel.getByRole('button', { name: /^BPFO/ });
    expect(await outer.getAttribute('aria-pressed')).toBe('true');
    await outer.click();
    expect(await outer.getAttribute('aria-pressed')).toBe('false');
  });

  test('the trend goes from a minute to a year', async () => {
    const hub = stage!.hub({ tempers: ['danger'] });
    const page = await stage!.signedIn(hub, PATH);
    const spans: number[] = [];
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (url.pathname.endsWith('/trend')) {
        spans.push(Number(url.searchParams.get('to')) - Number(url.searchParams.get('from')));
      }
    });
    await page.getByText('Each step is 10 s').waitFor();
    await page.getByText('1 year', { exact: true }).click();
    await page.getByText('Each step is 1 day').waitFor();
    await page.getByText('1 min', { exact: true }).click();
    await page.getByText('Each step is 10 s').waitFor();
    expect(spans).toContain(365 * 86_400_000);
    expect(spans.at(-1)).toBe(60_000);
  });

  test('dragging over the trend zooms in, and there is a way back to the present', async () => {
    const page = await stage!.signedIn(stage!.hub({ tempers: ['danger'] }), PATH);
    await page.getByText('Each step is 10 s').waitFor();
    await chart(page, 'Trend').scrollIntoViewIfNeeded();
    const box = (await chart(page, 'Trend').boundingBox())!;
    const request = page.waitForRequest(/\/trend\?/);
    await page.mouse.move(box.x + 200, box.y + 60);
    await page.mouse.down();
    await page.mouse.move(box.x + 300, box.y + 60, { steps: 4 });
    await page.mouse.up();
    const query = new URL((await request).url()).searchParams;
    expect(Number(query.get('to')) - Number(query.get('from'))).toBeLessThan(3_600_000 / 3);
    await page.getByRole('button', { name: 'Back to live' }).click();
  });

  test('facts are checked, saved, and can be taken back', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    const page = await stage!.signedIn(hub, PATH);
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await page.fill('#fact-speedRpm', 'fast');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('A number is needed here.').waitFor();
    expect(hub.edits).toEqual([]);
    await page.fill('#fact-speedRpm', '1480');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.locator('.facts').getByText('1480 r/min').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.locator('.facts').getByText('1797 r/min').waitFor();
    expect(hub.edits).toEqual([{ facts: { speedRpm: 1480 } }, { facts: { speedRpm: 1797 } }]);
  });

  test('charts are drawn in a browser without a valid language, as on a kiosk without a locale', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    const page = await stage!.page();
    await page.addInitScript(() => {
      Object.defineProperty(Navigator.prototype, 'language', { get: () => 'en-US@posix' });
    });
    await page.goto(hub.url + PATH);
    await signIn(page);
    await page.locator('.readout', { hasText: 'Peak' }).waitFor();
    expect(errorsOf(page)).toEqual([]);
  });

  test('an unknown point is said to be unknown', async () => {
    const page = await stage!.signedIn(
      stage!.hub({ tempers: ['good'] }),
      `/point/${fakePointId(77)}`,
    );
    await page.getByText('There is no such point').waitFor();
  });
});
