import { afterAll, afterEach, describe, expect, test } from 'bun:test';
import { placesFor } from '#schemas/access/navigation';
import type { Permission } from '#schemas/access/permissions';
import { BUILT_IN_ROLES } from '#schemas/access/roles';
import { problem } from './fake-hub.ts';
import { errorsOf, Stage, signIn } from './stage.ts';

const stage = await Stage.open();
afterEach(() => stage?.clear());
afterAll(() => stage?.close());

const VIEWER = BUILT_IN_ROLES.viewer.permissions;
const asViewer = {
  permissions: [...VIEWER],
  navigation: placesFor(new Set(VIEWER)),
  site: {
    siteName: 'Tremolo',
    environment: 'production' as const,
    adminContact: 'Bea in the control room, 4711',
    developersUntilMs: null,
  },
};

describe.skipIf(stage === null)('who is turned away', () => {
  test('after too many attempts a countdown says how long, and the button waits as long', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    hub.instead.set('POST auth/login', () => problem('too_many_requests', { retryAfterS: 62 }));
    const page = await stage!.page();
    await page.goto(`${hub.url}/sign-in`);
    await page.clock.install();
    await signIn(page, 'a guess');
    await page.getByText('Too many attempts').waitFor();
    await page.getByText('You can try again in 1 min 02 s.').waitFor();
    await page.getByText('An administrator can also unlock your account').waitFor();
    const button = page.getByRole('button', { name: 'Sign in', exact: true });
    expect(await button.isDisabled()).toBe(true);
    await page.clock.runFor(30_000);
    await page.getByText('You can try again in 32 s.').waitFor();
    await page.clock.runFor(33_000);
    await page.getByText('You can try again now.').waitFor();
    hub.instead.clear();
    await signIn(page);
    await page.getByRole('heading', { name: 'Plant', exact: true }).waitFor();
  });

  test('an account that is not in use is told why and whom to ask, and shown nothing else', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    const detail = 'This account is suspended. Ask Bea in the control room, 4711.';
    const suspended = () => problem('account_inactive', { detail });
    hub.instead.set('POST auth/login', suspended);
    const page = await stage!.page();
    await page.goto(hub.url);
    await signIn(page);
    await page.getByRole('heading', { name: 'Your account is not in use' }).waitFor();
    await page.getByText(detail).waitFor();
    expect(await page.locator('header.bar, nav').count()).toBe(0);
    await page.getByRole('button', { name: 'Back to sign-in' }).click();
    hub.instead.clear();
    await signIn(page);
    await page.getByRole('heading', { name: 'Plant', exact: true }).waitFor();
  });

  test('who is suspended at work sees so at once, and goes on once that is over', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    const page = await stage!.signedIn(hub, '/system');
    hub.instead.set('GET users/me/session', () => problem('account_inactive'));
    hub.dropScreens();
    await page.getByRole('heading', { name: 'Your account is not in use' }).waitFor();
    expect(await page.locator('header.bar').count()).toBe(0);
    hub.instead.clear();
    await page.getByRole('button', { name: 'Check again' }).click();
    await page.getByRole('heading', { name: 'System', exact: true }).waitFor();
  });

  test('a screen that one may not open names the missing right and whom to ask', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    hub.sessionMore = asViewer;
    const page = await stage!.signedIn(hub, '/system');
    await page.getByRole('heading', { name: 'You may not open this' }).waitFor();
    await page.getByText('system:read').waitFor();
    await page.getByText('ask Bea in the control room, 4711').waitFor();
    expect(await page.getByRole('link', { name: 'System' }).count()).toBe(0);
    await page.getByRole('link', { name: 'Back to what you may see' }).click();
    await page.getByRole('heading', { name: 'Plant', exact: true }).waitFor();
    expect(errorsOf(page)).toEqual([]);
  });

  test('who may not see the plant begins at the first place that is open, and waits for no connection', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    const permissions: Permission[] = ['session:own', 'account:own', 'system:read'];
    hub.sessionMore = { permissions, navigation: placesFor(new Set(permissions)) };
    const page = await stage!.signedIn(hub, '/');
    await page.getByRole('heading', { name: 'Fleet', exact: true }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/fleet');
    expect(await page.locator('.connection, .connection-bar').count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Plant', exact: true }).count()).toBe(0);
  });

  test('so does a section of a screen, whose other sections stay open', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    hub.sessionMore = asViewer;
    const page = await stage!.signedIn(hub, '/settings/keys');
    await page.getByRole('heading', { name: 'You may not open this' }).waitFor();
    await page.getByText('key:own').waitFor();
    await page.getByRole('link', { name: 'Appearance' }).click();
    await page.getByRole('heading', { name: 'Appearance' }).waitFor();
  });

  test('a right that is taken away takes its screen away while it is open, with a word', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    const page = await stage!.signedIn(hub, '/system');
    await page.getByRole('heading', { name: 'System', exact: true }).waitFor();
    hub.sessionMore = asViewer;
    hub.tell({ type: 'rights' });
    await page.getByRole('heading', { name: 'You may not open this' }).waitFor();
    await page.getByText('What you may do here has been changed.').waitFor();
    expect(await page.getByRole('navigation').getByText('System').count()).toBe(0);
    hub.sessionMore = {};
    hub.tell({ type: 'rights' });
    await page.getByRole('heading', { name: 'System', exact: true }).waitFor();
  });

  test('a session that has run out is noticed by the next request, and signing in leads back with the query', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    const page = await stage!.signedIn(hub, '/settings/profile?from=letter');
    await page.getByLabel('Full name').waitFor();
    hub.endSessions();
    await page.getByLabel('Full name').fill('Ada King');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Your session has ended. Sign in to go on.').waitFor();
    await signIn(page);
    await page.getByLabel('Full name').waitFor();
    expect(page.url()).toBe(`${hub.url}/settings/profile?from=letter`);
  });

  test('a duty that arises in between comes first, and leads back', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    const page = await stage!.signedIn(hub, '/settings/sessions');
    await page.getByRole('table', { name: 'Sign-in history' }).waitFor();
    hub.sessionMore = { duty: 'change_password', permissions: ['session:own', 'account:own'] };
    hub.instead.set('DELETE users/me/sessions', () => problem('duty_first'));
    await page.getByRole('button', { name: 'End all others' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'End all others' }).click();
    await page.getByRole('heading', { name: 'Choose a new password' }).waitFor();
    expect(await page.locator('header.bar').count()).toBe(0);
    hub.instead.set('POST auth/change-password', () => new Response(null, { status: 204 }));
    hub.sessionMore = {};
    await page.fill('#current', 'the old one');
    await page.fill('#password', 'a new and long password');
    await page.getByRole('button', { name: 'Change password' }).click();
    await page.getByRole('table', { name: 'Sign-in history' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/settings/sessions');
  });

  test('signing out in one tab signs out all, and signing in brings all back to where they were', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    const page = await stage!.signedIn(hub, '/system');
    const other = await page.context().newPage();
    await other.goto(`${hub.url}/settings/profile?from=mail`);
    await other.getByLabel('Full name').waitFor();
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await other.getByText('Your session has ended').waitFor();
    await signIn(page);
    await other.getByLabel('Full name').waitFor();
    expect(other.url()).toEndWith('/settings/profile?from=mail');
  });
});
