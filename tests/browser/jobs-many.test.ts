import { afterAll, afterEach, beforeAll, describe, expect, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { encodeTime } from 'ulid';
import type { JobId, UserId } from '#schemas/ids/ids';
import { JOB_KINDS } from '#schemas/jobs/job-kinds';
import { QUEUE_NAMES } from '#schemas/jobs/queues';
import { insertJob } from '../../hub/jobs/job-rows.ts';
import type { KeptJob } from '../../hub/jobs/kept-job.ts';
import { PeopleStage } from './people-stage.ts';

const MANY = 100_000;
/** Also where three files of tests share a slow disk; how fast it is stands in what is printed and in tests/bench/job-list.ts. */
const PATIENCE_MS = 40_000;
const stage = await PeopleStage.open();
const owners: UserId[] = [];

beforeAll(async () => {
  if (stage === null) return;
  for (const name of ['ada', 'ben', 'cleo']) owners.push(await stage.people.add(name, 'engineer'));
  const { store } = stage.people.rooms;
  const nowMs = Date.now();
  for (let from = 0; from < MANY; from += 1_000) {
    await store.write(Array.from({ length: 1_000 }, (_, i) => insertJob(oldJob(from + i, nowMs))));
  }
}, 120_000);
afterEach(() => stage?.clear());
afterAll(() => stage?.close());

/** A job that has ended, half a minute after the one before it. */
function oldJob(i: number, nowMs: number): KeptJob {
  const createdMs = nowMs - (MANY - i) * 30_000;
  const isFailed = i % 50 === 0;
  const cannot = { cause: 'failed', sentence: 'The disk is full.', traceback: null } as const;
  return {
    jobId: `jb_${encodeTime(createdMs, 10)}${String(i).padStart(16, '0')}` as JobId,
    kind: i % 2 === 0 ? 'benchmark' : 'train',
    queue: QUEUE_NAMES[i % QUEUE_NAMES.length] ?? 'default',
    ownerId: owners[i % owners.length] ?? ('' as UserId),
    arguments: { secondsEach: 2 },
    needs: { provider: 'cpu', gpuMemoryMb: null, sharesGpu: false, labels: [], agentId: null },
    limits: { ...JOB_KINDS.benchmark.limits },
    dependsOn: [],
    createdMs,
    preemptible: false,
    submitKey: null,
    requestHash: null,
    state: isFailed ? 'failed' : 'succeeded',
    attempt: 1,
    retriesLeft: 3,
    agentId: `agent-${i % 8}`,
    gpu: null,
    gpuInstance: null,
    notBeforeMs: createdMs,
    queuedMs: createdMs,
    startedMs: createdMs + 100,
    endedMs: createdMs + 20_000,
    cancelAskedMs: null,
    pauseAskedMs: null,
    yieldsTo: null,
    lastAgentId: null,
    progress: null,
    share: null,
    result: null,
    failure: isFailed ? cannot : null,
    note: null,
  };
}

const name = (i: number) => `${i % 2 === 0 ? 'Benchmark' : 'Train'} ${String(i).padStart(6, '0')}`;
const firstIs = (page: Page, wanted: string) =>
  page.waitForFunction(
    (text) => document.querySelector('tbody td.name')?.textContent?.trim() === text,
    wanted,
    { polling: 'raf' },
  );

describe.skipIf(stage === null)('a hundred thousand jobs on a real hub', () => {
  test('are paged, turned round, narrowed and searched while one looks', async () => {
    const page = await stage!.signedIn('ada', '/jobs');
    page.setDefaultTimeout(PATIENCE_MS);
    await firstIs(page, name(MANY - 1));
    const took: Record<string, number> = {};
    const time = async (what: string, act: () => Promise<unknown>, first: string) => {
      const sinceMs = performance.now();
      await act();
      await firstIs(page, first);
      took[what] = Math.round(performance.now() - sinceMs);
    };
    const press = (what: string) => () =>
      page.getByRole('button', { name: what, exact: true }).click();
    await time('the next page', press('Next'), name(MANY - 51));
    await time('the page before', press('Previous'), name(MANY - 1));
    const header = page.getByRole('columnheader', { name: 'Submitted' }).getByRole('button');
    await time('the oldest first', () => header.first().click(), name(0));
    await time('the latest first', () => header.first().click(), name(MANY - 1));
    const choose = (id: string, value: string) => () => page.selectOption(id, value);
    const all = async () => {
      await press('No filters')();
      // The first row may be the same as before.
      await page.getByRole('button', { name: 'No filters' }).waitFor({ state: 'hidden' });
      await firstIs(page, name(MANY - 1));
    };
    await time('one state', choose('#jobs-state', 'failed'), name(MANY - 50));
    await time('also one agent', choose('#jobs-agent', 'agent-0'), name(MANY - 200));
    await all();
    await time('one kind', choose('#jobs-kind', 'benchmark'), name(MANY - 2));
    await all();
    const ofBen = () => page.selectOption('#jobs-owner', { label: 'ben' });
    await time('one owner', ofBen, name(MANY - 3));
    await all();
    const hour = async () => {
      await choose('#jobs-period', 'hour')();
      // Two a minute; some may have grown too old since they were made.
      await page.getByText(/^1–50 of 1[012]\d$/).waitFor();
    };
    await time('the last hour', hour, name(MANY - 1));
    await all();
    // With fewer zeros in front than the moment may end with, others would be found, too.
    await time('searched', () => page.fill('#jobs-search', '00073913'), name(73_913));
    console.log(`${MANY} jobs, from the press to the drawn rows, ms: ${JSON.stringify(took)}`);
    expect(stage!.errors).toEqual([]);
  }, 120_000);
});
