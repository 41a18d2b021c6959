import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { NodeChanged, PlantTree } from '#schemas/http/nodes';
import type { PointPage } from '#schemas/http/points';
import type { SessionInfo } from '#schemas/http/session';
import type { NodeId, PointId, UserId } from '#schemas/ids/ids';
import type { BrowserSession } from '../rig/browser-session.ts';
import { PeopleBox } from '../security/people-box.ts';
import { LiveClient } from './live-client.ts';
import { sensorSays, summaryOf } from './plant-messages.ts';

let box: PeopleBox;
let admin: BrowserSession;
let guest: BrowserSession;
let gus: UserId;
let hall: NodeId;
let yard: NodeId;
let pumps: NodeId[];
let points: PointId[];

async function sensor(sensorId: string): Promise<PointId> {
  const { assets, events } = box.rooms;
  const known = () => assets.ofSensor(sensorId).get(0)?.pointId;
  const made = new Promise<void>((done) => {
    events.on('points', () => known() !== undefined && done());
  });
  assets.describe(sensorSays(sensorId));
  await made;
  return known() as PointId;
}

async function make(draft: object): Promise<NodeId> {
  const body = { parentId: null, ...draft };
  return (await admin.ask<NodeChanged>('POST', '/api/v1/nodes', body)).node.nodeId;
}

const status = async (method: string, path: string, body?: object) =>
  (await guest.send(method, `/api/v1${path}`, body)).status;

async function open(): Promise<LiveClient> {
  const screen = new LiveClient(box.origin, guest.cookie, { origin: box.origin });
  await new Promise((done) => screen.socket.addEventListener('open', done));
  screen.say({ type: 'subscribe', channel: 'plant' });
  return screen;
}

beforeAll(async () => {
  box = await PeopleBox.start();
  await box.add('Root', 'admin');
  admin = await box.signedIn('Root');
  const role = { key: 'outside', name: 'Outside', description: '', inherits: [] };
  const permissions = ['session:own', 'account:own'];
  await admin.ask('POST', '/api/v1/roles', { ...role, permissions });
  gus = await box.add('Gus', 'outside');
  guest = await box.signedIn('Gus');
  const site = await make({ kind: 'site', name: 'North', externalId: 'SECRET-1' });
  hall = await make({ kind: 'area', name: 'Hall', parentId: site });
  yard = await make({ kind: 'area', name: 'Yard', parentId: site });
  pumps = [
    await make({ kind: 'machine', name: 'P-1', parentId: hall }),
    await make({ kind: 'machine', name: 'P-2', parentId: yard }),
  ];
  points = [await sensor('s-1'), await sensor('s-2')];
  for (const [i, nodeId] of pumps.entries()) {
    await admin.ask('PATCH', `/api/v1/points/${points[i]}`, { nodeId });
  }
});
afterAll(() => box?.stop());

test('who sees nothing of the plant is let in nowhere', async () => {
  for (const path of ['/points', '/nodes', `/points/${points[0]}`, `/nodes/${hall}`]) {
    expect(`${path} ${await status('GET', path)}`).toBe(`${path} 403`);
  }
  const { navigation } = await guest.ask<SessionInfo>('GET', '/api/v1/users/me/session');
  expect(navigation.map(({ key }) => String(key))).not.toContain('plant');
});

test('a role at a node shows its points and the way to it, and nothing beside it', async () => {
  const right = { subject: { kind: 'person', id: gus }, role: 'viewer', expiresMs: null };
  await admin.ask('PUT', `/api/v1/areas/${hall}/rights`, right);
  const { items, total } = await guest.ask<PointPage>('GET', '/api/v1/points');
  expect([items.map(({ pointId }) => pointId), total]).toEqual([[points[0]], 1]);
  const { nodes } = await guest.ask<PlantTree>('GET', '/api/v1/nodes');
  expect(nodes.map(({ name }) => name)).toEqual(['North', 'Hall', 'P-1']);
  // Of what only leads there it learns the name, and not how many points stand elsewhere.
  expect(nodes[0]).toMatchObject({ externalId: null, rollup: { points: 0 } });
  expect(nodes[1].rollup.points).toBe(1);
  const seen = [
    `/points/${points[0]}`,
    `/nodes/${pumps[0]}`,
    `/points/${points[0]}/changes?limit=5`,
  ];
  for (const path of seen) expect(`${path} ${await status('GET', path)}`).toBe(`${path} 200`);
  const unseen = [`/points/${points[1]}`, `/nodes/${pumps[1]}`, `/nodes/${nodes[0].nodeId}`];
  for (const path of unseen) expect(`${path} ${await status('GET', path)}`).toBe(`${path} 404`);
  expect(await status('GET', '/changes')).toBe(403);
  expect(await status('GET', '/plant/export')).toBe(403);
  expect(await status('PATCH', `/points/${points[0]}`, { name: 'Mine' })).toBe(403);
  expect(await status('PATCH', `/points/${points[1]}`, { name: 'Mine' })).toBe(404);
  const { navigation } = await guest.ask<SessionInfo>('GET', '/api/v1/users/me/session');
  expect(navigation.map(({ key }) => String(key))).toEqual(['plant']);
});

test('an open screen of such a person gets news of that part only, and another part when it is moved', async () => {
  const screen = await open();
  await screen.next('plant');
  const { events, latest } = box.rooms;
  const now = box.clock.nowMs;
  events.emit('summaries', latest.take(points.map((id) => summaryOf(id, now))));
  const heard = () =>
    screen.messages.flatMap((one) => (one.type === 'summaries' ? one.summaries : []));
  await screen.until(() => heard().length > 0);
  screen.say({ type: 'watch', points: [points[1]] });
  await screen.until(() => screen.messages.some(({ type }) => type === 'error'));
  await admin.ask('PATCH', `/api/v1/nodes/${pumps[1]}`, { parentId: hall });
  const shown = () => screen.messages.flatMap((one) => (one.type === 'plant' ? one.points : []));
  await screen.until(() => shown().some(({ pointId }) => pointId === points[1]));
  expect(heard().map(({ pointId }) => pointId)).toEqual([points[0]]);
  await admin.ask('PATCH', `/api/v1/nodes/${pumps[1]}`, { parentId: yard });
  const last = () =>
    screen.messages.filter((one) => one.type === 'plant' && one.reset).at(-1) as {
      points: { pointId: string }[];
    };
  await screen.until(() => last().points.length === 1);
  await admin.send('DELETE', `/api/v1/areas/${hall}/rights/${gus}`);
  await screen.closed;
  expect(await status('GET', '/points')).toBe(403);
});
