import { afterAll, describe, expect, test } from 'bun:test';
import { eventually } from '../rig/plant-rig.ts';
import { AgentStage } from './agent-stage.ts';

const stage = await AgentStage.open({ environment: { TREMOLO_AGENT_RESTART_BY: 'self' } });
afterAll(() => stage?.close());
const { page, agent, errors } = (stage ?? {}) as AgentStage;

const button = (name: string | RegExp) => page.getByRole('button', { name });
const inDialog = (name: string) =>
  page.getByRole('dialog').last().getByRole('button', { name, exact: true });
const badge = (word: string) =>
  page.locator('.agent-page-head .badge', { hasText: word }).waitFor();
const epoch = () => stage!.box.hub.flows.rooms.agents.epochOf('agent-1');

describe.skipIf(stage === null)('the fleet with a real agent', () => {
  test('shows the agent, what it found of its machine, and its log as it is written', async () => {
    await page.goto(`${stage!.box.hub.origin}/fleet`);
    await page.getByRole('article', { name: 'agent-1' }).getByText('Online').waitFor();
    await stage!.picture('cards');
    await page.getByRole('link', { name: 'agent-1', exact: true }).click();
    await page.getByRole('log').getByText('agent connected to the broker').waitFor();
    await page.getByRole('log').getByText('lane-0').first().waitFor();
    await page.locator('.preflight-findings li').first().waitFor();
    await stage!.picture('agent');
    expect(errors).toEqual([]);
  });

  test('puts it into maintenance and ends that', async () => {
    await button('Maintenance…').click();
    await page.getByLabel('Reason').fill('A new fan');
    await inDialog('Begin maintenance').click();
    await badge('Maintenance');
    await page.getByText(/in maintenance until .*: A new fan/).waitFor();
    await button('End maintenance agent-1').click();
    await badge('Online');
  });

  test('starts it again, and it is back as another start of itself', async () => {
    const before = epoch();
    await button('Restart…').click();
    await page.getByRole('dialog').getByText('It runs no job.').waitFor();
    await inDialog('Restart now').click();
    await page.getByText('agent-1 is told to start again.').waitFor();
    await eventually(async () => epoch() !== before, 30_000, 'another start of it is there');
    await page.locator('.going-on').waitFor({ state: 'detached' });
    await badge('Online');
    // Its log begins anew.
    await page.getByRole('log').getByText('start again').waitFor({ state: 'detached' });
    await page.getByRole('log').getByText('agent connected to the broker').waitFor();
  });

  test('takes a drain back, drains it, and it stops; the page says so', async () => {
    await button('Drain…').click();
    await page.getByRole('dialog').getByText('It has no points.').waitFor();
    await page.getByLabel('Then it').selectOption('stay');
    await inDialog('Drain').click();
    await page.getByText('It is drained: it has no work until that is taken back.').waitFor();
    await button('Take back agent-1').click();
    await badge('Online');
    await button('Drain…').click();
    await inDialog('Drain').click();
    await badge('Stopped');
    expect(await agent.ended(10_000)).toBe(0);
    await page.getByText(/^It has stopped in order/).waitFor();
    await stage!.picture('stopped');
    expect(errors).toEqual([]);
  });
});
