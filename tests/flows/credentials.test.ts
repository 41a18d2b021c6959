import { afterAll, beforeAll, expect, test } from 'bun:test';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import mqtt, { type MqttClient } from 'mqtt';
import type { MadeJoinToken } from '#schemas/http/enrolment';
import type { SystemState } from '#schemas/http/system';
import { Child } from '../rig/child.ts';
import { eventually, PlantRig } from '../rig/plant-rig.ts';

const rig = new PlantRig({ agents: 0 });
let agent: Child;
let file = '';

interface Kept {
  password: string;
  next: string | null;
}
const kept = (): Kept => JSON.parse(readFileSync(file, 'utf8'));

beforeAll(async () => {
  await rig.start();
  const dataDir = join(rig.dataDir, 'joined');
  file = join(dataDir, 'credential.json');
  const { command } = await rig.browser.ask<MadeJoinToken>('POST', '/api/v1/agents/join-tokens', {
    agentId: 'agent-7',
  });
  const environment = {
    TREMOLO_AGENT_DATA_DIR: dataDir,
    TREMOLO_AGENT_LANES: '2',
    TREMOLO_AGENT_CAPACITY_WINDOWS_PER_SECOND: '20000',
  };
  const join_ = new Child({
    name: 'joining',
    args: ['agent/main.ts', '--join', command.split(' ').at(-1) ?? ''],
    environment,
  });
  await join_.start();
  await join_.stop();
  agent = new Child({ name: 'agent-7', args: ['agent/main.ts'], environment });
  await agent.start();
  await isOnline();
}, 60_000);
afterAll(async () => {
  await agent?.stop();
  await rig.stop();
}, 20_000);

const stateOf = async () => {
  const { agents } = await rig.get<SystemState>('/api/v1/system');
  return agents.find(({ agentId }) => agentId === 'agent-7');
};
const isOnline = () =>
  eventually(async () => (await stateOf())?.status === 'online', 10_000, 'it is online');
const events = async () => {
  const { items } = await rig.get<{ items: { event: string }[] }>('/api/v1/audit?limit=200');
  return items.map(({ event }) => event);
};
const renew = () => rig.browser.send('POST', '/api/v1/agents/agent-7/renew-credential');

/** 404 is a file that no job needs: whoever gets it was let in. */
async function asks(password: string): Promise<number> {
  const { status } = await fetch(`${rig.http}/api/v1/agent/files/${'ab'.repeat(32)}`, {
    headers: { authorization: `Bearer tra_agent-7.${password}` },
  });
  return status;
}

function connect(password: string, name: string): Promise<MqttClient> {
  return mqtt.connectAsync(rig.broker, {
    clientId: `agent:agent-7:test-${name}`,
    username: 'agent:agent-7',
    password,
    reconnectPeriod: 0,
  });
}
const isLetIn = (password: string) =>
  connect(password, 'trial').then(
    async (client) => {
      await client.endAsync();
      return true;
    },
    () => false,
  );

test('an agent changes over to a new credential while it works, and the old one is nothing any more', async () => {
  const before = kept().password;
  expect(await asks(before)).toBe(404);
  expect((await renew()).status).toBe(204);
  const after = await eventually(
    async () => {
      const { password, next } = kept();
      return password !== before && next === null && password;
    },
    10_000,
    'it has another credential',
  );
  expect(await asks(before)).toBe(401);
  expect(await asks(after)).toBe(404);
  expect(await isLetIn(before)).toBe(false);
  // Its connections are of the new one before those of the old one are ended.
  await eventually(
    async () => agent.log.filter((line) => line.includes('connected to the broker')).length >= 6,
    5_000,
    'agent and lanes have changed over',
  );
  expect((await stateOf())?.status).toBe('online');
  const trail = await events();
  expect(trail).toContain('agent.renewal_asked');
  expect(trail).toContain('agent.credential_renewed');
  expect(trail).not.toContain('system.agent_lost');
}, 40_000);

/** Asks for another in the name of the agent, as it does itself. */
async function offered(): Promise<string> {
  const response = await fetch(`${rig.http}/api/v1/agent/credential`, {
    method: 'POST',
    headers: { authorization: `Bearer tra_agent-7.${kept().password}` },
  });
  return ((await response.json()) as { password: string }).password;
}

test('hub and agent that are killed in the middle of it lock nobody out', async () => {
  await agent.kill();
  const { password } = kept();
  expect((await renew()).status).toBe(204);
  // The answer was lost: the agent knows only the old one.
  await offered();
  expect(await isLetIn(password)).toBe(true);
  // It came, was kept, and the agent was killed before it used it; then the hub was.
  const next = await offered();
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), next }));
  await rig.hub.kill();
  await rig.startHub();
  expect(await isLetIn(password)).toBe(true);
  await agent.start();
  await isOnline();
  await eventually(
    async () => kept().password === next && kept().next === null,
    5_000,
    'it goes on with the new one',
  );
  expect(await isLetIn(password)).toBe(false);
  expect(await asks(next)).toBe(404);
}, 60_000);

test('put out, it is off within a second with every connection, and at the API at once', async () => {
  const { password } = kept();
  await isOnline();
  const own = await Promise.all(
    ['control', 'lane-0', 'lane-1'].map((name) => connect(password, name)),
  );
  const gone = Promise.all(
    own.map((client) => new Promise<void>((done) => client.once('close', () => done()))),
  );
  const sinceMs = performance.now();
  const revoked = rig.browser.send('POST', '/api/v1/agents/agent-7/revoke');
  await gone;
  const tookMs = performance.now() - sinceMs;
  expect((await revoked).status).toBe(204);
  expect(tookMs).toBeLessThan(1_000);
  expect(await asks(password)).toBe(401);
  expect(await isLetIn(password)).toBe(false);
  await eventually(async () => (await stateOf())?.status === 'offline', 2_000, 'it is off');
  expect(await events()).toContain('agent.credential_revoked');
  expect((await renew()).status).toBe(404);
}, 30_000);
