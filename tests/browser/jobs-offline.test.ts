import { afterAll, afterEach, describe, expect, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { axeViolations } from './axe-violations.ts';
import { FakeJobs } from './fake-jobs.ts';
import { inEachLook } from './looks.ts';
import { errorsOf, Stage } from './stage.ts';

const stage = await Stage.open();
afterEach(() => stage?.clear());
afterAll(() => stage?.close());

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const inDialog = (page: Page, name: string) =>
  page.getByRole('dialog').last().getByRole('button', { name, exact: true });
const panel = (page: Page) => page.getByRole('region', { name: 'Waiting in this browser' });

async function open() {
  const hub = stage!.hub({ tempers: ['good'] });
  const jobs = new FakeJobs(hub, 20);
  const page = await stage!.signedIn(hub, '/jobs');
  await page.getByRole('link', { name: 'Benchmark 000020' }).waitFor();
  return { hub, jobs, page };
}

/** A training that is submitted while the hub is away. */
async function submitTraining(page: Page): Promise<void> {
  await button(page, 'New job').click();
  await page.selectOption('#job-kind', 'train');
  await page.fill('#argument-epochs', '7');
  await inDialog(page, 'Submit').click();
}

describe.skipIf(stage === null)('a training that is submitted while the hub is away', () => {
  test('waits in the browser, which says so before and after, and is sent once when the hub is back', async () => {
    const { hub, jobs, page } = await open();
    const port = Number(new URL(hub.url).port);
    await hub.stop();
    await page.waitForSelector('.connection-bar');
    await button(page, 'New job').click();
    await page.getByText(/What you submit waits in this browser and is sent when/).waitFor();
    await inDialog(page, 'Cancel').click();
    await submitTraining(page);
    await page.getByText(/^The hub cannot be reached. The job waits in this browser/).waitFor();
    await panel(page).getByText('Train', { exact: true }).waitFor();
    await panel(page)
      .getByText(/^Will be sent when the hub can be reached; given up at 20/)
      .waitFor();
    await page.locator('.connection-bar').getByText('1 request waits to be sent.').waitFor();
    expect(await panel(page).getByRole('button', { name: 'Send now' }).isDisabled()).toBe(true);
    hub.start(port);
    await page
      .getByText('What waited in this browser is submitted: Train.')
      .waitFor({ timeout: 25_000 });
    await panel(page).waitFor({ state: 'detached' });
    expect(jobs.sent.map(({ what }) => what)).toEqual(['POST jobs']);
    expect(jobs.sent[0]).toMatchObject({
      key: expect.stringMatching(/^jb_/),
      body: { kind: 'train', arguments: { epochs: 7 } },
    });
    expect(await page.evaluate(() => localStorage.getItem('tremolo.outbox'))).toBeNull();
  }, 60_000);

  test('is sent again with its key where only the answer was lost, also after the page was loaded anew', async () => {
    const { jobs, page } = await open();
    await page.route('**/api/v1/jobs', async (route) => {
      if (route.request().method() !== 'POST') return route.fallback();
      await route.fetch();
      await route.abort();
    });
    await submitTraining(page);
    await panel(page).getByText('Train', { exact: true }).waitFor();
    await page.unroute('**/api/v1/jobs');
    await page.reload();
    await page.getByText('What waited in this browser is submitted: Train.').waitFor();
    const keys = jobs.sent.map(({ key }) => key);
    expect(keys.length).toBeGreaterThanOrEqual(2);
    expect(new Set(keys).size).toBe(1);
  });

  test('is never sent once it was discarded', async () => {
    const { jobs, page } = await open();
    await page.route('**/api/v1/jobs', (route) =>
      route.request().method() === 'POST' ? route.abort() : route.fallback(),
    );
    await submitTraining(page);
    await panel(page).getByRole('button', { name: 'Discard' }).click();
    await page.getByText(/It is never sent\./).waitFor();
    await page.getByRole('dialog').locator('button.danger').click();
    await panel(page).waitFor({ state: 'detached' });
    await page.unroute('**/api/v1/jobs');
    await page.reload();
    await page.getByRole('link', { name: 'Benchmark 000020' }).waitFor();
    expect(jobs.sent).toEqual([]);
  });

  test('stays with the hub’s reason when it is not accepted, and with its own when it expired', async () => {
    const { jobs, page } = await open();
    await page.route('**/api/v1/jobs', (route) =>
      route.request().method() === 'POST' ? route.abort() : route.fallback(),
    );
    await submitTraining(page);
    await panel(page).waitFor();
    await submitTraining(page);
    await page.waitForFunction(() => document.querySelectorAll('.waiting-jobs li').length === 2);
    await page.evaluate(() => {
      const stored = JSON.parse(localStorage.getItem('tremolo.outbox') ?? '[]');
      stored[0].expiresMs = Date.now() - 1;
      localStorage.setItem('tremolo.outbox', JSON.stringify(stored));
    });
    await page.unroute('**/api/v1/jobs');
    // The browser itself reports what this test kept from the hub.
    errorsOf(page).length = 0;
    jobs.refusal = 'You have as many jobs waiting as one person may.';
    await page.reload();
    await panel(page).getByText('Expired before the hub could be reached.').waitFor();
    await panel(page).getByText('Not accepted. You have as many jobs').waitFor();
    expect(jobs.sent).toHaveLength(1);
    const found: string[] = [];
    await inEachLook(page, async ({ name, width, looks }) => {
      found.push(
        ...(await axeViolations(page, { looks })).map((violation) => `${name}: ${violation}`),
      );
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      if (wide > width) found.push(`${name}: ${wide} px wide`);
    });
    expect([...found, ...errorsOf(page)]).toEqual([]);
    jobs.refusal = null;
    await panel(page).getByRole('button', { name: 'Send again' }).first().click();
    await page.waitForFunction(() => document.querySelectorAll('.waiting-jobs li').length === 1);
    expect(jobs.sent).toHaveLength(2);
  });
});
