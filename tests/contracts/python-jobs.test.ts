import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import type { Job } from '#schemas/http/jobs';
import type { MadeKey } from '#schemas/http/keys';
import { BENCHMARK_RESULT, FakeJobAgent } from '../hub/fake-job-agent.ts';
import { type HubBox, setUp, startHub, TestBroker } from '../hub/plant-box.ts';
import type { BrowserSession } from '../rig/browser-session.ts';
import { hasPython, PythonClient } from '../rig/python-client.ts';

const broker = new TestBroker();
const agent = new FakeJobAgent('agent-1');
let box: HubBox;
let admin: BrowserSession;
let client: PythonClient;
/** What the agent does with the next job. */
let does: 'succeed' | 'fail' | 'begin' = 'succeed';

beforeAll(async () => {
  await broker.start();
  box = await startHub(() => broker.url, {
    settings: { jobs: { leaseMs: 5_000, retryAfterMs: [] } },
  });
  admin = await setUp(box.hub);
  const asked = { name: 'Python', scopes: ['job:read', 'job:submit'] };
  const { secret } = await admin.ask<MadeKey>('POST', '/api/v1/keys', asked);
  client = new PythonClient(box.hub.origin, secret);
  await client.start();
  await agent.start(broker.url);
  agent.offers.each(async (offer) => {
    await agent.begin(offer);
    const log = [1, 2].map((line) => ({ line, atMs: line, text: `Line ${line}.` }));
    await agent.report(offer, {
      what: 'news',
      share: 0.5,
      progress: { measuring: 'inference' },
      log,
    });
    if (does !== 'begin') await agent[does](offer);
  });
});
afterAll(async () => {
  client?.stop();
  await agent.stop();
  await box?.stop();
  await broker.stop();
});

describe.skipIf(!hasPython)('the Python client with jobs', () => {
  test('submits one, waits for it, and reads its results and its log', async () => {
    does = 'succeed';
    const said = await client.run(
      'made = hub.submit_job("benchmark", {"secondsEach": 1}, queue="evaluation")',
      'ended = hub.wait_until_complete(made["jobId"], timeout=20, poll=0.1)',
      'lines = [line["text"] for line in hub.job_log(made["jobId"])]',
      'listed = [job["jobId"] for job in hub.jobs(state="succeeded")]',
      'print(json.dumps([made["state"], ended["state"], hub.get_results(made["jobId"]), lines, listed == [made["jobId"]]]))',
    );
    const lines = ['Line 1.', 'Line 2.'];
    expect(said).toEqual([expect.any(String), 'succeeded', BENCHMARK_RESULT, lines, true]);
  });

  test('says why there are no results', async () => {
    does = 'fail';
    const said = await client.run(
      'made = hub.submit_job("benchmark", queue="evaluation")',
      'hub.wait_until_complete(made["jobId"], timeout=20, poll=0.1)',
      'try:',
      '    hub.get_results(made["jobId"])',
      'except JobFailed as error:',
      '    print(json.dumps([error.job["cause"], str(error).split(": ")[1]]))',
    );
    expect(said).toEqual(['failed', 'The disk is full.']);
  });

  test('gives the waiting up in time, and cancels', async () => {
    does = 'begin';
    const said = (await client.run(
      'made = hub.submit_job("benchmark", queue="evaluation")',
      'try:',
      '    hub.wait_until_complete(made["jobId"], timeout=0.5, poll=0.1)',
      'except TimeoutError:',
      '    pending = hub.get_results(made["jobId"])',
      '    print(json.dumps([pending, hub.cancel_job(made["jobId"])["jobId"]]))',
    )) as [null, string];
    expect(said[0]).toBeNull();
    const job = await admin.ask<Job>('GET', `/api/v1/jobs/${said[1]}`);
    expect(job.isEnding || job.state === 'cancelled').toBe(true);
  });

  test('a key of its own makes one job of two requests', async () => {
    const said = (await client.run(
      'made = [hub.submit_job("benchmark", idempotency_key="nightly-1", queue="evaluation")["jobId"] for _ in range(2)]',
      'print(json.dumps(made))',
    )) as string[];
    expect(said[0]).toBe(said[1]);
  });

  test('costs nothing while nothing changes: the hub says so instead of the job', async () => {
    const asked: (string | null)[] = [];
    // A hub of which each answer is known: unchanged twice, then done.
    const hub = Bun.serve({
      hostname: '127.0.0.1',
      port: 0,
      fetch: ({ headers }) => {
        asked.push(headers.get('if-none-match'));
        const state = asked.length > 3 ? 'succeeded' : 'running';
        if (asked.length === 2 || asked.length === 3) return new Response(null, { status: 304 });
        return Response.json({ jobId: 'jb_1', state }, { headers: { etag: `"${state}"` } });
      },
    });
    const said = await client.run(
      `other = Client("http://127.0.0.1:${hub.port}", "trm_live_none")`,
      'print(json.dumps(other.wait_until_complete("jb_1", timeout=20, poll=0.05)["state"]))',
    );
    await hub.stop(true);
    expect(said).toBe('succeeded');
    expect(asked).toEqual([null, '"running"', '"running"', '"running"']);
  });

  test('keeps a model only whole: of one that arrived otherwise nothing is left', async () => {
    const content = 'a model';
    const sha256 = new Bun.CryptoHasher('sha256').update(content).digest('hex');
    let sent = 'a m0del';
    const hub = Bun.serve({
      hostname: '127.0.0.1',
      port: 0,
      fetch: () => new Response(sent),
    });
    const lines = [
      'import os',
      `other = Client("http://127.0.0.1:${hub.port}", "trm_live_none")`,
      'try:',
      `    other.download_model("${sha256}", "kept.onnx")`,
      'except ValueError:',
      '    pass',
      'print(json.dumps(sorted(name for name in os.listdir(".") if name != "__pycache__")))',
    ];
    expect(await client.run(...lines)).toEqual(['tremolo.py']);
    sent = content;
    expect(await client.run(...lines)).toEqual(['kept.onnx', 'tremolo.py']);
    await hub.stop(true);
    expect(await Bun.file(`${client.folder}/kept.onnx`).text()).toBe(content);
  });
});
