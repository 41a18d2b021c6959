import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { type HubBox, setUp, startHub, TestBroker } from '../hub/plant-box.ts';
import { launchBrowser } from '../rig/browser.ts';
import type { BrowserSession } from '../rig/browser-session.ts';
import { builtUi } from '../rig/built-ui.ts';
import { Child } from '../rig/child.ts';

/** An agent trains a little while others have the machine. */
const PATIENCE_MS = 60_000;
setDefaultTimeout(3 * PATIENCE_MS);
const launched = await launchBrowser();
if (launched.kind === 'none') console.warn(`Browser tests are skipped. ${launched.reason}`);
const browser: Browser | null = launched.kind === 'launched' ? launched.browser : null;
const broker = new TestBroker();
const agentFolder = mkdtempSync(join(tmpdir(), 'tremolo-agent-'));
const errors: string[] = [];
let box: HubBox;
let admin: BrowserSession;
let agent: Child;
let page: Page;
let uiFolder = '';

beforeAll(async () => {
  if (browser === null) return;
  await broker.start();
  uiFolder = (await builtUi()).outdir;
  box = await startHub(() => broker.url, { uiFolder });
  admin = await setUp(box.hub);
  agent = new Child({
    name: 'agent-1',
    args: ['agent/main.ts'],
    environment: {
      TREMOLO_AGENT_AGENT_ID: 'agent-1',
      TREMOLO_AGENT_DATA_DIR: agentFolder,
      TREMOLO_AGENT_BROKER__URL: broker.url,
      TREMOLO_AGENT_LANES: '1',
      TREMOLO_AGENT_PROVIDER: 'cpu',
      TREMOLO_AGENT_CAPACITY_WINDOWS_PER_SECOND: '1000',
    },
  });
  await agent.start();
  page = await pageOf(browser, admin);
});
afterAll(async () => {
  await browser?.close();
  await agent?.stop();
  await box?.stop();
  if (box !== undefined) rmSync(box.dataDir, { recursive: true, force: true });
  if (browser !== null) await broker.stop();
  rmSync(agentFolder, { recursive: true, force: true });
});

/** A page with that session. */
async function pageOf(browser: Browser, { cookie }: BrowserSession): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addCookies(
    cookie.split('; ').map((one) => {
      const [name = '', ...value] = one.split('=');
      return { name, value: value.join('='), url: box.hub.origin };
    }),
  );
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  return page;
}

const button = (name: string) => page.getByRole('button', { name, exact: true });
const inDialog = (name: string) =>
  page.getByRole('dialog').last().getByRole('button', { name, exact: true });
const state = (word: string | RegExp) => page.locator('.page-head').getByText(word).waitFor();

/** Pictures for a person to look at, where TREMOLO_PICTURES names a folder. */
async function picture(name: string): Promise<void> {
  const folder = process.env.TREMOLO_PICTURES;
  if (folder !== undefined)
    await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

async function submit(kind: string, given: Readonly<Record<string, string>>): Promise<void> {
  await page.goto(`${box.hub.origin}/jobs`);
  await button('New job').click();
  await page.selectOption('#job-kind', kind);
  for (const [name, value] of Object.entries(given)) await page.fill(`#argument-${name}`, value);
  await inDialog('Submit').click();
}

describe.skipIf(browser === null)('jobs of a real agent', () => {
  test('a training is watched, paused, goes on, and shows how good the model is', async () => {
    await submit('train', {
      rows: '3000',
      heldOutRows: '300',
      members: '1',
      epochs: '60',
      batchRows: '64',
    });
    await page.getByText(/Latest, epoch \d+: /).waitFor();
    await state(/^Running, \d+ %$/);
    await page.getByRole('link', { name: 'agent-1' }).first().waitFor();
    await page.locator('.job-log').getByText(/loss/).first().waitFor();
    await picture('train-running');
    await button('Pause').click();
    await inDialog('Pause').click();
    await state('Held back');
    await page.getByRole('heading', { name: 'Where it stands' }).waitFor();
    await picture('train-paused');
    await button('Release').click();
    await inDialog('Release').click();
    await state('Succeeded');
    await page.getByRole('region', { name: 'Metrics' }).getByRole('row').nth(1).waitFor();
    await page.getByText('Latest, epoch 60: ').waitFor();
    await picture('train-done');
    await page.locator('.job-timeline').getByText('Succeeded', { exact: true }).waitFor();
    const happened = await page.locator('.job-timeline .strong').allTextContents();
    expect(happened).toEqual([
      'Submitted',
      'Handed to an agent',
      'Started',
      'Pausing asked for',
      'Stands still',
      'Released',
      'Handed to an agent',
      'Started',
      'Succeeded',
    ]);
    expect(errors).toEqual([]);
  });

  test('a benchmark shows its rates in their units, and one that runs is cancelled', async () => {
    await submit('benchmark', { secondsEach: '0.2' });
    await state('Succeeded');
    await page
      .getByText(/^[\d  .]+ \/ s$/)
      .first()
      .waitFor();
    await picture('benchmark-done');
    await submit('benchmark', { secondsEach: '30' });
    await state('Running');
    await button('Cancel').click();
    await page.getByRole('dialog').locator('button.danger').click();
    await state('Cancelled');
    expect(errors).toEqual([]);
  });

  test('one that is submitted while the hub is away waits in the browser, and is done when it is back', async () => {
    await page.goto(`${box.hub.origin}/jobs`);
    const links = page.getByRole('link', { name: /^Benchmark/ });
    await links.first().waitFor();
    const before = await links.count();
    const { dataDir } = box;
    const port = Number(new URL(box.hub.origin).port);
    await box.hub.stop();
    await page.waitForSelector('.connection-bar');
    await button('New job').click();
    await page.fill('#argument-secondsEach', '0.123');
    await inDialog('Submit').click();
    await page.getByRole('region', { name: 'Waiting in this browser' }).waitFor();
    box = await startHub(() => broker.url, { uiFolder, dataDir, settings: { http: { port } } });
    await page.getByText('What waited in this browser is submitted: Benchmark.').waitFor();
    await links.nth(before).waitFor();
    await links.first().click();
    await state('Succeeded');
    await page.getByText('0.12', { exact: true }).waitFor();
    // What the browser itself reports of a hub that is away.
    expect(errors.filter((error) => !/ERR_CONNECTION|cannot be reached/.test(error))).toEqual([]);
  });
});
