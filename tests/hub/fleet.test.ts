import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test';
import { type AgentOrder, LOG_PART_MAX, type LogWatch } from '#schemas/broker/operation';
import { topic } from '#schemas/broker/topics';
import {
  type AgentAllocation,
  type AgentLog,
  type Departure,
  FLEET_ROUTES,
} from '#schemas/http/fleet';
import type { Job } from '#schemas/http/jobs';
import type { AgentState } from '#schemas/http/system';
import { fakeGpu } from '../browser/fake-gpu.ts';
import type { BrowserSession } from '../rig/browser-session.ts';
import { eventually } from '../rig/plant-rig.ts';
import { FakeJobAgent } from './fake-job-agent.ts';
import { joinPerson, refusal } from './joined-person.ts';
import { type HubBox, PlantClient, setUp, startHub, TestBroker } from './plant-box.ts';

const SETTINGS = {
  jobs: { leaseMs: 2_000, retryAfterMs: [30, 60] },
  fleet: { agentTimeoutMs: 1_500 },
};
const broker = new TestBroker();
let box: HubBox;
let admin: BrowserSession;
let ear: PlantClient;
let agents: FakeJobAgent[] = [];

beforeAll(async () => {
  await broker.start();
  box = await startHub(() => broker.url, { settings: SETTINGS });
  admin = await setUp(box.hub);
  ear = await PlantClient.connect(broker.url);
});

afterEach(async () => {
  for (const agent of agents) await agent.stop();
  agents = [];
});

afterAll(async () => {
  await ear?.end();
  await box?.stop();
  await broker.stop();
});

let next = 0;
async function newAgent(room: object = {}): Promise<FakeJobAgent> {
  const agent = new FakeJobAgent(`agent-${++next}`, room);
  await agent.start(broker.url);
  agents.push(agent);
  await eventually(
    async () => (await admin.send('GET', `/api/v1/agents/${agent.agentId}`)).status === 200,
    5_000,
    'the hub knows it',
  );
  return agent;
}

const agentNow = (agentId: string) => admin.ask<AgentState>('GET', `/api/v1/agents/${agentId}`);
const act = (agentId: string, what: string, body?: object) =>
  admin.ask<AgentState>('POST', `/api/v1/agents/${agentId}/${what}`, body);
const submit = (needs: object) =>
  admin.ask<Job>('POST', '/api/v1/jobs', { kind: 'benchmark', arguments: {}, needs });
const jobNow = (jobId: string) => admin.ask<Job>('GET', `/api/v1/jobs/${jobId}`);
const recorded = async (agentId: string) =>
  (
    await box.hub.flows.rooms.store.read(
      "SELECT event FROM audit WHERE resource_id = ? AND event LIKE 'agent.%' ORDER BY seq",
      [agentId],
    )
  ).map(({ event }) => event);

/** Says goodbye as an agent does, or that it is there as another start. */
const say = (agentId: string, status: 'online' | 'offline') =>
  ear.say(topic('agentStatus', agentId), { status, atMs: Date.now() }, true);

test('a drained agent finishes its job, is given no other, and is told to stop only then', async () => {
  const agent = await newAgent();
  const { agentId } = agent;
  const orders = await ear.hear<AgentOrder>(topic('order', agentId));
  const first = await submit({ agentId });
  const offer = await agent.offered(first.jobId);
  await agent.begin(offer);
  const departure = await admin.ask<Departure>('GET', `/api/v1/agents/${agentId}/departure`);
  expect(departure).toMatchObject({
    points: 0,
    jobs: [{ jobId: first.jobId, kind: 'benchmark', state: 'running' }],
  });
  const said = await act(agentId, 'drain', {});
  expect(said).toMatchObject({
    status: 'draining',
    operation: { drain: { after: 'stop', jobsRunning: 1, pointsLeft: 0 } },
  });
  await act(agentId, 'drain', { after: 'stop' });
  const second = await submit({ agentId });
  expect((await jobNow(second.jobId)).state).toBe('queued');
  expect(orders.all).toEqual([]);
  await agent.succeed(offer);
  expect(await orders.first(() => true)).toEqual({ epoch: 'e1', what: 'stop' });
  expect((await jobNow(second.jobId)).state).toBe('queued');
  await say(agentId, 'offline');
  await eventually(
    async () => (await agentNow(agentId)).operation.order === null,
    5_000,
    'the hub knows that it did',
  );
  expect(await recorded(agentId)).toEqual([
    'agent.drained',
    'agent.stop_ordered',
    'agent.order_done',
  ]);
  await say(agentId, 'online');
  await agent.succeed(await agent.offered(second.jobId));
});

test('a drain goes on over a restart of the hub, and is taken back after it', async () => {
  const agent = await newAgent();
  const { agentId } = agent;
  const offer = await agent.offered((await submit({ agentId })).jobId);
  await agent.begin(offer);
  await act(agentId, 'drain', { after: 'restart' });
  await admin.ask('PUT', `/api/v1/agents/${agentId}/maintenance`, {
    reason: 'a new fan',
    untilMs: Date.now() + 3_600_000,
  });
  const { dataDir } = box;
  await box.hub.stop();
  box = await startHub(() => broker.url, { settings: SETTINGS, dataDir });
  admin = Object.assign(admin, { origin: box.hub.origin });
  const back = await agentNow(agentId);
  expect(back.operation).toMatchObject({
    drain: { after: 'restart', jobsRunning: 1 },
    maintenance: [{ gpuUuid: null, reason: 'a new fan' }],
  });
  await act(agentId, 'resume');
  const free = await admin.ask<AgentState>('DELETE', `/api/v1/agents/${agentId}/maintenance`);
  expect(free.operation).toMatchObject({ drain: null, maintenance: [] });
  await agent.succeed(offer);
  const orders = await ear.hear<AgentOrder>(topic('order', agentId));
  await agent.succeed(await agent.offered((await submit({ agentId })).jobId));
  expect(orders.all).toEqual([]);
});

test('an agent that is to start again is told until it has gone, and works when it is back', async () => {
  const agent = await newAgent();
  const { agentId } = agent;
  const orders = await ear.hear<AgentOrder>(topic('order', agentId));
  await act(agentId, 'restart');
  expect(await orders.first(() => true)).toEqual({ epoch: 'e1', what: 'restart' });
  // Said again until it has gone.
  await orders.until(() => orders.all.length >= 2);
  await say(agentId, 'offline');
  await eventually(
    async () => (await agentNow(agentId)).operation.order === null,
    5_000,
    'the hub knows that it did',
  );
  expect((await agentNow(agentId)).status).toBe('offline');
  await say(agentId, 'online');
  await agent.succeed(await agent.offered((await submit({ agentId })).jobId));
});

test('a restart that is asked for again with its key, after the agent is back, ends it no second time', async () => {
  const agent = await newAgent();
  const { agentId } = agent;
  const orders = await ear.hear<AgentOrder>(topic('order', agentId));
  const ask = () =>
    admin.send('POST', `/api/v1/agents/${agentId}/restart`, undefined, {
      'idempotency-key': 'once',
    });
  expect((await ask()).status).toBe(200);
  await orders.first(() => true);
  await say(agentId, 'offline');
  await eventually(
    async () => (await agentNow(agentId)).operation.order === null,
    5_000,
    'the hub knows that it did',
  );
  await say(agentId, 'online');
  const before = orders.all.length;
  expect((await ask()).status).toBe(200);
  expect((await agentNow(agentId)).operation.order).toBeNull();
  expect(orders.all).toHaveLength(before);
});

test('nobody can be told anything who is not there', async () => {
  const agent = await newAgent();
  const { agentId } = agent;
  agent.kill();
  await eventually(async () => (await agentNow(agentId)).status === 'offline', 8_000, 'it is lost');
  for (const [what, body] of [['terminate'], ['restart'], ['drain', { after: 'stop' }]] as const) {
    expect(await refusal(await admin.send('POST', `/api/v1/agents/${agentId}/${what}`, body))).toBe(
      '409 conflict',
    );
  }
  expect(await refusal(await admin.send('POST', '/api/v1/agents/nobody/terminate'))).toBe(
    '404 not_found',
  );
});

test('a GPU in maintenance is given no job, the other is; nothing ends what runs on it', async () => {
  const agent = await newAgent({ slots: 4 });
  const { agentId } = agent;
  agent.gpu = fakeGpu(2, false);
  const gpus = () => agentNow(agentId).then(({ heartbeat }) => heartbeat?.gpu?.gpus.length);
  await eventually(async () => (await gpus()) === 2, 5_000, 'the hub knows its GPUs');
  const path = `/api/v1/agents/${agentId}/gpus/GPU-0/maintenance`;
  const body = { reason: 'too hot', untilMs: Date.now() + 3_600_000 };
  await admin.ask('PUT', path, body);
  await admin.ask('PUT', path, body);
  const large = await submit({ agentId, gpuMemoryMb: 10_000 });
  const offer = await agent.offered(large.jobId);
  expect(offer.gpu).toBe(1);
  await agent.begin(offer);
  const waiting = await submit({ agentId, gpuMemoryMb: 10_000 });
  expect((await jobNow(waiting.jobId)).state).toBe('queued');
  const { agents: all } = await admin.ask<{ agents: AgentAllocation[] }>(
    'GET',
    '/api/v1/fleet/allocation',
  );
  const own = all.find((one) => one.agentId === agentId);
  expect(own?.gpus.map(({ state, jobs }) => [state, jobs.map(({ jobId }) => jobId)])).toEqual([
    ['maintenance', []],
    ['busy', [large.jobId]],
  ]);
  await admin.ask('DELETE', path);
  expect((await agent.offered(waiting.jobId)).gpu).toBe(0);
  await agent.succeed(offer);
  await agent.succeed(await agent.offered(waiting.jobId));
  expect(await recorded(agentId)).toEqual(['agent.maintenance_began', 'agent.maintenance_ended']);
  expect(await refusal(await admin.send('PUT', path.replace('GPU-0', 'GPU-9'), body))).toBe(
    '404 not_found',
  );
  expect(await refusal(await admin.send('PUT', path, { ...body, untilMs: 1 }))).toBe(
    '400 request_invalid',
  );
});

test('labels and limits of the hub count beside those of the agent', async () => {
  const agent = await newAgent({ slots: 2, labels: ['own'] });
  const { agentId } = agent;
  const limits = { labels: ['large'], slots: 1, loadShare: 0.5 };
  await admin.ask('PUT', `/api/v1/agents/${agentId}/limits`, limits);
  await admin.ask('PUT', `/api/v1/agents/${agentId}/limits`, limits);
  const first = await agent.offered((await submit({ agentId, labels: ['large', 'own'] })).jobId);
  await agent.begin(first);
  const second = await submit({ agentId, labels: ['own'] });
  expect((await jobNow(second.jobId)).state).toBe('queued');
  await admin.ask('PUT', `/api/v1/agents/${agentId}/limits`, { ...limits, slots: null });
  await agent.succeed(await agent.offered(second.jobId));
  await agent.succeed(first);
  expect(await recorded(agentId)).toEqual(['agent.limits_changed', 'agent.limits_changed']);
  const none = await submit({ agentId, labels: ['small'] });
  expect((await jobNow(none.jobId)).waits).toContain('the label small');
  await admin.ask('POST', `/api/v1/jobs/${none.jobId}/cancel`);
});

test('the log of an agent is asked for while somebody reads it, and nobody else can put lines into it', async () => {
  const agent = await newAgent();
  const { agentId } = agent;
  const watches = await ear.hear<LogWatch>(topic('logWatch', agentId));
  const read = () => admin.ask<AgentLog>('GET', `/api/v1/agents/${agentId}/log`);
  expect(await read()).toEqual({ epoch: null, oldest: 0, lines: [] });
  expect(await watches.first(() => true)).toMatchObject({ epoch: 'e1', after: 0 });
  const line = { line: 1, atMs: 1_800_000_000_000, level: 'info', part: 'agent', text: 'here' };
  await ear.say(topic('log', agentId), { epoch: 'e1', oldest: 1, lines: [line] });
  const many = Array.from({ length: LOG_PART_MAX + 1 }, (_, i) => ({ ...line, line: i + 2 }));
  await ear.say(topic('log', agentId), { epoch: 'e1', oldest: 1, lines: many });
  const found = await eventually(
    async () => {
      const log = await read();
      return log.lines.length > 0 && log;
    },
    5_000,
    'its line is there',
  );
  // More than one message may hold is refused as a whole.
  expect(found.lines).toEqual([line as never]);
});

test('no agent joins under a name at which its page would show something else', async () => {
  for (const agentId of ['capacity', 'gpus', 'join-tokens']) {
    const response = await admin.send('POST', '/api/v1/agents/join-tokens', { agentId });
    expect(await refusal(response)).toBe('400 request_invalid');
  }
});

test('without the right nothing of it can be done, and with the right to look all can be seen but the log', async () => {
  const { agentId } = await newAgent();
  const { browser: operator } = await joinPerson(admin, 'Olga', 'operator');
  const { browser: viewer } = await joinPerson(admin, 'Vera', 'viewer');
  const rows = Object.values(FLEET_ROUTES).map((row) => ({
    ...row,
    path: row.path.replace(':agentId', agentId).replace(':gpuUuid', 'GPU-0'),
  }));
  const refused = async (who: BrowserSession) => {
    const names: string[] = [];
    for (const { method, path } of rows) {
      const { status } = await who.send(method, path, method === 'GET' ? undefined : {});
      if (status === 403) names.push(`${method} ${path}`);
    }
    return names;
  };
  const operating = rows.filter(({ permission }) => permission === 'fleet:operate');
  expect(await refused(operator)).toEqual(operating.map(({ method, path }) => `${method} ${path}`));
  expect(await refused(viewer)).toHaveLength(rows.length);
  expect(await recorded(agentId)).toEqual([]);
});
