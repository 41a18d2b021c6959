import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { SettingsAnswer } from '#schemas/http/settings';
import { type HubBox, setUp, startHub, TestBroker } from '../hub/plant-box.ts';
import { launchBrowser } from '../rig/browser.ts';
import type { BrowserSession } from '../rig/browser-session.ts';
import { builtUi } from '../rig/built-ui.ts';
import { Child } from '../rig/child.ts';
import { migCard, readCard, writeCard } from '../rig/nvidia-smi-mig.ts';
import { NvidiaSmiScenario } from '../rig/nvidia-smi-scenario.ts';

setDefaultTimeout(60_000);
const PATIENCE_MS = 15_000;
const UUID = 'GPU-513536b6-7d19-9063-b049-1e69664bb298';
const GPU = { index: '0', uuid: UUID, name: 'NVIDIA A100-SXM4-40GB', 'memory.total': '40960' };
const launched = await launchBrowser();
if (launched.kind === 'none') console.warn(`Browser tests are skipped. ${launched.reason}`);
const browser: Browser | null = launched.kind === 'launched' ? launched.browser : null;
const folder = mkdtempSync(join(tmpdir(), 'tremolo-parts-'));
const cardFile = join(folder, 'card.json');
const scenario = new NvidiaSmiScenario({ gpus: [GPU], migFile: cardFile });
const broker = new TestBroker();
const errors: string[] = [];
let box: HubBox;
let admin: BrowserSession;
let agent: Child;
let page: Page;

beforeAll(async () => {
  if (browser === null) return;
  writeCard(cardFile, migCard(UUID));
  await broker.start();
  const uiFolder = (await builtUi()).outdir;
  box = await startHub(() => broker.url, { uiFolder });
  admin = await setUp(box.hub);
  agent = new Child({
    name: 'agent-1',
    args: ['agent/main.ts'],
    environment: {
      TREMOLO_AGENT_AGENT_ID: 'agent-1',
      TREMOLO_AGENT_DATA_DIR: join(folder, 'agent'),
      TREMOLO_AGENT_BROKER__URL: broker.url,
      TREMOLO_AGENT_LANES: '1',
      TREMOLO_AGENT_PROVIDER: 'cpu',
      TREMOLO_AGENT_CAPACITY_WINDOWS_PER_SECOND: '1000',
      TREMOLO_AGENT_NVIDIA_SMI: scenario.path,
      TREMOLO_AGENT_GPU__PARTITIONING: 'true',
    },
  });
  await agent.start();
  const context = await browser.newContext({ viewport: { width: 1440, height: 1100 } });
  const cookies = admin.cookie.split('; ').map((one) => {
    const at = one.indexOf('=');
    return { name: one.slice(0, at), value: one.slice(at + 1), url: box.hub.origin };
  });
  await context.addCookies(cookies);
  page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  page.on('pageerror', (error) => errors.push(error.message));
});

afterAll(async () => {
  await browser?.close();
  await agent?.stop();
  await box?.stop();
  await broker.stop();
  scenario.remove();
  rmSync(folder, { recursive: true, force: true });
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const inDialog = (name: string) =>
  page.getByRole('dialog').getByRole('button', { name, exact: true });

/** For a person to look at, where TREMOLO_PICTURES names a folder. */
async function picture(name: string): Promise<void> {
  const into = process.env.TREMOLO_PICTURES;
  if (into !== undefined)
    await page.screenshot({ path: join(into, `${name}.png`), fullPage: true });
}

describe.skipIf(browser === null)('the parts of a GPU on a real hub with a real agent', () => {
  test('the site has to allow it, and until then the plan shows that it does not', async () => {
    await page.goto(`${box.hub.origin}/fleet/agent-1/gpus/0`);
    await page.getByText('MIG is off: the GPU is one whole.').waitFor();
    await page.getByText('not supported').first().waitFor();
    await page.getByText('The history does not come.').first().waitFor({ state: 'detached' });
    await page.getByText(/^The site does not allow it/).waitFor();
    const { revision } = await admin.ask<SettingsAnswer>('GET', '/api/v1/settings/general');
    await admin.ask('PATCH', '/api/v1/settings/general', {
      ...{ revision, values: { migAdminEnabled: true } },
    });
  });

  test('what was shown is done, followed while it goes, and undone by one more plan', async () => {
    await page.reload();
    await button('Partition…').click();
    await page.getByText('On', { exact: true }).click();
    await page.fill('#mig-profile-9', '1');
    await page.fill('#mig-profile-14', '2');
    await inDialog('Show what would happen').click();
    await page.getByText(`nvidia-smi mig -i ${UUID} -cgi 9:4,14:0,14:2 -C`).waitFor();
    await picture('real parts, planned');
    await inDialog('Partition now').click();
    await page.getByText('Done', { exact: true }).waitFor();
    await page.getByText('MIG is on, with 3 instances.').waitFor();
    expect(readCard(cardFile).instances).toHaveLength(3);
    await picture('real parts, done');
    await button('Go back to what was before…').click();
    await page.getByText(`nvidia-smi -i ${UUID} -mig 0`).first().waitFor();
    await inDialog('Partition now').click();
    await page.getByText('MIG is off: the GPU is one whole.').waitFor();
    expect(readCard(cardFile)).toMatchObject({ mode: 'Disabled', instances: [] });
    expect(errors).toEqual([]);
  });

  test('the capacity counts the GPU and says that it has watched no whole day', async () => {
    await page.goto(`${box.hub.origin}/fleet/capacity`);
    await page.getByText('Not enough history', { exact: true }).waitFor();
    await page.getByText(/^0 whole days were watched, and 10 are needed/).waitFor();
    await page.getByText(/1 GPU with the agents that were there/).waitFor();
    await picture('real capacity');
    expect(errors).toEqual([]);
  });
});
