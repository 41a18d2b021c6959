import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { type HubBox, setUp, startHub, TestBroker } from '../hub/plant-box.ts';
import { launchBrowser } from '../rig/browser.ts';
import { builtUi } from '../rig/built-ui.ts';
import { Child } from '../rig/child.ts';
import { NvidiaSmiScenario } from '../rig/nvidia-smi-scenario.ts';

setDefaultTimeout(90_000);
const PATIENCE_MS = 30_000;
const CARD = {
  ...{ index: '0', uuid: 'GPU-d37e67a5', name: 'Tesla T4', driver_version: '515.105.01' },
  ...{ 'memory.total': '15360', 'memory.used': '1032', 'utilization.gpu': '37' },
  ...{ 'temperature.gpu': '61', 'clocks_event_reasons.active': '0x0000000000000000' },
};
const launched = await launchBrowser();
if (launched.kind === 'none') console.warn(`Browser tests are skipped. ${launched.reason}`);
const browser: Browser | null = launched.kind === 'launched' ? launched.browser : null;
const folder = mkdtempSync(join(tmpdir(), 'tremolo-gpu-page-'));
const scenario = new NvidiaSmiScenario({
  gpus: [CARD],
  xmlFile: join(import.meta.dirname, '../golden/nvidia-smi/tesla-t4-v11.xml'),
});
const broker = new TestBroker();
const errors: string[] = [];
let box: HubBox;
let agent: Child;
let page: Page;

beforeAll(async () => {
  if (browser === null) return;
  await broker.start();
  box = await startHub(() => broker.url, { uiFolder: (await builtUi()).outdir });
  const admin = await setUp(box.hub);
  const values = { gpuHotSeconds: 1, clearAfterSeconds: 1 };
  await admin.ask('PATCH', '/api/v1/settings/conditions', { revision: 0, values });
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

/** For a person to look at, where TREMOLO_PICTURES names a folder. */
async function picture(name: string): Promise<void> {
  const into = process.env.TREMOLO_PICTURES;
  if (into === undefined) return;
  mkdirSync(into, { recursive: true });
  await page.screenshot({ path: join(into, `${name}.png`), fullPage: true });
}

describe.skipIf(browser === null)('a GPU on a real hub with a real agent', () => {
  test('what nvidia-smi says is on its page within seconds, and is drawn as it comes', async () => {
    await page.goto(`${box.hub.origin}/fleet/agent-1/gpus/0`);
    await page.getByText('Tesla T4').first().waitFor();
    await page.getByText('61 °C').first().waitFor();
    await page.getByText('Mean of ten seconds').first().waitFor();
    await page.getByText('not supported').first().waitFor();
    await picture('real GPU');
    expect(errors).toEqual([]);
  });

  test('heat shows on the System screen, as critical, and among what was once it is over', async () => {
    scenario.play({ gpus: [{ ...CARD, 'clocks_event_reasons.active': '0x0000000000000040' }] });
    await page.goto(`${box.hub.origin}/system`);
    const panel = page.getByRole('region', { name: 'Wrong now' });
    const hot = panel.getByRole('link', { name: 'GPU 0 of agent-1 is too hot' });
    await hot.waitFor();
    await picture('real conditions');
    await hot.click();
    await page.getByText('Far too hot: the hardware halves its clocks.').waitFor();
    scenario.play({ gpus: [CARD] });
    await page.goto(`${box.hub.origin}/system`);
    await panel.getByText('Nothing is wrong with hub, agents and GPUs.').waitFor();
    await panel.getByText('Earlier').click();
    await panel.getByText('GPU 0 of agent-1 is too hot').waitFor();
    expect(errors).toEqual([]);
  });

  test('a card that the driver loses is lost on its page, with what to do', async () => {
    scenario.play({ gpus: [{ ...CARD, 'temperature.gpu': '[GPU is lost]' }] });
    await page.goto(`${box.hub.origin}/fleet/agent-1/gpus/0`);
    const alarm = page.getByRole('alert').getByText('it may have fallen off the bus');
    await alarm.waitFor();
    scenario.play({ gpus: [CARD] });
    await alarm.waitFor({ state: 'detached' });
    expect(errors).toEqual([]);
  });
});
