import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Alarm } from '#schemas/alarms/alarm';
import type { AlarmRule } from '#schemas/alarms/rule';
import type { RuleTest } from '#schemas/http/alarm-rules';
import type { AlarmDetail, HeldAsset } from '#schemas/http/alarms';
import type { NodeChanged } from '#schemas/http/nodes';
import type { NodeId, PointId } from '#schemas/ids/ids';
import type { PlantChange } from '#schemas/plant/plant-change';
import type { BrowserSession } from '../rig/browser-session.ts';
import { PeopleBox } from '../security/people-box.ts';
import { sensorSays, summaryOf } from './plant-messages.ts';

let box: PeopleBox;
let root: BrowserSession;
let ola: BrowserSession;
let hall: NodeId;
let yard: NodeId;
let pump: NodeId;
let pointId: PointId;
let rules: AlarmRule[];

const make = async (draft: object): Promise<NodeId> =>
  (await root.ask<NodeChanged>('POST', '/api/v1/nodes', { parentId: null, ...draft })).node.nodeId;
const edit = async (path: string, patch: object) => {
  await root.ask('PATCH', `/api/v1/${path}`, patch);
  await box.rooms.alarmDesk.settled();
};
const alarms = async (query = '') =>
  (await root.ask<{ items: Alarm[] }>('GET', `/api/v1/alarms?view=open${query}`)).items;
const acknowledge = async (by: BrowserSession, alarmId: string) =>
  (await by.send('POST', `/api/v1/alarms/${alarmId}/acknowledge`, {})).status;

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

beforeAll(async () => {
  box = await PeopleBox.start();
  await box.set('signIn', { secondFactorRoles: [] });
  await box.add('Root', 'admin');
  const userId = await box.add('Ola', 'viewer');
  root = await box.signedIn('Root');
  ola = await box.signedIn('Ola');
  pointId = await sensor('s-1');
  const site = await make({ kind: 'site', name: 'North' });
  hall = await make({ kind: 'area', name: 'Hall', parentId: site });
  yard = await make({ kind: 'area', name: 'Yard', parentId: site });
  pump = await make({ kind: 'machine', name: 'P-1', parentId: hall });
  await edit(`points/${pointId}`, { nodeId: pump });
  const right = { subject: { kind: 'person', id: userId }, role: 'operator', expiresMs: null };
  await root.ask('PUT', `/api/v1/areas/${yard}/rights`, right);
  const ruleFor = (per: string) =>
    root.ask<AlarmRule>('POST', '/api/v1/alarm-rules', {
      name: `Velocity of each ${per}`,
      when: { source: 'figure', figure: 'velocityMmS', limit: 7 },
      per,
      consequence: 'major',
      timeToRespond: 'hour',
    });
  rules = [await ruleFor('point'), await ruleFor('machine')];
  const { events, latest, alarmDesk, clock } = box.rooms;
  events.emit('summaries', latest.take([summaryOf(pointId, clock(), 9)]));
  await alarmDesk.settled();
});
afterAll(() => box?.stop());

test('an alarm that stands goes where its machine goes, with its name, its hold and the rights of the place', async () => {
  const before = await alarms('&area=Hall&machine=P-1');
  expect(before.map(({ ruleId }) => ruleId).sort()).toEqual(
    rules.map(({ ruleId }) => ruleId).sort(),
  );
  const [one, other] = before;
  expect(await acknowledge(ola, one.alarmId)).toBe(403);
  const shelve = { minutes: 60, reason: 'It is being looked at.' };
  await root.ask('POST', `/api/v1/alarms/${other.alarmId}/shelve`, shelve);
  await edit(`nodes/${pump}`, { parentId: yard, name: 'P-1A' });
  expect(await alarms('&area=Hall')).toEqual([]);
  const after = await alarms('&area=Yard&machine=P-1A');
  expect(after.map(({ alarmId, raisedMs }) => [alarmId, raisedMs]).sort()).toEqual(
    before.map(({ alarmId, raisedMs }) => [alarmId, raisedMs]).sort(),
  );
  for (const { asset } of after) expect(asset.path).toEqual(['North', 'Yard', 'P-1A']);
  const { holds } = await root.ask<{ holds: HeldAsset[] }>('GET', '/api/v1/alarm-holds');
  expect(holds).toMatchObject([{ area: 'Yard', alarmId: other.alarmId }]);
  expect(await acknowledge(ola, one.alarmId)).toBe(200);
  const { steps } = await root.ask<AlarmDetail>('GET', `/api/v1/alarms/${one.alarmId}`);
  expect(steps).toContainEqual(
    expect.objectContaining({ what: 'changed', note: 'North › Yard › P-1A' }),
  );
});

test('what is held back without an alarm goes along, too, and may be ended by whoever may there', async () => {
  const spare = await make({ kind: 'machine', name: 'Spare', parentId: hall });
  const spareEnd = await sensor('s-9');
  await edit(`points/${spareEnd}`, { nodeId: spare });
  const held = await Promise.all(
    rules.map(({ ruleId }) =>
      root.ask<HeldAsset>('POST', '/api/v1/alarm-holds', {
        ...{ ruleId, pointId: spareEnd, minutes: 60, reason: 'Being mounted.' },
      }),
    ),
  );
  expect(held.map(({ area, alarmId }) => [area, alarmId])).toEqual([
    ['Hall', null],
    ['Hall', null],
  ]);
  const end = async ({ holdId }: HeldAsset) =>
    (await ola.send('DELETE', `/api/v1/alarm-holds/${holdId}`)).status;
  expect(await end(held[0])).not.toBe(204);
  await edit(`nodes/${spare}`, { parentId: yard, name: 'Spare 2' });
  const { holds } = await root.ask<{ holds: HeldAsset[] }>('GET', '/api/v1/alarm-holds');
  const now = holds.filter(({ holdId }) => held.some((one) => one.holdId === holdId));
  expect(now.map(({ area }) => area)).toEqual(['Yard', 'Yard']);
  expect(now.map(({ assetName }) => assetName)).toContain('Spare 2');
  await edit(`points/${spareEnd}`, { name: 'Free end' });
  const { holds: renamed } = await root.ask<{ holds: HeldAsset[] }>('GET', '/api/v1/alarm-holds');
  expect(renamed.map(({ assetName }) => assetName)).toContain('Free end');
  for (const one of held) expect(await end(one)).toBe(204);
});

test('a name that only the point has is followed too, and what changes nothing of its place is no news of the alarm', async () => {
  const ofPoint = async () => {
    const found = (await alarms()).find(({ asset }) => asset.kind === 'point');
    if (found === undefined) throw new Error('the alarm of the point is gone');
    return found;
  };
  await edit(`points/${pointId}`, { name: 'Fan end' });
  const { asset, revision } = await ofPoint();
  expect(asset.name).toBe('Fan end');
  await edit(`nodes/${pump}`, { notes: 'Painted.' });
  await edit(`points/${pointId}`, { tags: ['painted'] });
  expect((await ofPoint()).revision).toBe(revision);
});

test('an alarm of a value goes with it, and is over when what it hangs at is removed', async () => {
  const { processValues, alarmDesk } = box.rooms;
  const skid = await make({ kind: 'machine', name: 'Skid', parentId: hall });
  await root.ask<AlarmRule>('POST', '/api/v1/alarm-rules', {
    name: 'Oil hot',
    when: { source: 'process_value', name: 'Oil', limit: 80 },
    ...{ per: 'point', consequence: 'major', timeToRespond: 'hour' },
  });
  processValues.hear('mqtt', [
    { address: 'plc-1/Oil', name: 'Oil', value: 81, unit: '°C', isGood: true },
  ]);
  const [{ valueId }] = processValues.all();
  await edit(`process-values/${valueId}`, { nodeId: pump });
  const hot = async () => (await alarms('&source=process_value')).map(({ asset }) => asset);
  expect(await hot()).toMatchObject([{ assetId: valueId, machine: 'P-1A', area: 'Yard' }]);
  await edit(`process-values/${valueId}`, { nodeId: skid });
  expect(await hot()).toMatchObject([{ assetId: valueId, machine: 'Skid', area: 'Hall' }]);
  const { changeId } = await root.ask<PlantChange>('DELETE', `/api/v1/nodes/${skid}`);
  await alarmDesk.settled();
  expect(await hot()).toEqual([]);
  const path = '/api/v1/alarms?view=closed&source=process_value';
  expect((await root.ask<{ items: Alarm[] }>('GET', path)).items).toMatchObject([
    { closedBecause: 'asset_removed' },
  ]);
  await root.ask('POST', `/api/v1/plant/changes/${changeId}/undo`, {});
  await alarmDesk.settled();
  expect(await hot()).toMatchObject([{ assetId: valueId, machine: 'Skid', area: 'Hall' }]);
});

test('a rule on a value is tried on what was kept of it, also as part of what a rule asks of points', async () => {
  const { processValues } = box.rooms;
  await processValues.flush();
  const to = box.rooms.clock() + 60_000;
  const tried = (when: object) =>
    root.ask<RuleTest>('POST', '/api/v1/alarm-rules/test', {
      rule: { name: 'Oil', when, per: 'point', consequence: 'major', timeToRespond: 'hour' },
      ...{ from: to - 3_600_000, to },
    });
  const oil = { source: 'process_value', name: 'Oil', limit: 80 };
  const { assets, alarms, canBeTried } = await tried(oil);
  expect([assets, canBeTried]).toEqual([1, true]);
  expect(alarms).toMatchObject([{ assetName: 'Oil', says: 'Oil is above 80 °C: 81 °C.' }]);
  expect((await tried({ ...oil, limit: 82 })).raised).toBe(0);
  expect((await tried({ source: 'sensor_health', problem: 'flat' })).canBeTried).toBe(false);
});
