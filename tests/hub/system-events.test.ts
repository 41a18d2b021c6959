import { afterAll, beforeAll, expect, test } from 'bun:test';
import { topic } from '#schemas/broker/topics';
import { troublesOf } from '../../hub/troubles.ts';
import type { BrowserSession } from '../rig/browser-session.ts';
import { eventually } from '../rig/plant-rig.ts';
import { type HubBox, PlantClient, setUp, startHub, TestBroker } from './plant-box.ts';
import { agentSays, heartbeatOf } from './plant-messages.ts';

const WITHIN_MS = 10_000;
const broker = new TestBroker();
let box: HubBox;
let admin: BrowserSession;

beforeAll(async () => {
  await broker.start();
  box = await startHub(() => broker.url, { settings: { fleet: { agentTimeoutMs: 1_000 } } });
  admin = await setUp(box.hub);
});
afterAll(async () => {
  await box?.stop();
  await broker.stop();
});

interface Row {
  readonly event: string;
  readonly severity: string;
  readonly actorRole: string | null;
  readonly resourceId: string | null;
  readonly seq: number;
}

/** The latest entry of this event, once there is one. */
const entry = (event: string) =>
  eventually(
    async () => {
      const { items } = await admin.ask<{ items: Row[] }>('GET', `/api/v1/audit?event=${event}`);
      return items[0];
    },
    WITHIN_MS,
    event,
  );

test('an agent that dies and comes back is in the audit trail, and an alert', async () => {
  const come = async () => {
    const client = await PlantClient.connect(broker.url, { agentId: 'agent-1' });
    await client.say(topic('agentDescription', 'agent-1'), agentSays('agent-1'), true);
    await client.say(topic('agentStatus', 'agent-1'), { status: 'online', atMs: 0 }, true);
    await client.say(topic('heartbeat', 'agent-1'), heartbeatOf('agent-1', 0));
    return client;
  };
  const first = await come();
  const isThere = async () =>
    box.hub.flows.rooms.fleet.states().some(({ agentId }) => agentId === 'agent-1');
  await eventually(isThere, WITHIN_MS, 'the agent is known');
  first.kill();
  expect(await entry('system.agent_lost')).toMatchObject({
    resourceId: 'agent-1',
    severity: 'critical',
  });
  const second = await come();
  expect(await entry('system.agent_back')).toMatchObject({ resourceId: 'agent-1' });
  second.kill();
}, 30_000);

test('a failure that nobody foresaw is in the audit trail with the correlation id of its answer', async () => {
  const { auditReading } = box.hub.flows.rooms;
  const { activity } = auditReading;
  auditReading.activity = () => {
    throw new Error('broken on purpose');
  };
  const response = await admin.send('GET', '/api/v1/audit/activity');
  auditReading.activity = activity;
  expect(response.status).toBe(500);
  const { correlationId } = await response.json();
  const { seq } = await entry('system.failed');
  const { details } = await admin.ask<{ details: object }>('GET', `/api/v1/audit/${seq}`);
  expect(details).toEqual({
    correlationId,
    method: 'GET',
    path: '/api/v1/audit/activity',
    notTold: 0,
  });
});

test('a full disk and too much memory are troubles, and nothing else is', () => {
  const fleet = { troubles: () => [], lost: () => [] };
  const of = (isLow: boolean, diskFull: boolean, bytes: number) =>
    troublesOf({ fleet, disk: { isLow }, writer: { diskFull } } as never, bytes).now.map(
      ({ event }) => event,
    );
  expect(of(false, false, 200e6)).toEqual([]);
  expect(of(true, false, 200e6)).toEqual(['system.disk_low']);
  expect(of(false, true, 200e6)).toEqual(['system.disk_low']);
  expect(of(false, false, 64e9)).toEqual(['system.memory_high']);
});
