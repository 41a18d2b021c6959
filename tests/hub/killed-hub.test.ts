import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@libsql/client';
import type { Assignment } from '#schemas/broker/messages';
import { topic } from '#schemas/broker/topics';
import { FakeOutbox } from './fake-outbox.ts';
import { HubProcess } from './hub-process.ts';
import { PlantClient, TestBroker } from './plant-box.ts';
import {
  agentSays,
  batchOf,
  changeOf,
  heartbeatOf,
  sensorSays,
  summaryOf,
} from './plant-messages.ts';

const broker = new TestBroker();
const dataDir = mkdtempSync(join(tmpdir(), 'tremolo-killed-'));
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

const startHub = async () => {
  const hub = new HubProcess({ DATA_DIR: dataDir, HTTP__PORT: '0', BROKER__URL: broker.url });
  return { hub, line: await hub.ready() };
};

test('a hub that is killed again and again loses nothing that it receipted, and stores nothing twice', async () => {
  let { hub, line } = await startHub();
  expect(line.setupLink).toStartWith(`${line.http}/setup#token=`);
  await plant.say(topic('sensorDescription', 's-1'), sensorSays('s-1'), true);
  await plant.say(topic('agentDescription', 'agent-1'), agentSays('agent-1'), true);
  const beat = setInterval(
    () => plant.say(topic('heartbeat', 'agent-1'), heartbeatOf('agent-1', 0)),
    500,
  );
  const assignments = await plant.hear<Assignment>(topic('assignment', 'agent-1'));
  const { points } = await assignments.first((one) => one.points.length === 1);
  const { pointId } = points[0];

  const outbox = new FakeOutbox(plant);
  await outbox.start();
  let sequence = 0;
  let velocitySum = 0;
  const stream = setInterval(() => {
    sequence++;
    velocitySum += sequence;
    const atMs = Date.now();
    const changes = sequence % 5 === 0 ? [changeOf(pointId, atMs)] : [];
    outbox.put(batchOf(sequence, { summaries: [summaryOf(pointId, atMs, sequence)], changes }));
  }, 5);

  for (let kill = 0; kill < 3; kill++) {
    const before = outbox.receipts;
    await outbox.receipted(before + 60);
    await hub.end('SIGKILL');
    ({ hub, line } = await startHub());
  }
  clearInterval(stream);
  await outbox.empty();
  outbox.stop();
  clearInterval(beat);
  expect(await hub.end('SIGTERM')).toBe(0);

  const database = createClient({ url: `file:${join(dataDir, 'tremolo.db')}` });
  const trend = await database.execute('SELECT sum(n) AS n, sum(velocity_sum) AS v FROM trend_10s');
  expect(trend.rows[0]).toMatchObject({ n: sequence, v: velocitySum });
  const changes = await database.execute('SELECT count(*) AS n FROM changes');
  expect(changes.rows[0].n).toBe(Math.floor(sequence / 5));
  const known = await database.execute('SELECT count(*) AS n FROM points');
  expect(known.rows[0].n).toBe(1);
  database.close();
}, 30_000);

test('it ends in order, and in time, on SIGTERM', async () => {
  const { hub } = await startHub();
  // An end that takes longer than two seconds is cut short with exit code 1.
  expect(await hub.end('SIGTERM')).toBe(0);
});
