import { afterAll, afterEach, describe, expect, test } from 'bun:test';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { CapacityAnswer } from '#schemas/http/capacity';
import { axeViolations } from './axe-violations.ts';
import { fakeCapacity } from './fake-capacity.ts';
import { problem } from './fake-hub.ts';
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

async function open(answer: () => Response | Promise<Response>, options: object = {}) {
  const hub = stage!.hub({ tempers: ['good'] });
  hub.instead.set('GET fleet/capacity', answer);
  const page = await stage!.signedIn(hub, '/fleet/capacity', options);
  opened.push(page);
  return page;
}

const with_ = (answer: CapacityAnswer, options: object = {}) =>
  open(() => Response.json(answer), options);

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

describe.skipIf(stage === null)('the capacity', () => {
  test('says on which day more is asked for than there is, with every figure and how sure it is', async () => {
    const page = await with_(fakeCapacity(), FIRST_LOOK);
    const says = 'More is asked for than there is: on Wed 25 Nov about 61 h, and 46 h are there.';
    await page.getByText(says, { exact: true }).waitFor();
    const row = page.getByRole('row', { name: /^Wed 25 Nov/ });
    expect(await row.getByRole('cell').allTextContents()).toEqual([
      '46 h (44 h to 48 h)',
      '61 h (46 h to 76 h)',
      '87 % likely',
    ]);
    expect(await page.getByRole('row', { name: /^Rest of today/ }).count()).toBe(1);
    await page.getByText('not watched', { exact: true }).waitFor();
    await page.getByText('too few have ended', { exact: true }).waitFor();
    await looksGood(page, 'capacity');
  });

  test('says how much history there is and is needed where it does not do', async () => {
    const page = await with_(fakeCapacity(), FIRST_LOOK);
    await page.getByText('Job hours', { exact: true }).click();
    await page.getByText('Not enough history', { exact: true }).waitFor();
    await page.getByText(/^3 whole days were watched, and 10 are needed/).waitFor();
    await page.getByText('Nothing waits and nothing is at work.', { exact: true }).waitFor();
    expect(await page.getByRole('img', { name: /available/i }).count()).toBe(0);
    await looksGood(page, 'capacity, too little history');
  });

  test('counts jobs where there is no GPU, and says so', async () => {
    const { resources, atMs } = fakeCapacity();
    const page = await with_({ atMs, resources: resources.slice(1) });
    await page.getByText(/No agent has a GPU, so hours of jobs are counted\./).waitFor();
  });

  test('is loaded again after a failure', async () => {
    let isFailing = true;
    const page = await open(
      () => (isFailing ? problem('storage_failed') : Response.json(fakeCapacity())),
      FIRST_LOOK,
    );
    await page.getByText('The capacity cannot be shown', { exact: true }).waitFor();
    await looksGood(page, 'capacity, failing');
    // Told to the console, as everything that fails is.
    expect(errorsOf(page).splice(0)).toContain('The store failed.');
    isFailing = false;
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Available and asked for, by day', { exact: true }).waitFor();
  });
});
