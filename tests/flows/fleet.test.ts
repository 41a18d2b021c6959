import { afterAll, beforeAll, expect, test } from 'bun:test';
import mqtt from 'mqtt';
import { ResultBatch } from '#schemas/broker/messages';
import { topic } from '#schemas/broker/topics';
import type { AgentAllocation, AgentLog, Departure } from '#schemas/http/fleet';
import type { Job } from '#schemas/http/jobs';
import type { AgentState } from '#schemas/http/system';
import type { JobState } from '#schemas/jobs/job';
import { TestBroker } from '../hub/plant-box.ts';
import type { LiveClient } from '../rig/live-client.ts';
import { eventually, PlantRig } from '../rig/plant-rig.ts';
import { childrenOf, commandOf } from '../rig/process-stats.ts';
import { FRAME_SAMPLES, pumpSignal, RATE_HZ, sensorGroup } from '../rig/sensor-group.ts';
import type { TestSensors } from '../rig/test-sensors.ts';

const SENSORS = 6;
const WINDOW_MS = (2048 / RATE_HZ) * 1_000;
/** One that lets the test listen to what passes through it. */
const broker = new TestBroker();
const rig = new PlantRig({
  agents: 2,
  lanes: 1,
  agentSettings: { TREMOLO_AGENT_PROVIDER: 'cpu', TREMOLO_AGENT_RESTART_BY: 'self' },
});
let sensors: TestSensors;
let ear: mqtt.MqttClient;
let screen: LiveClient;
/** What was judged of each point: from when to when, on the clock of its samples. */
const judged = new Map<string, { fromMs: number; toMs: number }[]>();

beforeAll(async () => {
  await broker.start();
  rig.hub.environment.TREMOLO_HUB_BROKER__URL = broker.url;
  await rig.start();
  sensors = await sensorGroup(rig, 'f-', SENSORS, pumpSignal([]));
  await sensors.start();
  await hearResults();
  screen = await rig.liveClient();
  screen.send({ type: 'subscribe', channel: 'system' });
}, 60_000);

afterAll(async () => {
  await sensors?.stop();
  await ear?.endAsync();
  screen?.close();
  await rig.stop();
  await broker.stop();
}, 20_000);

/** All that agents hand in, before anything is chosen of it. */
async function hearResults(): Promise<void> {
  ear = await mqtt.connectAsync(broker.url);
  ear.on('message', (_, payload) => {
    for (const { pointId, atMs, windows } of ResultBatch.parse(JSON.parse(String(payload)))
      .summaries) {
      const spans = judged.get(pointId) ?? [];
      judged.set(pointId, spans);
      spans.push({ fromMs: atMs - windows * WINDOW_MS, toMs: atMs });
    }
  });
  await ear.subscribeAsync(topic('results'), { qos: 1 });
}

const agentNow = (agentId: string) => rig.get<AgentState>(`/api/v1/agents/${agentId}`);
const act = (agentId: string, what: string, body?: object) =>
  rig.browser.ask<AgentState>('POST', `/api/v1/agents/${agentId}/${what}`, body);
const jobNow = (jobId: string) => rig.get<Job>(`/api/v1/jobs/${jobId}`);

function submit(agentId: string, secondsEach: number): Promise<Job> {
  return rig.browser.ask<Job>('POST', '/api/v1/jobs', {
    kind: 'benchmark',
    arguments: { secondsEach },
    needs: { agentId },
  });
}

/** As screens are told it, once a second: asking again and again would be refused. */
function untilAgents<Value>(
  pick: (agents: ReadonlyMap<string, AgentState>) => Value | undefined | false,
  what: string,
): Promise<Value> {
  return screen.until(
    (message) => {
      if (message.type !== 'system') return undefined;
      const { agents } = message.system;
      return pick(new Map(agents.map((agent) => [agent.agentId, agent]))) || undefined;
    },
    30_000,
    what,
  );
}

const untilAgent = (agentId: string, holds: (agent: AgentState) => boolean, what: string) =>
  untilAgents((agents) => {
    const agent = agents.get(agentId);
    return agent !== undefined && holds(agent) && agent;
  }, what);

const bothHavePoints = () =>
  untilAgents(
    (agents) =>
      [...agents.values()].filter(({ heartbeat }) => heartbeat?.lanes[0].points === SENSORS / 2)
        .length === 2,
    'both agents have points, and only those',
  );

const untilJob = (jobId: string, state: JobState) =>
  eventually(
    async () => {
      await Bun.sleep(100);
      const job = await jobNow(jobId);
      return job.state === state && job;
    },
    30_000,
    `the job is ${state}`,
  );

/** The longest time of any point of which nothing was judged, ms. */
function longestGapMs(): number {
  const gaps = [...judged.values()].flatMap((spans) => {
    const ordered = spans.toSorted((a, b) => a.fromMs - b.fromMs);
    let throughMs = ordered[0].toMs;
    return ordered.map(({ fromMs, toMs }) => {
      const gap = fromMs - throughMs;
      throughMs = Math.max(throughMs, toMs);
      return gap;
    });
  });
  return Math.max(...gaps);
}

test('before an agent is drained it is said where its points go, and that its job runs', async () => {
  await bothHavePoints();
  const { jobId } = await submit('agent-1', 1);
  await untilJob(jobId, 'running');
  const departure = await rig.get<Departure>('/api/v1/agents/agent-1/departure');
  expect(departure).toMatchObject({
    points: SENSORS / 2,
    moves: [{ agentId: 'agent-2', points: SENSORS / 2 }],
    pointsWithoutRoom: 0,
    jobs: [{ jobId, kind: 'benchmark', state: 'running', gpu: null, gpuInstance: null }],
  });
  await untilJob(jobId, 'succeeded');
}, 60_000);

test('a drained agent stops once its points have moved and its job is done, and nothing of them goes unjudged', async () => {
  await bothHavePoints();
  const lossesBefore = (await rig.system()).losses;
  judged.clear();
  // Longer than the points take to move, on a busy machine as well.
  const { jobId } = await submit('agent-1', 1.5);
  await untilJob(jobId, 'running');
  const said = await act('agent-1', 'drain', { after: 'stop' });
  expect(said).toMatchObject({
    status: 'draining',
    operation: { drain: { after: 'stop', jobsRunning: 1 } },
  });
  expect(said.operation.drain?.pointsLeft).toBeGreaterThan(0);
  const waiting = await submit('agent-1', 0.1);
  await untilAgent(
    'agent-1',
    ({ operation }) => operation.drain?.pointsLeft === 0,
    'its points have moved',
  );
  expect(await jobNow(jobId)).toMatchObject({ state: 'running', agentId: 'agent-1' });
  expect(await rig.agents[0].ended(20_000)).toBe(0);
  expect(await jobNow(jobId)).toMatchObject({ state: 'succeeded', attempt: 1 });
  expect((await jobNow(waiting.jobId)).state).toBe('queued');
  const gone = await untilAgent(
    'agent-1',
    ({ status, operation }) => status === 'offline' && operation.drain === null,
    'the hub knows that it did what it was told',
  );
  expect(gone.operation.order).toBeNull();
  // What the other agent took over is among it.
  const sinceMs = Date.now() + 500;
  await eventually(
    async () =>
      judged.size === SENSORS &&
      [...judged.values()].every((spans) => spans.some(({ toMs }) => toMs > sinceMs)),
    10_000,
    'the points go on',
  );
  // Summaries end at frames; windows of two agents do not begin at the same sample.
  expect(longestGapMs()).toBeLessThan((FRAME_SAMPLES / RATE_HZ) * 1_000 + WINDOW_MS);
  const { losses } = await rig.system();
  expect(losses.windowsDropped).toBe(lossesBefore.windowsDropped);
  expect(losses.framesMissing).toBe(lossesBefore.framesMissing);
}, 90_000);

test('an agent that was drained and stopped works again when somebody starts it, and does what waited for it', async () => {
  await rig.agents[0].start();
  await bothHavePoints();
  await eventually(
    async () => {
      const { items } = await rig.get<{ items: Job[] }>('/api/v1/jobs?limit=1');
      return items[0].state === 'succeeded';
    },
    20_000,
    'the job that waited is done',
  );
}, 60_000);

test('an agent that is told to start again does, below the process that somebody started, and has its points back', async () => {
  const before = await agentNow('agent-2');
  await act('agent-2', 'restart');
  const after = await untilAgent(
    'agent-2',
    ({ description, status, operation }) =>
      description?.epoch !== before.description?.epoch &&
      status === 'online' &&
      operation.order === null,
    'another start of it is there',
  );
  expect(after.operation.drain).toBeNull();
  await bothHavePoints();
  const below = childrenOf(rig.agents[1].pid).filter((pid) =>
    commandOf(pid).includes('agent/main'),
  );
  expect(below).toHaveLength(1);
  // And again: the process above stays the one that it was.
  await act('agent-2', 'restart');
  await untilAgent(
    'agent-2',
    ({ description, status }) =>
      description?.epoch !== after.description?.epoch && status === 'online',
    'a third start of it is there',
  );
  const next = childrenOf(rig.agents[1].pid).filter((pid) => commandOf(pid).includes('agent/main'));
  expect(next).toHaveLength(1);
  expect(next).not.toEqual(below);
}, 90_000);

test('the log of an agent and its lanes comes while somebody looks, is searched, and holds no secret', async () => {
  const [lane] = rig.lanePids(rig.agents[0]);
  process.kill(lane, 'SIGKILL');
  const log = await eventually(
    async () => {
      const path = '/api/v1/agents/agent-1/log?level=error&q=lane';
      const found = await rig.get<AgentLog>(path);
      return found.lines.length > 0 && found;
    },
    10_000,
    'the death of the lane is in the log',
  );
  expect(log.lines[0]).toMatchObject({ level: 'error', part: 'agent' });
  expect(log.lines[0].text).toContain('a lane died');
  const whole = await rig.get<AgentLog>('/api/v1/agents/agent-1/log');
  expect(new Set(whole.lines.map(({ part }) => part))).toContain('lane-0');
  const { password } = await Bun.file(`${rig.dataDir}/credential-agent-agent-1.json`).json();
  expect(JSON.stringify(whole)).not.toContain(password);
  const { lines } = await rig.get<AgentLog>(
    `/api/v1/agents/agent-1/log?after=${whole.lines.at(-1)?.line}`,
  );
  expect(lines.every(({ line }) => line > (whole.lines.at(-1)?.line ?? 0))).toBe(true);
}, 40_000);

test('an agent in maintenance is given nothing and gives its points away, until the time is over', async () => {
  await bothHavePoints();
  const path = '/api/v1/agents/agent-2/maintenance';
  const untilMs = Date.now() + 6_000;
  await rig.browser.ask('PUT', path, { reason: 'a new fan', untilMs });
  const out = await untilAgent(
    'agent-2',
    ({ assignedPoints }) => assignedPoints === 0,
    'its points have moved',
  );
  expect(out).toMatchObject({
    status: 'maintenance',
    operation: { maintenance: [{ gpuUuid: null, reason: 'a new fan', untilMs }] },
  });
  const { jobId } = await submit('agent-2', 0.1);
  expect((await jobNow(jobId)).state).toBe('queued');
  await bothHavePoints();
  expect(Date.now()).toBeGreaterThanOrEqual(untilMs);
  await untilJob(jobId, 'succeeded');
  expect((await agentNow('agent-2')).operation.maintenance).toEqual([]);
}, 60_000);

test('it is said which lanes and which jobs work where', async () => {
  await bothHavePoints();
  const { agents } = await rig.get<{ agents: AgentAllocation[] }>('/api/v1/fleet/allocation');
  expect(agents.map(({ agentId }) => agentId)).toEqual(['agent-1', 'agent-2']);
  expect(agents[0].elsewhere).toMatchObject({ jobs: [], lanes: [0], points: SENSORS / 2 });
}, 20_000);

test('an agent that is ended now gives its job back at once, and stays ended', async () => {
  const { jobId } = await submit('agent-1', 20);
  await untilJob(jobId, 'running');
  await act('agent-1', 'terminate');
  const sinceMs = performance.now();
  expect(await rig.agents[0].ended(5_000)).toBe(0);
  expect(performance.now() - sinceMs).toBeLessThan(4_000);
  const job = await jobNow(jobId);
  expect(job).toMatchObject({ state: 'queued', cause: 'agent_restarted' });
  await untilAgent('agent-2', ({ assignedPoints }) => assignedPoints === SENSORS, 'has all points');
  await rig.browser.ask('POST', `/api/v1/jobs/${jobId}/cancel`);
}, 40_000);
