import { afterAll, afterEach, describe, expect, test } from 'bun:test';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { placesFor } from '#schemas/access/navigation';
import { PERMISSION_NAMES } from '#schemas/access/permissions';
import { axeViolations } from './axe-violations.ts';
import { FakeFleet } from './fake-fleet.ts';
import type { FakeHub } from './fake-hub.ts';
import { FakeJobs } from './fake-jobs.ts';
import { fakePartition } from './fake-partition.ts';
import { errorsOf, Stage } from './stage.ts';

const stage = await Stage.open();
const PICTURES = process.env.TREMOLO_PICTURES;

afterEach(() => stage?.clear());
afterAll(() => stage?.close());

interface Options {
  readonly path?: string;
  readonly index?: number;
  readonly failing?: boolean;
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: 'dark' | 'light';
  readonly before?: (hub: FakeHub) => void;
}

async function open(options: Options = {}): Promise<{ page: Page; hub: FakeHub }> {
  const { index = 0, failing = false, before } = options;
  const hub = stage!.hub({ tempers: ['good', 'good'] });
  const navigation = placesFor(new Set(PERMISSION_NAMES));
  hub.sessionMore = { permissions: [...PERMISSION_NAMES], navigation };
  hub.failing = failing;
  new FakeJobs(hub, 30);
  new FakeFleet(hub).start();
  answerPartition(hub);
  before?.(hub);
  const { width = 1280, height = 900, colorScheme = 'light' } = options;
  const viewport = { viewport: { width, height }, colorScheme };
  return {
    page: await stage!.signedIn(hub, options.path ?? `/fleet/agent-2/gpus/${index}`, viewport),
    hub,
  };
}

/** A card that is whole. */
function answerPartition(hub: FakeHub): void {
  const others = hub.resources.get('agents');
  const partition = fakePartition({ mode: 'disabled', pendingMode: 'disabled', instances: [] });
  const answer = { partition, trouble: null, isAllowed: false, runs: [] };
  hub.resources.set('agents', async (request, url) =>
    url.pathname.endsWith('/partition') ? Response.json(answer) : others!(request, url),
  );
}

const row = (page: Page, name: string) =>
  page.locator('dl > div', { has: page.getByText(name, { exact: true }) }).locator('dd');

describe.skipIf(stage === null)('a GPU', () => {
  test('its figures of now stand beside each other', async () => {
    const { page } = await open();
    const now = page.locator('.gpu-now');
    await now.waitFor();
    const lefts = await now
      .locator('> div')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().left));
    expect(new Set(lefts).size).toBeGreaterThan(2);
  });

  test('its page says what it is, what it works on and how well it is', async () => {
    const { page } = await open();
    await page.getByRole('heading', { name: 'GPU 0 of agent-2' }).waitFor();
    expect(await row(page, 'Model').textContent()).toContain('A100');
    expect(await row(page, 'Driver').textContent()).toContain('535.54.03');
    // How many points it works on comes with an answer of its own.
    await row(page, 'Works on').getByText('12 points').waitFor();
    expect(await row(page, 'Slowed down now').textContent()).toContain('nothing is to be done');
    expect(await row(page, 'In its life').textContent()).toContain('3 not corrected');
    expect(errorsOf(page)).toEqual([]);
  });

  test('processes are listed with whose they are, a job by its link', async () => {
    const { page } = await open();
    const table = page.getByRole('region', { name: 'List of processes' });
    await table.waitFor();
    const rows = await table.locator('tbody tr').allTextContents();
    expect(rows.map((words) => /job|lane 1|none of ours/.exec(words)?.[0])).toEqual([
      'job',
      'lane 1',
      'none of ours',
    ]);
    await table.getByRole('link').click();
    await page.waitForURL('**/jobs/jb_*');
  });

  test('its history is drawn for each range, read by the keyboard, and says what the card does not tell', async () => {
    const { page } = await open();
    const chart = page.getByRole('slider', { name: /Temperature/ });
    await chart.focus();
    await page.keyboard.press('End');
    await page.getByText(/°C/).first().waitFor();
    const asked: number[] = [];
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (!url.pathname.endsWith('/telemetry')) return;
      asked.push(Number(url.searchParams.get('to')) - Number(url.searchParams.get('from')));
    });
    for (const name of ['1 h', '1 d', '1 w', '1 y']) {
      const answered = page.waitForResponse((answer) => answer.url().includes('/gpus/0/telemetry'));
      await page.getByText(name, { exact: true }).click();
      await answered;
    }
    expect(asked.map((ms) => Math.round(ms / 3_600_000))).toEqual([1, 24, 168, 8_760]);
    await page.getByText('Mean of a day').first().waitFor();
    await page.getByText(/Heat slowed it down/).waitFor();
    const other = await open({ index: 1 });
    await other.page.getByText('1 d', { exact: true }).click();
    await other.page.getByText('Not supported here: nothing tells it.').waitFor();
  });

  test('a card that is lost says so, and what to do', async () => {
    const { page } = await open({ index: 1, failing: true });
    await page.getByRole('alert').getByText('Restart the machine').waitFor();
    expect(await row(page, 'State').textContent()).toContain('Error');
  });

  test('a number that no card has is said to have none', async () => {
    const { page } = await open({ index: 7 });
    await page.getByText('agent-2 has told of no GPU with this number.').waitFor();
    expect(await page.locator('.plot').count()).toBe(0);
  });

  test('a history that does not come leaves the rest, and comes at the next try', async () => {
    let isDown = true;
    const { page } = await open({
      before: (hub) => {
        const whole = hub.resources.get('agents');
        hub.resources.set('agents', async (request, url) =>
          isDown && url.pathname.endsWith('/telemetry')
            ? Response.json({ type: 'about:blank', title: 'Down', status: 500 }, { status: 500 })
            : whole!(request, url),
        );
      },
    });
    await page.getByText('The history does not come.').first().waitFor();
    expect(await row(page, 'Model').textContent()).toContain('A100');
    isDown = false;
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Mean of ten seconds').first().waitFor();
  });

  test('the machine of an agent is drawn over time once it is opened, and what it does not tell is said', async () => {
    const { page } = await open({ path: '/fleet/agent-2' });
    await page.getByText('The machine over time').click();
    await page.getByRole('slider', { name: /Disk/ }).waitFor();
    await page.getByText('Mean of ten seconds').first().waitFor();
    await page.getByText('Not supported here: nothing tells it.').waitFor();
    expect(errorsOf(page)).toEqual([]);
  });

  test('how busy all of them were is drawn row by row, and said in words; one that does not tell says so', async () => {
    const { page } = await open({ path: '/fleet/gpus' });
    const first = page.getByRole('img', {
      name: /^GPU 0 of agent-2: \d+ % on average, \d+ % at most$/,
    });
    await first.waitFor();
    expect(await first.locator('path').count()).toBeGreaterThan(3);
    await page.getByRole('img', { name: 'GPU 1 of agent-2: its driver does not tell' }).waitFor();
    const asked = page.waitForRequest((request) => {
      const { pathname, searchParams } = new URL(request.url());
      const ms = Number(searchParams.get('to')) - Number(searchParams.get('from'));
      return pathname === '/api/v1/gpus/telemetry' && ms === 604_800_000;
    });
    await page.getByText('1 w', { exact: true }).click();
    await asked;
    await page.getByRole('link', { name: 'GPU 0 of agent-2' }).click();
    await page.getByRole('heading', { name: 'Health' }).waitFor();
    expect(errorsOf(page)).toEqual([]);
  });

  test('without any GPU the map says so', async () => {
    const nothing = { firstMs: 0, slotMs: 1_000, slots: 96, gpus: [] };
    const { page } = await open({
      path: '/fleet/gpus',
      before: (hub) => hub.resources.set('gpus', async () => Response.json(nothing)),
    });
    await page.getByText('No GPU told anything in this range.').waitFor();
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const [width, height] of [
      [1440, 900],
      [800, 1000],
      [390, 844],
    ] as const) {
      test(`it can be read and used by everybody: ${colorScheme}, ${width} px`, async () => {
        for (const [name, index, failing, path, words] of [
          ['well', 0, false, undefined, 'Works on'],
          ['lost', 1, true, undefined, 'Restart the machine'],
          ['heat', 0, false, '/fleet/gpus', 'always busy'],
        ] as const) {
          const sized = { width, height, colorScheme };
          const { page } = await open({ index, failing, ...(path && { path }), ...sized });
          await page.getByText(words).waitFor();
          if (path === undefined) await page.getByRole('heading', { name: 'Health' }).waitFor();
          if (PICTURES !== undefined) {
            mkdirSync(PICTURES, { recursive: true });
            const path = join(PICTURES, `gpu-${name}-${width}-${colorScheme}.png`);
            await page.waitForTimeout(300);
            await page.screenshot({ path, fullPage: true });
          }
          const wide = await page.evaluate(() => document.documentElement.scrollWidth);
          expect(wide).toBeLessThanOrEqual(width);
          expect(await axeViolations(page)).toEqual([]);
        }
      });
    }
  }
});
