import { afterAll, afterEach, describe, expect, test } from 'bun:test';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { placesFor } from '#schemas/access/navigation';
import type { Permission } from '#schemas/access/permissions';
import { BUILT_IN_ROLES, permissionsOfRole } from '#schemas/access/roles';
import { axeViolations } from './axe-violations.ts';
import { FakeFleet } from './fake-fleet.ts';
import { FakePartition, fakePartition, fakeRun } from './fake-partition.ts';
import { FIRST_LOOK, inEachLook } from './looks.ts';
import { errorsOf, Stage } from './stage.ts';

const stage = await Stage.open();
const pictures = process.env.TREMOLO_PICTURES;
let opened: Page[] = [];

afterEach(async () => {
  const errors = opened.flatMap(errorsOf);
  opened = [];
  await stage?.clear();
  expect(errors).toEqual([]);
});
afterAll(() => stage?.close());

const OPERATOR = [...permissionsOfRole('operator', new Map(Object.entries(BUILT_IN_ROLES)))];

async function open(
  before: (parts: FakePartition) => void = () => undefined,
  { permissions, options }: { permissions?: Permission[]; options?: object } = {},
) {
  const hub = stage!.hub({ tempers: ['good'] });
  new FakeFleet(hub).start();
  const parts = new FakePartition(hub);
  before(parts);
  if (permissions !== undefined) {
    hub.sessionMore = { permissions, navigation: placesFor(new Set(permissions)) };
  }
  const page = await stage!.signedIn(hub, '/fleet/agent-2/gpus/0', options);
  opened.push(page);
  const panel = page.getByRole('region', { name: 'Parts (MIG)' });
  return { page, parts, panel };
}

/** The scene in every look, clean, with nothing wider than the page; kept as pictures where a folder is named. */
async function looksGood(page: Page, scene: string): Promise<void> {
  await inEachLook(page, async ({ name, looks }) => {
    expect([name, await axeViolations(page, { looks })]).toEqual([name, []]);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect([name, overflow]).toEqual([name, 0]);
    if (pictures === undefined) return;
    mkdirSync(pictures, { recursive: true });
    await page.screenshot({ path: join(pictures, `${scene}, ${name}.png`), fullPage: true });
  });
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

describe.skipIf(stage === null)('a GPU in parts', () => {
  test('shows each instance with its memory, its place and the job in it', async () => {
    const { page, panel } = await open(undefined, { options: FIRST_LOOK });
    await panel.getByText('MIG is on, with 2 instances.').waitFor();
    const cells = await panel.getByRole('row').nth(1).getByRole('cell').allTextContents();
    expect(cells.map((cell) => cell.trim())).toEqual([
      '3g.20gb',
      '19.6 GiB',
      '0–3',
      expect.stringContaining('process 4711 (bun)'),
    ]);
    expect(await panel.getByRole('link', { name: /^Job / }).getAttribute('href')).toStartWith(
      '/jobs/jb_',
    );
    await looksGood(page, 'parts');
  });

  test('is partitioned only after every command, what goes and what comes were shown', async () => {
    const { page, parts } = await open(undefined, { options: FIRST_LOOK });
    await button(page, 'Partition…').click();
    await page.fill('#mig-profile-9', '2');
    await looksGood(page, 'parts, choosing');
    await button(page, 'Show what would happen').click();
    await page.getByText('nvidia-smi mig -i GPU-0 -cgi 9:0,9:4 -C', { exact: true }).waitFor();
    expect(parts.asked).toHaveLength(1);
    await looksGood(page, 'parts, before it is done');
    await button(page, 'Partition now').click();
    await page.getByText('Asked, the agent has not answered yet').waitFor();
    expect(parts.asked[1]).toEqual({ fingerprint: 'f'.repeat(43) });
    // It goes on by itself.
    parts.answer = { ...parts.answer, runs: [fakeRun('applied')] };
    await page.getByText('Done', { exact: true }).waitFor();
  });

  test('what stands in the way is said, and then nothing can be done', async () => {
    const obstacle = 'Process 4711 (python) is on the GPU.';
    const { page, parts } = await open((one) => {
      one.answer = { ...one.answer, partition: fakePartition({ obstacles: [obstacle] }) };
      one.obstacles = [obstacle];
    });
    await page.getByText(obstacle, { exact: true }).waitFor();
    await button(page, 'Partition…').click();
    await button(page, 'Show what would happen').click();
    await page.getByText('This would happen').waitFor();
    expect(await button(page, 'Partition now').isDisabled()).toBe(true);
    expect(parts.asked).toHaveLength(1);
  });

  test('what failed shows every command with what it said, and what a person may type', async () => {
    const stuck = {
      sentence: 'Insufficient Resources The way back failed: Unknown Error',
      byHand: [['nvidia-smi', 'mig', '-i', 'GPU-0', '-cgi', '9:0,9:4', '-C']],
    };
    const { page } = await open(
      (one) => {
        one.answer = { ...one.answer, runs: [fakeRun('stuck', stuck), fakeRun('applied')] };
      },
      { options: FIRST_LOOK },
    );
    await page.getByText('Failed, and so did the way back', { exact: true }).waitFor();
    await page.getByText(stuck.sentence, { exact: true }).waitFor();
    expect(await page.locator('.mig-steps pre:visible').count()).toBe(3);
    // From whatever is there now to what was before: planned like any other.
    await button(page, 'Go back to what was before…').waitFor();
    await looksGood(page, 'parts, stuck');
  });

  test('the way back is offered after the latest, and is planned like any other', async () => {
    const { page, parts } = await open((one) => {
      one.answer = { ...one.answer, runs: [fakeRun('applied')] };
    });
    await button(page, 'Go back to what was before…').click();
    await page.getByText('This would happen').waitFor();
    expect(parts.asked).toEqual([{ wanted: { mode: 'disabled', instances: [] } }]);
    await page.keyboard.press('Escape');
    await page.getByText('This would happen').waitFor({ state: 'detached' });
  });

  test('who may not partition sees it without any button', async () => {
    const { page, panel } = await open(undefined, { permissions: OPERATOR });
    await panel.getByText('MIG is on, with 2 instances.').waitFor();
    expect(await button(page, 'Partition…').count()).toBe(0);
  });

  test.each([
    [
      'a card without MIG',
      { partition: fakePartition({ mode: null, pendingMode: null, instances: [] }) },
      'Not supported: this GPU cannot be partitioned.',
    ],
    [
      'an agent that does not answer',
      { partition: null, trouble: 'agent-2 does not answer.' },
      'agent-2 does not answer.',
    ],
  ])('of %s that is said', async (_, change, sentence) => {
    const { page } = await open((one) => {
      one.answer = { ...one.answer, ...change };
    });
    await page.getByText(sentence, { exact: true }).waitFor();
    expect(await button(page, 'Partition…').count()).toBe(0);
  });
});
