import { afterAll, beforeAll, expect, test } from 'bun:test';

import type { Assignment, Receipt, Watch } from '#schemas/broker/messages';
import { topic } from '#schemas/broker/topics';
import type { Point } from '#schemas/http/points';
import type { PointId } from '#schemas/ids/ids';
import { ServerMessage } from '#schemas/websocket/messages';
import type { BrowserSession } from '../rig/browser-session.ts';
import { LiveClient } from './live-client.ts';
import { type Heard, type HubBox, PlantClient, setUp, startHub, TestBroker } from './plant-box.ts';
import {
  agentSays,
  batchOf,
  changeOf,
  heartbeatOf,
  sensorSays,
  summaryOf,
} from './plant-messages.ts';

const broker = new TestBroker();
let box: HubBox;
let plant: PlantClient;
let browser: BrowserSession;
let screen: LiveClient;
let pointId: PointId;
let assignments: Heard<Assignment>;
let receipts: Heard<Receipt>;

const get = async (path: string) => (await browser.send('GET', path)).json();

beforeAll(async () => {
  await broker.start();
  box = await startHub(() => broker.url);
  browser = await setUp(box.hub);
  screen = new LiveClient(box.hub.origin, browser.cookie);
  await screen.next('hello');
  screen.say({ type: 'subscribe', channel: 'plant' });
  plant = await PlantClient.connect(broker.url);
  assignments = await plant.hear(topic('assignment', 'agent-1'));
  receipts = await plant.hear(topic('receipt', 'agent-1'));
  await plant.say(topic('sensorDescription', 's-1'), sensorSays('s-1', { speedRpm: 1797 }), true);
  await plant.say(topic('sensorStatus', 's-1'), { status: 'online', atMs: Date.now() }, true);
  const { points } = await screen.next('plant', (m) => m.points.length > 0);
  pointId = points[0].pointId;
});

afterAll(async () => {
  screen?.close();
  await plant?.end();
  await box?.stop();
  await broker.stop();
});

test('a described sensor becomes a point, and says why nobody diagnoses it', async () => {
  const { items: points } = (await get('/api/v1/points')) as { items: Point[] };
  expect(points).toHaveLength(1);
  expect(points[0]).toMatchObject({
    sensorId: 's-1',
    axis: 0,
    name: 's-1 drive end',
    agentId: null,
  });
  expect(points[0].unassignedReason).toBe('No agent is connected.');
  expect(points[0].facts.speedRpm).toBe(1797);
});

test('an agent that describes itself gets the point', async () => {
  await plant.say(topic('agentDescription', 'agent-1'), agentSays('agent-1'), true);
  await plant.say(topic('agentStatus', 'agent-1'), { status: 'online', atMs: Date.now() }, true);
  const { points, revision } = await assignments.first((a) => a.points.length === 1);
  expect(points[0]).toMatchObject({ pointId, sensorId: 's-1', axis: 0, unit: 'g' });
  await plant.say(topic('heartbeat', 'agent-1'), heartbeatOf('agent-1', revision));
  const told = await screen.next('plant', (m) => m.points.some((p) => p.agentId === 'agent-1'));
  expect(told.points[0].unassignedReason).toBeNull();
});

test('results reach the screen, then the store, then the outbox as a receipt', async () => {
  const atMs = Date.now();
  const change = changeOf(pointId, atMs);
  const batch = batchOf(1, { summaries: [summaryOf(pointId, atMs)], changes: [change] });
  await plant.say(topic('results', 'agent-1'), batch);
  const changes = await screen.next('changes');
  expect(changes.changes[0].changeId).toBe(change.changeId);
  const { summaries } = await screen.next('summaries');
  expect(summaries[0]).toMatchObject({ pointId, atMs });
  expect(await receipts.first((r) => r.sequence === 1)).toEqual({
    lane: 0,
    epoch: 'e1',
    sequence: 1,
  });
  const trend = await get(
    `/api/v1/points/${pointId}/trend?from=${atMs - 60_000}&to=${atMs + 60_000}`,
  );
  expect(trend).toMatchObject({
    resolution: '10s',
    velocityMean: [2],
    velocityMax: [2],
    speedMean: [1797],
  });
  const stored = await get(`/api/v1/points/${pointId}/changes`);
  expect(stored).toEqual({ items: [change], nextCursor: null, total: null });
  expect(await get('/api/v1/changes')).toEqual(stored);
});

test('a batch that comes again is receipted again, and neither shown nor stored twice', async () => {
  const before = screen.messages.filter((m) => m.type === 'changes').length;
  const atMs = Date.now();
  const batch = batchOf(2, {
    summaries: [summaryOf(pointId, atMs)],
    changes: [changeOf(pointId, atMs)],
  });
  await plant.say(topic('results', 'agent-1'), batch);
  await receipts.first((r) => r.sequence === 2);
  await plant.say(topic('results', 'agent-1'), batch);
  await plant.say(topic('results', 'agent-1'), batch);
  await receipts.until(() => receipts.all.filter((r) => r.sequence === 2).length === 3);
  expect(screen.messages.filter((m) => m.type === 'changes')).toHaveLength(before + 1);
  const { items: changes } = await get(`/api/v1/points/${pointId}/changes`);
  expect(changes).toHaveLength(2);
  const rows = await box.hub.flows.rooms.store.read('SELECT sum(n) AS n FROM trend_10s');
  expect(rows[0].n).toBe(2);
  expect((await get('/api/v1/system')).hub.losses.batchesRepeated).toBe(2);
});

test('what is not for us is counted: unknown points, the future, damaged messages', async () => {
  const stranger = 'pt_01ARZ3NDEKTSV4RRFFQ69G5FAV' as PointId;
  const ahead = summaryOf(pointId, Date.now() + 3_600_000);
  const batch = batchOf(3, { summaries: [summaryOf(stranger, Date.now()), ahead] });
  await plant.say(topic('results', 'agent-1'), new TextEncoder().encode('{"agentId":'));
  await plant.say(topic('results', 'agent-1'), { ...batch, agentId: 'agent-2' });
  await plant.say(topic('results', 'agent-1'), batch);
  await receipts.first((r) => r.sequence === 3);
  expect((await get('/api/v1/system')).hub.losses).toMatchObject({
    batchesInvalid: 2,
    resultsUnknownPoint: 1,
    resultsAhead: 1,
  });
});

test('watching a point reaches its agent, and its views reach the screen byte by byte', async () => {
  const watches = await plant.hear<Watch>(topic('watch', 'agent-1'));
  screen.say({ type: 'watch', points: [pointId] });
  const watch = await watches.first((w) => w.points.includes(pointId));
  expect(watch.untilMs).toBeGreaterThan(Date.now() + 3_000);
  const view = crypto.getRandomValues(new Uint8Array(9_000));
  await plant.say(topic('view', 'agent-1', pointId), view);
  expect(await screen.until(() => screen.views[0])).toEqual(view);
  screen.say({ type: 'watch', points: [] });
  await watches.first((w) => w.points.length === 0);
});

test("a person's facts win over the sensor's, go to the agent, and give way when they agree", async () => {
  const patch = (body: object) => browser.send('PATCH', `/api/v1/points/${pointId}`, body);
  const says = (facts: object) =>
    plant.say(topic('sensorDescription', 's-1'), sensorSays('s-1', facts), true);
  const edited = await patch({ name: 'Drive end', facts: { speedRpm: 1500, isoGroup: 'group2' } });
  expect(await edited.json()).toMatchObject({ name: 'Drive end', facts: { speedRpm: 1500 } });
  await assignments.first((a) => a.points[0]?.facts.speedRpm === 1500);

  await says({ speedRpm: 1200, powerKw: 30 });
  const { points } = await assignments.first((a) => a.points[0]?.facts.powerKw === 30);
  expect(points[0].facts).toMatchObject({ speedRpm: 1500, isoGroup: 'group2' });

  await patch({ facts: { speedRpm: null } });
  await assignments.first((a) => a.points[0]?.facts.speedRpm === null);
  await patch({ facts: { speedRpm: 1200 } });
  await says({ speedRpm: 1300, powerKw: 30 });
  await assignments.first((a) => a.points[0]?.facts.speedRpm === 1300);
});

test('everything that the screen got is what the contract says', () => {
  for (const message of screen.messages)
    expect(ServerMessage.safeParse(message).error).toBeUndefined();
});
