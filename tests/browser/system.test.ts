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
    await page.getByText('Restarting').first().waitFor();
    // Counted, but harmless: what came twice was used once.
    expect(await page.locator('.loss[data-bad]', { hasText: 'Repeated batches' }).count()).toBe(0);
  });

  test('shows the GPUs of each machine, says what a card does not tell, and what is wrong', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    const page = await stage!.signedIn(hub, '/system');
    await page.getByText('nvidia-smi is not installed. The agent goes on').waitFor();
    const table = page.getByRole('region', { name: 'GPUs of agent-2' });
    const row = (card: string) => table.getByRole('row', { name: new RegExp(`^${card}:`) });
    await row('0').getByText('1.2 of 80.0 GiB').waitFor();
    await row('1').getByText('not supported').waitFor();
    expect(await table.locator('td[data-bad]').count()).toBe(0);
    hub.failing = true;
    await row('0').getByText('too hot').waitFor();
    await row('1').getByText('Lost').waitFor();
    expect(await table.locator('td[data-bad]').count()).toBe(2);
  });

  test('follows live', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    const page = await stage!.signedIn(hub, '/system');
    await page.getByText('Everything runs').waitFor();
    hub.failing = true;
    await page.locator('.loss[data-bad]', { hasText: 'Missing frames' }).waitFor();
  });

  test('drains an agent only after asking, and brings it back', async () => {
    const hub = stage!.hub({ tempers: ['good', 'good'] });
    const page = await stage!.signedIn(hub, '/system');
    const agent = page.getByRole('article', { name: 'agent-1' });
    await agent.getByRole('button', { name: 'Drain' }).click();
    const dialog = page.getByRole('dialog', { name: 'Drain agent-1?' });
    await dialog.getByText('2 points will move').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    expect(hub.draining).toBe(false);
    await agent.getByRole('button', { name: 'Drain' }).click();
    await dialog.getByRole('button', { name: 'Drain' }).click();
    await agent.getByText('Draining').waitFor();
    await agent.getByRole('button', { name: 'Resume' }).click();
    await agent.getByText('Online').waitFor();
    expect(hub.draining).toBe(false);
  });

  test('lets an agent join by a line that is shown once, withdraws it, and puts an agent out', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    const asked: unknown[] = [];
    const token = {
      tokenId: 'jt_1',
      agentId: 'agent-3',
      createdMs: 1,
      expiresMs: Date.now() + 3e6,
    };
    let tokens = [token];
    hub.instead.set('POST agents/join-tokens', async (request) => {
      asked.push(await request.json());
      return Response.json({ token, command: 'bun run agent -- --join trj_x' }, { status: 201 });
    });
    hub.instead.set('GET agents/join-tokens', () => Response.json({ tokens }));
    const gone = (path: string) => () => {
      asked.push(path);
      tokens = [];
      return new Response(null, { status: 204 });
    };
    hub.instead.set('DELETE agents/join-tokens/jt_1', gone('withdrawn'));
    hub.instead.set('POST agents/agent-1/revoke', gone('put out'));
    const page = await stage!.signedIn(hub, '/system');
    await page.getByRole('button', { name: 'Add an agent' }).click();
    await page.fill('#agent-name', 'agent-3');
    await page.keyboard.press('Enter');
    await page.getByText('bun run agent -- --join trj_x').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'I have it' }).click();
    await page.getByRole('button', { name: 'Withdraw agent-3' }).click();
    await page.getByText('May still join').waitFor({ state: 'detached' });
    const first = page.getByRole('article', { name: 'agent-1' });
    await first.getByRole('button', { name: 'Put out agent-1' }).click();
    const question = page.getByRole('dialog', { name: 'Put agent-1 out?' });
    await question.getByRole('button', { name: 'Put out' }).click();
    await page.getByText('agent-1 is out.').waitFor();
    expect(asked).toEqual([{ agentId: 'agent-3', lifetimeMinutes: 60 }, 'withdrawn', 'put out']);
    expect(errorsOf(page)).toEqual([]);
  });

  test('without an agent says how to start one', async () => {
    const page = await stage!.signedIn(stage!.hub({ tempers: [] }), '/system');
    await page.getByText('bun run agent -- --credential').waitFor();
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
