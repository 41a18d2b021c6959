import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test';
import type { Browser, Page } from 'playwright-core';
import { topic } from '#schemas/broker/topics';
import type { Capture } from '#schemas/captures/capture';
import type { PlotNote } from '#schemas/http/plot-notes';
import type { PointPage } from '#schemas/http/points';
import type { PointId } from '#schemas/ids/ids';
import { POINT_STATEMENTS, trendRow } from '../../hub/results/trend-columns.ts';
import { FakeCaptureAgent } from '../hub/fake-capture-agent.ts';
import { type HubBox, PlantClient, setUp, startHub, TestBroker } from '../hub/plant-box.ts';
import { sensorSays, summaryOf } from '../hub/plant-messages.ts';
import { launchBrowser } from '../rig/browser.ts';
import type { BrowserSession } from '../rig/browser-session.ts';
import { builtUi } from '../rig/built-ui.ts';
import { eventually } from '../rig/plant-rig.ts';

setDefaultTimeout(60_000);
const launched = await launchBrowser();
if (launched.kind === 'none') console.warn(`Browser tests are skipped. ${launched.reason}`);
const browser: Browser | null = launched.kind === 'launched' ? launched.browser : null;
const broker = new TestBroker();
let box: HubBox;
let admin: BrowserSession;
let agent: FakeCaptureAgent;
let page: Page;
let pointId: PointId;
const errors: string[] = [];

beforeAll(async () => {
  if (browser === null) return;
  await broker.start();
  box = await startHub(() => broker.url, { uiFolder: (await builtUi()).outdir });
  admin = await setUp(box.hub);
  agent = new FakeCaptureAgent(box.hub, 'agent-1');
  await agent.start(broker.url);
  const sensors = await PlantClient.connect(broker.url);
  const says = sensorSays('cap-0', { speedRpm: 1480 });
  await sensors.say(topic('sensorDescription', 'cap-0'), says, true);
  await sensors.end();
  pointId = await eventually(
    async () => {
      const { items } = await admin.ask<PointPage>('GET', '/api/v1/points');
      return items.find(({ agentId }) => agentId === 'agent-1')?.pointId;
    },
    10_000,
    'the agent has the point',
  );
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  await context.addCookies(
    admin.cookie.split('; ').map((one) => {
      const [name = '', ...value] = one.split('=');
      return { name, value: value.join('='), url: admin.origin };
    }),
  );
  page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (/Content Security Policy|WebAssembly/.test(message.text())) errors.push(message.text());
  });
});
afterAll(async () => {
  await browser?.close();
  if (browser === null) return;
  await agent.stop();
  await box.stop();
  await broker.stop();
});

describe.skipIf(browser === null)('on a real hub', () => {
  test('what an agent captured is analysed under the hub’s own policy, and a note of it is kept', async () => {
    const window = { preMs: 500, postMs: 500 };
    const made = { pointIds: [pointId], window };
    const { captureId } = await admin.ask<Capture>('POST', '/api/v1/captures', made);
    await agent.fulfil(captureId, {});
    await page.goto(`${admin.origin}/analysis?captures=${captureId}&at=25`);
    await page.getByRole('heading', { name: 'Peaks' }).waitFor();
    await page.locator('.line-chart canvas').waitFor();
    await page.getByLabel('Note', { exact: true }).fill('Looks well');
    await page.getByRole('button', { name: 'Pin a note at the cursor' }).click();
    await page.getByText('at 25.0 Hz').waitFor();
    const path = `/api/v1/captures/${captureId}/plot-notes`;
    const { notes } = await admin.ask<{ notes: PlotNote[] }>('GET', path);
    expect(notes).toMatchObject([
      { text: 'Looks well', x: 25, pointId, view: 'spectrum', y: null },
    ]);
    const view = 'view=spectrogram&range=0-200&rows=0.2-0.8&at=25&moment=0.4';
    await page.goto(`${admin.origin}/analysis?captures=${captureId}&${view}`);
    await page.getByText(/^25\.0 Hz · 1\.01 X · .* dB\) · 0\.4000 s$/).waitFor();
    await page.getByLabel('Note', { exact: true }).fill('From here on');
    await page.getByRole('button', { name: 'Pin a note at the cursor' }).click();
    await page.getByText('at 25.0 Hz, 0.4000 s').waitFor();
    const after = await admin.ask<{ notes: PlotNote[] }>('GET', path);
    expect(after.notes[1]).toMatchObject({ text: 'From here on', x: 25, y: 0.4 });
    expect(errors).toEqual([]);
  });

  test('trends of what the store holds are drawn', async () => {
    const { assets, store } = box.hub.flows.rooms;
    const key = assets.get(pointId)?.key ?? 0;
    const nowMs = Math.floor(Date.now() / 10_000) * 10_000;
    const rows = Array.from({ length: 200 }, (_, i) =>
      trendRow(summaryOf(pointId, nowMs - i * 10_000), key),
    );
    await store.write(POINT_STATEMENTS.add(rows));
    await page.goto(`${admin.origin}/trends?lines=${pointId}.kurtosis&span=hour`);
    await page.getByText('One value for each 10 s').waitFor();
    await page.getByRole('application').focus();
    await page.keyboard.press('End');
    await page.getByText('At the cursor:').waitFor();
    expect(errors).toEqual([]);
  });
});
