import { afterAll, afterEach, describe, expect, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { axeViolations } from './axe-violations.ts';
import { FAKE_TOKEN, type FakeHub } from './fake-hub.ts';
import { fakePointId, type Temper } from './fake-plant.ts';
import { FIRST_LOOK, inEachLook, widthSettles } from './looks.ts';
import { errorsOf, Stage } from './stage.ts';

const stage = await Stage.open();
afterEach(() => stage?.clear());
afterAll(() => stage?.close());

const TEMPERS: Temper[] = [
  'danger',
  'warning',
  'advisory',
  'stale',
  'not_graded',
  'silent',
  'warming',
  'good',
];

interface Scene {
  readonly name: string;
  readonly open: () => Promise<Page>;
}
const scene = (
  name: string,
  path: string,
  ready: string,
  prepare?: (hub: FakeHub) => void,
): Scene => ({
  name,
  open: async () => {
    const hub = stage!.hub({ tempers: TEMPERS });
    prepare?.(hub);
    const page = await stage!.signedIn(hub, path, FIRST_LOOK);
    await page.waitForSelector(ready);
    return page;
  },
});
const before = (name: string, path: string, setupNeeded: boolean): Scene => ({
  name,
  open: async () => {
    const hub = stage!.hub({ tempers: [], setupNeeded });
    const page = await stage!.page(FIRST_LOOK);
    await page.goto(hub.url + path);
    await page.waitForSelector('.entry h1');
    return page;
  },
});

const SCENES: Scene[] = [
  before('sign-in', '/sign-in', false),
  before('setup', `/setup#token=${FAKE_TOKEN}`, true),
  scene('plant', '/', '.tile'),
  scene('plant, loading', '/', '.tiles-skeleton', (hub) => {
    hub.silentPlant = true;
  }),
  scene('plant, empty', '/', '.empty', (hub) => {
    hub.tempers = [];
  }),
  scene('point in danger', `/point/${fakePointId(0)}`, '.changes li'),
  scene('point not graded', `/point/${fakePointId(4)}`, '.facts'),
  before('forgotten password', '/forgot', false),
  before('registration', '/register', false),
  before('reset', '/reset#token=token-of-the-test-in-a-letter', false),
  before('confirming an address', '/verify-email#token=token-of-the-test-in-a-letter', false),
  scene('profile', '/settings/profile', '#fullName'),
  scene('security', '/settings/security', '.plain-list'),
  scene('sessions', '/settings/sessions', 'tbody tr'),
  scene('API keys, none', '/settings/keys', '.table-empty'),
  scene('appearance', '/settings/appearance', '.badge'),
  scene('settings, failing', '/settings/keys', '.failure', (hub) => {
    hub.account.failing = true;
  }),
  scene('bands', '/', '.site-band', (hub) => {
    hub.sessionMore = {
      impersonator: { userId: 'us_01HZX3T7Q00000000000000001' as never, name: 'Root' },
    };
  }),
  scene('system', '/system', '.parts li'),
  scene('system, failing', '/system', '.parts li', (hub) => {
    hub.failing = true;
  }),
];

const PATHS = [
  '/',
  `/point/${fakePointId(0)}`,
  '/system',
  '/settings/profile',
  '/settings/security',
  '/settings/sessions',
  '/settings/keys',
  '/settings/appearance',
];
const READY =
  '.tile, .changes li, .parts li, #fullName, .plain-list, tbody tr, .table-empty, .section .badge';

describe.skipIf(stage === null)('axe finds nothing', () => {
  for (const { name, open } of SCENES) {
    test(`on ${name}`, async () => {
      const page = await open();
      const found: string[] = [];
      await inEachLook(page, async (look) => {
        const violations = await axeViolations(page, look);
        found.push(...violations.map((violation) => `${look.name}: ${violation}`));
      });
      expect(found).toEqual([]);
    });
  }

  test('while the connection is lost, in dialogs and forms', async () => {
    const hub = stage!.hub({ tempers: TEMPERS });
    const page = await stage!.signedIn(hub, `/point/${fakePointId(0)}`);
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await page.selectOption('#fact-bearing', 'own');
    await page.fill('#fact-balls', 'many');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('A number is needed here.').waitFor();
    hub.refuseLive = true;
    hub.dropScreens();
    await page.waitForSelector('.connection-bar');
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('button', { name: 'Keyboard help' }).click();
    expect(await axeViolations(page)).toEqual([]);
  });
});

const WIDTHS = [360, 390, 800, 1440, 2560];

describe.skipIf(stage === null)('at every width', () => {
  for (const path of PATHS) {
    test(`nothing of ${path} sticks out sideways`, async () => {
      const hub = stage!.hub({ tempers: TEMPERS });
      const page = await stage!.signedIn(hub, path);
      await page.waitForSelector(READY);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 800 });
        await widthSettles(page);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect({ width, over: Math.max(0, over) }).toEqual({ width, over: 0 });
      }
      expect(errorsOf(page)).toEqual([]);
    });

    test(`every control of ${path} is large enough for a gloved finger`, async () => {
      const hub = stage!.hub({ tempers: TEMPERS });
      const page = await stage!.signedIn(hub, path, { viewport: { width: 390, height: 800 } });
      await page.waitForSelector(READY);
      const small = await page.$$eval(
        'button, a:not(.skip), select, input:not([type=radio], [type=checkbox]), .check, .tick-target, .segments span',
        (controls) =>
          controls
            .filter((control) => control.checkVisibility())
            .map((control) => ({
              what: control.className || control.textContent,
              ...control.getBoundingClientRect().toJSON(),
            }))
            .filter(({ width, height }) => width < 32 || height < 44)
            .map(({ what, width, height }) => `${what}: ${width} × ${height}`),
      );
      expect(small).toEqual([]);
    });
  }
});
