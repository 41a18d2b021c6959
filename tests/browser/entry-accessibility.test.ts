import { afterAll, afterEach, describe, expect, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { BUILT_IN_ROLES } from '#schemas/access/roles';
import { axeViolations } from './axe-violations.ts';
import { type FakeHub, problem } from './fake-hub.ts';
import { FIRST_LOOK, inEachLook } from './looks.ts';
import { errorsOf, Stage, signIn } from './stage.ts';

const stage = await Stage.open();
afterEach(() => stage?.clear());
afterAll(() => stage?.close());

interface Scene {
  readonly path: string;
  readonly prepare?: (hub: FakeHub) => void;
  /** From the page as it opens to what is looked at. */
  readonly reach: (page: Page) => Promise<unknown>;
}

const SECOND_STEP = {
  kind: 'second_factor',
  challenge: 'c'.repeat(30),
  methods: ['totp', 'backup'],
};
const inSettings = (path: string, reach: Scene['reach']): Scene => ({
  path,
  reach: async (page) => {
    await signIn(page);
    await page.waitForSelector('header.bar');
    await reach(page);
  },
});
const newKey = (page: Page) => page.getByRole('button', { name: 'New API key' }).first().click();

const SCENES: Readonly<Record<string, Scene>> = {
  'too many attempts': {
    path: '/sign-in',
    prepare: (hub) =>
      hub.instead.set('POST auth/login', () => problem('too_many_requests', { retryAfterS: 60 })),
    reach: async (page) => {
      await signIn(page, 'a guess');
      await page.getByText('Too many attempts').waitFor();
    },
  },
  'the second step': {
    path: '/sign-in',
    prepare: (hub) => hub.instead.set('POST auth/login', () => Response.json(SECOND_STEP)),
    reach: async (page) => {
      await signIn(page);
      await page.waitForSelector('#code');
    },
  },
  'an account that is not in use': {
    path: '/sign-in',
    prepare: (hub) => hub.instead.set('POST auth/login', () => problem('account_inactive')),
    reach: async (page) => {
      await signIn(page);
      await page.getByText('Your account is not in use').waitFor();
    },
  },
  'a screen that one may not open': {
    path: '/system',
    prepare: (hub) => {
      hub.sessionMore = { permissions: [...BUILT_IN_ROLES.viewer.permissions] };
    },
    reach: async (page) => {
      await signIn(page);
      await page.waitForSelector('.denied');
    },
  },
  'a password to choose': {
    path: '/',
    prepare: (hub) => {
      hub.sessionMore = { duty: 'change_password' };
    },
    reach: async (page) => {
      await signIn(page);
      // The field of the sign-in screen has the same name, and may still be there.
      await page.fill('[autocomplete="new-password"]', 'horse');
      await page.getByText('Very weak').or(page.getByText('Anybody would')).waitFor();
    },
  },
  'backup codes to keep': {
    path: '/',
    prepare: (hub) => {
      hub.sessionMore = { duty: 'add_second_factor' };
    },
    reach: async (page) => {
      await signIn(page);
      await page.fill('#totp-password', 'the password');
      await page.getByRole('button', { name: 'Set up an authenticator app' }).click();
      await page.fill('#code', '123 456');
      await page.waitForSelector('.backup-codes');
    },
  },
  'a new key': inSettings('/settings/keys', async (page) => {
    await newKey(page);
    await page.getByRole('dialog').getByText('Diagnoses', { exact: true }).waitFor();
  }),
  'the use of a key': inSettings('/settings/keys', async (page) => {
    await newKey(page);
    await page.fill('#key-name', 'report');
    await page.getByText('plant:read').click();
    await page.getByRole('dialog').getByRole('button', { name: 'New API key' }).click();
    await page.getByRole('button', { name: 'I have kept it' }).click();
    await page.getByRole('row', { name: /report/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('As a table').click();
    await page.getByRole('table').last().waitFor();
  }),
  'the columns of a table': inSettings('/settings/sessions', async (page) => {
    await page.getByRole('button', { name: 'View' }).first().click();
    await page.getByRole('button', { name: 'Move Address up' }).first().waitFor();
  }),
  'new backup codes': inSettings('/settings/security', async (page) => {
    await page.getByRole('button', { name: 'New backup codes' }).click();
    await page.getByRole('dialog').waitFor();
  }),
};

describe.skipIf(stage === null)('axe finds nothing', () => {
  for (const [name, { path, prepare, reach }] of Object.entries(SCENES)) {
    test(`on ${name}`, async () => {
      const hub = stage!.hub({ tempers: ['danger', 'warning', 'good'] });
      prepare?.(hub);
      const page = await stage!.page(FIRST_LOOK);
      await page.goto(hub.url + path);
      await reach(page);
      const found: string[] = [];
      await inEachLook(page, async ({ name: look, width, looks }) => {
        const violations = await axeViolations(page, { looks });
        found.push(...violations.map((violation) => `${look}: ${violation}`));
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        if (wide > width) found.push(`${look}: ${wide} px wide`);
      });
      expect([...found, ...errorsOf(page)]).toEqual([]);
    });
  }
});

describe.skipIf(stage === null)('by keyboard alone', () => {
  test('one signs in with a second step, makes a key and signs out', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    hub.instead.set('POST auth/login', () => Response.json(SECOND_STEP));
    hub.instead.set('POST auth/login/verify', () => hub.letIn());
    const page = await stage!.page();
    const { keyboard } = page;
    const focused = () => page.evaluate(() => document.activeElement?.id ?? '');
    await page.goto(`${hub.url}/settings/keys`);
    await page.waitForFunction(() => document.activeElement?.id === 'name');
    await keyboard.type('Ada');
    await keyboard.press('Tab');
    await keyboard.type('a password');
    await keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement?.id === 'code');
    // The sixth digit sends the code.
    await keyboard.type('123456');
    await page.getByText('You have no API key yet.').waitFor();
    await page.getByRole('button', { name: 'New API key' }).focus();
    await keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement?.id === 'key-name');
    await keyboard.type('night report');
    for (let i = 0; i < 3; i++) await keyboard.press('Tab');
    await keyboard.press('Enter');
    await page.getByText(/^\d+ chosen$/).waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'New API key' }).focus();
    await keyboard.press('Enter');
    await page.getByText('trm_live_4fK2_secret-of-the-test').waitFor();
    await keyboard.press('Escape');
    await page.getByRole('button', { name: 'I have kept it' }).focus();
    await keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await focused()).not.toBe('name');
    await page.getByRole('button', { name: 'Menu' }).focus();
    await keyboard.press('Enter');
    await page.getByRole('button', { name: 'Sign out' }).focus();
    await keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement?.id === 'name');
    expect(errorsOf(page)).toEqual([]);
  });
});
