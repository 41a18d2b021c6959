import { afterAll, afterEach, describe, expect, test } from 'bun:test';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { axeViolations } from './axe-violations.ts';
import { FakeCaptures } from './fake-captures.ts';
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

async function open(query: (captures: FakeCaptures) => string, captures = new FakeCaptures()) {
  const hub = stage!.hub({ tempers: ['danger', 'good', 'good'] });
  captures.join(hub);
  const page = await stage!.signedIn(hub, `/analysis?${query(captures)}`, FIRST_LOOK);
  return { hub, page, captures };
}

const last = ({ captureIds }: FakeCaptures) => `captures=${captureIds[2]}`;

describe.skipIf(stage === null)('the analysis', () => {
  test('of captures over each other: cursors, bearing lines and peaks, in every look', async () => {
    const { page } = await open(
      ({ captureIds }) =>
        `captures=${captureIds[0]},${captureIds[2]}&chosen=1&at=30&cursor=harmonic&lines=bpfo&range=0-1000`,
    );
    const readings = page.getByRole('group', { name: 'Read-out' });
    await readings.getByRole('rowheader', { name: 'BPFO ×1', exact: true }).waitFor();
    // The shaft turns 30 times a second, with 0.3 g.
    const first = readings.getByRole('row').filter({ hasText: '1×' }).first();
    expect(await first.getByRole('cell').allTextContents()).toMatchObject(
      expect.arrayContaining([
        expect.stringMatching(/30\.0/),
        '1.000',
        expect.stringMatching(/^0\.30/),
      ]),
    );
    await page.getByRole('group', { name: 'Peaks' }).waitFor();
    await inEachLook(page, async ({ name, width }) => {
      expect(await axeViolations(page)).toEqual([]);
      if (width === 390) expect(await smallControls(page)).toEqual([]);
      await picture(page, `analysis, ${name}`);
    });
    expect(errorsOf(page)).toEqual([]);
  });

  test('has a view for each question: wave, envelope with its band, spectrogram and waterfall', async () => {
    const { page } = await open(({ captureIds }) => `captures=${captureIds.join(',')}&chosen=2`);
    await page.setViewportSize({ width: 1280, height: 900 });
    const view = page.getByLabel('View', { exact: true });
    for (const [name, word] of [
      ['waveform', 'Waveform'],
      ['envelope', 'Envelope spectrum'],
      ['spectrogram', 'Spectrogram'],
      ['waterfall', 'Waterfall'],
    ] as const) {
      await view.selectOption(name);
      await page.getByRole('heading', { name: word, exact: true }).waitFor();
      expect(await axeViolations(page)).toEqual([]);
      await picture(page, `analysis, ${name}`);
    }
    await view.selectOption('envelope');
    await page.getByText('Bands by their kurtosis').click();
    await page.getByRole('button', { name: /Hz$/ }).first().click();
    await page.getByText('Chosen by hand.').waitFor();
    await page.waitForURL(/band=/);
    expect(errorsOf(page)).toEqual([]);
  });

  test('shows velocity and displacement by integration and says so; without a unit it says why not', async () => {
    const { page } = await open(last);
    await page.getByLabel('Shown as').selectOption('velocity');
    await page.getByText('nothing below 10.0 Hz is shown').first().waitFor();
    await page.waitForURL(/quantity=velocity/);
    const captures = new FakeCaptures();
    captures.unit = 'undeclared';
    const other = await open(last, captures);
    await other.page.getByRole('group', { name: 'Peaks' }).waitFor();
    const velocity = other.page.getByLabel('Shown as').locator('option[value=velocity]');
    expect(await velocity.getAttribute('disabled')).not.toBeNull();
    expect(await other.page.getByTitle(/not declared/).count()).toBe(1);
  });

  test('keeps notes and labels with the capture, and takes them back', async () => {
    const { page, captures } = await open((all) => `${last(all)}&at=107.5`);
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.getByLabel('Note', { exact: true }).fill('Outer race, since the new coupling');
    await page.getByRole('button', { name: 'Pin a note at the cursor' }).click();
    await page.getByText('at 107.5 Hz · Ada').waitFor();
    expect(captures.notes).toMatchObject([{ view: 'spectrum', x: 107.5 }]);
    await page.getByRole('button', { name: 'Remove this note' }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('at 107.5 Hz · Ada').waitFor();
    await page.getByLabel('Fault').selectOption('outer_race');
    await page.getByLabel('How sure').selectOption('1');
    await page.getByRole('button', { name: 'Set this label' }).click();
    await page.getByText(/^Ada, .*100 %$/).waitFor();
    await picture(page, 'analysis, notes and labels');
  });

  test('fills no gap: of a capture with a break the longest part is shown, and told', async () => {
    const captures = new FakeCaptures();
    captures.hasBreak = true;
    const { page } = await open(last, captures);
    await page.getByText('the longest part without a break is shown, 1.40 s').waitFor();
  });

  test('begins with nothing, takes captures and live windows, and is taken along as a page', async () => {
    const { page } = await open(() => '');
    await page.getByText('Choose what to look at').waitFor();
    await picture(page, 'analysis, nothing chosen');
    await page.getByRole('button', { name: 'Add signals' }).click();
    await page.getByRole('combobox', { name: 'Point' }).fill('pump');
    await page.getByRole('dialog').getByRole('option').first().click();
    await page.getByRole('checkbox').first().check();
    await picture(page, 'analysis, adding');
    await page.getByRole('dialog').getByRole('button', { name: 'Add signals' }).click();
    await page.getByRole('group', { name: 'Peaks' }).waitFor();
    await page.getByRole('button', { name: 'Save as' }).click();
    const waiting = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Page (PDF)' }).click();
    const bytes = await Bun.file(await (await waiting).path()).bytes();
    expect(new TextDecoder('latin1').decode(bytes.slice(0, 8))).toBe('%PDF-1.4');
    await page.getByRole('button', { name: 'Add signals' }).click();
    await page.getByRole('combobox', { name: 'Point' }).fill('pump');
    await page.getByRole('dialog').getByRole('option').first().click();
    await page.getByRole('button', { name: 'Hold the window that it sends next' }).click();
    await page.getByText('Held from the live view').waitFor();
    expect(errorsOf(page)).toEqual([]);
  });

  test('reads a file of one’s own in the browser, and says that it goes nowhere', async () => {
    const { page } = await open(() => '');
    await page.getByRole('button', { name: 'Add signals' }).click();
    const rows = Array.from({ length: 4096 }, (_, i) => Math.sin((2 * Math.PI * 100 * i) / 4096));
    const buffer = Buffer.from(`DE\n${rows.join('\n')}\n`);
    await page
      .locator('#recording-file')
      .setInputFiles({ name: 'own.csv', mimeType: 'text/csv', buffer });
    await page.getByLabel('Sample rate').fill('4096');
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    await page.getByText('it is not part of the address').waitFor();
    const peaks = page.getByRole('group', { name: 'Peaks' });
    await peaks.getByRole('button', { name: '100.00', exact: true }).waitFor();
    await page.getByRole('button', { name: /^Remove own.csv/ }).click();
    await page.getByText('Choose what to look at').waitFor();
  });

  test('has the spectrum of ten seconds at 25.6 kHz on the screen within 300 ms', async () => {
    const captures = new FakeCaptures({ count: 1, seconds: 10 });
    const { page } = await open((all) => `captures=${all.captureIds[0]}&resolution=20`, captures);
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.getByRole('heading', { name: 'Peaks' }).waitFor();
    // Page, samples and worker are there; each of these is a transform of all samples that was not made before.
    const times: number[] = [];
    for (const [label, value] of [
      ['Resolution', '0'],
      ['Shown as', 'velocity'],
      ['Shown as', 'displacement'],
    ] as const) {
      times.push(await page.evaluate(timeUntilDrawn, { label, value }));
    }
    console.info(`spectra of 10 s at 25.6 kHz: ${times.map((ms) => ms.toFixed(0)).join(', ')} ms`);
    // Of a machine that others use as well, the best of three says what the program needs.
    expect(Math.min(...times)).toBeLessThan(300);
  });
});

/** Runs in the page: chooses, and waits until the chart has drawn what was computed for it. */
async function timeUntilDrawn({ label, value }: { label: string; value: string }): Promise<number> {
  const labels = [...document.querySelectorAll('label')];
  const { htmlFor } = labels.find(({ textContent }) => textContent === label)!;
  const select = document.getElementById(htmlFor) as HTMLSelectElement;
  const canvas = () => document.querySelector<HTMLCanvasElement>('.line-chart canvas');
  const before = canvas()?.toDataURL();
  const beganMs = performance.now();
  select.value = value;
  select.dispatchEvent(new Event('change', { bubbles: true }));
  for (;;) {
    await new Promise((next) => requestAnimationFrame(next));
    const now = canvas();
    const atMs = performance.now();
    if (now !== null && document.querySelector('.computing') === null && now.toDataURL() !== before)
      return atMs - beganMs;
  }
}
