import { afterAll, afterEach, describe, expect, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { placesFor } from '#schemas/access/navigation';
import type { Permission } from '#schemas/access/permissions';
import { FakeJobs, fakeJobId } from './fake-jobs.ts';
import { errorsOf, Stage } from './stage.ts';

const stage = await Stage.open();
let opened: Page[] = [];

afterEach(async () => {
  const errors = opened.flatMap(errorsOf);
  opened = [];
  await stage?.clear();
  expect(errors).toEqual([]);
});
afterAll(() => stage?.close());

interface Options {
  readonly count?: number;
  readonly permissions?: readonly Permission[];
  readonly width?: number;
  readonly before?: (jobs: FakeJobs) => void;
}

async function open(path: string, { count, permissions, width = 1280, before }: Options = {}) {
  const hub = stage!.hub({ tempers: ['good'] });
  const jobs = new FakeJobs(hub, count);
  before?.(jobs);
  if (permissions !== undefined) {
    const navigation = placesFor(new Set(permissions));
    hub.sessionMore = { permissions: [...permissions], navigation };
  }
  const page = await stage!.signedIn(hub, path, { viewport: { width, height: 900 } });
  opened.push(page);
  return { hub, jobs, page };
}

const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: true });
const inDialog = (page: Page, name: string) =>
  page.getByRole('dialog').last().getByRole('button', { name, exact: true });
const said = (page: Page, sentence: string | RegExp) =>
  page.getByText(sentence, { exact: true }).first().waitFor();
const names = (page: Page) => page.locator('tbody td.name').allTextContents();

describe.skipIf(stage === null)('the list of jobs', () => {
  test('of a hundred thousand shows a page at a time, either way round', async () => {
    const { page } = await open('/jobs', { count: 100_000 });
    await page.getByRole('link', { name: 'Benchmark 100000' }).waitFor();
    expect(await names(page)).toHaveLength(50);
    await button(page, 'Next').click();
    await page.getByRole('link', { name: 'Benchmark 099950' }).waitFor();
    await page.getByRole('columnheader', { name: 'Submitted' }).getByRole('button').first().click();
    await page.getByRole('link', { name: 'Benchmark 000001' }).waitFor();
    expect(new URL(page.url()).search).toBe('?sort=created');
  });

  test('is narrowed and searched, and its address brings the same view', async () => {
    const { page, hub } = await open('/jobs');
    await page.getByRole('link', { name: 'Benchmark 000120' }).waitFor();
    await page.selectOption('#jobs-state', 'failed');
    await page.selectOption('#jobs-queue', 'preprocessing');
    await page.selectOption('#jobs-agent', 'agent-2');
    await page.selectOption('#jobs-owner', { label: 'Olga' });
    await page.fill('#jobs-search', 'GPU memory');
    await page.waitForURL(/q=GPU/);
    await page.getByText('1–5 of 5', { exact: true }).waitFor();
    const before = await names(page);
    expect(before).toEqual(
      [109, 85, 61, 37, 13].map((i) => `Benchmark ${String(i).padStart(6, '0')}`),
    );
    await page.goto(`${hub.url}${new URL(page.url()).pathname}${new URL(page.url()).search}`);
    await page.getByText('1–5 of 5', { exact: true }).waitFor();
    expect(await names(page)).toEqual(before);
    expect(await page.inputValue('#jobs-search')).toBe('GPU memory');
    await button(page, 'No filters').click();
    await page.fill('#jobs-search', 'nothing is called so');
    await said(page, 'Nothing fits the search and the filters.');
  });

  test('is narrowed to a time, which stands in the address', async () => {
    const { page } = await open('/jobs', { count: 200 });
    await page.selectOption('#jobs-period', 'hour');
    await page.waitForURL(/\?period=hour$/);
    await page.reload();
    await page.getByRole('link', { name: 'Benchmark 000200' }).waitFor();
    await button(page, 'Next').click();
    await page.getByText('51–60', { exact: true }).waitFor();
    await page.selectOption('#jobs-period', 'own');
    await page.fill('#jobs-period-toMs', '2020-01-01T00:00');
    await page.fill('#jobs-period-fromMs', '2019-01-01T00:00');
    await said(page, 'Nothing fits the search and the filters.');
  });

  test('is whole where its address says what there is not', async () => {
    const { page } = await open('/jobs?state=lost&ownerId=ada&sort=kind&period=yesterday');
    await page.getByRole('link', { name: 'Benchmark 000120' }).waitFor();
    await button(page, 'No filters').click();
    await page.waitForURL((url) => !url.searchParams.has('state'));
  });

  test('goes on by itself, and says when it does not', async () => {
    const { page, jobs, hub } = await open('/jobs?state=running', { count: 20 });
    await said(page, 'Running, 42 %');
    await hub.subscribed('jobs');
    jobs.change(19, { share: 0.77 });
    await said(page, 'Running, 77 %');
    jobs.failing = true;
    jobs.tell(19);
    await page.getByText(/^Not up to date\./).waitFor();
    await said(page, 'Running, 77 %');
    errorsOf(page).length = 0;
  });

  test('has many cancelled at once after saying what that does, and tells what was refused', async () => {
    const { page, jobs } = await open('/jobs?state=queued', {
      count: 40,
      before: (made) => made.refused.add(32),
    });
    await page.getByLabel('Select Benchmark 000040').check();
    await page.getByLabel('Select Benchmark 000032').check();
    await button(page, 'Cancel (2)').click();
    await page
      .getByRole('dialog')
      .getByText(/What waits never runs/)
      .waitFor();
    expect(jobs.sent).toEqual([]);
    await inDialog(page, 'Cancel').last().waitFor();
    await page.getByRole('dialog').locator('button.danger').click();
    await page.getByRole('heading', { name: '1 done, 1 refused' }).waitFor();
    await said(page, 'It has ended already.');
    expect(jobs.sent.map(({ what }) => what)).toEqual(
      [40, 32].map((i) => `POST jobs/${fakeJobId(i)}/cancel`),
    );
    await inDialog(page, 'Close').click();
    await page.getByRole('link', { name: 'Benchmark 000040' }).waitFor({ state: 'detached' });
  });

  test('has its words for nothing, for what is on its way and for what fails', async () => {
    const empty = await open('/jobs', { count: 0 });
    await said(empty.page, 'No jobs yet.');
    const silent = await open('/jobs', { before: (jobs) => Object.assign(jobs, { silent: true }) });
    await silent.page.getByRole('status').getByText('Loading').first().waitFor();
    const failing = await open('/jobs', {
      before: (jobs) => Object.assign(jobs, { failing: true }),
    });
    await said(failing.page, 'The list could not be loaded');
    failing.jobs.failing = false;
    await button(failing.page, 'Try again').click();
    await failing.page.getByRole('link', { name: 'Benchmark 000120' }).waitFor();
    errorsOf(failing.page).length = 0;
  });
});

describe.skipIf(stage === null)('a new job', () => {
  test('has a form made from its kind, is refused where it is wrong, and leads to its page', async () => {
    const { page, jobs } = await open('/jobs');
    await button(page, 'New job').click();
    await page.getByText(/It waits in Default until an agent has room/).waitFor();
    await page.fill('#argument-secondsEach', '');
    await page.selectOption('#job-queue', 'evaluation');
    await page.selectOption('#job-provider', 'cuda');
    await page.fill('#job-gpu-memory', '4096');
    await page.fill('#job-labels', 'fast, new-hall');
    await page.fill('#argument-secondsEach', '0.05');
    await inDialog(page, 'Submit').click();
    await page.getByRole('heading', { name: 'Benchmark 000120' }).waitFor();
    await said(page, 'The job is submitted.');
    const [{ body, key }] = jobs.sent;
    expect(body).toMatchObject({
      kind: 'benchmark',
      arguments: { secondsEach: 0.05 },
      queue: 'evaluation',
      needs: { provider: 'cuda', gpuMemoryMb: 4096, labels: ['fast', 'new-hall'] },
    });
    expect(key).toMatch(/^jb_/);
  });

  test('of an analyst goes to the one queue that is open to him', async () => {
    const permissions: Permission[] = ['session:own', 'plant:read', 'job:read', 'job:submit'];
    const { page } = await open('/jobs', { permissions });
    await button(page, 'New job').click();
    expect(await page.locator('#job-queue option').allTextContents()).toEqual(['Evaluation']);
    await said(page, 'You may submit to this queue only.');
  });
});

describe.skipIf(stage === null)('a job', () => {
  test('that runs shows how far it is, what happened and what it says, live', async () => {
    const { page, jobs } = await open(`/jobs/${fakeJobId(115)}`, {
      before: (made) => {
        made.changed.set(115, { startedMs: Date.now() - 60_000 });
        for (let line = 1; line <= 1_200; line++) {
          // Three of them never arrived.
          if (line >= 1_100 && line <= 1_102) continue;
          made.log.push({ line, atMs: Date.now(), text: `step ${line}` });
        }
      },
    });
    await page.getByText(/42 % done · running for .* · about .* left/).waitFor();
    await said(page, 'Handed to an agent');
    await page.getByText('step 1200', { exact: true }).waitFor();
    await said(page, '3 lines lost');
    await page.getByText(/197 earlier lines not shown/).waitFor();
    await button(page, 'Hold').click();
    jobs.say(115, 'step 1201');
    await page.getByText(/Held, 1 new line/).waitFor();
    expect(await page.getByText('step 1201', { exact: true }).count()).toBe(0);
    await button(page, 'Follow').click();
    await page.getByText('step 1201', { exact: true }).waitFor();
    await page.fill('#log-search', 'STEP 7');
    await page.getByText('111 of 1198 lines').waitFor();
    expect(await page.locator('.job-log mark').first().textContent()).toBe('step 7');
  });

  test('that trains draws its losses as they come, says what is left, and keeps the course when it has ended', async () => {
    const { page, jobs, hub } = await open(`/jobs/${fakeJobId(115)}`, {
      before: (made) => made.train(115, [1.2, 0.8]),
    });
    await page.getByText('Latest, epoch 2: 0.80').waitFor();
    await page.getByText(/8 % done · .* · about 4 min left/).waitFor();
    await said(page, '2 of 24');
    await hub.subscribed('jobs');
    jobs.train(115, [1.2, 0.8, 0.3]);
    jobs.tell(115);
    await page.getByText('Latest, epoch 3: 0.30').waitFor();
    await page.getByRole('slider', { name: /Losses/ }).press('Home');
    await page.getByText('Epoch 1: 1.20').waitFor();
    const metrics = [{ name: 'F1', split: 'held out', value: 0.934 }];
    jobs.train(115, [1.2, 0.8, 0.3], {
      ...{ state: 'succeeded', endedMs: Date.now(), share: null },
      result: {
        ...{ name: 'fault-labels', version: '1.0.0', sha256: 'ab'.repeat(32), bytes: 183_000 },
        ...{ metrics, epochsResumed: 0 },
      },
    });
    jobs.tell(115);
    await page.getByRole('row', { name: 'F1 held out 0.93' }).waitFor();
    await page.getByRole('slider', { name: /Losses/ }).waitFor();
    expect(await page.getByRole('heading', { name: 'Progress' }).count()).toBe(0);
  });

  test('that trains is paused after it was said what that does', async () => {
    const { page, jobs } = await open(`/jobs/${fakeJobId(115)}`, {
      before: (made) => made.train(115, [1.2, 0.8]),
    });
    await button(page, 'Pause').click();
    await page.getByText(/goes on from there once somebody releases it/).waitFor();
    await inDialog(page, 'Pause').click();
    await said(page, 'Pausing');
    expect(await button(page, 'Pause').count()).toBe(0);
    jobs.change(115, { state: 'paused', isPausing: false });
    await page.getByRole('heading', { name: 'Where it stands' }).waitFor();
    await button(page, 'Release').waitFor();
    expect(jobs.sent.map(({ what }) => what)).toEqual([`POST jobs/${fakeJobId(115)}/hold`]);
  });

  test('that waits says why, is held back and released, each after its effect was said', async () => {
    const { page } = await open(`/jobs/${fakeJobId(112)}`);
    await page.getByText('2 agents could do it; none is free now.').waitFor();
    await button(page, 'Hold back').click();
    await page.getByText(/given to no agent until somebody releases it/).waitFor();
    await inDialog(page, 'Hold back').click();
    await page.getByText('Somebody holds it back.').waitFor();
    await button(page, 'Release').click();
    await inDialog(page, 'Release').click();
    await page.getByText('2 agents could do it; none is free now.').waitFor();
  });

  test('that failed for good is tried again with other arguments', async () => {
    const { page, jobs } = await open(`/jobs/${fakeJobId(117)}`);
    await page.getByText('at write (checkpoint.ts:41)').waitFor();
    await page.getByRole('link', { name: 'All dead letters' }).waitFor();
    await button(page, 'Change and try again').click();
    expect(await page.inputValue('#argument-secondsEach')).toBe('2');
    await page.fill('#argument-secondsEach', '7');
    await inDialog(page, 'Try again').click();
    await page.getByText('2 agents could do it; none is free now.').waitFor();
    expect(jobs.sent.map(({ body }) => body)).toEqual([{ arguments: { secondsEach: 7 } }]);
  });

  test('that is not there, and an address that is none, say so', async () => {
    const { page, hub } = await open(`/jobs/${fakeJobId(999)}`);
    await said(page, 'There is no such job.');
    errorsOf(page).length = 0;
    await page.goto(`${hub.url}/jobs/nonsense`);
    await page.getByRole('link', { name: 'All jobs' }).waitFor();
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
  });
});

describe.skipIf(stage === null)('queues and dead letters', () => {
  test('a queue is stopped, resumed, and emptied only by typing its name', async () => {
    const { page, jobs } = await open('/jobs/queues');
    await button(page, 'Stop Evaluation').click();
    await page
      .getByText(/Nothing more of it begins until somebody resumes it. 2 jobs at work go on/)
      .waitFor();
    await inDialog(page, 'Stop').click();
    await said(page, 'Stopped 5 min ago');
    await button(page, 'Resume Evaluation').click();
    await inDialog(page, 'Resume').click();
    await button(page, 'Empty Evaluation').click();
    await page.getByText(/This cancels 10 jobs that wait/).waitFor();
    expect(await inDialog(page, 'Empty').isDisabled()).toBe(true);
    await page.fill('#typed', 'evaluation');
    await inDialog(page, 'Empty').click();
    await said(page, '7 jobs cancelled.');
    expect(jobs.sent.map(({ what }) => what)).toEqual(
      ['pause', 'resume', 'purge'].map((what) => `POST queues/evaluation/${what}`),
    );
    expect(await button(page, 'Empty Training').isDisabled()).toBe(true);
  });

  test('dead letters are grouped by cause, and one cause narrows the list', async () => {
    const { page } = await open('/jobs/dead');
    await button(page, /The disk is full.*3 people affected/).click();
    await page.waitForURL(/sentence=The\+disk/);
    await page.getByText('1–5 of 5', { exact: true }).waitFor();
    expect(new Set(await page.locator('tbody .job-note').allTextContents())).toEqual(
      new Set(['The job failed', 'The disk is full.']),
    );
    await page.reload();
    await page.getByText('1–5 of 5', { exact: true }).waitFor();
    await button(page, /The disk is full/).click();
    await page.getByText('1–15', { exact: true }).waitFor();
    await button(page, 'Traceback').first().click();
    await page.getByRole('dialog').getByText('at write (checkpoint.ts:41)').waitFor();
  });

  test('a dead letter is dealt with where its traceback is, and a refusal is said', async () => {
    const { page, jobs } = await open('/jobs/dead');
    const traceback = (i: number) =>
      page
        .getByRole('row', { name: new RegExp(`Benchmark 000${i}`) })
        .getByRole('button', { name: 'Traceback' });
    await traceback(117).click();
    await inDialog(page, 'Change and try again').click();
    await page.fill('#argument-secondsEach', '9');
    await inDialog(page, 'Try again').click();
    await page.waitForFunction(() => document.querySelector('dialog[open]') === null);
    await page.getByRole('link', { name: 'Benchmark 000117' }).waitFor({ state: 'detached' });
    expect(jobs.sent).toMatchObject([{ body: { arguments: { secondsEach: 9 } } }]);
    jobs.refused.add(109);
    await traceback(109).click();
    await inDialog(page, 'Put away').click();
    await inDialog(page, 'Put away').click();
    await said(page, 'It has ended already.');
    await page.getByRole('dialog').getByText('at write (checkpoint.ts:41)').waitFor();
  });

  test('dead letters are put away, deleted and queued again, many at once', async () => {
    const { page, jobs } = await open('/jobs/dead');
    const pick = (i: number) =>
      page.getByLabel(`Select Benchmark ${String(i).padStart(6, '0')}`).check();
    await pick(117);
    await pick(109);
    await button(page, 'Put away (2)').click();
    await inDialog(page, 'Put away').click();
    await said(page, '2 are put away.');
    await page.getByRole('link', { name: 'Benchmark 000109' }).waitFor({ state: 'detached' });
    await pick(101);
    await button(page, 'Delete (1)').click();
    await page.getByText(/gone for good/).waitFor();
    await inDialog(page, 'Delete').click();
    await page.getByRole('link', { name: 'Benchmark 000101' }).waitFor({ state: 'detached' });
    await page.selectOption('#dead-shelf', 'archived');
    await page.getByRole('link', { name: 'Benchmark 000117' }).waitFor();
    await pick(117);
    await button(page, 'Try again (1)').click();
    await inDialog(page, 'Try again').click();
    await page.getByRole('link', { name: 'Benchmark 000117' }).waitFor({ state: 'detached' });
    expect(jobs.sent.map(({ what }) => what.replace(/jb_\S{20}/, ''))).toEqual([
      'POST dead-letters/000117/archive',
      'POST dead-letters/000109/archive',
      'DELETE dead-letters/000101',
      'POST jobs/000117/retry',
    ]);
  });

  test('who may only read finds nothing to press, and who may not read finds no way in', async () => {
    const read: Permission[] = ['session:own', 'plant:read', 'job:read'];
    const { page, hub } = await open('/jobs', { permissions: read });
    await page.getByRole('link', { name: 'Benchmark 000120' }).waitFor();
    expect(await button(page, 'New job').count()).toBe(0);
    expect(await page.getByRole('checkbox', { name: /Select/ }).count()).toBe(0);
    await page.goto(`${hub.url}/jobs/queues`);
    await page.getByRole('link', { name: 'Training' }).waitFor();
    expect(await button(page, /Stop/).count()).toBe(0);
    await page.goto(`${hub.url}/jobs/${fakeJobId(117)}`);
    await page.getByText('at write (checkpoint.ts:41)').waitFor();
    expect(await button(page, 'Try again').count()).toBe(0);
    const other = await open('/jobs', { permissions: ['session:own', 'plant:read'] });
    await other.page.getByText('job:read').waitFor();
    expect(await other.page.getByRole('link', { name: 'Jobs' }).count()).toBe(0);
  });
});

describe.skipIf(stage === null)('without a mouse', () => {
  test('jobs are reached, read and cancelled by keyboard alone', async () => {
    const { page, jobs } = await open('/jobs?state=queued');
    await page.getByRole('link', { name: 'Benchmark 000120' }).waitFor();
    await page.locator('tbody tr').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Benchmark 000112' }).waitFor();
    await button(page, 'Cancel').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    // Begins on the harmless button.
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await said(page, 'The job is cancelled.');
    expect(jobs.sent).toHaveLength(1);
  });
});
