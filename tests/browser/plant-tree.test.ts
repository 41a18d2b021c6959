import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { join } from 'node:path';
import type { Page, WebSocketRoute } from 'playwright-core';
import type { NodeId, PointId } from '#schemas/ids/ids';
import { changeOf } from '../hub/plant-messages.ts';
import { axeViolations } from './axe-violations.ts';
import { inEachLook } from './looks.ts';
import { pngOf } from './painted-png.ts';
import { PlantStage } from './plant-stage.ts';
import { smallControls } from './small-controls.ts';

const plant = await PlantStage.open();
const site = { id: '' as NodeId, wet: '' as NodeId, line: '' as NodeId };
const machines = new Map<string, NodeId>();
const points = new Map<string, PointId[]>();
let page: Page;

beforeAll(async () => {
  if (plant === null) return;
  site.id = await plant.node('site', 'Mill 3', null);
  site.wet = await plant.node('area', 'Wet end', site.id);
  const dry = await plant.node('area', 'Dry end', site.id);
  site.line = await plant.node('line', 'Line 2', site.wet);
  for (const [name, parent] of [
    ['Feed pump P-101', site.line],
    ['Feed pump P-102', site.line],
    ['Refiner R-7', site.wet],
    ['Exhaust fan F-3', dry],
    ['Gearbox G-12', dry],
  ] as const) {
    const machine = await plant.node('machine', name, parent);
    const driveEnd = await plant.node('position', 'Drive end', machine);
    const freeEnd = await plant.node('position', 'Free end', machine);
    const made = await plant.sensor(`s-${machines.size + 1}`, name, name !== 'Gearbox G-12');
    await plant.place(made.slice(0, 1), driveEnd);
    await plant.place(made.slice(1), freeEnd);
    machines.set(name, machine);
    points.set(name, made);
  }
  await plant.sensor('s-new', 'Somewhere');
  plant.change(points.get('Feed pump P-101')![0], 'danger');
  plant.change(points.get('Exhaust fan F-3')![1], 'warning');
  page = await plant.page('Root', '/');
});
afterAll(() => plant?.close());

async function picture(name: string): Promise<void> {
  const folder = process.env.TREMOLO_PICTURES;
  if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`) });
}
const go = (path: string) => page.goto(`${plant!.stage.people.origin}${path}`);
const row = (name: RegExp) => page.getByRole('treeitem', { name });
const tiles = (count: number) =>
  page.waitForFunction((n) => document.querySelectorAll('.tile').length === n, count);
const danger = () => points.get('Feed pump P-101')![0];

describe.skipIf(plant === null)('the overview', () => {
  test('the worst rolls up the tree with its counts and follows the news; never heard is a state of its own', async () => {
    await go('/');
    await row(/^Mill 3 , Site , 10 points, 1 danger, 1 warning, 2 no data yet$/).waitFor();
    await row(/^Wet end , Area , 6 points, 1 danger$/).waitFor();
    await row(/^Dry end , Area , 4 points, 1 warning, 2 no data yet$/).waitFor();
    plant!.change(danger(), 'good');
    await row(/^Wet end , Area , 6 points$/).waitFor();
    plant!.change(danger(), 'danger');
    await row(/^Wet end , Area , 6 points, 1 danger$/).waitFor();
  });

  test('a part of the tree shows its points only; the address brings it back, the path leads up', async () => {
    await go('/');
    await row(/^Wet end/).click();
    await page.getByRole('heading', { name: 'Wet end', level: 1 }).waitFor();
    await tiles(6);
    await page.getByText('1 of 6 points needs attention').waitFor();
    expect(new URL(page.url()).searchParams.get('node')).toBe(site.wet);
    await page.reload();
    await tiles(6);
    await page.getByRole('button', { name: 'Mill 3', exact: true }).click();
    await tiles(10);
    await page.getByRole('button', { name: /^Unassigned/ }).click();
    await tiles(2);
    await page
      .getByRole('button', { name: /^Whole plant/ })
      .first()
      .click();
    await tiles(12);
  });

  test('the keyboard walks, opens and closes the tree, finds by typing, and chooses', async () => {
    await go('/');
    await row(/^Mill 3/).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
    expect(await focused()).toStartWith('Exhaust fan');
    await page.keyboard.press('ArrowRight');
    await row(/^Free end/).waitFor();
    await page.keyboard.press('ArrowLeft');
    await row(/^Free end/).waitFor({ state: 'detached' });
    await page.keyboard.type('we');
    expect(await focused()).toStartWith('Wet end');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Wet end', level: 1 }).waitFor();
    await page.fill('#tree-search', 'p-102');
    await row(/^Feed pump P-102/).waitFor();
    expect(await row(/^Refiner/).count()).toBe(0);
  });

  test('the list says of each point that needs attention where it is and why', async () => {
    await go('/?view=list');
    await page.locator('.worst tbody tr').nth(1).waitFor();
    const rows = await page.locator('.worst tbody tr').allInnerTexts();
    expect(rows.map((text) => text.split(/\s+/)[0])).toEqual(['Danger', 'Warning']);
    expect(rows[0]).toContain('Feed pump P-101');
    expect(rows[0]).toContain('Outer race damage');
  });

  test('a floor plan shows how everything placed on it is, and leads to the machines', async () => {
    await go(`/plant/edit?node=${site.id}`);
    await page.setInputFiles('#node-picture', {
      ...{ name: 'hall.png', mimeType: 'image/png', buffer: Buffer.from(pngOf(800, 400)) },
    });
    await page.getByRole('button', { name: 'Place on the picture' }).click();
    for (const [name, x, y] of [
      ['Feed pump P-101', 160, 100],
      ['Exhaust fan F-3', 480, 240],
    ] as const) {
      await page.locator('.placeables').getByRole('button', { name, exact: true }).click();
      await page.locator('.placed-picture img').click({ position: { x: x / 2, y: y / 2 } });
    }
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByText('The places are saved.').waitFor();
    await go('/?view=picture');
    const mark = page.locator('.picture-mark', { hasText: 'Feed pump P-101' });
    await mark.waitFor();
    expect(await mark.getAttribute('data-appearance')).toBe('danger');
    await picture('overview-floor-plan');
    await mark.click();
    await page.getByRole('heading', { name: 'Feed pump P-101', level: 1 }).waitFor();
  });

  test('on a phone the tree is a sheet that goes with the choice', async () => {
    await page.setViewportSize({ width: 390, height: 800 });
    await go('/');
    await page.getByRole('button', { name: 'Choose a part: Whole plant' }).click();
    await page
      .getByRole('dialog')
      .getByRole('treeitem', { name: /^Wet end/ })
      .waitFor();
    await picture('overview-phone-sheet');
    await page
      .getByRole('dialog')
      .getByRole('treeitem', { name: /^Wet end/ })
      .click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: 'Wet end', level: 1 }).waitFor();
    await page.setViewportSize({ width: 1440, height: 900 });
    expect(plant!.stage.errors).toEqual([]);
  });
});

describe.skipIf(plant === null)('the plant editor on a phone', () => {
  test('a sensor far below is placed by two taps: the tree comes into sight by itself', async () => {
    await page.setViewportSize({ width: 390, height: 700 });
    await go(`/plant/edit?node=${machines.get('Refiner R-7')}`);
    const place = page
      .locator('.editor-unassigned')
      .getByRole('button', { name: /^Place: / })
      .first();
    await place.scrollIntoViewIfNeeded();
    await place.click();
    const target = row(/^Refiner R-7/);
    await page.waitForFunction(() => {
      const tree = document.querySelector('.editor-tree .tree')!.getBoundingClientRect();
      return tree.top < innerHeight - 160 && tree.bottom > 160;
    });
    await target.click();
    await page
      .locator('.undo-bar')
      .getByText(/^Placed .* on Refiner R-7$/)
      .waitFor();
    await page.getByRole('button', { name: /^Undo: Placed/ }).click();
    await page.locator('.undo-bar').waitFor({ state: 'detached' });
    await page.setViewportSize({ width: 1440, height: 900 });
  });
});

describe.skipIf(plant === null)('the wall', () => {
  test('shows the machines of its part, the worst first, without menus; two thousand news leave nothing behind', async () => {
    let connection: WebSocketRoute | undefined;
    await page.routeWebSocket(/\/api\/v1\/live$/, (socket) => {
      connection = socket;
      socket.connectToServer();
    });
    await go(`/wall?node=${site.wet}`);
    await page.locator('.wall-tile').nth(2).waitFor();
    expect(await page.locator('header.bar').count()).toBe(0);
    expect(await page.locator('.wall-name').allInnerTexts()).toEqual([
      'Feed pump P-101',
      'Feed pump P-102',
      'Refiner R-7',
    ]);
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Performance.enable');
    const count = async () => {
      await cdp.send('HeapProfiler.collectGarbage');
      const { metrics } = await cdp.send('Performance.getMetrics');
      const of = (name: string) => metrics.find((one) => one.name === name)?.value ?? 0;
      return { nodes: of('Nodes'), listeners: of('JSEventListeners') };
    };
    const news = async (from: number, to: number) => {
      // Past the hub, which would gather them: each is a message of its own, handled before the next.
      for (let n = from; n < to; n++) {
        const change = changeOf(danger(), Date.now(), n % 2 === 0 ? 'warning' : 'danger');
        connection!.send(JSON.stringify({ type: 'changes', changes: [change] }));
      }
      const last = (to - 1) % 2 === 0 ? 'warning' : 'danger';
      await page.locator(`.wall-tile[data-appearance=${last}]`).first().waitFor();
    };
    await news(0, 200);
    const before = await count();
    await news(200, 2_200);
    const after = await count();
    // A clock that turns over and a page of garbage not yet taken away; a leak would be thousands.
    expect(after.nodes - before.nodes).toBeLessThan(200);
    expect(after.listeners - before.listeners).toBeLessThan(20);
  });

  test('says when the hub is gone, and goes on by itself when it is back', async () => {
    let isDown = false;
    let connection: WebSocketRoute | undefined;
    await page.routeWebSocket(/\/api\/v1\/live$/, (socket) => {
      connection = socket;
      if (isDown) void socket.close();
      else socket.connectToServer();
    });
    await go('/wall');
    await page.locator('.wall-tile').first().waitFor();
    isDown = true;
    await connection?.close();
    await page.locator('.wall-lost').getByText('Connection lost. Values from').waitFor();
    isDown = false;
    await page.locator('.wall-lost').waitFor({ state: 'detached' });
  });

  test('says days before its session ends by when somebody has to sign in again', async () => {
    const session = '**/api/v1/users/me/session';
    await page.route(session, async (route) => {
      const response = await route.fetch();
      const json = { ...(await response.json()), expiresMs: Date.now() + 86_400_000 };
      await route.fulfill({ response, json });
    });
    await go('/wall');
    await page.getByText('Somebody has to sign in again here by').waitFor();
    await page.unroute(session);
    await page.reload();
    await page.locator('.wall-tile').first().waitFor();
    expect(await page.locator('.wall-ends').count()).toBe(0);
  });

  test('its settings come with a touch: sound, dimming by the address, the way out', async () => {
    await go(`/wall?node=${site.wet}`);
    await page.mouse.move(200, 200);
    await page.mouse.move(220, 220);
    await page.getByRole('button', { name: 'Dim at night' }).click();
    expect(new URL(page.url()).searchParams.get('dim')).toBe('1');
    await page.getByRole('button', { name: 'Sound on' }).click();
    await page.getByRole('button', { name: 'Sound off' }).waitFor();
    await page.getByRole('button', { name: 'Leave' }).click();
    await page.getByRole('heading', { name: 'Wet end', level: 1 }).waitFor();
  });
});

const SCENES = [
  ['overview', '/', '.tile'],
  ['machine', () => `/machines/${machines.get('Feed pump P-101')}`, '.point-row'],
  ['editor', () => `/plant/edit?node=${machines.get('Feed pump P-101')}`, '.sensor-row'],
  ['wall', '/wall', '.wall-tile'],
] as const;

describe.skipIf(plant === null)('in every look', () => {
  for (const [name, path, ready] of SCENES) {
    test(`axe finds nothing on ${name}, nothing sticks out and every control is large enough`, async () => {
      await go(typeof path === 'string' ? path : path());
      await page.waitForSelector(ready);
      const found: string[] = [];
      await inEachLook(page, async (look) => {
        await picture(`${name}-${look.width}`);
        found.push(...(await axeViolations(page)).map((one) => `${look.name}: ${one}`));
        const over = await page.evaluate(
          () =>
            (document.querySelector('main.inside') ?? document.documentElement).scrollWidth -
            innerWidth,
        );
        if (over > 0) found.push(`${look.name}: ${over} px stick out`);
        if (look.width === 390) found.push(...(await smallControls(page)));
      });
      expect(found).toEqual([]);
    });
  }
});
