import { afterAll, afterEach, describe, expect, test } from 'bun:test';
import { LOSS_COUNTERS } from '#schemas/broker/messages';
import { HUB_LOSS_COUNTERS } from '#schemas/http/system';
import { errorsOf, Stage } from './stage.ts';

const stage = await Stage.open();
afterEach(() => stage?.clear());
afterAll(() => stage?.close());

describe.skipIf(stage === null)('the system screen', () => {
  test('shows every loss counter, and says when all is well', async () => {
    const page = await stage!.signedIn(stage!.hub({ tempers: ['good'] }), '/system');
    await page.getByText('Everything runs and nothing was lost').waitFor();
    const counters = LOSS_COUNTERS.length + HUB_LOSS_COUNTERS.length;
    expect(await page.locator('.loss').count()).toBe(counters);
    expect(await page.locator('.loss[data-bad]').count()).toBe(0);
    expect(errorsOf(page)).toEqual([]);
  });

  test('makes losses and broken parts stand out, with what to do', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    hub.failing = true;
    const page = await stage!.signedIn(hub, '/system');
    await page
      .locator('.loss[data-bad]', { hasText: 'Missing frames' })
      .getByText('12 043')
      .waitFor();
    await page.locator('.loss[data-bad]', { hasText: 'Gaps' }).getByText('311').waitFor();
    await page.getByText('The broker does not answer').waitFor();
    await page.getByText('The disk is full').waitFor();
    // Counted, but harmless: what came twice was used once.
    expect(await page.locator('.loss[data-bad]', { hasText: 'Repeated batches' }).count()).toBe(0);
  });

  test('counts the agents by state and leads to the fleet', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    const page = await stage!.signedIn(hub, '/system');
    const agents = page.getByRole('region', { name: 'Agents' });
    const row = (name: string) => agents.locator('.rows > div', { hasText: name });
    await row('Online').getByText('2', { exact: true }).waitFor();
    hub.failing = true;
    await agents.locator('[data-bad]', { hasText: 'Offline' }).getByText('1').waitFor();
    await agents.getByRole('link', { name: 'Agents, GPUs and lanes' }).click();
    await page.getByRole('article', { name: 'agent-1' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/fleet');
  });

  test('follows live', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    const page = await stage!.signedIn(hub, '/system');
    await page.getByText('Everything runs').waitFor();
    hub.failing = true;
    await page.locator('.loss[data-bad]', { hasText: 'Missing frames' }).waitFor();
  });

  test('without an agent says so and leads to where one is added', async () => {
    const page = await stage!.signedIn(stage!.hub({ tempers: [] }), '/system');
    await page.getByText('No agent has reported yet, so nothing is diagnosed.').waitFor();
    await page.getByRole('link', { name: 'Agents, GPUs and lanes' }).click();
    await page.getByRole('button', { name: 'Add an agent' }).waitFor();
  });

  test('that cannot be loaded says so', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    const page = await stage!.signedIn(hub);
    await page.waitForSelector('.tile');
    hub.restFailure = 'storage_failed';
    hub.silentSystem = true;
    await page.keyboard.press('s');
    await page.getByText('The store failed').first().waitFor();
  });
});
