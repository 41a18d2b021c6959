import { afterAll, afterEach, describe, expect, test } from 'bun:test';
import type { Page } from 'playwright-core';
import type { Permission } from '#schemas/access/permissions';
import { FakeJobs } from './fake-jobs.ts';
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

async function open(permissions?: readonly Permission[]) {
  const hub = stage!.hub({ tempers: ['good'] });
  const jobs = new FakeJobs(hub);
  if (permissions !== undefined) hub.sessionMore = { permissions: [...permissions] };
  const page = await stage!.signedIn(hub, '/jobs/models');
  opened.push(page);
  await page.getByRole('row', { name: /1a2b3c4d/ }).waitFor();
  return { jobs, page };
}

const OF = 'baseline 1.0.1 (1a2b3c4d)';
const HASH = '1a2b3c4d'.repeat(8);
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const inDialog = (page: Page, name: string) =>
  page.getByRole('dialog').last().getByRole('button', { name, exact: true });

describe.skipIf(stage === null)('the models that jobs made', () => {
  test('are fetched as files', async () => {
    const { page } = await open();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      button(page, `Download ${OF}`).click(),
    ]);
    expect(file.suggestedFilename()).toBe('baseline-1.onnx');
    expect(await Bun.file(await file.path()).text()).toBe('a model');
  });

  test('are pushed to agents after it was said what that does, with a key', async () => {
    const { jobs, page } = await open();
    await button(page, `Push to agents… ${OF}`).click();
    await page.getByText(/Each agent gets a job that fetches the model/).waitFor();
    await inDialog(page, 'Push').click();
    await page.getByText('2 agents will fetch it.').waitFor();
    expect(jobs.sent).toMatchObject([
      {
        what: 'POST models/sync',
        body: { models: [HASH], agents: null },
        key: expect.stringMatching(/^jb_/),
      },
    ]);
  });

  test('are measured by a job whose form knows the model', async () => {
    const { jobs, page } = await open();
    await button(page, `Score… ${OF}`).click();
    expect(await page.inputValue('#job-kind')).toBe('score');
    expect(await page.inputValue('#argument-model')).toBe(HASH);
    await inDialog(page, 'Submit').click();
    await page.getByText('The job is submitted.').waitFor();
    expect(jobs.sent).toMatchObject([{ body: { kind: 'score', arguments: { model: HASH } } }]);
  });

  test('are deleted after a question', async () => {
    const { jobs, page } = await open();
    await button(page, `Delete ${OF}`).click();
    await page.getByText(/Agents keep what they have fetched/).waitFor();
    expect(jobs.sent).toEqual([]);
    await page.getByRole('dialog').locator('button.danger').click();
    await page.getByRole('row', { name: /1a2b3c4d/ }).waitFor({ state: 'detached' });
    expect(jobs.sent.map(({ what }) => what)).toEqual([`DELETE models/${HASH}`]);
  });

  test('can be fetched, and nothing else, by who may only read', async () => {
    const { page } = await open(['session:own', 'plant:read', 'job:read']);
    const actions = page.getByRole('row', { name: /1a2b3c4d/ }).getByRole('button');
    expect(await actions.allTextContents()).toHaveLength(1);
    await button(page, `Download ${OF}`).waitFor();
  });
});

describe.skipIf(stage === null)('a job', () => {
  test('is submitted once more with what another was given', async () => {
    const { jobs, page } = await open();
    jobs.train(116, [1, 0.5], { state: 'succeeded', share: null });
    await page.getByRole('link', { name: 'All jobs' }).click();
    await page.getByRole('link', { name: 'Train 000116' }).click();
    await button(page, 'New job like this').click();
    expect(await page.inputValue('#job-kind')).toBe('train');
    expect(await page.inputValue('#argument-epochs')).toBe('24');
    await page.fill('#argument-epochs', '30');
    await inDialog(page, 'Submit').click();
    await page.getByText('The job is submitted.').waitFor();
    expect(jobs.sent).toMatchObject([{ body: { kind: 'train', arguments: { epochs: 30 } } }]);
  });
});
