import { afterAll, afterEach, describe, expect, test } from 'bun:test';
import { fakePointId } from './fake-plant.ts';
import { Stage, signIn } from './stage.ts';

const stage = await Stage.open();
afterEach(() => stage?.clear());
afterAll(() => stage?.close());

describe.skipIf(stage === null)('a lost connection', () => {
  test('is said with the time of the last values, which grow stale; it returns by itself', async () => {
    const hub = stage!.hub({ tempers: ['good', 'danger'] });
    const page = await stage!.page();
    await page.clock.install();
    await page.goto(hub.url);
    await signIn(page);
    await page.waitForSelector('.tile[data-appearance=danger]');
    hub.refuseLive = true;
    hub.dropScreens();
    await page.getByText(/^Connection lost\. Showing values from \d\d:\d\d:\d\d\.$/).waitFor();
    await page.locator('.connection', { hasText: 'Offline' }).waitFor();
    await page.clock.fastForward(20_000);
    await page.waitForFunction(
      () => document.querySelectorAll('.tile[data-appearance=stale]').length === 2,
    );
    await page.getByText('Last known: danger').waitFor();
    hub.refuseLive = false;
    await page.clock.fastForward(20_000);
    await page.locator('.connection', { hasText: 'Live' }).waitFor();
    await page.waitForSelector('.tile[data-appearance=danger]');
    expect(await page.locator('.connection-bar').count()).toBe(0);
  });

  test('does not move what is on the screen, and can be tried at once', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    const page = await stage!.signedIn(hub);
    await page.waitForSelector('.tile');
    const before = await page.locator('.tile').boundingBox();
    hub.refuseLive = true;
    hub.dropScreens();
    const retry = page.getByRole('button', { name: 'Reconnect now' });
    await retry.waitFor();
    expect(await page.locator('.tile').boundingBox()).toEqual(before);
    hub.refuseLive = false;
    await page.waitForFunction(
      () => !(document.querySelector('.connection-bar .button') as HTMLButtonElement)?.disabled,
    );
    await retry.click();
    await page.locator('.connection', { hasText: 'Live' }).waitFor();
  });

  test('takes up again what the screen was watching', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    const page = await stage!.signedIn(hub, `/point/${fakePointId(0)}`);
    await page.locator('.readout', { hasText: 'Peak' }).waitFor();
    const watched = hub.nextWatch();
    hub.dropScreens();
    await page.locator('.connection', { hasText: 'Live' }).waitFor();
    expect(await watched).toBe(1);
  });

  test('to an updated hub asks for a reload', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    const page = await stage!.signedIn(hub);
    await page.waitForSelector('.tile');
    hub.version = '0.2.0';
    hub.dropScreens();
    await page.getByText('The hub was updated').waitFor();
  });

  test('a hub that cannot be reached at all is said, with a way to try again', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    const page = await stage!.page();
    await page.route('**/api/v1/users/me/session', (route) => route.abort());
    await page.goto(hub.url);
    await page.getByText('The hub cannot be reached').waitFor();
    await page.unroute('**/api/v1/users/me/session');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  });
});
