import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import type { Page } from 'playwright-core';
import type { TeamDetail } from '#schemas/http/teams';
import type { UserId } from '#schemas/ids/ids';
import type { BrowserSession } from '../rig/browser-session.ts';
import { axeViolations } from './axe-violations.ts';
import { FIRST_LOOK, inEachLook } from './looks.ts';
import { PeopleStage } from './people-stage.ts';

const stage = await PeopleStage.open();
let annaId: UserId;
let teamId = '';
let root: BrowserSession;

beforeAll(async () => {
  if (stage === null) return;
  const { people } = stage;
  await people.add('root', 'admin');
  annaId = await people.add('anna', 'engineer');
  await people.add('bert', 'operator');
  root = await people.signedIn('root');
  const team = await root.ask<TeamDetail>('POST', '/api/v1/teams', {
    name: 'Pumps',
    ownerId: annaId,
  });
  teamId = team.teamId;
  await root.ask('POST', `/api/v1/teams/${teamId}/members`, { name: 'bert' });
  const grant = `/api/v1/users/${annaId}/permissions`;
  await root.ask('PUT', `${grant}/audit:read`, { effect: 'grant' });
  await root.ask('PUT', `${grant}/plant:edit`, { effect: 'deny' });
  await people.signedIn('anna');
});
afterAll(() => stage?.close());

interface Scene {
  readonly name: string;
  readonly path: () => string;
  /** Buttons to press in turn. */
  readonly press?: readonly string[];
  readonly after?: (page: Page) => Promise<unknown>;
}

const person = (tab: string) => () => `/administration/users?person=${annaId}&tab=${tab}`;
const SCENES: readonly Scene[] = [
  {
    name: 'people, two selected',
    path: () => '/administration/users',
    after: async (page) => {
      await page.getByLabel('Select anna').check();
      await page.getByLabel('Select bert').check();
    },
  },
  { name: 'people, none that fit', path: () => '/administration/users?status=deleted' },
  { name: 'a new account', path: () => '/administration/users', press: ['New account'] },
  {
    name: 'the question before typed text is lost',
    path: () => '/administration/users',
    press: ['New account'],
    after: async (page) => {
      await page.fill('#person-name', 'x');
      await page.keyboard.press('Escape');
      await page.getByText('Leave without saving?').waitFor();
    },
  },
  { name: 'an import', path: () => '/administration/users?view=import' },
  {
    name: 'an import with wrong rows',
    path: () => '/administration/users?view=import',
    after: async (page) => {
      const buffer = Buffer.from('name,role\nanna,chief\nnew,viewer\n');
      await page.setInputFiles('#import-file', { name: 'p.csv', mimeType: 'text/csv', buffer });
      await page
        .getByText(/cannot be imported/)
        .first()
        .waitFor();
    },
  },
  { name: 'a person', path: person('') },
  { name: 'what a person may', path: person('access') },
  {
    name: 'another role',
    path: person('access'),
    press: ['Change role'],
    after: (page) => page.selectOption('#person-role', 'viewer'),
  },
  {
    name: 'an exception until a day',
    path: person('access'),
    press: ['Add an exception'],
    after: (page) => page.selectOption('#grant-until', 'date'),
  },
  { name: 'sessions of a person', path: person('sessions') },
  { name: 'teams', path: () => '/administration/teams' },
  { name: 'a team', path: () => `/administration/teams?team=${teamId}` },
  {
    name: 'a member found by typing',
    path: () => `/administration/teams?team=${teamId}`,
    press: ['Add a member'],
    after: async (page) => {
      await page.getByRole('combobox', { name: 'Person' }).pressSequentially('r');
      await page.getByRole('option', { name: 'root' }).waitFor();
    },
  },
  {
    name: 'dissolving a team',
    path: () => `/administration/teams?team=${teamId}`,
    press: ['Dissolve'],
  },
  { name: 'roles', path: () => '/administration/roles' },
  { name: 'a new role', path: () => '/administration/roles', press: ['New role'] },
  { name: 'the matrix', path: () => '/administration/roles?tab=matrix' },
  {
    name: 'who may do something',
    path: () => '/administration/roles?tab=matrix',
    press: ['impersonate Who may do this?'],
  },
  { name: 'area rights', path: () => '/administration/areas' },
  { name: 'diagnoses', path: () => '/diagnoses' },
  { name: 'a new diagnosis', path: () => '/diagnoses', press: ['New diagnosis'] },
];

describe.skipIf(stage === null)('axe finds nothing, and nothing sticks out,', () => {
  let page: Page;
  beforeAll(async () => {
    if (stage === null) return;
    page = await stage.signedIn('root', '/', FIRST_LOOK);
    // The browser’s own question, when a page with a half-filled form is left for the next scene.
    page.on('dialog', (question) => question.accept());
  });

  for (const scene of SCENES) {
    test(`in Administration: ${scene.name}`, async () => {
      await show(page, scene);
      const found: string[] = [];
      await inEachLook(page, async ({ name, width, looks }) => {
        const violations = await axeViolations(page, { looks });
        found.push(...violations.map((violation) => `${name}: ${violation}`));
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        if (wide > width) found.push(`${name}: ${wide} px wide`);
      });
      expect([...found, ...stage!.errors.splice(0)]).toEqual([]);
    });
  }
});

/** Goes there anew and waits until nothing is on its way. */
async function show(page: Page, { path, press = [], after }: Scene): Promise<void> {
  await page.setViewportSize(FIRST_LOOK.viewport);
  await page.goto(`${stage!.people.origin}${path()}`);
  await page.locator('.section h2, main h1').first().waitFor();
  await page.locator('.skeleton').first().waitFor({ state: 'detached' });
  for (const name of press) await page.getByRole('button', { name, exact: true }).click();
  await after?.(page);
}
