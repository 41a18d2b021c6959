import { afterAll, afterEach, describe, expect, test } from 'bun:test';
import { FAKE_PASSWORD, FAKE_TOKEN } from './fake-hub.ts';
import { fakePointId } from './fake-plant.ts';
import { FAKE_NAME } from './fake-session.ts';
import { errorsOf, Stage, signIn } from './stage.ts';

const stage = await Stage.open();
afterEach(() => stage?.clear());
afterAll(() => stage?.close());

describe.skipIf(stage === null)('signing in', () => {
  test('a wrong password is said, the right one leads back to where one wanted to be', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    const page = await stage!.page();
    await page.goto(`${hub.url}/point/${fakePointId(0)}`);
    await signIn(page, 'not the password');
    await page.getByText('Name or password is wrong').waitFor();
    await signIn(page);
    await page.getByRole('heading', { name: 'Pump 1 · Drive end' }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/point/${fakePointId(0)}`);
    expect(errorsOf(page)).toEqual([]);
  });

  test('a link that would lead to another site after signing in leads to the plant', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    const page = await stage!.page();
    await page.goto(`${hub.url}/sign-in?to=${encodeURIComponent('//elsewhere.example/')}`);
    await signIn(page);
    await page.getByRole('heading', { name: 'Plant', exact: true }).waitFor();
    expect(page.url()).toBe(`${hub.url}/`);
  });

  test('signing out ends the session, and the plant is not shown again', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    const page = await stage!.signedIn(hub);
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.goto(hub.url);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  });

  test('a session that ends in between is said, and signing in again goes on', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    const page = await stage!.signedIn(hub, '/system');
    hub.endSessions();
    hub.dropScreens();
    await page.getByText('Your session has ended').waitFor();
    await signIn(page);
    await page.getByRole('heading', { name: 'System', exact: true }).waitFor();
  });
});

describe.skipIf(stage === null)('the setup link', () => {
  test('makes the first account without the token ever being part of an address', async () => {
    const hub = stage!.hub({ tempers: ['good'], setupNeeded: true });
    const page = await stage!.page();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(`${hub.url}/setup#token=${FAKE_TOKEN}`);
    await page.fill('#name', FAKE_NAME);
    await page.fill('#password', FAKE_PASSWORD);
    await page.getByText(`${FAKE_PASSWORD.length} characters. Long enough.`).waitFor();
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByRole('heading', { name: 'Plant', exact: true }).waitFor();
    expect(asked.filter((url) => new URL(url).search.includes(FAKE_TOKEN))).toEqual([]);
    expect(page.url()).not.toContain(FAKE_TOKEN);
  });

  test('a password that is too short is refused before it is sent', async () => {
    const hub = stage!.hub({ tempers: [], setupNeeded: true });
    const page = await stage!.page();
    await page.goto(`${hub.url}/setup#token=${FAKE_TOKEN}`);
    await page.fill('#name', FAKE_NAME);
    await page.fill('#password', 'short');
    await page.getByText('5 more characters needed.').waitFor();
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByText('At least 8 characters.').waitFor();
    expect(hub.setupNeeded).toBe(true);
  });

  test('a password can be shown while it is typed', async () => {
    const hub = stage!.hub({ tempers: [], setupNeeded: true });
    const page = await stage!.page();
    await page.goto(`${hub.url}/setup#token=${FAKE_TOKEN}`);
    expect(await page.getAttribute('#password', 'type')).toBe('password');
    await page.getByRole('button', { name: 'Show password' }).click();
    expect(await page.getAttribute('#password', 'type')).toBe('text');
  });

  test('who comes without it is told how to get one', async () => {
    const hub = stage!.hub({ tempers: [], setupNeeded: true });
    const page = await stage!.page();
    await page.goto(hub.url);
    await page.getByText('bun run hub:console -- setup-link').waitFor();
  });
});
