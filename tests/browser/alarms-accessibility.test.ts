import { afterAll, afterEach, describe, expect, test } from 'bun:test';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { axeViolations } from './axe-violations.ts';
import { FakeAlarms, type FakeAlarmsOptions, fakeAlarmId, fakeHeld } from './fake-alarms.ts';
import { FIRST_LOOK, inEachLook } from './looks.ts';
import { smallControls } from './small-controls.ts';
import { errorsOf, Stage } from './stage.ts';

const stage = await Stage.open();
afterEach(() => stage?.clear());
afterAll(() => stage?.close());

interface Scene extends FakeAlarmsOptions {
  readonly path: string;
  readonly prepare?: (alarms: FakeAlarms) => void;
  /** What is there once everything has come. */
  readonly ready: string;
  readonly act?: (page: Page) => Promise<unknown>;
  /** Something fails on purpose, which the page reports. */
  readonly fails?: true;
}

const button = (page: Page, name: string) =>
  page.getByRole('button', { name, exact: true }).first();
const press = (name: string) => (page: Page) => button(page, name).click();
const ROWS = '.alarm-row';

const SCENES: Readonly<Record<string, Scene>> = {
  'the list': {
    path: '/alarms',
    ready: ROWS,
    act: async (page) => {
      await page.locator('.alarm-row input').first().check();
      await button(page, 'Acknowledge with a comment…').click();
    },
  },
  'the list, none': { path: '/alarms', count: 0, ready: '.table-empty' },
  'the list, in a flood of 500': {
    path: '/alarms',
    count: 500,
    ready: '.alarm-flood',
    prepare: (alarms) => {
      alarms.isFlood = true;
    },
    act: (page) => page.locator('.group-toggle').first().click(),
  },
  'what is shelved': {
    path: '/alarms?view=shelved',
    ready: 'tbody tr',
    prepare: (alarms) => {
      alarms.holds = [
        fakeHeld(1, 'shelved'),
        fakeHeld(2, 'shelved'),
        fakeHeld(3, 'out_of_service'),
      ];
    },
  },
  'a shelving': {
    path: '/alarms',
    ready: ROWS,
    act: (page) => page.getByRole('button', { name: 'Shelve…' }).first().click(),
  },
  'one alarm': { path: `/alarms/${fakeAlarmId(5)}`, ready: '.alarm-advice' },
  'one alarm that is shelved': {
    path: `/alarms/${fakeAlarmId(4)}`,
    ready: '.alarm-held',
    change: (i) =>
      i === 4 ? { hold: fakeHeld(4, 'shelved').hold, isFirstOut: true, isFalse: true } : {},
  },
  'an alarm that is not there': {
    path: `/alarms/${fakeAlarmId(99)}`,
    ready: '.failure',
    fails: true,
  },
  'the journal': { path: '/alarms/journal', ready: 'tbody tr' },
  'a new rule': {
    path: '/alarms/rules',
    ready: '.rule-card',
    act: async (page) => {
      await press('Try all on the last 7 days')(page);
      await page.getByText('Would have raised').nth(4).waitFor();
      await press('New rule')(page);
      await page.fill('#rule-name', 'Velocity of pumps');
      await press('Add a condition')(page);
      await page.getByText('Latching, suppression').click();
      await press('Try it')(page);
      await page.locator('.dry-alarms').waitFor();
    },
  },
  'the escalation': {
    path: '/alarms/rules?part=escalation',
    ready: '.rule-card',
    act: press('New escalation'),
  },
  'the shifts': {
    path: '/alarms/rules?part=shifts',
    ready: '.rule-card',
    act: press('New shift calendar'),
  },
  'the procedures': {
    path: '/alarms/rules?part=procedures',
    ready: '.rule-card',
    act: press('New procedure'),
  },
  'the figures': { path: '/alarms/figures', ready: '.alarm-measured' },
};

/** Pictures for a person to look at, where TREMOLO_PICTURES names a folder. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.TREMOLO_PICTURES;
  if (folder === undefined) return;
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

describe.skipIf(stage === null)('axe finds nothing, and nothing sticks out sideways,', () => {
  for (const [name, scene] of Object.entries(SCENES)) {
    test(`in alarms: ${name}`, async () => {
      const { path, prepare, ready, act, fails, ...options } = scene;
      const hub = stage!.hub({ tempers: ['good'] });
      const alarms = new FakeAlarms(hub, options);
      prepare?.(alarms);
      const page = await stage!.signedIn(hub, path, FIRST_LOOK);
      await page.locator(ready).first().waitFor();
      await act?.(page);
      const found: string[] = [];
      await inEachLook(page, async (look) => {
        const violations = await axeViolations(page, look);
        found.push(...violations.map((violation) => `${look.name}: ${violation}`));
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        if (wide > look.width) found.push(`${look.name}: ${wide} px wide`);
        if (look.width < 640)
          found.push(...(await smallControls(page)).map((one) => `${look.name}: ${one}`));
        await picture(page, `${name} ${look.width} ${look.colorScheme}`);
      });
      expect([...found, ...(fails ? [] : errorsOf(page))]).toEqual([]);
    });
  }
});
