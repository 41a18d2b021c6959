import { afterAll, beforeAll, expect, test } from 'bun:test';
import { topic } from '#schemas/broker/topics';
import { PlantClient, TestBroker } from '../hub/plant-box.ts';
import { batchOf, summaryOf } from '../hub/plant-messages.ts';
import { AgentEar } from './agent-ear.ts';
import { updateKey } from './live-tally.ts';

const POINT = 'pt_01HZX3T7Q00000000000000000';
const broker = new TestBroker();
const ear = new AgentEar();

beforeAll(() => broker.start());
afterAll(async () => {
  ear.stop();
  await broker.stop();
});

test('what an agent says reaches the broker unchanged, and when it was sent is noted', async () => {
  const agent = await PlantClient.connect(await ear.start(broker.url));
  const hub = await PlantClient.connect(broker.url);
  const heard = await hub.hear(topic('results', 'agent-1'));
  const batch = batchOf(1, { summaries: [summaryOf(POINT, 1_000)] });
  await agent.say(topic('results', 'agent-1'), batch);
  await agent.say(topic('heartbeat', 'agent-1'), { no: 'result' });
  expect(await heard.first(() => true)).toEqual(JSON.parse(JSON.stringify(batch)));
  expect([...ear.updates]).toEqual([[updateKey(POINT, 1_000), batch.sentMs]]);
  expect(ear.changes.size).toBe(0);
  await agent.end();
  await hub.end();
});
