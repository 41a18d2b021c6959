import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test';
import type { DeadLetterCause, Job, JobRow, JobStep, QueueRow } from '#schemas/http/jobs';
import type { SystemState } from '#schemas/http/system';
import type { JobState } from '#schemas/jobs/job';
import { fakeGpu } from '../browser/fake-gpu.ts';
import type { BrowserSession } from '../rig/browser-session.ts';
import { eventually } from '../rig/plant-rig.ts';
import { BENCHMARK_RESULT, FakeJobAgent } from './fake-job-agent.ts';
import { joinPerson } from './joined-person.ts';
import { LiveClient } from './live-client.ts';
import { type HubBox, setUp, startHub, TestBroker } from './plant-box.ts';

const SETTINGS = {
  jobs: { leaseMs: 1_200, retryAfterMs: [30, 60] },
  fleet: { agentTimeoutMs: 1_000 },
};
const broker = new TestBroker();
let box: HubBox;
let admin: BrowserSession;
let agents: FakeJobAgent[] = [];

beforeAll(async () => {
  await broker.start();
  box = await startHub(() => broker.url, { settings: SETTINGS });
  admin = await setUp(box.hub);
});

afterEach(async () => {
  for (const agent of agents) await agent.stop();
  agents = [];
});

afterAll(async () => {
  await box?.stop();
  await broker.stop();
});

let next = 0;
/** A new agent, with a label by which only the jobs of its own test find it. */
async function agentWith(room: object = {}): Promise<FakeJobAgent & { label: string }> {
  const label = `test-${next++}`;
  const agent = Object.assign(new FakeJobAgent(`agent-${next}`, { labels: [label], ...room }), {
    label,
  });
  await agent.start(broker.url);
  agents.push(agent);
  return agent;
}

const submit = (label: string, more: object = {}, as = admin) =>
  as.ask<Job>('POST', '/api/v1/jobs', {
    kind: 'benchmark',
    arguments: {},
    needs: { labels: [label] },
    ...more,
  });
const jobNow = (jobId: string) => admin.ask<Job>('GET', `/api/v1/jobs/${jobId}`);
const act = (jobId: string, what: string, body?: object) =>
  admin.send('POST', `/api/v1/jobs/${jobId}/${what}`, body);
const history = async (jobId: string) =>
  (await admin.ask<{ steps: JobStep[] }>('GET', `/api/v1/jobs/${jobId}/history`)).steps;

function comesTo(jobId: string, state: JobState, withinMs = 5_000): Promise<Job> {
  return eventually(
    async () => {
      const job = await jobNow(jobId);
      return job.state === state && job;
    },
    withinMs,
    `job is ${state}`,
  );
}

test('a job is offered, runs, tells how far it is, and ends with its result', async () => {
  const agent = await agentWith();
  const { jobId } = await submit(agent.label, { arguments: { secondsEach: 1 } });
  const offer = await agent.offered(jobId);
  expect(offer).toMatchObject({
    ...{ kind: 'benchmark', attempt: 1, gpu: null, provider: 'cpu' },
    arguments: { secondsEach: 1 },
    limits: { timeS: 300, memoryMb: 2_048 },
  });
  await agent.begin(offer);
  expect((await jobNow(jobId)).state).toBe('running');
  await agent.report(offer, {
    what: 'news',
    share: 0.4,
    progress: { measuring: 'inference' },
    log: [
      { line: 1, atMs: 5, text: 'Began.' },
      { line: 2, atMs: 6, text: 'Half of it.' },
    ],
  });
  await agent.succeed(offer);
  const job = await jobNow(jobId);
  expect(job).toMatchObject({
    ...{ state: 'succeeded', attempt: 1, agentId: agent.agentId, cause: null },
    result: BENCHMARK_RESULT,
  });
  const steps = await history(jobId);
  expect(steps.map(({ happened, state }) => [happened, state])).toEqual([
    ['submit', 'queued'],
    ['lease', 'leased'],
    ['start', 'running'],
    ['succeed', 'succeeded'],
  ]);
  expect(steps.map(({ actorName }) => actorName)).toEqual(['Ada', null, null, null]);
  const log = await admin.ask<{ lines: { text: string }[] }>(
    'GET',
    `/api/v1/jobs/${jobId}/log?q=half`,
  );
  expect(log.lines.map(({ text }) => text)).toEqual(['Half of it.']);
});

test('what fails in passing is tried again after a while, then is a dead letter with cause and traceback', async () => {
  const agent = await agentWith();
  const { jobId } = await submit(agent.label);
  for (let attempt = 1; attempt <= 3; attempt++) {
    const offer = await agent.offered(jobId, attempt);
    await agent.begin(offer);
    await agent.fail(offer);
  }
  expect(await jobNow(jobId)).toMatchObject({
    ...{ state: 'failed', attempt: 3, retriesLeft: 0, cause: 'failed' },
    failure: { sentence: 'The disk is full.', traceback: 'at run (run.ts:1)' },
  });
  const { items } = await admin.ask<{ items: JobRow[] }>('GET', '/api/v1/dead-letters?limit=200');
  expect(items.map((row) => row.jobId)).toContain(jobId);
  const { causes } = await admin.ask<{ causes: DeadLetterCause[] }>(
    'GET',
    '/api/v1/dead-letters/causes',
  );
  expect(causes).toContainEqual(
    expect.objectContaining({ cause: 'failed', sentence: 'The disk is full.', people: 1 }),
  );
  const ofSentence = async (sentence: string) => {
    const query = `limit=200&sentence=${encodeURIComponent(sentence)}`;
    return (await admin.ask<{ items: JobRow[] }>('GET', `/api/v1/dead-letters?${query}`)).items;
  };
  expect((await ofSentence('The disk is full.')).map((row) => row.jobId)).toContain(jobId);
  expect(await ofSentence('The disk is')).toEqual([]);
});

test('a list of jobs goes on from page to page either way', async () => {
  for (let i = 0; i < 3; i++) await submit('nobody-has-this');
  const walk = async (sort: string) => {
    const found: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = `limit=2&sort=${sort}${cursor && `&cursor=${cursor}`}`;
      const page = await admin.ask<{ items: JobRow[]; nextCursor: string | null }>(
        'GET',
        `/api/v1/jobs?${query}`,
      );
      found.push(...page.items.map(({ jobId }) => jobId));
      cursor = page.nextCursor;
    }
    return found;
  };
  const oldestFirst = await walk('created');
  expect(oldestFirst.length).toBeGreaterThanOrEqual(3);
  expect(oldestFirst).toEqual(oldestFirst.toSorted());
  expect(await walk('-created')).toEqual(oldestFirst.toReversed());
  expect((await admin.send('GET', '/api/v1/jobs?sort=kind')).status).toBe(400);
});

test('a list of jobs is narrowed to a time', async () => {
  const { createdMs, jobId } = await submit('nobody-has-this');
  const found = async (query: string) => {
    const { items } = await admin.ask<{ items: JobRow[] }>('GET', `/api/v1/jobs?${query}`);
    return items.some((job) => job.jobId === jobId);
  };
  expect(await found(`from=${createdMs}&to=${createdMs + 1}`)).toBe(true);
  expect(await found(`to=${createdMs}`)).toBe(false);
  expect(await found(`from=${createdMs + 1}`)).toBe(false);
  expect((await admin.send('GET', '/api/v1/jobs?from=yesterday')).status).toBe(400);
});

test('what cannot work is not tried again; with other arguments it is, and a dead letter can be put away or deleted', async () => {
  const agent = await agentWith();
  const { jobId } = await submit(agent.label);
  const first = await agent.offered(jobId);
  await agent.begin(first);
  await agent.fail(first, 'invalid');
  expect((await jobNow(jobId)).state).toBe('failed');
  expect((await act(jobId, 'retry', { arguments: { secondsEach: -1 } })).status).toBe(400);
  expect((await act(jobId, 'retry', { arguments: { secondsEach: 3 } })).status).toBe(200);
  const second = await agent.offered(jobId, 2);
  expect(second.arguments).toEqual({ secondsEach: 3 });
  await agent.begin(second);
  await agent.fail(second, 'invalid');
  const letter = `/api/v1/dead-letters/${jobId}`;
  expect((await admin.send('POST', `${letter}/archive`)).status).toBe(204);
  const listed = async (archived: boolean) => {
    const path = `/api/v1/dead-letters?limit=200&archived=${archived}`;
    const { items } = await admin.ask<{ items: JobRow[] }>('GET', path);
    return items.some((row) => row.jobId === jobId);
  };
  expect([await listed(false), await listed(true)]).toEqual([false, true]);
  expect((await admin.send('DELETE', letter)).status).toBe(204);
  expect((await admin.send('GET', `/api/v1/jobs/${jobId}`)).status).toBe(404);
  expect((await admin.send('DELETE', letter)).status).toBe(404);
  const { items } = await admin.ask<{ items: { event: string }[] }>(
    'GET',
    `/api/v1/audit?resourceId=${jobId}`,
  );
  expect(items.slice(0, 2).map(({ event }) => event)).toEqual(['job.deleted', 'job.archived']);
});

test('an agent that falls silent loses its job to another, and what it says of it later changes nothing', async () => {
  const lost = await agentWith();
  const { jobId } = await submit(lost.label);
  const offer = await lost.offered(jobId);
  await lost.begin(offer);
  lost.kill();
  agents = [];
  const other = await agentWith({ labels: [lost.label] });
  const again = await other.offered(jobId, 2);
  await other.begin(again);
  const back = new FakeJobAgent(lost.agentId, { labels: [] });
  await back.start(broker.url);
  agents.push(back);
  back.has = [{ jobId: offer.jobId, attempt: offer.attempt }];
  // It is told to end what is not its any more, and what it calls the end of it is receipted, not believed.
  await back.cancels.first((cancel) => cancel.jobId === jobId && cancel.attempt === 1);
  await back.succeed(offer);
  expect(await jobNow(jobId)).toMatchObject({ state: 'running', attempt: 2 });
  await other.succeed(again);
  expect(await jobNow(jobId)).toMatchObject({ state: 'succeeded', agentId: other.agentId });
  const causes = (await history(jobId)).map(({ cause }) => cause).filter(Boolean);
  expect(causes).toEqual(['agent_lost']);
});

test('an agent that has just said that it goes is given nothing any more', async () => {
  const agent = await agentWith();
  const { fleet } = box.hub.flows.rooms;
  const waiting = await submit('nowhere');
  const isGone = () =>
    fleet.states().some(({ agentId, status }) => agentId === agent.agentId && status === 'offline');
  // Why it waits depends on the agents that are there: they were looked at just now.
  await jobNow(waiting.jobId);
  await agent.leave();
  await eventually(async () => isGone(), 2_000, 'the hub knows');
  const { jobId } = await submit(agent.label);
  await eventually(async () => (await jobNow(jobId)).waits, 2_000, 'it is said why it waits');
  expect((await history(jobId)).map(({ happened }) => happened)).toEqual(['submit']);
  for (const one of [jobId, waiting.jobId]) await act(one, 'cancel');
});

test('a job is cancelled at every point within two seconds, whether its agent answers or not', async () => {
  const agent = await agentWith();
  const [running, waiting] = [await submit(agent.label), await submit(agent.label)];
  const offer = await agent.offered(running.jobId);
  await agent.begin(offer);
  expect((await act(waiting.jobId, 'cancel')).status).toBe(200);
  expect((await jobNow(waiting.jobId)).state).toBe('cancelled');
  expect(await (await act(running.jobId, 'cancel')).json()).toMatchObject({ isEnding: true });
  await agent.cancels.first(({ jobId }) => jobId === running.jobId);
  await agent.end(offer, { what: 'ended', outcome: 'cancelled' });
  expect((await jobNow(running.jobId)).state).toBe('cancelled');
  const deaf = await submit(agent.label);
  await agent.begin(await agent.offered(deaf.jobId));
  await act(deaf.jobId, 'cancel');
  const sinceMs = performance.now();
  await comesTo(deaf.jobId, 'cancelled', 3_000);
  expect(performance.now() - sinceMs).toBeLessThan(2_600);
  expect((await act(deaf.jobId, 'cancel')).status).toBe(409);
});

test('a running job is cancelled while the broker is away, too', async () => {
  const agent = await agentWith();
  const { jobId } = await submit(agent.label);
  await agent.begin(await agent.offered(jobId));
  const { port } = broker;
  await broker.stop();
  await act(jobId, 'cancel');
  await comesTo(jobId, 'cancelled', 3_000);
  await broker.start(port);
  // The hub is there again before the tests that follow go on.
  await eventually(
    async () => (await admin.ask<SystemState>('GET', '/api/v1/system')).broker.connected,
    5_000,
    'the hub is connected',
  );
});

test('a job waits for those that it depends on, and is skipped with a reason when one of them fails', async () => {
  const agent = await agentWith();
  const good = await submit(agent.label);
  const child = await submit(agent.label, { dependsOn: [good.jobId] });
  const grandchild = await submit(agent.label, { dependsOn: [child.jobId] });
  expect(child.waits).toBe('Waits for 1 other job.');
  expect(child.waitsBecause).toMatchObject([
    { reason: { name: 'waits_jobs', about: { count: 1 } } },
  ]);
  const first = await agent.offered(good.jobId);
  await agent.begin(first);
  await agent.succeed(first);
  const second = await agent.offered(child.jobId);
  await agent.begin(second);
  await agent.fail(second, 'invalid');
  const skipped = await comesTo(grandchild.jobId, 'skipped');
  expect(skipped.sentence).toBe(`${child.jobId}, on which it depends, failed.`);
  const because = { name: 'job_parent_failed', about: { job: child.jobId } };
  expect(skipped.reason).toEqual(because);
  // Somebody who depends on what has failed already is told at once.
  expect((await submit(agent.label, { dependsOn: [child.jobId] })).state).toBe('skipped');
  const missing = {
    kind: 'benchmark',
    arguments: {},
    dependsOn: ['jb_01ARZ3NDEKTSV4RRFFQ69G5FAV'],
  };
  expect((await admin.send('POST', '/api/v1/jobs', missing)).status).toBe(404);
});

test('a stopped queue gives nothing out and says so; emptied, it has to be confirmed', async () => {
  const agent = await agentWith();
  await admin.ask('POST', '/api/v1/queues/preprocessing/pause');
  const { jobId } = await submit(agent.label, { queue: 'preprocessing' });
  expect((await jobNow(jobId)).waits).toBe('The queue preprocessing is stopped.');
  const metrics = await (await admin.send('GET', '/metrics')).text();
  expect(metrics).toContain('tremolo_jobs{queue="preprocessing",state="queued"} 1');
  const { queues } = await admin.ask<{ queues: QueueRow[] }>('GET', '/api/v1/queues');
  const row = queues.find(({ queue }) => queue === 'preprocessing');
  expect(row).toMatchObject({ priority: 5, depth: 1, active: 0 });
  expect(row?.pausedMs).not.toBeNull();
  const purge = (body: object) => admin.send('POST', '/api/v1/queues/preprocessing/purge', body);
  const unconfirmed = await purge({});
  expect([unconfirmed.status, (await unconfirmed.json()).code]).toEqual([
    409,
    'confirmation_needed',
  ]);
  expect(await (await purge({ confirm: true })).json()).toEqual({ cancelled: 1 });
  expect((await jobNow(jobId)).state).toBe('cancelled');
  const later = await submit(agent.label, { queue: 'preprocessing' });
  await admin.ask('POST', '/api/v1/queues/preprocessing/resume');
  await agent.succeed(await agent.offered(later.jobId));
});

test('a job that is held back, or set for later, is not given out until its time', async () => {
  const agent = await agentWith();
  const at = Date.now() + 400;
  const { jobId } = await submit(agent.label, { notBeforeMs: at });
  const held = await submit(agent.label, { queue: 'training', notBeforeMs: at });
  expect((await act(held.jobId, 'hold')).status).toBe(200);
  expect((await jobNow(held.jobId)).waits).toBe('Somebody holds it back.');
  const offer = await agent.offered(jobId);
  expect(Date.now()).toBeGreaterThanOrEqual(at);
  await agent.succeed(offer);
  expect(agent.offers.all.some((one) => one.jobId === held.jobId)).toBe(false);
  expect((await act(held.jobId, 'release')).status).toBe(200);
  await agent.succeed(await agent.offered(held.jobId));
});

test('an agent without room after all gives the job back, and no retry is used up', async () => {
  const agent = await agentWith();
  const { jobId } = await submit(agent.label);
  const offer = await agent.offered(jobId);
  await agent.report(offer, { what: 'refused', sentence: 'It has no room.' });
  const again = await agent.offered(jobId, 2);
  await agent.begin(again);
  expect((await jobNow(jobId)).retriesLeft).toBe(2);
  await agent.succeed(again);
});

test('a GPU is given to one job at a time, one that is lost to none, and what fits nowhere says so', async () => {
  const agent = await agentWith({ slots: 4 });
  // Of its two cards the driver reaches the first only.
  agent.gpu = fakeGpu(2, true);
  agent.gpu.gpus[0] = { ...agent.gpu.gpus[0], memoryUsedMb: 1_240 };
  agent.beat();
  const large = (gpuMemoryMb: number) =>
    submit(agent.label, { needs: { labels: [agent.label], gpuMemoryMb } });
  const first = await large(40_000);
  const offer = await agent.offered(first.jobId);
  expect(offer.gpu).toBe(0);
  await agent.begin(offer);
  const second = await large(10_000);
  const waits = async (jobId: string) => (await jobNow(jobId)).waits;
  expect(await waits(second.jobId)).toMatch(
    /^Needs 10000 MB of GPU memory; none free on 1 agent(, forecast \d\d:\d\d UTC)?\.$/,
  );
  const third = await large(100_000);
  expect(await waits(third.jobId)).toBe(
    'Needs 100000 MB of GPU memory; the largest GPU of 1 agent has 80 GB.',
  );
  // Room for what needs no GPU there is.
  await agent.succeed(await agent.offered((await submit(agent.label)).jobId));
  expect(agent.offers.all.some(({ jobId }) => jobId === second.jobId)).toBe(false);
  await agent.succeed(offer);
  expect((await agent.offered(second.jobId)).gpu).toBe(0);
  await act(third.jobId, 'cancel');
  await agent.succeed(await agent.offered(second.jobId));
});

test('what was at work and what waited is there again when the hub is, and goes on', async () => {
  const agent = await agentWith();
  const [first, second] = [await submit(agent.label), await submit(agent.label)];
  const offer = await agent.offered(first.jobId);
  await agent.begin(offer);
  const { dataDir } = box;
  await box.hub.stop();
  box = await startHub(() => broker.url, { settings: SETTINGS, dataDir });
  admin = Object.assign(admin, { origin: box.hub.origin });
  expect((await jobNow(first.jobId)).state).toBe('running');
  await agent.succeed(offer);
  expect((await jobNow(first.jobId)).state).toBe('succeeded');
  await agent.succeed(await agent.offered(second.jobId));
  expect((await jobNow(second.jobId)).state).toBe('succeeded');
});

test('an analyst submits to evaluation and cancels what is his; the rest is for who operates', async () => {
  const { browser } = await joinPerson(admin, 'ann', 'analyst');
  const request = { kind: 'benchmark', arguments: {}, needs: { labels: ['nowhere'] } };
  const send = (method: string, path: string, body?: object) =>
    browser.send(method, `/api/v1/${path}`, body);
  expect((await send('POST', 'jobs', request)).status).toBe(403);
  const own = await send('POST', 'jobs', { ...request, queue: 'evaluation' });
  expect(own.status).toBe(201);
  const { jobId } = (await own.json()) as Job;
  const other = await submit('nowhere');
  expect((await send('POST', `jobs/${other.jobId}/cancel`)).status).toBe(403);
  expect((await send('POST', `jobs/${jobId}/hold`)).status).toBe(403);
  expect((await send('POST', `jobs/${jobId}/cancel`)).status).toBe(200);
  expect((await send('POST', 'queues/evaluation/purge', { confirm: true })).status).toBe(403);
  expect((await act(other.jobId, 'cancel')).status).toBe(200);
});

test('a screen that follows jobs is told which changed, and nothing more once it may not see them', async () => {
  const agent = await agentWith();
  const { browser, person } = await joinPerson(admin, 'olga', 'operator');
  const screen = new LiveClient(box.hub.origin, browser.cookie);
  await screen.next('hello');
  screen.say({ type: 'subscribe', channel: 'jobs' });
  screen.say({ type: 'ping', id: 1 });
  await screen.next('pong');
  const { jobId } = await submit(agent.label);
  const isTold = () =>
    screen.messages.some((one) => one.type === 'jobs' && one.jobIds.includes(jobId));
  await screen.until(isTold);
  await agent.succeed(await agent.offered(jobId));
  const denied = { effect: 'deny' };
  await admin.ask('PUT', `/api/v1/users/${person.userId}/permissions/job:read`, denied);
  await screen.next('rights');
  const before = screen.messages.length;
  await act((await submit('nowhere')).jobId, 'cancel');
  screen.say({ type: 'ping', id: 2 });
  await screen.until(() => screen.messages.some((one) => one.type === 'pong' && one.id === 2));
  expect(screen.messages.slice(before).some(({ type }) => type === 'jobs')).toBe(false);
  screen.close();
});

test('the same request sent twice with its key makes one job', async () => {
  const body = { kind: 'benchmark', arguments: {}, needs: { labels: ['nowhere'] } };
  const send = () => admin.send('POST', '/api/v1/jobs', body, { 'idempotency-key': 'once-only' });
  const [first, second] = [await (await send()).json(), await (await send()).json()];
  expect(second.jobId).toBe(first.jobId);
  await act(first.jobId, 'cancel');
});

test('who did what with a job is on the audit trail', async () => {
  const { jobId } = await submit('nowhere');
  for (const what of ['hold', 'release', 'cancel']) await act(jobId, what);
  await act(jobId, 'retry', {});
  await act(jobId, 'cancel');
  const { items } = await admin.ask<{ items: { event: string }[] }>(
    'GET',
    `/api/v1/audit?resourceId=${jobId}`,
  );
  expect(items.map(({ event }) => event).toReversed()).toEqual([
    'job.submitted',
    'job.held',
    'job.released',
    'job.cancelled',
    'job.retried',
    'job.cancelled',
  ]);
});
