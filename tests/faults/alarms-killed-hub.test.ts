import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Alarm } from '#schemas/alarms/alarm';
import type { Assignment } from '#schemas/broker/messages';
import { topic } from '#schemas/broker/topics';
import { FakeOutbox } from '../hub/fake-outbox.ts';
import { HubProcess } from '../hub/hub-process.ts';
import { PlantClient, setUpWith, TestBroker } from '../hub/plant-box.ts';
import { agentSays, batchOf, heartbeatOf, sensorSays, summaryOf } from '../hub/plant-messages.ts';
import { eventually } from '../rig/plant-rig.ts';

const broker = new TestBroker();
const dataDir = mkdtempSync(join(tmpdir(), 'tremolo-alarms-killed-'));
let plant: PlantClient;

beforeAll(async () => {
  await broker.start();
  plant = await PlantClient.connect(broker.url);
});
afterAll(async () => {
  await plant?.end();
  await broker.stop();
  rmSync(dataDir, { recursive: true });
});

const start = async (port: string) => {
  const hub = new HubProcess({ DATA_DIR: dataDir, HTTP__PORT: port, BROKER__URL: broker.url });
  return { hub, line: await hub.ready() };
};

test('a hub that is killed between finding an alarm and storing it has it after its restart, once, also when its cause is over', async () => {
  let { hub, line } = await start('0');
  const { port } = new URL(line.http);
  const admin = await setUpWith(line.http, line.setupLink?.split('token=')[1] ?? '');
  await plant.say(topic('sensorDescription', 's-1'), sensorSays('s-1'), true);
  await plant.say(topic('agentDescription', 'agent-1'), agentSays('agent-1'), true);
  const beat = setInterval(
    () => plant.say(topic('heartbeat', 'agent-1'), heartbeatOf('agent-1', 0)),
    500,
  );
  const assignments = await plant.hear<Assignment>(topic('assignment', 'agent-1'));
  const { points } = await assignments.first((one) => one.points.length === 1);
  const { pointId } = points[0];
  await admin.ask('POST', '/api/v1/alarm-rules', {
    name: 'Velocity high',
    when: { source: 'figure', figure: 'velocityMmS', limit: 7 },
    per: 'point',
    consequence: 'major',
    timeToRespond: 'hour',
  });
  const outbox = new FakeOutbox(plant);
  await outbox.start();
  let sequence = 0;
  let atMs = 0;
  const hear = (velocity: number) => {
    // Two of the same millisecond would be one.
    atMs = Math.max(Date.now(), atMs + 1);
    outbox.put(batchOf(++sequence, { summaries: [summaryOf(pointId, atMs, velocity)] }));
  };
  const open = async () => {
    const { items } = await admin.ask<{ items: Alarm[] }>('GET', '/api/v1/alarms?view=open');
    return items.filter(({ ruleName }) => ruleName === 'Velocity high');
  };
  // Moments from before the batch is read to after it is stored.
  for (const killAfterMs of [0, 2, 5, 20, 120]) {
    hear(9);
    hear(1);
    await Bun.sleep(killAfterMs);
    await hub.end('SIGKILL');
    ({ hub, line } = await start(port));
    await outbox.empty();
    const alarms = await eventually(
      async () => ((await open())[0]?.isActive === false ? open() : undefined),
      10_000,
      'the alarm is there, and its cause is over',
    );
    expect(alarms.map(({ state }) => state)).toEqual(['returned_unacknowledged']);
    await admin.ask('POST', `/api/v1/alarms/${alarms[0].alarmId}/acknowledge`, {});
    expect(await open()).toEqual([]);
  }
  outbox.stop();
  clearInterval(beat);
  await hub.end('SIGTERM');
}, 60_000);
