import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { type HubBox, setUp, startHub, TestBroker } from '../hub/plant-box.ts';
import { launchBrowser } from '../rig/browser.ts';
import type { BrowserSession } from '../rig/browser-session.ts';
import { builtUi } from '../rig/built-ui.ts';
import { Child } from '../rig/child.ts';
import { eventually } from '../rig/plant-rig.ts';

/** An agent starts a little slowly while others have the machine. */
const PATIENCE_MS = 30_000;
setDefaultTimeout(3 * PATIENCE_MS);
const launched = await launchBrowser();
if (launched.kind === 'none') console.warn(`Browser tests are skipped. ${launched.reason}`);
const browser: Browser | null = launched.kind === 'launched' ? launched.browser : null;
const broker = new TestBroker();
const agentFolder = mkdtempSync(join(tmpdir(), 'tremolo-agent-'));
const errors: string[] = [];
let box: HubBox;
let agent: Child;
let page: Page;

beforeAll(async () => {
  if (browser === null) return;
  await broker.start();
  box = await startHub(() => broker.url, { uiFolder: (await builtUi()).outdir });
  const admin = await setUp(box.hub);
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
      TREMOLO_AGENT_RESTART_BY: 'self',
    },
  });
  await agent.start();
  page = await pageOf(browser, admin);
});
afterAll(async () => {
  await browser?.close();
  await agent?.stop();
  await box?.stop();
  if (browser !== null) await broker.stop();
  rmSync(agentFolder, { recursive: true, force: true });
});

/** A page with that session. */
async function pageOf(where: Browser, { cookie }: BrowserSession): Promise<Page> {
  const context = await where.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addCookies(
    cookie.split('; ').map((one) => {
      const [name = '', ...value] = one.split('=');
      return { name, value: value.join('='), url: box.hub.origin };
    }),
  );
  const opened = await context.newPage();
  opened.setDefaultTimeout(PATIENCE_MS);
  opened.on('pageerror', (error) => errors.push(error.message));
  opened.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  return opened;
}

const button = (name: string | RegExp) => page.getByRole('button', { name });
const inDialog = (name: string) =>
  page.getByRole('dialog').last().getByRole('button', { name, exact: true });
const badge = (word: string) =>
  page.locator('.agent-page-head .badge', { hasText: word }).waitFor();
const epoch = () => box.hub.flows.rooms.agents.epochOf('agent-1');

/** Pictures for a person to look at, where TREMOLO_PICTURES names a folder. */
async function picture(name: string): Promise<void> {
  const folder = process.env.TREMOLO_PICTURES;
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `real-${name}.png`), fullPage: true });
}

describe.skipIf(browser === null)('the fleet with a real agent', () => {
  test('shows the agent, what it found of its machine, and its log as it is written', async () => {
    await page.goto(`${box.hub.origin}/fleet`);
    await page.getByRole('article', { name: 'agent-1' }).getByText('Online').waitFor();
    await picture('cards');
    await page.getByRole('link', { name: 'agent-1', exact: true }).click();
    await page.getByRole('log').getByText('agent connected to the broker').waitFor();
    await page.getByRole('log').getByText('lane-0').first().waitFor();
    await page.locator('.preflight-findings li').first().waitFor();
    await picture('agent');
    expect(errors).toEqual([]);
  });

  test('puts it into maintenance and ends that', async () => {
    await button('Maintenance…').click();
    await page.getByLabel('Reason').fill('A new fan');
    await inDialog('Begin maintenance').click();
    await badge('Maintenance');
    await page.getByText(/in maintenance until .*: A new fan/).waitFor();
    await button('End maintenance agent-1').click();
    await badge('Online');
  });

  test('starts it again, and it is back as another start of itself', async () => {
    const before = epoch();
    await button('Restart…').click();
    await page.getByRole('dialog').getByText('It runs no job.').waitFor();
    await inDialog('Restart now').click();
    await page.getByText('agent-1 is told to start again.').waitFor();
    await eventually(async () => epoch() !== before, PATIENCE_MS, 'another start of it is there');
    await page.locator('.going-on').waitFor({ state: 'detached' });
    await badge('Online');
    // Its log begins anew.
    await page.getByRole('log').getByText('start again').waitFor({ state: 'detached' });
    await page.getByRole('log').getByText('agent connected to the broker').waitFor();
  });

  test('takes a drain back, drains it, and it stops; the page says so', async () => {
    await button('Drain…').click();
    await page.getByRole('dialog').getByText('It has no points.').waitFor();
    await page.getByLabel('Then it').selectOption('stay');
    await inDialog('Drain').click();
    await page.getByText('It is drained: it has no work until that is taken back.').waitFor();
    await button('Take back agent-1').click();
    await badge('Online');
    await button('Drain…').click();
    await inDialog('Drain').click();
    await badge('Stopped');
    expect(await agent.ended(10_000)).toBe(0);
    await page.getByText(/^It has stopped in order/).waitFor();
    await picture('stopped');
    expect(errors).toEqual([]);
  });
});
