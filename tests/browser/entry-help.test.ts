import { afterAll, afterEach, describe, expect, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { FactorState } from '#schemas/http/factors';
import { type FakeHub, problem } from './fake-hub.ts';
import { SIGN_IN_OPTIONS } from './fake-session.ts';
import { errorsOf, Stage, signIn } from './stage.ts';

const stage = await Stage.open();
afterEach(() => stage?.clear());
afterAll(() => stage?.close());

const CHALLENGE = {
  kind: 'second_factor',
  challenge: 'c'.repeat(30),
  methods: ['email', 'totp', 'backup'],
};
/** The page that asks for the second step. */
async function atSecondStep(hub: FakeHub): Promise<Page> {
  hub.instead.set('POST auth/login', () => Response.json(CHALLENGE));
  hub.instead.set('POST auth/login/send-code', () => new Response(null, { status: 204 }));
  const page = await stage!.page();
  await page.goto(`${hub.url}/sign-in`);
  await signIn(page);
  await page.waitForSelector('#code');
  return page;
}

describe.skipIf(stage === null)('what helps on the way in', () => {
  test('Caps Lock is told while a password is typed, and no longer', async () => {
    const hub = stage!.hub({ tempers: [] });
    const page = await stage!.page();
    await page.goto(`${hub.url}/sign-in`);
    const press = (modifierCapsLock: boolean) =>
      page.locator('#password').evaluate((field, isOn) => {
        const key = { key: 'a', bubbles: true, modifierCapsLock: isOn };
        field.dispatchEvent(new KeyboardEvent('keydown', key));
      }, modifierCapsLock);
    await press(true);
    await page.getByText('Caps Lock is on.').waitFor();
    await press(false);
    await page.getByText('Caps Lock is on.').waitFor({ state: 'hidden' });
  });

  test('a code is sent where it has to be, taken with spaces, and sent by its last digit', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    const sent: unknown[] = [];
    const page = await stage!.page();
    hub.instead.set('POST auth/login', () => Response.json(CHALLENGE));
    hub.instead.set('POST auth/login/send-code', async (request) => {
      sent.push(await request.json());
      return new Response(null, { status: 204 });
    });
    hub.instead.set('POST auth/login/verify', async (request) => {
      const { code } = (await request.json()) as { code: string };
      return code === '123456' ? hub.letIn() : problem('code_wrong');
    });
    await page.goto(`${hub.url}/sign-in`);
    await signIn(page);
    await page.waitForSelector('#code');
    expect(await page.getAttribute('#code', 'autocomplete')).toBe('one-time-code');
    await page.fill('#code', '999 999');
    await page.getByRole('alert').waitFor();
    expect(await page.inputValue('#code')).toBe('');
    await page.fill('#code', ' 123 456 ');
    await page.getByRole('heading', { name: 'Plant', exact: true }).waitFor();
    expect(sent).toMatchObject([{ method: 'email' }]);
  });

  test('who comes in by one of the last backup codes is told to make new ones', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    hub.instead.set('POST auth/login/verify', () => hub.letIn());
    hub.instead.set('GET users/me/second-factor', () =>
      Response.json(
        FactorState.parse({
          backupCodesLeft: 1,
          available: ['totp'],
          isRequired: true,
          hasPassword: true,
          methods: [{ method: 'totp', target: null, addedMs: 1 }],
        }),
      ),
    );
    const page = await atSecondStep(hub);
    await page.getByRole('button', { name: 'Backup code' }).click();
    await page.fill('#code', 'ABCD-EFGH');
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByText('1 backup code is left.').waitFor();
    await page.goto(`${hub.url}/settings/security`);
    await page.getByText('Make new ones before you need the last.').waitFor();
  });

  test('new backup codes are copied, saved or printed, and no Escape loses them', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    const codes = ['aaaa-1111', 'bbbb-2222'];
    hub.instead.set('POST users/me/second-factor/backup-codes', () =>
      Response.json({ backupCodes: codes }),
    );
    const page = await stage!.signedIn(hub, '/settings/security');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'New backup codes' }).click();
    await page.fill('#proof', 'the password');
    await page.getByRole('dialog').getByRole('button', { name: 'New backup codes' }).click();
    await page.getByText('bbbb-2222').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Copy all' }).click();
    await page.getByText('All codes are copied.').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${codes.join('\n')}\n`);
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save as a file' }).click(),
    ]);
    const saved = await Bun.file((await file.path()) ?? '').text();
    expect(saved).toContain('Backup codes of Ada for Tremolo');
    expect(saved).toContain('aaaa-1111\r\nbbbb-2222\r\n');
    await page.evaluate(() => {
      window.print = () => document.body.setAttribute('data-printed', '');
    });
    await page.getByRole('button', { name: 'Print' }).click();
    await page.waitForSelector('body[data-printed]');
    await page.emulateMedia({ media: 'print' });
    const isOnPaper = (text: string) =>
      page
        .getByText(text)
        .first()
        .evaluate((element) => element.checkVisibility({ visibilityProperty: true }));
    expect(await isOnPaper('aaaa-1111')).toBe(true);
    expect(await isOnPaper('Backup codes of Ada for Tremolo')).toBe(true);
    expect(await isOnPaper('Settings')).toBe(false);
    await page.emulateMedia({ media: 'screen' });
    await page.getByRole('button', { name: 'I have kept them' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(errorsOf(page)).toEqual([]);
  });

  test('a new password is held against the length that the site asks for, wherever one is chosen', async () => {
    const hub = stage!.hub({ tempers: [] });
    const options = { ...SIGN_IN_OPTIONS, registration: true, passwordMinLength: 14 };
    hub.instead.set('GET auth/options', () => Response.json(options));
    for (const path of ['/register', '/reset#token=token-of-the-test-in-a-letter']) {
      const page = await stage!.page();
      await page.goto(hub.url + path);
      await page.getByText('At least 14 characters').waitFor();
      await page.fill('#password', 'tractors');
      await page.getByText('6 more characters needed.').waitFor();
      await page.getByText('Anybody would guess this.').waitFor();
    }
  });
});

describe.skipIf(stage === null)('while the hub is away', () => {
  test('a page that was opened without it comes alive by itself', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    const page = await stage!.signedIn(hub, '/system');
    hub.instead.set('GET users/me/session', () => new Response('no', { status: 502 }));
    await page.clock.install();
    await page.reload();
    // With what was known when this person was last here.
    await page.getByRole('heading', { name: 'Offline', exact: true }).waitFor();
    hub.instead.clear();
    await page.clock.runFor(6_000);
    await page.getByRole('heading', { name: 'System', exact: true }).waitFor();
  });

  test('what could not be loaded is loaded by itself once it is back', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    const page = await stage!.signedIn(hub, '/settings/profile');
    await page.getByLabel('Full name').waitFor();
    const port = Number(new URL(hub.url).port);
    await hub.stop();
    await page.getByText('Connection lost').waitFor();
    await page.getByRole('link', { name: 'Security' }).click();
    await page.getByText('The hub cannot be reached').waitFor();
    hub.start(port);
    await page.getByText('7 backup codes left').waitFor();
    expect(await page.getByText('Connection lost').count()).toBe(0);
  });
});
