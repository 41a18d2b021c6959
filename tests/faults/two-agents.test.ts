import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { LiveClient } from '../rig/live-client.ts';
import { eventually, PlantRig } from '../rig/plant-rig.ts';
import { pumpSignal, sensorGroup } from '../rig/sensor-group.ts';
import type { TestSensors } from '../rig/test-sensors.ts';

const SENSORS = 8;
const rig = new PlantRig({ agents: 2, lanes: 1 });
let sensors: TestSensors;
let client: LiveClient;

beforeAll(async () => {
  await rig.start();
  sensors = await sensorGroup(rig, 't-', SENSORS, pumpSignal([]));
  await sensors.start();
  client = await rig.liveClient();
  client.send({ type: 'subscribe', channel: 'plant' });
}, 60_000);

afterAll(async () => {
  await sensors?.stop();
  await rig.stop();
}, 20_000);

test('points are spread over both agents', async () => {
  const share = await eventually(
    async () => {
      const points = await rig.points();
      const agents = new Set(points.map((point) => point.agentId));
      return points.length === SENSORS && agents.size === 2 && !agents.has(null) && agents;
    },
    10_000,
    'both agents have points',
  );
  expect(share.size).toBe(2);
}, 20_000);

test('when one agent dies the other diagnoses its points within 5 s', async () => {
  const orphans = new Set(
    (await rig.points())
      .filter((point) => point.agentId === 'agent-2')
      .map((point) => point.pointId),
  );
  expect(orphans.size).toBeGreaterThan(0);
  await rig.agents[1].kill();
  const killedAt = Date.now();
  await client.until(
    (message) => {
      if (message.type !== 'summaries') return undefined;
      for (const { pointId, atMs, verdict } of message.summaries) {
        if (atMs > killedAt + 200 && verdict.condition !== 'warming') orphans.delete(pointId);
      }
      return orphans.size === 0 ? true : undefined;
    },
    // Its last frames may still come in with what it had sent; new ones come from the other agent.
    5_000,
    'the orphaned points are judged again',
  );
  const points = await rig.points();
  expect(points.every((point) => point.agentId === 'agent-1')).toBe(true);
}, 20_000);
