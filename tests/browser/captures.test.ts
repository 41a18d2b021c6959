import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { topic } from '#schemas/broker/topics';
import type { Capture } from '#schemas/captures/capture';
import type { PointPage } from '#schemas/http/points';
import type { PointId } from '#schemas/ids/ids';
import { FakeCaptureAgent } from '../hub/fake-capture-agent.ts';
import { type HubBox, PlantClient, setUp, startHub, TestBroker } from '../hub/plant-box.ts';
import { sensorSays } from '../hub/plant-messages.ts';
import { launchBrowser } from '../rig/browser.ts';
import type { BrowserSession } from '../rig/browser-session.ts';
import { builtUi } from '../rig/built-ui.ts';
import { eventually } from '../rig/plant-rig.ts';
import { axeViolations } from './axe-violations.ts';

setDefaultTimeout(60_000);
const launched = await launchBrowser();
if (launched.kind === 'none') console.warn(`Browser tests are skipped. ${launched.reason}`);
const browser: Browser | null = launched.kind === 'launched' ? launched.browser : null;
const broker = new TestBroker();
let box: HubBox;
let admin: BrowserSession;
let agent: FakeCaptureAgent;
let page: Page;
let pointIds: PointId[];
const errors: string[] = [];

beforeAll(async () => {
  if (browser === null) return;
  await broker.start();
  box = await startHub(() => broker.url, { uiFolder: (await builtUi()).outdir });
  admin = await setUp(box.hub);
  agent = new FakeCaptureAgent(box.hub, 'agent-1');
  await agent.start(broker.url);
  const sensors = await PlantClient.connect(broker.url);
  for (const id of ['cap-0', 'cap-1']) {
    await sensors.say(topic('sensorDescription', id), sensorSays(id, { speedRpm: 1480 }), true);
  }
  await sensors.end();
  pointIds = await eventually(
    async () => {
      const { items } = await admin.ask<PointPage>('GET', '/api/v1/points');
      const ours = items.filter(({ agentId }) => agentId === 'agent-1');
      return ours.length === 2 && ours.map(({ pointId }) => pointId);
    },
    10_000,
    'the agent has two points',
  );
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addCookies(
    admin.cookie.split('; ').map((one) => {
      const [name = '', ...value] = one.split('=');
      return { name, value: value.join('='), url: admin.origin };
    }),
  );
  page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.on('pageerror', (error) => errors.push(error.message));
});
afterAll(async () => {
  await browser?.close();
  if (browser === null) return;
  await agent.stop();
  await box.stop();
  await broker.stop();
});

/** For a person to look at, where TREMOLO_PICTURES names a folder: wide, middling and on a phone, light and dark. */
async function pictures(name: string): Promise<void> {
  const folder = process.env.TREMOLO_PICTURES;
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  for (const width of [1440, 800, 390]) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      const path = join(folder, `captures-${name}-${width}-${colorScheme}.png`);
      await page.screenshot({ path, fullPage: true });
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1440, height: 900 });
}
const button = (name: string) => page.getByRole('button', { name, exact: true });
const rowsOf = () => page.locator('table tbody tr');

async function captured(options: { breakAt?: number } = {}): Promise<Capture> {
  const made = await admin.ask<Capture>('POST', '/api/v1/captures', {
    pointIds,
    window: { preMs: 500, postMs: 500 },
  });
  await agent.fulfil(made.captureId, options);
  return made;
}

describe.skipIf(browser === null)('captures', () => {
  test('an empty list says what fills it', async () => {
    await page.goto(`${admin.origin}/captures`);
    await page.getByText('No captures yet.', { exact: false }).waitFor();
    await pictures('empty');
    expect(await axeViolations(page)).toEqual([]);
  });

  test('the list follows what is made, comes in and is deleted elsewhere', async () => {
    const { captureId } = await captured();
    await rowsOf().locator('.mini-waveform').waitFor();
    await admin.ask('POST', '/api/v1/captures/deletion', { captureIds: [captureId] });
    await page.getByText('No captures yet.', { exact: false }).waitFor();
  });

  test('a machine is captured now: the effect is said before, and the page follows until all is in', async () => {
    await button('Capture now').click();
    await page.getByLabel('Machine', { exact: true }).last().selectOption('Pump 1');
    await page.getByText('Keeps the raw signal of 2 points').waitFor();
    await pictures('make');
    await page.getByRole('dialog').getByRole('button', { name: 'Capture now' }).click();
    await page.waitForURL(/\/captures\/cp_/);
    await page.getByText('Recording').first().waitFor();
    const captureId = page.url().split('/').at(-1) as Capture['captureId'];
    await agent.fulfil(captureId, { breakAt: 12_000 });
    await page.getByText('Complete').waitFor();
    expect(await page.locator('.track-list .mini-waveform').count()).toBe(2);
    await page.getByText('1 place where samples are missing').first().waitFor();
    expect(await page.getByRole('link', { name: 'Open in analysis' }).getAttribute('href')).toBe(
      `/analysis?captures=${captureId}`,
    );
    expect(await axeViolations(page)).toEqual([]);
  });

  test('what holds in it is said, stands there with its author, protects it, and can be taken back and undone', async () => {
    await button('Label').click();
    await page.getByLabel('What holds', { exact: true }).selectOption('inner_race');
    await page.getByRole('dialog').getByRole('button', { name: 'Label' }).click();
    await page.getByText('Inner race damage').first().waitFor();
    await page.getByText('80 % sure').waitFor();
    await page.getByText('It is protected: retention leaves it.').waitFor();
    expect(await button('Delete').isDisabled()).toBe(true);
    await pictures('one');
    await page.getByRole('button', { name: 'Take back Inner race damage' }).click();
    await page.getByText('Nobody has said yet').waitFor();
    await button('Undo').first().click();
    await page.getByText('80 % sure').waitFor();
  });

  test('samples are taken out in a format of choice', async () => {
    const coming = page.waitForEvent('download');
    await button('MATLAB (.mat)').click();
    expect((await coming).suggestedFilename()).toMatch(/^cp_\w+\.mat$/);
  });

  test('the list shows all, narrows by what is chosen, and deletes what nobody protects after asking', async () => {
    await captured();
    await captured({ breakAt: 5_000 });
    await page.getByRole('link', { name: 'All captures' }).click();
    await eventually(async () => (await rowsOf().count()) === 3, 10_000, 'three rows');
    await pictures('list');
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('checkbox', { name: 'Select all on this page' }).check();
    await button('Learn from these').click();
    await page.getByText('1 labelled capture goes into a set').waitFor();
    await pictures('learn');
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('checkbox', { name: 'Select all on this page' }).uncheck();
    await page.getByLabel('Label', { exact: true }).selectOption('none');
    await eventually(async () => (await rowsOf().count()) === 2, 10_000, 'two rows');
    expect(page.url()).toContain('label=none');
    await page.getByRole('checkbox', { name: 'Select all on this page' }).check();
    await button('Delete').click();
    await page.getByText('The samples are gone for good').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('2 captures are deleted').waitFor();
    await page.getByText('Nothing fits the search and the filters.').waitFor();
  });

  test('a rule is made, changed and deleted, and the list says when it captures next', async () => {
    const node = (name: string, kind: string, parentId: string | null) =>
      admin.ask<{ node: { nodeId: string } }>('POST', '/api/v1/nodes', { name, kind, parentId });
    const site = await node('North', 'site', null);
    await node('Pump house', 'area', site.node.nodeId);
    await page.goto(`${admin.origin}/captures`);
    await button('New rule').click();
    await page.locator('#rule-name').fill('Nightly');
    await page.getByLabel('Part of the plant').selectOption('Pump house');
    await page.locator('#rule-every').fill('720');
    await pictures('rule');
    expect(await axeViolations(page)).toEqual([]);
    await button('Keep').click();
    await page.getByText('every 720 min').waitFor();
    await page.getByRole('button', { name: 'Change Nightly' }).click();
    await page.locator('#rule-kind').selectOption('speed_band');
    await page.locator('#rule-low').fill('1400');
    await page.locator('#rule-high').fill('1300');
    await button('Keep').click();
    await page.getByText('The band ends above where it begins.').waitFor();
    await page.locator('#rule-high').fill('1500');
    await button('Keep').click();
    await page.getByText('1400 to 1500 r/min').waitFor();
    await page.getByRole('button', { name: 'Delete Nightly' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('No rules yet').waitFor();
  });

  test('nothing on the way threw', () => {
    expect(errors).toEqual([]);
  });
});
