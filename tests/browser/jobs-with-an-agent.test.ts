import { afterAll, describe, expect, test } from 'bun:test';
import { AgentStage } from './agent-stage.ts';

/** An agent trains a little while others have the machine. */
const stage = await AgentStage.open({ patienceMs: 60_000 });
afterAll(() => stage?.close());
const { page, errors } = (stage ?? {}) as AgentStage;

const button = (name: string) => page.getByRole('button', { name, exact: true });
const inDialog = (name: string) =>
  page.getByRole('dialog').last().getByRole('button', { name, exact: true });
const state = (word: string | RegExp) => page.locator('.page-head').getByText(word).waitFor();

async function submit(kind: string, given: Readonly<Record<string, string>>): Promise<void> {
  await page.goto(`${stage!.box.hub.origin}/jobs`);
  await button('New job').click();
  await page.selectOption('#job-kind', kind);
  for (const [name, value] of Object.entries(given)) await page.fill(`#argument-${name}`, value);
  await inDialog('Submit').click();
}

describe.skipIf(stage === null)('jobs of a real agent', () => {
  test('a training is watched, paused, goes on, and shows how good the model is', async () => {
    await submit('train', {
      rows: '300',
      heldOutRows: '60',
      members: '1',
      epochs: '300',
      batchRows: '16',
    });
    // One for the losses, one for how well it does.
    await page
      .getByText(/Latest, epoch \d+: /)
      .nth(1)
      .waitFor();
    await state(/^Running, \d+ %$/);
    await page.getByRole('link', { name: 'agent-1' }).first().waitFor();
    await page.locator('.job-log').getByText(/loss/).first().waitFor();
    await stage!.picture('train-running');
    await button('Pause').click();
    await inDialog('Pause').click();
    await state('Held back');
    await page.getByRole('heading', { name: 'Where it stands' }).waitFor();
    await stage!.picture('train-paused');
    await button('Release').click();
    await inDialog('Release').click();
    await state('Succeeded');
    await page.getByRole('region', { name: 'Metrics' }).getByRole('row').nth(1).waitFor();
    await page.getByText('Latest, epoch 300: ').nth(1).waitFor();
    await stage!.picture('train-done');
    await page.locator('.job-timeline').getByText('Succeeded', { exact: true }).waitFor();
    const happened = await page.locator('.job-timeline .strong').allTextContents();
    expect(happened).toEqual([
      'Submitted',
      'Handed to an agent',
      'Started',
      'Pausing asked for',
      'Stands still',
      'Released',
      'Handed to an agent',
      'Started',
      'Succeeded',
    ]);
    expect(errors).toEqual([]);
  });

  test('a benchmark shows its rates in their units, and one that runs is cancelled', async () => {
    await submit('benchmark', { secondsEach: '0.2' });
    await state('Succeeded');
    await page
      .getByText(/^[\d  .]+ \/ s$/)
      .first()
      .waitFor();
    await stage!.picture('benchmark-done');
    await submit('benchmark', { secondsEach: '30' });
    await state('Running');
    await button('Cancel').click();
    await page.getByRole('dialog').locator('button.danger').click();
    await state('Cancelled');
    expect(errors).toEqual([]);
  });

  test('one that is submitted while the hub is away waits in the browser, and is done when it is back', async () => {
    await page.goto(`${stage!.box.hub.origin}/jobs`);
    const links = page.getByRole('link', { name: /^Benchmark/ });
    await links.first().waitFor();
    const before = await links.count();
    const port = Number(new URL(stage!.box.hub.origin).port);
    await stage!.box.hub.stop();
    await page.waitForSelector('.connection-bar');
    await button('New job').click();
    await page.fill('#argument-secondsEach', '0.123');
    await inDialog('Submit').click();
    await page.getByRole('region', { name: 'Waiting in this browser' }).waitFor();
    await stage!.startHubAgain(port);
    await page.getByText('What waited in this browser is submitted: Benchmark.').waitFor();
    await links.nth(before).waitFor();
    await links.first().click();
    await state('Succeeded');
    await page.getByText('0.12', { exact: true }).waitFor();
    // What the browser itself reports of a hub that is away.
    expect(errors.filter((error) => !/ERR_CONNECTION|cannot be reached/.test(error))).toEqual([]);
  });
});
