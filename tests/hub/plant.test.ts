import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { NodeChanged, PlantTree } from '#schemas/http/nodes';
import type { PlantPlan } from '#schemas/http/plant-transfer';
import type { Point, PointPage } from '#schemas/http/points';
import type { NodeId, UserId } from '#schemas/ids/ids';
import type { NodeDetail, NodeDocument } from '#schemas/plant/node';
import type { PlantChange } from '#schemas/plant/plant-change';
import type { BrowserSession } from '../rig/browser-session.ts';
import { PeopleBox } from '../security/people-box.ts';
import { LiveClient } from './live-client.ts';
import { sensorSays, summaryOf } from './plant-messages.ts';

let box: PeopleBox;
let engineer: BrowserSession;
let viewer: BrowserSession;
let admin: BrowserSession;
let vic: UserId;
let hall: NodeId;
let yard: NodeId;
let pump: NodeId;
let pointId: string;

const make = async (by: BrowserSession, draft: object): Promise<NodeId> =>
  (await by.ask<NodeChanged>('POST', '/api/v1/nodes', { parentId: null, ...draft })).node.nodeId;
const status = async (by: BrowserSession, method: string, path: string, body?: object) =>
  (await by.send(method, `/api/v1${path}`, body)).status;
const pointNow = () => engineer.ask<Point>('GET', `/api/v1/points/${pointId}`);

async function sensor(sensorId: string): Promise<string> {
  const { assets, events } = box.rooms;
  const known = () => assets.ofSensor(sensorId).get(0)?.pointId;
  const made = new Promise<void>((done) => {
    events.on('points', () => known() !== undefined && done());
  });
  assets.describe(sensorSays(sensorId));
  await made;
  return String(known());
}

beforeAll(async () => {
  box = await PeopleBox.start();
  await box.add('Erin', 'engineer');
  await box.add('Root', 'admin');
  vic = await box.add('Vic', 'viewer');
  engineer = await box.signedIn('Erin');
  viewer = await box.signedIn('Vic');
  admin = await box.signedIn('Root');
  pointId = await sensor('s-1');
  const site = await make(engineer, { kind: 'site', name: 'North' });
  hall = await make(engineer, { kind: 'area', name: 'Hall', parentId: site });
  yard = await make(engineer, { kind: 'area', name: 'Yard', parentId: site });
  pump = await make(engineer, { kind: 'machine', name: 'P-1', parentId: hall });
});
afterAll(() => box?.stop());

test('a new sensor is listed as unassigned until it is placed, and then says where it hangs', async () => {
  const unassigned = () => engineer.ask<PointPage>('GET', '/api/v1/points?unassigned=1');
  expect((await unassigned()).items.map((one) => one.pointId)).toEqual([
    pointId as Point['pointId'],
  ]);
  await engineer.ask('PATCH', `/api/v1/points/${pointId}`, { nodeId: pump });
  expect(await pointNow()).toMatchObject({ nodeId: pump, machine: 'P-1', area: 'Hall' });
  expect((await unassigned()).total).toBe(0);
  const below = await engineer.ask<PointPage>('GET', `/api/v1/points?node=${hall}`);
  expect(below.total).toBe(1);
  expect((await engineer.ask<PointPage>('GET', `/api/v1/points?node=${yard}`)).total).toBe(0);
  // Its area is where it hangs now: nobody says another.
  expect(await status(engineer, 'PATCH', `/points/${pointId}`, { area: 'Elsewhere' })).toBe(409);
});

test('what the machine says of itself reaches the agents, unless a person said otherwise of the point', async () => {
  const machine = { powerKw: 75, speed: { from: 'fixed', rpm: 1_480 }, isoGroup: 'group2' };
  const limits = { abMmS: 1, bcMmS: 2, cdMmS: 3 };
  await engineer.ask('PATCH', `/api/v1/nodes/${pump}`, { machine: { ...machine, limits } });
  const [assigned] = box.box.hub.flows.fleetPoints();
  expect(assigned.facts).toMatchObject({ powerKw: 75, speedRpm: 1_480, limits });
  expect((await pointNow()).thresholds).toMatchObject({ zones: limits, zonesOrigin: 'person' });
});

test('an open screen has the tree before the points, then what changes of it and its states', async () => {
  const screen = new LiveClient(box.origin, viewer.cookie, { origin: box.origin });
  await new Promise((open) => screen.socket.addEventListener('open', open));
  screen.say({ type: 'subscribe', channel: 'plant' });
  await screen.next('plant');
  const kinds = screen.messages.map(({ type }) => type);
  expect(kinds.indexOf('nodes')).toBeLessThan(kinds.indexOf('plant'));
  await engineer.ask('PATCH', `/api/v1/nodes/${pump}`, { name: 'P-1A' });
  await screen.until(() =>
    screen.messages.some(
      (one) => one.type === 'nodes' && one.nodes.some(({ name }) => name === 'P-1A'),
    ),
  );
  const { events, latest } = box.rooms;
  events.emit('summaries', latest.take([summaryOf(pointId as Point['pointId'], box.clock.nowMs)]));
  await screen.until(() =>
    screen.messages.some(
      (one) => one.type === 'rollups' && one.rollups.some(({ nodeId }) => nodeId === hall),
    ),
  );
  await engineer.ask('PATCH', `/api/v1/nodes/${pump}`, { name: 'P-1' });
  screen.close();
});

test('a role at a node holds for all below it, not beside it, follows what is moved, and ends at once', async () => {
  const edit = (nodeId: NodeId) =>
    status(viewer, 'PATCH', `/nodes/${nodeId}`, { notes: `${Math.random()}` });
  expect([await edit(pump), await edit(hall)]).toEqual([403, 403]);
  expect((await viewer.ask<NodeDetail>('GET', `/api/v1/nodes/${pump}`)).mayEdit).toBe(false);
  const right = { subject: { kind: 'person', id: vic }, role: 'engineer', expiresMs: null };
  await admin.ask('PUT', `/api/v1/areas/${hall}/rights`, right);
  expect([await edit(pump), await edit(hall), await edit(yard)]).toEqual([200, 200, 403]);
  expect((await viewer.ask<NodeDetail>('GET', `/api/v1/nodes/${pump}`)).mayEdit).toBe(true);
  expect(await status(viewer, 'PATCH', `/points/${pointId}`, { name: 'Drive end' })).toBe(200);
  // Within it, not out of it; and the hall itself belongs to whoever looks after the site.
  expect(await status(viewer, 'PATCH', `/nodes/${pump}`, { parentId: yard })).toBe(403);
  // He sees all that hangs nowhere: what he lets go he can take again.
  expect(await status(viewer, 'PATCH', `/points/${pointId}`, { nodeId: null })).toBe(200);
  expect(await status(viewer, 'PATCH', `/points/${pointId}`, { name: 'Loose' })).toBe(403);
  expect(await status(viewer, 'PATCH', `/points/${pointId}`, { nodeId: yard })).toBe(403);
  expect(await status(viewer, 'PATCH', `/points/${pointId}`, { nodeId: pump })).toBe(200);
  expect(await status(viewer, 'DELETE', `/nodes/${hall}`)).toBe(403);
  expect(await status(viewer, 'POST', '/nodes', { parentId: yard, kind: 'line', name: 'L' })).toBe(
    403,
  );
  expect(await status(viewer, 'POST', '/nodes', { parentId: hall, kind: 'line', name: 'L' })).toBe(
    201,
  );
  // What is moved out of it is out of reach, its changes and points with it; moved back it is within again.
  const moved = await engineer.ask<NodeChanged>('PATCH', `/api/v1/nodes/${pump}`, {
    parentId: yard,
  });
  expect(await edit(pump)).toBe(403);
  expect(await status(viewer, 'PATCH', `/points/${pointId}`, { name: 'Mine' })).toBe(403);
  expect(await status(viewer, 'POST', `/plant/changes/${moved.change.changeId}/undo`)).toBe(403);
  await engineer.ask('POST', `/api/v1/plant/changes/${moved.change.changeId}/undo`);
  expect(await edit(pump)).toBe(200);
  // Nobody gains it by naming an area as a node.
  expect(await status(engineer, 'PATCH', `/points/${await sensor('s-2')}`, { area: hall })).toBe(
    400,
  );
  await admin.send('DELETE', `/api/v1/areas/${hall}/rights/${vic}`);
  expect(await edit(pump)).toBe(403);
  expect(await status(admin, 'PUT', '/areas/nd_01HZX3T7Q00000000000000000/rights', right)).toBe(
    404,
  );
});

test('a right of a team at a node counts for its members', async () => {
  const team = await admin.ask<{ teamId: string }>('POST', '/api/v1/teams', {
    name: 'Crew',
    ownerId: vic,
  });
  const subject = { kind: 'team', id: team.teamId };
  await admin.ask('PUT', `/api/v1/areas/${yard}/rights`, {
    subject,
    role: 'engineer',
    expiresMs: null,
  });
  expect(await status(viewer, 'PATCH', `/nodes/${yard}`, { notes: 'Ours.' })).toBe(200);
  const { areas, nodes } = await admin.ask<{ areas: string[]; nodes: { path: string }[] }>(
    'GET',
    '/api/v1/areas',
  );
  expect(areas).toEqual([]);
  expect(nodes.map(({ path }) => path)).toContain('North/Yard');
  await admin.send('DELETE', `/api/v1/areas/${yard}/rights/${team.teamId}`);
});

test('a removal says what becomes of it, stands in the history by its person, and comes back', async () => {
  const removal = await engineer.ask<PlantChange>('DELETE', `/api/v1/nodes/${pump}`);
  expect(removal).toMatchObject({ what: 'removed', title: 'P-1', by: 'Erin', unassigned: 1 });
  expect((await pointNow()).nodeId).toBeNull();
  expect(await status(engineer, 'GET', `/nodes/${pump}`)).toBe(404);
  await engineer.ask('POST', `/api/v1/plant/changes/${removal.changeId}/undo`);
  expect((await pointNow()).nodeId).toBe(pump);
  expect(await status(engineer, 'POST', `/plant/changes/${removal.changeId}/undo`)).toBe(409);
  const { items } = await viewer.ask<{ items: PlantChange[] }>(
    'GET',
    `/api/v1/plant/changes?targetId=${pointId}&limit=2`,
  );
  expect(items.map(({ what, undoneBy }) => [what, undoneBy !== null])).toEqual([
    ['undone', false],
    ['removed', true],
  ]);
});

test('a dry run says what the real run does, and does nothing itself', async () => {
  const text = 'kind,path,power_kw\nline,North/Hall/Line 7,\nmachine,North/Hall/Line 7/F-1,22\n';
  const run = (dryRun: boolean) =>
    engineer.ask<PlantPlan>('POST', '/api/v1/plant/import', { format: 'csv', text, dryRun });
  const dry = await run(true);
  const tree = () => engineer.ask<PlantTree>('GET', '/api/v1/nodes');
  expect((await tree()).nodes.map(({ name }) => name)).not.toContain('F-1');
  const real = await run(false);
  expect<PlantPlan>({ ...real, dryRun: true, changeId: null }).toEqual(dry);
  expect((await tree()).nodes.map(({ name }) => name)).toContain('F-1');
  expect(await run(false)).toMatchObject({ created: 0, unchanged: 2, changeId: null });
  await engineer.ask('POST', `/api/v1/plant/changes/${real.changeId}/undo`);
  expect(await status(viewer, 'POST', '/plant/import', { format: 'csv', text })).toBe(403);
});

test('machines are copied from one that is there and from a pattern that was kept', async () => {
  const from = { nodeId: pump };
  const copy = (by: BrowserSession, body: object) =>
    by.send('POST', '/api/v1/plant/copies', { parentId: yard, names: 'P-{2..4}', ...body });
  expect((await copy(viewer, { from, dryRun: false })).status).toBe(403);
  const made = (await (await copy(engineer, { from, dryRun: false })).json()) as PlantPlan;
  expect(made).toMatchObject({ created: 3, errorCount: 0 });
  const { templateId } = await engineer.ask<{ templateId: string }>(
    'POST',
    '/api/v1/plant/templates',
    {
      nodeId: pump,
      name: 'Feed pump',
    },
  );
  const again = (await (await copy(engineer, { from: { templateId } })).json()) as PlantPlan;
  expect(again.errors.map(({ sentence }) => sentence)).toContain('There is a P-2 here already.');
  expect(await status(engineer, 'DELETE', `/plant/templates/${templateId}`)).toBe(204);
});

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

/** As a page sends a file: the bytes themselves. */
function upload(by: BrowserSession, bytes: Uint8Array, title = 'Front'): Promise<Response> {
  return fetch(`${box.origin}/api/v1/nodes/${pump}/documents?title=${title}`, {
    method: 'POST',
    headers: {
      cookie: by.cookie,
      'x-csrf-token': by.csrfToken,
      origin: box.origin,
      'content-type': 'application/octet-stream',
    },
    body: bytes as Uint8Array<ArrayBuffer>,
  });
}

test('a picture is what its bytes say, carries points, and is given back as it came', async () => {
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>');
  expect((await upload(engineer, svg)).status).toBe(415);
  expect((await upload(engineer, PNG.subarray(0, 20))).status).toBe(415);
  const huge = Buffer.from(PNG);
  huge.writeUInt32BE(60_000, 16);
  huge.writeUInt32BE(60_000, 20);
  expect((await upload(engineer, huge)).status).toBe(413);
  expect((await upload(viewer, PNG)).status).toBe(403);
  const added = await upload(engineer, PNG);
  expect(added.status).toBe(201);
  const { documentId } = (await added.json()) as NodeDocument;
  const path = `/nodes/${pump}/documents/${documentId}`;
  const marks = [{ targetId: pointId, x: 0.25, y: 0.75 }];
  await engineer.ask('PATCH', `/api/v1${path}`, { marks });
  const detail = await viewer.ask<NodeDetail>('GET', `/api/v1/nodes/${pump}`);
  expect(detail).toMatchObject({
    pictureId: documentId,
    documents: [{ type: 'image/png', marks }],
  });
  const shown = await viewer.send('GET', `/api/v1${path}`);
  expect(shown.headers.get('content-type')).toBe('image/png');
  expect(shown.headers.get('x-content-type-options')).toBe('nosniff');
  expect(Buffer.from(await shown.arrayBuffer())).toEqual(PNG);
  expect(await status(viewer, 'DELETE', path)).toBe(403);
  expect(await status(engineer, 'DELETE', path)).toBe(204);
  expect(await status(viewer, 'GET', path)).toBe(404);
  expect(await status(viewer, 'POST', `${path}/restore`)).toBe(403);
  await engineer.ask('POST', `/api/v1${path}/restore`);
  expect(await viewer.ask<NodeDetail>('GET', `/api/v1/nodes/${pump}`)).toMatchObject({
    pictureId: documentId,
    documents: [{ documentId, marks }],
  });
  expect(await status(viewer, 'GET', path)).toBe(200);
});

test('a point is taken out only while its sensor is gone, is told as gone, and comes back with its sensor', async () => {
  const { assets, events } = box.rooms;
  const gone = new Promise<readonly string[]>((done) => events.on('pointsRemoved', done));
  assets.sensorStatus('s-1', true);
  expect(await status(engineer, 'DELETE', `/points/${pointId}`)).toBe(409);
  assets.sensorStatus('s-1', false);
  expect(await status(viewer, 'DELETE', `/points/${pointId}`)).toBe(403);
  await engineer.ask('DELETE', `/api/v1/points/${pointId}`);
  expect(await gone).toEqual([pointId]);
  expect(await status(engineer, 'GET', `/points/${pointId}`)).toBe(404);
  const back = new Promise<void>((done) => {
    events.on('points', () => assets.get(pointId) !== null && done());
  });
  assets.sensorStatus('s-1', true);
  await back;
  expect(await pointNow()).toMatchObject({ pointId, nodeId: null, sensorOnline: true });
});

test('each of it stands in the audit trail, with who did it', async () => {
  const entries = await box.audit();
  const told = (event: string) => entries.some((one) => one.event === event);
  const silent = [
    'plant.changed',
    'plant.removed',
    'plant.undone',
    'plant.imported',
    'point.changed',
    'point.removed',
    'document.added',
    'document.changed',
    'document.removed',
    'document.restored',
    'template.made',
    'template.removed',
  ].filter((event) => !told(event));
  expect(silent).toEqual([]);
});
