import { afterAll, beforeAll, expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { newClient } from 'sparkplug-client';
import type { NodeChanged } from '#schemas/http/nodes';
import type { Point } from '#schemas/http/points';
import type { ProcessValue } from '#schemas/plant/process-value';
import { connectRetrying } from '../rig/connect-retrying.ts';
import { eventually, PlantRig } from '../rig/plant-rig.ts';
import { pumpSignal, sensorGroup } from '../rig/sensor-group.ts';

const rig = new PlantRig({ agents: 0 });
type Client = ReturnType<typeof newClient>;
let node: Client;
/** How often the node was asked for its birth, by the hub or by itself. */
let births = 0;
let speed = 1_480;

beforeAll(async () => {
  await rig.start();
  node = await edgeNode();
}, 60_000);
afterAll(async () => {
  node.stop();
  await rig.stop();
}, 20_000);

async function edgeNode(): Promise<Client> {
  const file = await rig.credential('edge', 'plc-1', ['--edge-node', 'Line 1']);
  const { username, password } = JSON.parse(readFileSync(file, 'utf8'));
  // The broker learns of a credential within a second, and this client tries once.
  const probe = await connectRetrying(rig.broker, { username, password, clientId: username });
  await probe.endAsync();
  const client = newClient({
    ...{ serverUrl: rig.broker, username, password, clientId: `${username}:line-1` },
    ...{ groupId: 'Mill', edgeNode: 'Line 1', publishDeath: true, version: 'spBv1.0' },
  });
  const birth = () => {
    births++;
    client.publishNodeBirth({
      timestamp: Date.now(),
      metrics: [
        { name: 'Node Control/Rebirth', type: 'Boolean', value: false },
        {
          ...{ name: 'Fan/speed', type: 'Double', value: speed },
          properties: { engUnit: { type: 'String', value: 'rpm' } },
        },
      ],
    });
    client.publishDeviceBirth('gearbox', {
      timestamp: Date.now(),
      metrics: [{ name: 'oil', type: 'Float', value: 61.5 }],
    });
  };
  client.on('birth', birth);
  client.on('ncmd', (payload) => {
    if (payload.metrics?.some(({ name }) => name === 'Node Control/Rebirth')) birth();
  });
  return client;
}

const values = async () =>
  (await rig.get<{ items: ProcessValue[] }>('/api/v1/process-values?sort=address')).items;
const told = (rpm: number) => {
  speed = rpm;
  node.publishNodeData({
    timestamp: Date.now(),
    metrics: [{ name: 'Fan/speed', type: 'Double', value: rpm }],
  });
};
const shows = (rpm: number, quality = 'good') =>
  eventually(
    async () => {
      const found = (await values()).find(({ name }) => name === 'Fan/speed');
      return found?.latest?.value === rpm && found.latest.quality === quality && found;
    },
    10_000,
    `the speed is ${rpm}, ${quality}`,
  );

test('metrics of a real edge node and its device appear, unassigned, with their units', async () => {
  await shows(1_480);
  expect((await values()).map(({ address, unit, nodeId }) => [address, unit, nodeId])).toEqual([
    ['Mill/Line 1/Fan/speed', 'rpm', null],
    ['Mill/Line 1/gearbox/oil', '', null],
  ]);
  told(1_490);
  await shows(1_490);
});

test('a message that was lost makes the hub ask for the birth again', async () => {
  const before = births;
  // One number that never arrives.
  (node as unknown as { seq: number }).seq++;
  told(1_500);
  await eventually(async () => births > before, 10_000, 'its birth is asked for');
  await shows(1_500);
});

test('a machine whose speed is such a value runs at it, and knows none when the node is gone', async () => {
  const make = async (body: object) =>
    (await rig.browser.ask<NodeChanged>('POST', '/api/v1/nodes', body)).node;
  const site = await make({ kind: 'site', name: 'Works', parentId: null });
  const fan = await make({ kind: 'machine', name: 'Fan', parentId: site.nodeId });
  const { valueId } = await shows(1_500);
  await rig.browser.ask('PATCH', `/api/v1/process-values/${valueId}`, { nodeId: fan.nodeId });
  const machine = { speed: { from: 'value', valueId, factor: 1 } };
  await rig.browser.ask('PATCH', `/api/v1/nodes/${fan.nodeId}`, { machine });
  const sensors = await sensorGroup(rig, 'fan-', 1, pumpSignal([]));
  await sensors.describe();
  const point = await eventually(
    async () => (await rig.get<{ items: Point[] }>('/api/v1/points')).items[0],
    10_000,
    'the sensor is known',
  );
  await rig.browser.ask('PATCH', `/api/v1/points/${point.pointId}`, { nodeId: fan.nodeId });
  const speedIs = (rpm: number | null) =>
    eventually(
      async () => (await rig.get<Point>(`/api/v1/points/${point.pointId}`)).facts.speedRpm === rpm,
      10_000,
      `the point's speed is ${rpm}`,
    );
  await speedIs(1_500);
  told(1_200);
  await speedIs(1_200);
  node.stop();
  await shows(1_200, 'stale');
  await speedIs(null);
  await sensors.stop();
}, 60_000);
