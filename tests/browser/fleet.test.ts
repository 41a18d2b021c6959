import { afterAll, afterEach, describe, expect, test } from 'bun:test';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { placesFor } from '#schemas/access/navigation';
import { PERMISSION_NAMES, type Permission } from '#schemas/access/permissions';
import { axeViolations } from './axe-violations.ts';
import { FakeFleet } from './fake-fleet.ts';
import type { FakeHub } from './fake-hub.ts';
import { FakeJobs } from './fake-jobs.ts';
import { errorsOf, Stage } from './stage.ts';

const stage = await Stage.open();
const PICTURES = process.env.TREMOLO_PICTURES;
const READ: readonly Permission[] = [
  'session:own',
  'account:own',
  'plant:read',
  'system:read',
  'job:read',
];

afterEach(() => stage?.clear());
afterAll(() => stage?.close());

interface Opened {
  readonly page: Page;
  readonly hub: FakeHub;
  readonly fleet: FakeFleet;
}

async function open(
  path: string,
  {
    permissions = PERMISSION_NAMES,
    points = 12,
    failing = false,
    before = () => undefined,
    viewport = { width: 1440, height: 900 },
    scheme = 'light',
  }: {
    permissions?: readonly Permission[];
    points?: number;
    failing?: boolean;
    before?: (opened: Omit<Opened, 'page'>) => void;
    viewport?: { width: number; height: number };
    scheme?: 'light' | 'dark';
  } = {},
): Promise<Opened> {
  const hub = stage!.hub({
    tempers: Array.from({ length: points }, () => 'good' as const),
  });
  const navigation = placesFor(new Set(permissions));
  hub.sessionMore = { permissions: [...permissions], navigation };
  const fleet = new FakeFleet(hub);
  hub.failing = failing;
  new FakeJobs(hub, 30);
  fleet.start();
  before({ hub, fleet });
  const page = await stage!.signedIn(hub, path, { viewport, colorScheme: scheme });
  return { page, hub, fleet };
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const card = (page: Page, name: string) => page.getByRole('article', { name });
const dialog = (page: Page) => page.getByRole('dialog');

describe.skipIf(stage === null)('the fleet', () => {
  test('shows each agent with its GPUs and their last hour, as cards or, remembered, as a table', async () => {
    const { page } = await open('/fleet');
    const second = card(page, 'agent-2');
    await second.getByText('NVIDIA A100-SXM4-80GB').first().waitFor();
    await second.getByRole('img', { name: /^Busy, last hour: 20 % to 80 %$/ }).waitFor();
    // The second card does not tell how busy it is.
    await second.getByText('not supported').first().waitFor();
    expect(await second.getByRole('img', { name: 'Busy: no data' }).count()).toBe(1);
    await page.getByText('Table', { exact: true }).click();
    await page.getByRole('row', { name: /agent-2/ }).waitFor();
    expect(await card(page, 'agent-2').count()).toBe(0);
    await page.reload();
    await page.getByRole('row', { name: /agent-2/ }).waitFor();
    expect(errorsOf(page)).toEqual([]);
  });

  test('shows which jobs and points use which GPU, and how busy each was', async () => {
    const { page } = await open('/fleet/gpus');
    const table = page.getByRole('region', { name: 'GPUs' });
    const first = table.getByRole('row', { name: /^0: NVIDIA/ });
    await first.getByRole('link', { name: 'Train' }).waitFor();
    await first.getByText('lane 0, lane 1 (12 points)').waitFor();
    await first.getByText('Busy', { exact: true }).waitFor();
    await first.getByText('41 %').waitFor();
    await table
      .getByRole('row', { name: /^1: NVIDIA/ })
      .getByText('nothing')
      .waitFor();
    await page.getByRole('heading', { name: 'How busy GPUs were' }).waitFor();
    const other = await open('/fleet/gpus', { points: 0 });
    await other.page.getByText('No agent has reported yet').waitFor();
  });

  test('is narrowed by words and by state, and sorted', async () => {
    const { page } = await open('/fleet');
    await card(page, 'agent-1').waitFor();
    const names = () =>
      page
        .getByRole('article')
        .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
    await page.getByLabel('Sort by').selectOption('points');
    expect(await names()).toEqual(['agent-1', 'agent-2']);
    await page.getByLabel(/^Search name/).fill('a100');
    await page.getByText('1 of 2 agents').waitFor();
    expect(await names()).toEqual(['agent-2']);
    await page.getByLabel('State').selectOption('maintenance');
    await page.getByText('No agent is like that.').waitFor();
    await button(page, 'Show all').click();
    await page.getByText('2 agents', { exact: true }).waitFor();
  });

  test('without an agent says how to add one; to whoever may not, that somebody else can', async () => {
    const { page } = await open('/fleet', { points: 0 });
    await page.getByText('No agent has reported yet').waitFor();
    await button(page, 'Add an agent').waitFor();
    const other = await open('/fleet', { points: 0, permissions: READ });
    await other.page.getByText('Somebody who may let agents join').waitFor();
    expect(await button(other.page, 'Add an agent').count()).toBe(0);
  });

  test('that cannot be loaded says so, and is tried again', async () => {
    const { page, hub } = await open('/fleet', {
      before: ({ hub: one }) => {
        one.silentSystem = true;
        one.instead.set('GET system', () => new Response('{}', { status: 500 }));
      },
    });
    await page.getByText('The fleet cannot be shown').waitFor();
    hub.instead.clear();
    await button(page, 'Try again').click();
    await card(page, 'agent-1').waitFor();
  });

  test('an agent that is lost says since when, and can be told nothing', async () => {
    const { page } = await open('/fleet/agent-2', { failing: true });
    await page.getByText(/^It does not answer\. It was last heard/).waitFor();
    // What was last told of it: a card that the driver lost, one that was too hot, a lane that was starting again.
    await page.locator('.tag', { hasText: 'Lost' }).waitFor();
    await page.getByText('too hot', { exact: true }).waitFor();
    await page.getByText('Restarting').first().waitFor();
    expect(await button(page, 'Drain…').count()).toBe(0);
    expect(await button(page, 'Maintenance…').first().count()).toBe(1);
  });
});

describe.skipIf(stage === null)('what is done with an agent', () => {
  test('lets an agent join by a line that is shown once, withdraws it, and puts an agent out', async () => {
    const { page, hub } = await open('/fleet');
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
    await page.getByRole('button', { name: 'Add an agent' }).click();
    await page.fill('#agent-name', 'agent-3');
    await page.keyboard.press('Enter');
    await page.getByText('bun run agent -- --join trj_x').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'I have it' }).click();
    await page.getByRole('button', { name: 'Withdraw agent-3' }).click();
    await page.getByText('May still join').waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'agent-1', exact: true }).click();
    await page.getByRole('button', { name: 'Put out agent-1' }).click();
    const question = page.getByRole('dialog', { name: 'Put agent-1 out?' });
    await question.getByRole('button', { name: 'Put out' }).click();
    await page.getByText('agent-1 is out.').waitFor();
    expect(asked).toEqual([{ agentId: 'agent-3', lifetimeMinutes: 60 }, 'withdrawn', 'put out']);
    expect(errorsOf(page)).toEqual([]);
  });

  test('a drain says before where points and jobs go, shows how far it is, and can be taken back', async () => {
    const { page, fleet } = await open('/fleet/agent-1');
    await button(page, 'Drain…').click();
    await dialog(page).getByText('9 points to agent-2').waitFor();
    await dialog(page)
      .getByText(/^For 3 points no other agent has room\./)
      .waitFor();
    await dialog(page).getByText('1 job will finish first.').waitFor();
    await dialog(page).getByLabel('Then it').selectOption('restart');
    await dialog(page).getByRole('button', { name: 'Drain' }).click();
    await page
      .getByText('It drains, and then starts again. 12 points to move, 1 job running.')
      .waitFor();
    expect(fleet.asked).toEqual([['POST agent-1/drain', { after: 'restart' }]]);
    fleet.set('agent-1', {
      drain: { after: 'restart', sinceMs: 0, pointsLeft: 3, pointsWithoutRoom: 3, jobsRunning: 0 },
    });
    await page.getByText(/3 points to move, 0 jobs running/).waitFor();
    await button(page, /^Take back/).click();
    await page.getByText('agent-1 works as before.').waitFor();
    await button(page, 'Drain…').waitFor();
  });

  test('ending and restarting say what is broken off, and nothing happens without agreement', async () => {
    const { page, fleet } = await open('/fleet/agent-1');
    await button(page, 'End now…').click();
    await dialog(page).getByText('1 job will be broken off and go back to the queue.').waitFor();
    await dialog(page)
      .getByText(/Nobody diagnoses them until/)
      .waitFor();
    await dialog(page).getByRole('button', { name: 'Cancel' }).click();
    expect(fleet.asked).toEqual([]);
    await button(page, 'Restart…').click();
    await dialog(page).getByRole('button', { name: 'Restart now' }).click();
    await page.getByText('It was told to start again.').waitFor();
    expect(fleet.asked).toEqual([['POST agent-1/restart', null]]);
  });

  test('maintenance of an agent and of a GPU have a reason and an end, and can be ended', async () => {
    const { page, fleet } = await open('/fleet/agent-2');
    await button(page, 'Maintenance…').first().click();
    await dialog(page).getByLabel('Reason').fill('A new fan');
    await dialog(page).getByLabel('Until').selectOption('14400000');
    await dialog(page).getByRole('button', { name: 'Begin maintenance' }).click();
    await page.getByText(/^agent-2 is in maintenance until .*: A new fan$/).waitFor();
    const [[what, body]] = fleet.asked as [[string, { reason: string; untilMs: number }]];
    expect([what, body.reason]).toEqual(['PUT agent-2/maintenance', 'A new fan']);
    expect(Math.abs(body.untilMs - Date.now() - 14_400_000)).toBeLessThan(30_000);
    await button(page, 'End maintenance agent-2').click();
    await page.getByText('agent-2 is back.').waitFor();
    await button(page, /^Maintenance… GPU 1 of agent-2/).click();
    await dialog(page).getByLabel('Reason').fill('Too hot');
    await dialog(page).getByRole('button', { name: 'Begin maintenance' }).click();
    await page.getByText(/^GPU 1 of agent-2 is in maintenance until/).waitFor();
    expect(fleet.asked.at(-1)?.[0]).toBe('PUT agent-2/gpus/GPU-1/maintenance');
  });

  test('labels and limits are kept, and stand on the page', async () => {
    const { page, fleet } = await open('/fleet/agent-1');
    await button(page, 'Labels and limits…').click();
    await page.getByRole('textbox', { name: 'Labels' }).fill('fast, quiet');
    await page.getByLabel('Jobs at once').fill('1');
    await page.getByLabel('Share for live points').fill('60');
    await dialog(page).getByRole('button', { name: 'Save' }).click();
    await page.getByText('at most 1 job, 60 % for live points').waitFor();
    expect(fleet.asked).toEqual([
      ['PUT agent-1/limits', { labels: ['fast', 'quiet'], slots: 1, loadShare: 0.6 }],
    ]);
    await page.getByText('quiet', { exact: true }).waitFor();
  });

  test('the log is followed, narrowed and held', async () => {
    const { page, fleet } = await open('/fleet/agent-1');
    const log = page.getByRole('log');
    await log.getByText('a lane died and is started again').waitFor();
    await page.getByLabel('Lines').selectOption('error');
    expect(await log.getByText('connected to the broker').count()).toBe(0);
    await page.getByLabel('Lines').selectOption('info');
    await page.getByLabel('Search the log').fill('no data');
    expect(await log.locator('p').count()).toBe(1);
    await page.getByLabel('Search the log').fill('');
    fleet.log.push({ line: 5, atMs: Date.now(), level: 'info', part: 'agent', text: 'the newest' });
    await log.getByText('the newest').waitFor();
    await button(page, 'Hold').click();
    fleet.log.push({ line: 6, atMs: Date.now(), level: 'info', part: 'agent', text: 'after that' });
    await button(page, 'Follow').click();
    await log.getByText('after that').waitFor();
  });

  test('who may only look sees everything but the log, and no button', async () => {
    const { page } = await open('/fleet/agent-2', { permissions: READ });
    await page.getByText('NVIDIA A100-SXM4-80GB').first().waitFor();
    await page.getByText('cuDNN 9 is not there').waitFor();
    expect(await page.getByRole('log').count()).toBe(0);
    for (const name of [
      'Drain…',
      'Restart…',
      'End now…',
      'Labels and limits…',
      /Maintenance…/,
      /Put out/,
      'Look again',
    ]) {
      expect(await button(page, name).count()).toBe(0);
    }
  });
});

describe.skipIf(stage === null)('how the fleet looks', () => {
  const SCENES: [string, string, (opened: Opened) => Promise<unknown>][] = [
    ['cards', '/fleet', ({ page }) => card(page, 'agent-2').waitFor()],
    ['table', '/fleet', ({ page }) => page.getByText('Table', { exact: true }).click()],
    ['gpus', '/fleet/gpus', ({ page }) => page.getByRole('link', { name: 'Train' }).waitFor()],
    [
      'agent',
      '/fleet/agent-2',
      ({ page }) => page.getByRole('log').getByText('a lane died').waitFor(),
    ],
    [
      'drain',
      '/fleet/agent-1',
      async ({ page }) => {
        await button(page, 'Drain…').click();
        await page.getByText('9 points to agent-2').waitFor();
      },
    ],
    [
      'draining',
      '/fleet',
      async ({ page, fleet }) => {
        await card(page, 'agent-1').waitFor();
        fleet.set('agent-1', {
          drain: {
            after: 'stop',
            sinceMs: 0,
            pointsLeft: 12,
            pointsWithoutRoom: 3,
            jobsRunning: 1,
          },
          maintenance: [
            { gpuUuid: null, reason: 'A new fan', sinceMs: 0, untilMs: 1_790_000_000_000 },
          ],
        });
        await page.getByText(/12 points to move/).waitFor();
      },
    ],
  ];

  for (const [name, path, prepare] of SCENES) {
    test(`${name}: nothing sticks out at any width, and axe finds nothing in either theme`, async () => {
      const opened = await open(path);
      const { page } = opened;
      await prepare(opened);
      for (const width of [1440, 800, 390]) {
        await page.setViewportSize({ width, height: 900 });
        expect([
          name,
          width,
          await page.evaluate(() => document.documentElement.scrollWidth),
        ]).toEqual([name, width, width]);
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          if (PICTURES !== undefined) {
            mkdirSync(PICTURES, { recursive: true });
            await page.screenshot({
              path: join(PICTURES, `fleet-${name}-${width}-${colorScheme}.png`),
              fullPage: true,
            });
          }
          if (width !== 800) expect(await axeViolations(page)).toEqual([]);
        }
      }
      expect(errorsOf(page)).toEqual([]);
    }, 60_000);
  }
});
