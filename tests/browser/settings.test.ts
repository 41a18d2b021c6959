import { afterAll, afterEach, describe, expect, test } from 'bun:test';
import type { Locator } from 'playwright-core';
import { fakeSession } from './fake-session.ts';
import { errorsOf, Stage } from './stage.ts';

const stage = await Stage.open();
afterEach(() => stage?.clear());
afterAll(() => stage?.close());

describe.skipIf(stage === null)('settings', () => {
  test('looks are kept with the account, and in force at once', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    const page = await stage!.signedIn(hub, '/settings/appearance');
    const kept = page.waitForResponse(
      (response) => response.request().method() === 'PATCH' && response.ok(),
    );
    await page.getByText('Colour-blind-safe').click();
    await kept;
    expect(hub.account.preferences.palette).toBe('colour_blind_safe');
    expect(await page.getAttribute('html', 'data-palette')).toBe('colour_blind_safe');
    expect(errorsOf(page)).toEqual([]);
  });

  test('other sessions end only after a question, and Escape says no', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    const page = await stage!.signedIn(hub, '/settings/sessions');
    await page.getByRole('button', { name: 'End all others' }).click();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(hub.account.sessions).toHaveLength(3);
    const opener = page.getByRole('button', { name: 'End all others' });
    expect(await opener.evaluate((element) => element === document.activeElement)).toBe(true);
    await opener.click();
    await page.getByRole('dialog').getByRole('button', { name: 'End all others' }).click();
    await page.getByText('2 sessions ended.').waitFor();
    expect(hub.account.sessions).toHaveLength(1);
  });

  test('a key is made, shown once and revoked', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    const page = await stage!.signedIn(hub, '/settings/keys');
    await page.getByText('You have no API key yet.').waitFor();
    await page.getByRole('button', { name: 'New API key' }).click();
    await page.fill('#key-name', 'report');
    await page.getByRole('dialog').getByRole('button', { name: 'New API key' }).click();
    await page.getByText('Choose at least one.').waitFor();
    await page.getByText('plant:read').click();
    await page.getByRole('dialog').getByRole('button', { name: 'New API key' }).click();
    await page.getByText('trm_live_4fK2_secret-of-the-test').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'I have kept it' }).click();
    expect(hub.account.asked.at(-1)?.body).toMatchObject({ scopes: ['plant:read'] });
    await page.getByRole('button', { name: 'Revoke report' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await page.getByText('report is revoked.').waitFor();
    expect(hub.account.keys).toEqual([]);
  });

  test('a key is replaced with the overlap that one chooses, and one that has ended is not', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    const asked = { kind: 'live', scopes: ['plant:read'], lifetime: '90d' } as const;
    const make = (name: string, expiresMs: number) =>
      hub.account.addKey({ ...asked, name, scopes: ['plant:read'] }, { expiresMs });
    make('bridge', Date.now() + 3 * 86_400_000);
    make('old', Date.now() - 1000);
    const page = await stage!.signedIn(hub, '/settings/keys');
    await page.getByRole('row', { name: /bridge Expires soon/ }).waitFor();
    await page.getByRole('row', { name: /old Expired/ }).waitFor();
    expect(await page.getByRole('button', { name: 'Replace old' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Replace bridge' }).click();
    await page.getByLabel('The old key goes on working for').selectOption('168');
    await page.getByRole('dialog').getByRole('button', { name: 'Replace' }).click();
    await page.getByText('trm_live_4fK2_secret-of-the-test').waitFor();
    expect(hub.account.asked.at(-1)?.body).toEqual({ overlapHours: 168 });
    await page.getByRole('button', { name: 'I have kept it' }).click();
    await page.getByText('Replaced, works until it expires').waitFor();
  });

  test('scopes are chosen by resource, of what one may oneself', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    hub.sessionMore = { permissions: ['session:own', 'key:own', 'plant:read', 'plant:edit'] };
    const page = await stage!.signedIn(hub, '/settings/keys');
    await page.getByRole('button', { name: 'New API key' }).click();
    await page.fill('#key-name', 'bridge');
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByText('audit:read').count()).toBe(0);
    await dialog.getByRole('group', { name: 'Plant' }).getByText('Plant', { exact: true }).click();
    await dialog.getByText('2 chosen').waitFor();
    await dialog.getByRole('button', { name: 'Only reading' }).click();
    await dialog.getByText('1 chosen').waitFor();
    await dialog.getByRole('button', { name: 'New API key' }).click();
    await page.getByText('trm_live_4fK2_secret-of-the-test').waitFor();
    expect(hub.account.asked.at(-1)?.body).toMatchObject({ scopes: ['plant:read'] });
  });

  test('what cannot be loaded says so and can be tried again', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    const page = await stage!.signedIn(hub, '/settings/profile');
    await page.getByLabel('Full name').waitFor();
    hub.account.failing = true;
    await page.getByRole('link', { name: 'Security' }).click();
    await page.getByText('This could not be loaded').waitFor();
    hub.account.failing = false;
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('7 backup codes left').waitFor();
  });
});

describe.skipIf(stage === null)('a table', () => {
  test('is walked by the arrows, sorted and paged by keyboard alone', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    const page = await stage!.signedIn(hub, '/settings/sessions');
    const table = page.getByRole('table', { name: 'Sign-in history' });
    await table.locator('tbody tr').first().focus();
    await page.keyboard.press('End');
    const isLast = (element: Element) => element === document.activeElement;
    expect(await table.locator('tbody tr').nth(49).evaluate(isLast)).toBe(true);
    await page.keyboard.press('ArrowUp');
    expect(await table.locator('tbody tr').nth(48).evaluate(isLast)).toBe(true);
    await page.getByRole('button', { name: 'Next' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('51–60 of 60').waitFor();
    await table.getByRole('button', { name: 'What' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('1–50 of 60').waitFor();
    await page.waitForSelector('th[aria-sort="ascending"]');
  });

  test('is searched, and remembers which columns are shown', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    const page = await stage!.signedIn(hub, '/settings/sessions');
    await page.getByLabel('Search sign-in history').fill('wrong');
    await page.getByText('1–9 of 9').waitFor();
    await page.getByRole('button', { name: 'View' }).last().click();
    await page.locator('[popover]:popover-open').getByText('Address').click();
    const table = page.getByRole('table', { name: 'Sign-in history' });
    const column = table.locator('th', { hasText: 'Address' });
    await page.waitForFunction(() =>
      Object.entries(localStorage).some(
        ([key, kept]) => key.startsWith('tremolo.table.sign-ins.') && kept.includes('address'),
      ),
    );
    await page.reload();
    await table.waitFor();
    expect(await column.count()).toBe(0);
    expect(errorsOf(page)).toEqual([]);
  });
});

describe.skipIf(stage === null)('the columns of a table', () => {
  const titles = (table: Locator) =>
    table
      .locator('th[data-key]')
      .evaluateAll((all) => all.map((th) => (th as HTMLElement).dataset.key));
  const widthOf = async (table: Locator, key: string) =>
    (await table.locator(`th[data-key="${key}"]`).boundingBox())?.width ?? 0;

  test('change places by keyboard alone, and stay so for this person', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    const page = await stage!.signedIn(hub, '/settings/sessions');
    const table = page.getByRole('table', { name: 'Sign-in history' });
    await table.waitFor();
    expect(await titles(table)).toEqual(['at', 'what', 'how', 'device', 'address']);
    await page.getByRole('button', { name: 'View' }).last().press('Enter');
    const up = page.getByRole('button', { name: 'Move Address up' }).last();
    await up.focus();
    for (let i = 0; i < 4; i++) await page.keyboard.press('Enter');
    expect(await titles(table)).toEqual(['at', 'address', 'what', 'how', 'device']);
    // What was drawn is kept after it was drawn.
    await page.evaluate(() => new Promise((done) => setTimeout(done, 100)));
    await page.reload();
    await table.waitFor();
    expect(await titles(table)).toEqual(['at', 'address', 'what', 'how', 'device']);
    hub.sessionMore = { user: { ...fakeSession().user, userId: `us_${'2'.repeat(26)}` } };
    await page.reload();
    await table.waitFor();
    expect(await titles(table)).toEqual(['at', 'what', 'how', 'device', 'address']);
  });

  test('are made wider by the mouse and narrower by the keyboard, and the others keep their widths', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    const page = await stage!.signedIn(hub, '/settings/sessions');
    const table = page.getByRole('table', { name: 'Sign-in history' });
    const grip = table.getByRole('separator', { name: 'Width of What' });
    await grip.scrollIntoViewIfNeeded();
    const [what, how] = [await widthOf(table, 'what'), await widthOf(table, 'how')];
    const box = (await grip.boundingBox())!;
    await page.mouse.move(box.x + 6, box.y + 10);
    await page.mouse.down();
    await page.mouse.move(box.x + 126, box.y + 10, { steps: 4 });
    await page.mouse.up();
    expect(Math.round(await widthOf(table, 'what'))).toBe(Math.round(what) + 120);
    expect(Math.round(await widthOf(table, 'how'))).toBe(Math.round(how));
    await grip.focus();
    await page.keyboard.press('ArrowLeft');
    expect(Math.round(await widthOf(table, 'what'))).toBe(Math.round(what) + 104);
    await page.reload();
    await table.waitFor();
    expect(Math.round(await widthOf(table, 'what'))).toBe(Math.round(what) + 104);
    await grip.press('Home');
    expect(Math.round(await widthOf(table, 'what'))).toBe(Math.round(what));
    expect(errorsOf(page)).toEqual([]);
  });
});

describe.skipIf(stage === null)('the links of letters', () => {
  test('set a password without the token ever being part of an address', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    const page = await stage!.page();
    await page.goto(`${hub.url}/reset#token=token-of-the-test-in-a-letter`);
    await page.fill('#password', 'a new and long password');
    await page.getByRole('button', { name: 'Set password' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(hub.account.asked.find(({ what }) => what === 'POST auth/reset')?.body).toEqual({
      token: 'token-of-the-test-in-a-letter',
      password: 'a new and long password',
    });
  });

  test('confirm an address only by a press of the button', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    const page = await stage!.page();
    await page.goto(`${hub.url}/verify-email#token=token-of-the-test-in-a-letter`);
    const button = page.getByRole('button', { name: 'Confirm' });
    await button.waitFor();
    expect(hub.account.asked).toEqual([]);
    await button.click();
    await page.getByText('Your address is confirmed.').waitFor();
  });

  test('a forgotten password is answered the same for everybody', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    const page = await stage!.page();
    await page.goto(`${hub.url}/forgot`);
    await page.fill('#name', 'nobody');
    await page.getByRole('button', { name: 'Ask for a new password' }).click();
    await page.getByText('If there is such an account').waitFor();
  });
});
