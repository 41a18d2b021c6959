import { afterEach, beforeEach, expect, test } from 'bun:test';
import { topic } from '#schemas/broker/topics';
import type { PointId } from '#schemas/ids/ids';
import type { BrowserSession } from '../rig/browser-session.ts';
import { FakeOutbox } from './fake-outbox.ts';
import { LiveClient } from './live-client.ts';
import { type HubBox, PlantClient, setUp, startHub, TestBroker } from './plant-box.ts';
import { batchOf, changeOf, sensorSays, summaryOf } from './plant-messages.ts';

const broker = new TestBroker();
let box: HubBox;
let browser: BrowserSession;
let plant: PlantClient;
let screen: LiveClient;

async function begin(settings: object): Promise<PointId> {
  await broker.start();
  box = await startHub(() => broker.url, { settings });
  browser = await setUp(box.hub);
  plant = await PlantClient.connect(broker.url);
  screen = new LiveClient(box.hub.origin, browser.cookie);
  await screen.next('hello');
  screen.say({ type: 'subscribe', channel: 'plant' });
  screen.say({ type: 'subscribe', channel: 'system' });
  await plant.say(topic('sensorDescription', 's-1'), sensorSays('s-1'), true);
  const { points } = await screen.next('plant', (m) => m.points.length > 0);
  return points[0].pointId;
}

let outbox: FakeOutbox | null = null;
beforeEach(() => {
  outbox = null;
});
afterEach(async () => {
  outbox?.stop();
  screen?.close();
  await plant?.end();
  await box?.stop();
  await broker.stop();
});

const partOf = async (part: string) => {
  const health = await (await fetch(`${box.hub.origin}/api/v1/health`)).json();
  return health.parts.find((one: { part: string }) => one.part === part);
};

test('on a full disk the hub says so, goes on showing, receipts nothing, and catches up when there is room', async () => {
  const pointId = await begin({});
  const { store } = box.hub.flows.rooms;
  const [{ page_count }] = await store.read('PRAGMA page_count');
  await store.script(`PRAGMA max_page_count = ${page_count}`);
  outbox = new FakeOutbox(plant);
  await outbox.start();

  // Changes with long bodies, so that the pages that the file has are soon used up.
  let sequence = 0;
  const put = () => {
    const atMs = Date.now();
    const changes = Array.from({ length: 40 }, () => changeOf(pointId, atMs));
    outbox?.put(batchOf(++sequence, { summaries: [summaryOf(pointId, atMs)], changes }));
  };
  for (let i = 0; i < 10; i++) put();
  await screen.next('system', (m) => m.system.hub.storageFull);
  const receiptsWhenFull = outbox.receipts;
  expect(receiptsWhenFull).toBeLessThan(10);
  expect(await partOf('store')).toMatchObject({ state: 'degraded' });
  expect((await fetch(`${box.hub.origin}/api/v1/health/ready`)).status).toBe(503);

  put();
  const shown = () => screen.messages.flatMap((m) => (m.type === 'changes' ? m.changes : []));
  await screen.until(() => shown().length === 40 * sequence);

  await store.script('PRAGMA max_page_count = 1000000');
  await outbox.empty();
  const [{ n }] = await store.read('SELECT count(*) AS n FROM changes');
  expect(n).toBe(40 * sequence);
  expect(shown()).toHaveLength(40 * sequence);
  await screen.until(() => {
    const last = screen.messages.findLast((m) => m.type === 'system');
    return last?.type === 'system' && !last.system.hub.storageFull;
  });
  expect(box.hub.flows.rooms.losses.all().storeRetries).toBeGreaterThan(0);
}, 20_000);

test('with less free space than the settings ask for, results are shown and kept at their agents', async () => {
  const pointId = await begin({ retention: { minFreeDiskMb: 1e12 } });
  outbox = new FakeOutbox(plant);
  await outbox.start();
  outbox.put(batchOf(1, { summaries: [summaryOf(pointId, Date.now())] }));
  await screen.next('summaries');
  await screen.next('system', (m) => m.system.hub.storageFull);
  expect(await partOf('disk')).toMatchObject({ state: 'down' });
  expect(outbox.receipts).toBe(0);
}, 20_000);
