import { afterAll, beforeAll, expect, test } from 'bun:test';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { SystemState } from '#schemas/http/system';
import { Child } from '../rig/child.ts';
import { eventually, PlantRig } from '../rig/plant-rig.ts';

const rig = new PlantRig({ agents: 1, lanes: 1 });
let second: Child;

beforeAll(async () => {
  await rig.start();
}, 60_000);
afterAll(async () => {
  await second?.stop();
  await rig.stop();
}, 20_000);

const stateOf = async () => {
  const { agents } = await rig.get<SystemState>('/api/v1/system');
  return agents.find(({ agentId }) => agentId === 'agent-1');
};
const events = async () => {
  const { items } = await rig.get<{ items: { event: string }[] }>('/api/v1/audit?limit=200');
  return items.map(({ event }) => event);
};

test('a second agent under the same name stands by, is named with its machine, and takes over when the first is gone', async () => {
  const first = await eventually(
    async () => (await stateOf())?.heartbeat?.epoch,
    10_000,
    'the first is heard',
  );
  second = new Child({
    name: 'agent-1 again',
    args: ['agent/main.ts', '--credential', await rig.credential('agent', 'agent-1')],
    environment: {
      TREMOLO_AGENT_AGENT_ID: 'agent-1',
      TREMOLO_AGENT_DATA_DIR: join(rig.dataDir, 'again'),
      TREMOLO_AGENT_BROKER__URL: rig.broker,
      TREMOLO_AGENT_LANES: '1',
      TREMOLO_AGENT_CAPACITY_WINDOWS_PER_SECOND: '20000',
    },
  });
  await second.start();
  const { troubles } = await eventually(
    async () => {
      const state = await stateOf();
      return (state?.troubles.length ?? 0) > 0 && state;
    },
    15_000,
    'the hub says that there are two',
  );
  expect(troubles).toEqual([
    { code: 'two_with_one_identity', host: hostname(), others: [hostname()] },
  ]);
  expect((await stateOf())?.heartbeat?.epoch).toBe(first);
  expect(second.log.join('\n')).toContain('stands by');
  // Neither throws the other out, again and again.
  const connects = second.log.filter((line) => line.includes('connected to the broker')).length;
  await eventually(async () => (await events()).includes('system.agent_twice'), 5_000, 'audited');
  expect(second.log.filter((line) => line.includes('connected to the broker')).length).toBe(
    connects,
  );
  await rig.agents[0].kill();
  await eventually(
    async () => {
      const state = await stateOf();
      const isSecond = state?.heartbeat?.epoch !== first && state?.status === 'online';
      return isSecond && state?.troubles.length === 0;
    },
    10_000,
    'the second works',
  );
  await eventually(
    async () => (await events()).includes('system.agent_single'),
    5_000,
    'it is over',
  );
}, 60_000);
