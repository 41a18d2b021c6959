import { afterAll, beforeAll, expect, test } from 'bun:test';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AlarmRule } from '#schemas/alarms/rule';
import { topic } from '#schemas/broker/topics';
import type { Capture, CaptureRow } from '#schemas/captures/capture';
import type { CaptureRule } from '#schemas/captures/rule';
import type { CaptureStorage } from '#schemas/captures/storage';
import type { NodeChanged } from '#schemas/http/nodes';
import type { Point, PointPage } from '#schemas/http/points';
import { type AlarmId, newId, type PointId } from '#schemas/ids/ids';
import { SYSTEM_ACTOR } from '../../hub/store/actor.ts';
import type { BrowserSession } from '../rig/browser-session.ts';
import { eventually } from '../rig/plant-rig.ts';
import { FakeCaptureAgent, madeTrack } from './fake-capture-agent.ts';
import { joinPerson } from './joined-person.ts';
import { type HubBox, PlantClient, setUp, startHub, TestBroker } from './plant-box.ts';
import { sensorSays, summaryOf } from './plant-messages.ts';

const DAY_MS = 86_400_000;
const broker = new TestBroker();
let aheadMs = 0;
let box: HubBox;
let admin: BrowserSession;
let agent: FakeCaptureAgent;
let pointIds: PointId[];

beforeAll(async () => {
  await broker.start();
  const settings = {
    captures: { keptDays: 10, maxTotalMb: 0.2, alarmsPerMachineHour: 2 },
    // The clock of these tests leaps, and the agent is no worse for it.
    fleet: { agentTimeoutMs: DAY_MS },
  };
  box = await startHub(() => broker.url, { settings, clock: () => Date.now() + aheadMs });
  admin = await setUp(box.hub);
  agent = new FakeCaptureAgent(box.hub, 'agent-1');
  await agent.start(broker.url);
  const sensors = await PlantClient.connect(broker.url);
  for (const id of ['cap-0', 'cap-1']) {
    await sensors.say(topic('sensorDescription', id), sensorSays(id, { speedRpm: 1480 }), true);
  }
  pointIds = await eventually(
    async () => {
      const { items } = await admin.ask<PointPage>('GET', '/api/v1/points');
      const ours = items.filter(({ agentId }) => agentId === 'agent-1');
      return ours.length === 2 && ours.map(({ pointId }) => pointId);
    },
    10_000,
    'the agent has two points',
  );
  await sensors.end();
});
afterAll(async () => {
  await agent?.stop();
  await box?.stop();
  await broker.stop();
});

const make = (ids = pointIds, as = admin) =>
  as.ask<Capture>('POST', '/api/v1/captures', {
    pointIds: ids,
    window: { preMs: 500, postMs: 500 },
  });
const one = ({ captureId }: { captureId: string }) =>
  admin.ask<Capture>('GET', `/api/v1/captures/${captureId}`);
const list = (query = '') =>
  admin.ask<{ items: CaptureRow[]; nextCursor: string | null; total: number }>(
    'GET',
    `/api/v1/captures?${query}`,
  );
const storage = () => admin.ask<CaptureStorage>('GET', '/api/v1/captures/storage');
const files = () => {
  const folder = join(box.dataDir, 'objects');
  return readdirSync(folder).flatMap((name) => readdirSync(join(folder, name)));
};
const remove = (captureIds: string[]) =>
  admin.ask<{ deleted: number; kept: number; freedBytes: number }>(
    'POST',
    '/api/v1/captures/deletion',
    { captureIds },
  );
const alarm = (alarmId: AlarmId) =>
  box.hub.flows.rooms.captureDesk.request({
    ...{ pointIds, trigger: 'alarm', alarmId, preMs: 500, postMs: 500, by: SYSTEM_ACTOR },
  });

test('points that give nothing are missing with their reason; what came is kept with its breaks marked', async () => {
  const made = await make();
  expect(made).toMatchObject({ state: 'recording', trigger: 'demand', machine: 'Pump 1' });
  expect(made.speedRpm).toBe(1480);
  const { fromMs } = await agent.ordered(made.captureId);
  const { packed, facts } = madeTrack(pointIds[0], fromMs, { breakAt: 10_000 });
  await agent.handIn(made.captureId, pointIds[0], packed);
  await agent.miss(made.captureId, pointIds[1], 'Within this time the sensor sent nothing.');
  const capture = await eventually(
    async () => {
      const found = await one(made);
      return found.state === 'partial' && found;
    },
    5_000,
    'the capture is partial',
  );
  const tracks = new Map(capture.tracks.map((track) => [track.pointId, track]));
  expect(tracks.get(pointIds[0])?.facts).toEqual(facts);
  expect(tracks.get(pointIds[0])?.preview?.min.some((value) => value === null)).toBe(true);
  expect(tracks.get(pointIds[1])).toMatchObject({
    state: 'missing',
    reason: 'Within this time the sensor sent nothing.',
  });
  const csv = await admin.send('GET', `/api/v1/captures/${made.captureId}/export?format=csv`);
  const rows = (await csv.text()).split('\r\n').filter((row) => /^[^#p]/.test(row));
  const times = rows.map((row) => Number(row.split(',').at(-3)));
  const gaps = times.filter((at, i) => i > 0 && at - times[i - 1] > 0.2);
  expect(gaps).toHaveLength(1);
});

test('a track that was spoilt on its way, or is of another point, is not taken', async () => {
  const { captureId } = await make();
  const { fromMs } = await agent.ordered(captureId);
  const { packed } = madeTrack(pointIds[0], fromMs);
  const spoilt = packed.slice();
  spoilt[spoilt.length >> 1] ^= 0xff;
  const bomb = new Uint8Array(Bun.zstdCompressSync(new Uint8Array(64 * 1024 * 1024)));
  for (const bytes of [spoilt, bomb, packed.slice(0, 100), new Uint8Array(40)]) {
    await expect(agent.handIn(captureId, pointIds[0], bytes)).rejects.toThrow(/damaged/);
  }
  await expect(agent.handIn(captureId, pointIds[1], packed)).rejects.toThrow('another point');
  expect((await one({ captureId })).tracks.map(({ state }) => state)).toEqual([
    'waiting',
    'waiting',
  ]);
  await remove([captureId]);
});

test('the same samples lie there once, and go with the last capture that names them', async () => {
  await remove((await list()).items.map((row) => row.captureId));
  const [a, b] = [await make([pointIds[0]]), await make([pointIds[0]])];
  const { packed } = madeTrack(pointIds[0], 1_000_000);
  await agent.handIn(a.captureId, pointIds[0], packed);
  await agent.handIn(b.captureId, pointIds[0], packed);
  expect(files()).toHaveLength(1);
  expect((await storage()).bytes).toBe(packed.length);
  expect(await remove([a.captureId])).toMatchObject({ deleted: 1, freedBytes: 0 });
  expect(files()).toHaveLength(1);
  expect(await remove([b.captureId])).toMatchObject({ deleted: 1, freedBytes: packed.length });
  expect(files()).toEqual([]);
  expect((await storage()).bytes).toBe(0);
});

test('alarms of one machine a moment apart share a capture; a storm of them makes only so many, and the rest is counted', async () => {
  const [first, second] = [newId('al'), newId('al')];
  const captureId = await alarm(first);
  expect(await alarm(second)).toBe(captureId);
  const found = await list(`alarmId=${second}`);
  expect(found.items.map((row) => [row.captureId, row.alarmIds])).toEqual([
    [captureId, [first, second].toSorted()],
  ] as never);
  const before = (await storage()).refused;
  aheadMs += 10_000;
  expect(await alarm(newId('al'))).not.toBeNull();
  aheadMs += 10_000;
  expect(await alarm(newId('al'))).toBeNull();
  expect((await storage()).refused).toBe(before + 1);
});

test('an agent that never answers leaves points missing, and the capture ends', async () => {
  const made = await make();
  aheadMs += 120_000;
  const { rooms, captures } = box.hub.flows;
  await captures.turn();
  await rooms.captureDesk.turn();
  const capture = await one(made);
  expect(capture.state).toBe('failed');
  expect(capture.tracks.map(({ reason }) => reason)).toEqual(
    new Array(2).fill('Its agent did not answer.'),
  );
});

test('labels protect; the list is narrowed by them; a healthy machine has no fault', async () => {
  const made = await make([pointIds[0]]);
  await agent.fulfil(made.captureId);
  const { captureId } = made;
  const label = (name: string) =>
    admin.ask('POST', '/api/v1/captures/labels', {
      captureIds: [captureId],
      label: { label: name, confidence: 0.7, note: 'envelope' },
    });
  await label('outer_race');
  await label('imbalance');
  expect((await one(made)).labels.map((one) => one.label).toSorted()).toEqual([
    'imbalance',
    'outer_race',
  ]);
  await label('healthy');
  expect(await one(made)).toMatchObject({
    isProtected: true,
    removedAfterMs: null,
    labels: [{ label: 'healthy', confidence: 0.7, byName: 'Ada' }],
  });
  expect((await list('label=healthy')).total).toBe(1);
  expect((await list('label=outer_race')).total).toBe(0);
  expect((await list('isLabelled=false')).items.some((row) => row.captureId === captureId)).toBe(
    false,
  );
  expect(await remove([captureId])).toEqual({ deleted: 0, kept: 1, freedBytes: 0 });
  const gone = await admin.send('DELETE', `/api/v1/captures/${captureId}/labels/healthy`);
  expect(gone.status).toBe(204);
  const again = await admin.send('DELETE', `/api/v1/captures/${captureId}/labels/healthy`);
  expect(again.status).toBe(404);
  expect((await one(made)).isProtected).toBe(true);
});

test('retention takes the old ones that nobody protects, and when room is needed the oldest first', async () => {
  const { captureSpace } = box.hub.flows.rooms;
  const kept = (await list('isProtected=true')).items.map((row) => row.captureId);
  expect(kept).toHaveLength(1);
  const { captureDesk, clock } = box.hub.flows.rooms;
  const ago = (days: number) =>
    captureDesk.request({
      ...{ pointIds, trigger: 'timer', preMs: 0, postMs: 500, by: SYSTEM_ACTOR },
      atMs: clock() - days * DAY_MS,
    });
  await remove((await list()).items.map((row) => row.captureId));
  const [old, young] = [await ago(11), await ago(9)];
  // Nobody answers for what was so long ago.
  await captureDesk.turn();
  await captureSpace.turn();
  if (old === null || young === null) throw new Error('nothing was captured');
  expect((await list('sort=at')).items.map((row) => row.captureId)).toEqual([young, ...kept]);
  await remove([young]);
  const made: Capture[] = [];
  for (let i = 0; i < 4; i++) {
    const capture = await make([pointIds[0]]);
    made.push(capture);
    await agent.fulfil(capture.captureId, { seconds: 12, hz: 31 + i * 1.37 });
  }
  await captureSpace.turn();
  const { bytes, maxBytes, next } = await storage();
  expect(bytes).toBeLessThanOrEqual(maxBytes);
  const left = (await list('isProtected=false&sort=at')).items.map((row) => row.captureId);
  const latest = made.map((capture) => capture.captureId);
  expect(left.length).toBeLessThan(4);
  expect(left).toEqual(latest.slice(-left.length));
  expect(next[0]?.captureId).toBe(left[0]);
});

test('a list goes on from page to page in every order', async () => {
  for (const sort of ['at', '-at', 'machine', '-bytes', 'speed', 'condition', 'trigger']) {
    const all = (await list(`sort=${sort}`)).items.map((row) => row.captureId);
    const paged: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: Awaited<ReturnType<typeof list>> = await list(
        `sort=${sort}&limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`,
      );
      paged.push(...page.items.map((row) => row.captureId));
      cursor = page.nextCursor;
    }
    expect(paged).toEqual(all);
  }
  expect((await admin.send('GET', '/api/v1/captures?sort=note')).status).toBe(400);
  expect((await admin.send('GET', '/api/v1/captures?cursor=nonsense')).status).toBe(400);
});

test('a viewer sees captures and changes none; points and captures that are not there are not found', async () => {
  const { browser: viewer } = await joinPerson(admin, 'vera', 'viewer');
  const [{ captureId }] = (await list()).items;
  expect((await viewer.send('GET', `/api/v1/captures/${captureId}`)).status).toBe(200);
  const window = { preMs: 500, postMs: 500 };
  const label = { label: 'ball', confidence: 1 };
  for (const [path, body] of [
    ['', { pointIds, window }],
    ['/labels', { captureIds: [captureId], label }],
    ['/protection', { captureIds: [captureId], isProtected: true }],
    ['/deletion', { captureIds: [captureId] }],
  ] as const) {
    expect((await viewer.send('POST', `/api/v1/captures${path}`, body)).status).toBe(403);
  }
  const nowhere = { pointIds: [newId('pt')], window };
  expect((await admin.send('POST', '/api/v1/captures', nowhere)).status).toBe(404);
  const long = { pointIds, window: { preMs: 100_000, postMs: 100_000 } };
  expect((await admin.send('POST', '/api/v1/captures', long)).status).toBe(400);
  expect((await admin.send('GET', `/api/v1/captures/${newId('cp')}`)).status).toBe(404);
});

test('a rule captures each machine below its part of the plant when its time has come', async () => {
  const rulesNow = () =>
    admin.ask<{ rules: CaptureRule[] }>('GET', '/api/v1/captures/rules').then(({ rules }) => rules);
  const rule = {
    name: 'Nightly',
    trigger: { kind: 'timer', everyMinutes: 60 },
    window: { preMs: 0, postMs: 1_000 },
    isEnabled: true,
  };
  const nowhere = { ...rule, nodeId: newId('nd') };
  expect((await admin.send('POST', '/api/v1/captures/rules', nowhere)).status).toBe(404);
  const node = (name: string, kind: string, parentId: string | null) =>
    admin
      .ask<{ node: { nodeId: string } }>('POST', '/api/v1/nodes', { name, kind, parentId })
      .then(({ node: made }) => made);
  const site = await node('North', 'site', null);
  const machine = await node('Pump 7', 'machine', site.nodeId);
  await admin.ask('PATCH', `/api/v1/points/${pointIds[0]}`, { nodeId: machine.nodeId });
  const made = await admin.ask<CaptureRule>('POST', '/api/v1/captures/rules', {
    ...rule,
    nodeId: site.nodeId,
  });
  expect(made).toMatchObject({ nodeName: 'North', machines: 1, lastMs: null });
  await box.hub.flows.captures.turn();
  const { items } = await list('trigger=timer&sort=-at');
  expect(items[0]).toMatchObject({ ruleId: made.ruleId, machine: 'Pump 7' });
  expect(items[0].points.map(({ pointId }) => pointId)).toEqual([pointIds[0]]);
  const count = items.length;
  await box.hub.flows.captures.turn();
  expect((await list('trigger=timer')).total).toBe(count);
  const [kept] = await rulesNow();
  expect(kept.nextMs).toBe((kept.lastMs ?? 0) + 3_600_000);
  await admin.ask('PUT', `/api/v1/captures/rules/${made.ruleId}`, {
    ...rule,
    nodeId: site.nodeId,
    isEnabled: false,
  });
  expect((await rulesNow())[0]).toMatchObject({ isEnabled: false, nextMs: null });
  await admin.send('DELETE', `/api/v1/captures/rules/${made.ruleId}`);
  expect(await rulesNow()).toEqual([]);
});

test('an alarm of a point captures all points of its machine around the moment when it was raised', async () => {
  const { captures, rooms } = box.hub.flows;
  aheadMs += 2 * 3_600_000;
  const alarmId = newId('al');
  const raisedMs = rooms.clock() - 1_000;
  const news = (what: string) =>
    [{ alarmId, what, alarm: { alarmId, raisedMs, asset: { pointId: pointIds[1] } } }] as never;
  await captures.alarmed(news('acknowledged'));
  expect((await list(`alarmId=${alarmId}`)).items).toEqual([]);
  await captures.alarmed(news('raised'));
  const [row] = (await list(`alarmId=${alarmId}`)).items;
  expect(row).toMatchObject({ trigger: 'alarm', machine: 'Pump 1', byName: 'Tremolo' });
  expect(row.atMs).toBe(Math.round(raisedMs));
  // The other point hangs on another machine by now.
  expect(row.points.map(({ pointId }) => pointId)).toEqual([pointIds[1]]);
});

test('an alarm of a value captures its machine when it is shown, and no other machine of the same name', async () => {
  const { captures, rooms } = box.hub.flows;
  aheadMs += 2 * 3_600_000;
  const node = async (kind: string, name: string, parentId: string | null) =>
    (await admin.ask<NodeChanged>('POST', '/api/v1/nodes', { kind, name, parentId })).node.nodeId;
  const hang = (pointId: PointId, nodeId: string) =>
    admin.ask('PATCH', `/api/v1/points/${pointId}`, { nodeId });
  const site = await node('site', 'East', null);
  const halls = [await node('area', 'Hall 1', site), await node('area', 'Hall 2', site)];
  const twins = [await node('machine', 'Fan', halls[0]), await node('machine', 'Fan', halls[1])];
  await hang(pointIds[0], twins[0]);
  await hang(pointIds[1], twins[1]);
  const alarmId = newId('al');
  const shownMs = rooms.clock() - 1_000;
  const asset = { kind: 'process_value', assetId: newId('pv'), pointId: null, nodeId: twins[0] };
  const alarm = { alarmId, raisedMs: shownMs - 3_600_000, shownMs, asset };
  await captures.alarmed([{ alarmId, what: 'raised', alarm }] as never);
  const [row] = (await list(`alarmId=${alarmId}`)).items;
  expect(row.points.map(({ pointId }) => pointId)).toEqual([pointIds[0]]);
  expect(row.atMs).toBe(shownMs);
});

test('an alarm that was stored by a hub that was killed then is captured once the next one knows who has its point', async () => {
  const { captures, rooms } = box.hub.flows;
  aheadMs += 3_600_000;
  const { ruleId } = await admin.ask<AlarmRule>('POST', '/api/v1/alarm-rules', {
    name: 'Velocity high',
    when: { source: 'figure', figure: 'velocityMmS', limit: 7 },
    ...{ per: 'point', consequence: 'major', timeToRespond: 'hour' },
    scope: { pointIds: [pointIds[1]] },
  });
  captures.stop();
  rooms.events.emit('summaries', [summaryOf(pointIds[1], rooms.clock(), 9)]);
  await rooms.alarmDesk.settled();
  const raised = rooms.alarmDesk.of(ruleId, pointIds[1]);
  const captured = async () => (await list(`alarmId=${raised?.alarmId}`)).items;
  expect(await captured()).toEqual([]);
  captures.start();
  const [row] = await eventually(
    async () => {
      await captures.turn();
      const found = await captured();
      return found.length > 0 && found;
    },
    5_000,
    'the alarm is captured',
  );
  expect(row).toMatchObject({ trigger: 'alarm', atMs: raised?.shownMs });
  expect(row.points.map(({ pointId }) => pointId)).toEqual([pointIds[1]]);
  await admin.send('DELETE', `/api/v1/alarm-rules/${ruleId}`);
});

test('a speed band is entered by the value that says the speed of the machine, once for all its points', async () => {
  const { rooms } = box.hub.flows;
  aheadMs += 60_000;
  const { nodeId } = await admin.ask<Point>('GET', `/api/v1/points/${pointIds[0]}`);
  const hear = (value: number, isGood = true) =>
    rooms.processValues.hear('mqtt', [
      { address: 'plc-1/Speed', name: 'Speed', value, unit: 'Hz', isGood },
    ]);
  hear(10);
  const value = rooms.processValues.all().find(({ address }) => address === 'plc-1/Speed');
  await admin.ask('PATCH', `/api/v1/process-values/${value?.valueId}`, { nodeId });
  const speed = { from: 'value', valueId: value?.valueId, factor: 60 };
  await admin.ask('PATCH', `/api/v1/nodes/${nodeId}`, { machine: { speed } });
  const { ruleId } = await admin.ask<CaptureRule>('POST', '/api/v1/captures/rules', {
    name: 'Run-up',
    nodeId,
    trigger: { kind: 'speed_band', minRpm: 1_000, maxRpm: 1_200, restMinutes: 1 },
    window: { preMs: 0, postMs: 1_000 },
    isEnabled: true,
  });
  const nowMs = rooms.clock();
  // In the band only as a number: a bad value says nothing, and points speak for a machine whose speed nobody else says.
  hear(18, false);
  const said = summaryOf(pointIds[0], nowMs);
  const summary = { ...said, figures: { ...said.figures, speedRpm: 1_080 } };
  rooms.events.emit('summaries', [summary]);
  expect((await list('trigger=speed_band')).total).toBe(0);
  hear(18);
  hear(19);
  const items = await eventually(
    async () => {
      const found = (await list('trigger=speed_band')).items;
      return found.length > 0 && found;
    },
    5_000,
    'the band is captured',
  );
  expect(items.map((row) => [row.ruleId, row.points.map(({ pointId }) => pointId)])).toEqual([
    [ruleId, [pointIds[0]]],
  ]);
  await admin.send('DELETE', `/api/v1/captures/rules/${ruleId}`);
});

test('whatever people do with captures and rules stands in the audit trail', async () => {
  const [made] = (await list('isProtected=false')).items;
  const { captureId } = made;
  const at = `/api/v1/captures/${captureId}`;
  const noted = await admin.ask<Capture>('PATCH', at, { note: 'after the new bearing' });
  expect(noted.note).toBe('after the new bearing');
  const protection = { captureIds: [captureId], isProtected: true };
  await admin.ask('POST', '/api/v1/captures/protection', protection);
  await admin.ask('POST', '/api/v1/captures/protection', { ...protection, isProtected: false });
  const labelled = await make([pointIds[1]]);
  await agent.fulfil(labelled.captureId);
  const captureIds = [labelled.captureId];
  const nothing = await admin.send('POST', '/api/v1/captures/sets', { captureIds });
  expect(nothing.status).toBe(409);
  const label = { label: 'ball', confidence: 1 };
  await admin.ask('POST', '/api/v1/captures/labels', { captureIds, label });
  const set = await admin.ask<{ sha256: string }>('POST', '/api/v1/captures/sets', { captureIds });
  expect(await admin.ask('POST', '/api/v1/captures/sets', { captureIds })).toEqual(set);
  const { items } = await admin.ask<{ items: { event: string }[] }>(
    'GET',
    '/api/v1/audit?limit=200',
  );
  const events = new Set(items.map(({ event }) => event));
  for (const event of [
    'capture.made',
    'capture.labelled',
    'capture.unlabelled',
    'capture.protected',
    'capture.released',
    'capture.noted',
    'capture.deleted',
    'capture.removed',
    'capture.set_made',
    'capture.rule_made',
    'capture.rule_changed',
    'capture.rule_deleted',
  ]) {
    expect(events).toContain(event);
  }
});
