import { afterAll, afterEach, describe, expect, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { axeViolations } from './axe-violations.ts';
import { FakeAudit, fakeEntry } from './fake-audit.ts';
import type { FakeHub } from './fake-hub.ts';
import { FakeSettings, fakeRequest, fakeViolation } from './fake-settings.ts';
import { FIRST_LOOK, inEachLook } from './looks.ts';
import { smallControls } from './small-controls.ts';
import { errorsOf, Stage } from './stage.ts';

const stage = await Stage.open();
afterEach(() => stage?.clear());
afterAll(() => stage?.close());

interface Scene {
  readonly name: string;
  readonly path: string;
  readonly ready: string;
  readonly prepare?: (parts: { audit: FakeAudit; settings: FakeSettings; hub: FakeHub }) => void;
  readonly act?: (page: Page, hub: FakeHub) => Promise<unknown>;
}
const press = (name: string) => (page: Page) =>
  page.getByRole('button', { name, exact: true }).first().click();
const PEM = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----';

const SCENES: readonly Scene[] = [
  { name: 'entries', path: 'audit', ready: 'tbody tr' },
  {
    name: 'entries, all filters',
    path: 'audit?severity=warning&period=1700000000000-1900000000000&actorId=us_0',
    ready: '.filter-chips',
    act: (page) => page.getByText('More filters').click(),
  },
  {
    name: 'entries, none',
    path: 'audit',
    ready: '.table-empty',
    prepare: ({ audit }) => {
      audit.rows = [];
    },
  },
  {
    name: 'entries, loading',
    path: 'audit',
    ready: '.skeleton',
    prepare: ({ audit }) => {
      audit.silent = true;
    },
  },
  { name: 'an entry', path: 'audit?entry=114', ready: '.difference' },
  { name: 'an altered entry', path: 'audit?entry=7', ready: '.verdict' },
  { name: 'export', path: 'audit', ready: 'tbody tr', act: press('Export') },
  { name: 'timeline', path: 'audit?view=timeline', ready: '.timeline' },
  {
    name: 'live',
    path: 'audit?view=live',
    ready: '.table-empty',
    act: async (page, hub) => {
      const entries = [fakeEntry(1, Date.now()), fakeEntry(4, Date.now())];
      await hub.subscribed('audit');
      hub.toChannel('audit', { type: 'audit', entries });
      await page.locator('.tail li').first().waitFor();
    },
  },
  { name: 'activity', path: 'audit?view=activity', ready: '.uplot' },
  {
    name: 'activity as a table',
    path: 'audit?view=activity',
    ready: '.uplot',
    act: (page) => page.getByText('Table', { exact: true }).click(),
  },
  { name: 'reports', path: 'audit?view=reports', ready: '.report-cards form' },
  {
    name: 'proof, broken',
    path: 'audit?view=kept',
    ready: '.plain-list li',
    prepare: ({ audit }) => {
      audit.wrongSeq = 7;
      audit.verify = { ...audit.verify, state: 'running' };
    },
    act: (page) => page.getByText('Open entry 7').waitFor(),
  },
  { name: 'site', path: 'general', ready: '#siteName' },
  {
    name: 'sign-in policy, wrong',
    path: 'signIn',
    ready: '#passwordMinLength',
    act: async (page) => {
      await page.fill('#passwordMinLength', '1');
      await press('Save')(page);
      await page.getByText('From 8 to 128.').waitFor();
    },
  },
  {
    name: 'mail',
    path: 'mail',
    ready: '#test-mail',
    prepare: ({ settings }) => {
      Object.assign(settings.sections.mail, { host: 'mail.example', password: 'x', ca: PEM });
      settings.requests = [fakeRequest('Olga')];
    },
    act: (page) => page.locator('.certificate').waitFor(),
  },
  {
    name: 'limits',
    path: 'limits',
    ready: 'tbody tr',
    prepare: ({ settings }) => {
      settings.violations = [fakeViolation('10.0.0.7')];
    },
  },
  { name: 'audit settings', path: 'trail', ready: '.event-group' },
  { name: 'system conditions', path: 'conditions', ready: '#diskWarningPercent' },
  { name: 'single sign-on without an address', path: 'sso', ready: '.failure' },
  {
    name: 'a provider',
    path: 'sso',
    ready: '#saml-name',
    prepare: ({ settings }) => {
      settings.sections.general.publicUrl = 'https://tremolo.mill.example';
    },
    act: async (page) => {
      await press('Add a provider')(page);
      await press('Microsoft Entra ID')(page);
      await page.getByRole('dialog').getByRole('button', { name: 'Add a line' }).click();
    },
  },
];

describe.skipIf(stage === null)('axe finds nothing, and nothing sticks out sideways,', () => {
  for (const scene of SCENES) {
    test(`in audit and settings: ${scene.name}`, async () => {
      const hub = stage!.hub({ tempers: ['good'] });
      const parts = { audit: new FakeAudit(hub), settings: new FakeSettings(hub), hub };
      scene.prepare?.(parts);
      const page = await stage!.signedIn(hub, `/administration/${scene.path}`, FIRST_LOOK);
      await page.locator(scene.ready).first().waitFor();
      await scene.act?.(page, hub);
      const found: string[] = [];
      await inEachLook(page, async ({ name, width, looks }) => {
        const violations = await axeViolations(page, { looks });
        found.push(...violations.map((violation) => `${name}: ${violation}`));
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        if (wide > width) found.push(`${name}: ${wide} px wide`);
        if (width < 640) found.push(...(await smallControls(page)).map((one) => `${name}: ${one}`));
      });
      expect([...found, ...errorsOf(page)]).toEqual([]);
    });
  }
});
