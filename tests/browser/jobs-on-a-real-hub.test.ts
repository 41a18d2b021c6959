import { afterAll, afterEach, beforeAll, describe, expect, test } from 'bun:test';
import type { Page } from 'playwright-core';
import type { Job, JobRow } from '#schemas/http/jobs';
import type { BrowserSession } from '../rig/browser-session.ts';
import { PeopleStage } from './people-stage.ts';

const stage = await PeopleStage.open();
let erin: BrowserSession;

beforeAll(async () => {
  if (stage === null) return;
  await stage.people.add('erin', 'engineer');
  await stage.people.add('anna', 'analyst');
  await stage.people.add('otto', 'operator');
  erin = await stage.people.signedIn('erin');
});
afterEach(async () => {
  const errors = stage?.errors.splice(0) ?? [];
  await stage?.clear();
  expect(errors).toEqual([]);
});
afterAll(() => stage?.close());

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const inDialog = (page: Page, name: string) =>
  page.getByRole('dialog').last().getByRole('button', { name, exact: true });
const latest = async () =>
  (await erin.ask<{ items: JobRow[] }>('GET', '/api/v1/jobs?limit=1')).items[0];

describe.skipIf(stage === null)('jobs on a real hub', () => {
  test('are submitted, held, released, cancelled and tried again, and the history tells who did it', async () => {
    const page = await stage!.signedIn('erin', '/jobs');
    await page.getByText('No jobs yet.').waitFor();
    await button(page, 'New job').click();
    await page.fill('#argument-secondsEach', '3');
    await page.fill('#job-labels', 'New Hall');
    await inDialog(page, 'Submit').click();
    await page.getByRole('dialog').getByRole('alert').waitFor();
    await page.fill('#job-labels', 'new-hall');
    await inDialog(page, 'Submit').click();
    await page.getByText('No agent that does jobs is connected.').waitFor();
    expect(await latest()).toMatchObject({ state: 'queued', queue: 'default', ownerName: 'erin' });
    for (const [action, then] of [
      ['Hold back', 'Somebody holds it back.'],
      ['Release', 'No agent that does jobs is connected.'],
    ] as const) {
      await button(page, action).click();
      await inDialog(page, action).click();
      await page.getByText(then).waitFor();
    }
    await button(page, 'Cancel').click();
    await page.getByRole('dialog').locator('button.danger').click();
    await page.locator('.page-head').getByText('Cancelled').waitFor();
    await button(page, 'Change and try again').click();
    await page.fill('#argument-secondsEach', '5');
    await inDialog(page, 'Try again').click();
    await page.getByText('No agent that does jobs is connected.').waitFor();
    await page.locator('.job-timeline').getByText('To be tried again').waitFor();
    const happened = await page.locator('.job-timeline .strong').allTextContents();
    expect(happened).toEqual([
      'Submitted',
      'Held back',
      'Released',
      'Cancelled',
      'To be tried again',
    ]);
    expect(await page.locator('.job-timeline').getByText('by erin').count()).toBe(5);
    const { jobId } = (await latest())!;
    const job = await erin.ask<Job>('GET', `/api/v1/jobs/${jobId}`);
    expect(job.arguments).toEqual({ secondsEach: 5 });
    expect(job.needs.labels).toEqual(['new-hall']);
  });

  test('of an analyst wait in the evaluation queue, and the queue is stopped and emptied by an engineer', async () => {
    const anna = await stage!.signedIn('anna', '/jobs');
    await button(anna, 'New job').click();
    await inDialog(anna, 'Submit').click();
    await anna.getByText('No agent that does jobs is connected.').waitFor();
    expect(await button(anna, 'Hold back').count()).toBe(0);
    const page = await stage!.signedIn('erin', '/jobs/queues');
    await button(page, 'Stop Evaluation').click();
    await inDialog(page, 'Stop').click();
    await anna.getByText('The queue evaluation is stopped.').waitFor();
    await button(page, 'Empty Evaluation').click();
    await page.fill('#typed', 'evaluation');
    await inDialog(page, 'Empty').click();
    await page.getByText('1 job cancelled.').waitFor();
    await anna.locator('.page-head').getByText('Cancelled').waitFor();
    await button(page, 'Resume Evaluation').click();
    await inDialog(page, 'Resume').click();
    await page.getByText('Evaluation goes on.').waitFor();
  });

  test('are read by an operator, who finds nothing to press', async () => {
    const page = await stage!.signedIn('otto', '/jobs?sort=created');
    await page.getByRole('cell', { name: 'anna' }).waitFor();
    const owners = await page.locator('tbody tr td[data-label=Owner]').allTextContents();
    expect(owners.map((owner) => owner.trim())).toEqual(['erin', 'anna']);
    expect(await button(page, 'New job').count()).toBe(0);
    await page.getByRole('link', { name: 'Dead letters' }).click();
    await page.getByText('No job has failed for good.').waitFor();
  });
});
