import { afterAll, afterEach, describe, expect, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { errorsOf, Stage } from './stage.ts';

const stage = await Stage.open();
afterEach(() => stage?.clear());
afterAll(() => stage?.close());

const WITH_WORKER = { serviceWorkers: 'allow' } as const;

/** The worker has kept the whole shell and looks after this page. */
async function workerReady(page: Page): Promise<void> {
  await page.evaluate(async () => {
    // A first visit keeps nothing before it has been there for a while, or is put away.
    document.dispatchEvent(new Event('visibilitychange'));
    await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller !== null) return;
    await new Promise((resolve) =>
      navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }),
    );
  });
}

/** As when a phone is put away: what is on the screen is kept. */
async function putAway(page: Page): Promise<void> {
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await page.waitForFunction(() => localStorage.getItem('tremolo.last-known') !== null);
}

describe.skipIf(stage === null)('without the hub', () => {
  test('the screens open with what was last known, marked as old, and nothing of the API is kept', async () => {
    const hub = stage!.hub({ tempers: ['good', 'danger', 'stale'] });
    const page = await stage!.signedIn(hub, '/', WITH_WORKER);
    await page.waitForSelector('.tile[data-appearance=danger]');
    await workerReady(page);
    await putAway(page);
    const kept = await page.evaluate(async () => {
      const paths: string[] = [];
      for (const name of await caches.keys()) {
        for (const { url } of await (await caches.open(name)).keys()) {
          paths.push(new URL(url).pathname);
        }
      }
      return paths;
    });
    expect(kept).toContain('/');
    expect(kept.filter((path) => path.startsWith('/api/'))).toEqual([]);
    await hub.stop();
    await page.reload();
    await page.getByRole('heading', { name: 'Offline' }).waitFor();
    await page.getByText(/^This is what was known at .* It may have changed\.$/).waitFor();
    await page.locator('.offline-list li', { hasText: 'Outer race damage' }).first().waitFor();
    expect(await page.locator('header.bar').count()).toBe(0);
  });

  test('what was last known is gone once the person has signed out', async () => {
    const hub = stage!.hub({ tempers: ['danger'] });
    const page = await stage!.signedIn(hub, '/', WITH_WORKER);
    await page.waitForSelector('.tile[data-appearance=danger]');
    await workerReady(page);
    await putAway(page);
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForSelector('#password');
    expect(await page.evaluate(() => localStorage.getItem('tremolo.last-known'))).toBeNull();
    await hub.stop();
    await page.reload();
    await page.getByText('No connection to the hub yet').waitFor();
    expect(await page.locator('.offline').count()).toBe(0);
  });
});

describe.skipIf(stage === null)('the installed app', () => {
  test('has nothing that would keep a browser from installing it', async () => {
    const hub = stage!.hub({ tempers: ['good'] });
    const page = await stage!.signedIn(hub, '/', WITH_WORKER);
    await workerReady(page);
    const session = await page.context().newCDPSession(page);
    const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
    // A window of a test keeps no profile, in which nothing at all is installed.
    const real = installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito');
    expect(real).toEqual([]);
    const { errors, data } = await session.send('Page.getAppManifest');
    expect(errors).toEqual([]);
    expect(JSON.parse(data ?? '{}').name).toBe('Tremolo');
    expect(errorsOf(page)).toEqual([]);
  });
});
