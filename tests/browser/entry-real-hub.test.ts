import { afterAll, afterEach, beforeAll, describe, expect, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { PASSWORD } from '../hub/plant-box.ts';
import { PeopleStage } from './people-stage.ts';

const stage = await PeopleStage.open();
beforeAll(async () => {
  for (const [name, role] of [
    ['Ada', 'admin'],
    ['Eni', 'engineer'],
    ['Vic', 'viewer'],
  ]) {
    await stage?.people.add(name, role);
  }
  await stage?.people.set('general', { adminContact: 'the control room, 4711' });
});
afterEach(() => stage?.clear());
afterAll(() => stage?.close());

const people = () => stage!.people;
const personOf = (name: string) => people().rooms.directory.find(name)!;
const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true });
const denied = (page: Page) => heading(page, 'You may not open this').waitFor();
const inUse = (page: Page) => heading(page, 'Your account is not in use').waitFor();
async function signIn(page: Page, name: string, password = PASSWORD): Promise<void> {
  await page.fill('#name', name);
  await page.fill('#password', password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}
async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
}
const refreshed = async () => {
  const rows = await people().rooms.store.read(
    'SELECT count(*) AS n FROM refresh_tokens WHERE used_ms IS NOT NULL',
  );
  return Number(rows[0].n);
};

describe.skipIf(stage === null)('on a real hub', () => {
  test('after five wrong passwords a countdown begins where the hub says', async () => {
    const page = await stage!.signedIn('Vic', '/');
    await signOut(page);
    await heading(page, 'Sign in').waitFor();
    for (let i = 0; i < 5; i++) {
      await signIn(page, 'nobody I know', 'a guess');
      await page.getByText('Name or password is wrong.').waitFor();
      people().clock.nowMs += 30_000;
    }
    await signIn(page, 'nobody I know', 'a guess');
    await page.getByText(/You can try again in (30|29) s\./).waitFor();
  });

  test('a role that changes takes the screen away that it no longer allows, and gives it back', async () => {
    const page = await stage!.signedIn('Eni', '/system');
    await heading(page, 'System').waitFor();
    const eni = personOf('Eni');
    people().rooms.directory.know({ ...eni, role: 'viewer' });
    await denied(page);
    await page.getByText('the control room, 4711').waitFor();
    await page.getByText('Your role is Viewer.').waitFor();
    people().rooms.directory.know(eni);
    await heading(page, 'System').waitFor();
  });

  test('who is suspended sees why at once, also after loading the page anew, and can sign out', async () => {
    const page = await stage!.signedIn('Vic', '/');
    const vic = personOf('Vic');
    people().rooms.directory.know({ ...vic, status: 'suspended' });
    await inUse(page);
    await page.reload();
    await inUse(page);
    await page.getByText('This account is suspended. Ask the control room, 4711.').waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await heading(page, 'Sign in').waitFor();
    await signIn(page, 'Vic');
    await inUse(page);
    people().rooms.directory.know(vic);
    await page.getByRole('button', { name: 'Back to sign-in' }).click();
    await signIn(page, 'Vic');
    await page.waitForSelector('header.bar');
  });

  test('a second factor that the site begins to ask for comes before anything else', async () => {
    const page = await stage!.signedIn('Eni', '/settings/profile');
    await page.getByLabel('Full name').waitFor();
    await people().set('signIn', { secondFactorForAll: true });
    await heading(page, 'Protect your account').waitFor();
    expect(await page.locator('header.bar').count()).toBe(0);
    await people().set('signIn', { secondFactorForAll: false });
    await page.reload();
    await page.getByLabel('Full name').waitFor();
  });

  test('two tabs renew their session at once and both go on; leaving one leaves both', async () => {
    const page = await stage!.signedIn('Eni', '/settings/profile');
    const other = await page.context().newPage();
    await other.goto(`${people().origin}/settings/appearance`);
    await heading(other, 'Appearance').waitFor();
    const before = await refreshed();
    people().clock.nowMs += 11 * 60_000;
    for (const tab of [page, other]) {
      await tab.evaluate(() => {
        for (const link of document.querySelectorAll<HTMLElement>('nav a[href$="/sessions"]'))
          link.click();
      });
    }
    for (const tab of [page, other]) await tab.getByText('(this one)').waitFor();
    expect((await refreshed()) - before).toBeGreaterThan(0);
    const events = (await people().audit()).map(({ event }) => event);
    expect(events).not.toContain('token.reused');
    await signOut(page);
    await heading(other, 'Sign in').waitFor();
    await signIn(page, 'Eni');
    await other.getByText('(this one)').waitFor();
  });

  test('a session that is ended elsewhere ends here, and leads back to the same place', async () => {
    const here = await stage!.signedIn('Eni', '/system');
    const there = await stage!.signedIn('Eni', '/settings/sessions');
    await there.getByRole('button', { name: 'End all others' }).click();
    await there.getByRole('dialog').getByRole('button', { name: 'End all others' }).click();
    await here.getByText('Your session has ended').waitFor();
    await signIn(here, 'Eni');
    await heading(here, 'System').waitFor();
    const history = there.getByRole('table', { name: 'Sign-in history' });
    await history.getByText('Signed in', { exact: true }).first().waitFor();
  });

  test('seeing as somebody else is said on every screen, until one stops', async () => {
    const boss = await people().signedIn('Ada');
    await boss.ask('POST', `/api/v1/users/${personOf('Vic').userId}/impersonate`);
    const page = await stage!.signedIn('Eni', '/');
    await page.context().clearCookies();
    await page.context().addCookies(
      ['tremolo', 'tremolo-refresh'].map((name) => ({
        name,
        value: boss.cookieNamed(name),
        url: `${people().origin}${name === 'tremolo' ? '/' : '/api/v1/auth/refresh'}`,
      })),
    );
    for (const path of ['/', '/settings/appearance', '/nothing']) {
      await page.goto(people().origin + path);
      await page.getByText('You see Tremolo as Vic. You are Ada.').waitFor();
    }
    await page.goto(`${people().origin}/administration`);
    await denied(page);
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByRole('link', { name: 'Administration' }).waitFor();
    expect(await page.locator('.site-band').count()).toBe(0);
  });

  test('nothing of this was an error', () => {
    expect(stage!.errors).toEqual([]);
  });
});
