import { afterAll, afterEach, beforeAll, describe, expect, test } from 'bun:test';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { axeViolations } from './axe-violations.ts';
import { PeopleStage } from './people-stage.ts';

const stage = await PeopleStage.open();
const pictures = process.env.TREMOLO_PICTURES;
beforeAll(async () => {
  await stage?.people.add('Vic', 'viewer');
  await stage?.people.add('Ada', 'admin');
});
afterEach(() => stage?.clear());
afterAll(() => stage?.close());

/** The offer at each width and in both themes, where somebody wants to look at it. */
async function inPictures(page: Page): Promise<void> {
  if (pictures === undefined) return;
  for (const width of [1440, 800, 390]) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: join(pictures, `tour-offer-${width}-${colorScheme}.png`) });
    }
  }
}

describe.skipIf(stage === null)('the offer to be shown around', () => {
  test('comes at the first sign-in, and after a no on no screen of this person again', async () => {
    await stage!.people.add('Nia', 'operator');
    const page = await stage!.signedIn('Nia', '/', { isNew: true });
    const offer = page.locator('.tour-offer');
    await offer.waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await inPictures(page);
    const kept = page.waitForResponse((answer) => answer.request().method() === 'PATCH');
    await offer.getByRole('button', { name: 'Not now' }).click();
    expect((await kept).ok()).toBe(true);
    await offer.waitFor({ state: 'detached' });
    // Another browser, by another sign-in.
    const other = await stage!.signedIn('Nia', '/', { isNew: true });
    await other.getByRole('heading', { level: 1 }).waitFor();
    const answer = await other.request.get(
      `${new URL(other.url()).origin}/api/v1/users/me/preferences`,
    );
    expect(await answer.json()).toMatchObject({ tour: 'answered' });
    expect(await other.locator('.tour-offer').count()).toBe(0);
  });

  test('leads through the tour, and is answered by that, too', async () => {
    await stage!.people.add('Noa', 'viewer');
    const page = await stage!.signedIn('Noa', '/', { isNew: true, reducedMotion: 'reduce' });
    await page.getByRole('button', { name: 'Show me round' }).click();
    await page.locator('.driver-popover').getByText('Welcome, Noa').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.driver-popover').waitFor({ state: 'detached' });
    expect(await page.locator('.tour-offer').count()).toBe(0);
  });
});

describe.skipIf(stage === null)('the tour', () => {
  test('stops at what the account opens, by keys alone, and ends', async () => {
    const stops: Record<string, string[]> = {};
    for (const name of ['Vic', 'Ada']) {
      const page = await stage!.signedIn(name, '/', { reducedMotion: 'reduce' });
      await page.getByRole('button', { name: 'Menu', exact: true }).click();
      await page.getByRole('button', { name: 'Show me around' }).click();
      const popover = page.locator('.driver-popover');
      await popover.getByText(`Welcome, ${name}`).waitFor();
      const titles: string[] = [];
      for (let i = 0; i < 20 && (await popover.count()) > 0; i++) {
        const title = (await popover.locator('.driver-popover-title').textContent()) ?? '';
        titles.push(title);
        if (i === 1) {
          expect(await axeViolations(page)).toEqual([]);
          if (pictures !== undefined)
            await page.screenshot({ path: join(pictures, `tour-${name}.png`) });
        }
        // A key that comes while a stop is still moving to its place is not heard: a person presses it again.
        const isPast = () =>
          page.waitForFunction(
            (before) => document.querySelector('.driver-popover-title')?.textContent !== before,
            title,
            { timeout: 1_000 },
          );
        for (let press = 0; press < 8; press++) {
          await page.keyboard.press('ArrowRight');
          const isDone = await isPast().then(
            () => true,
            () => false,
          );
          if (isDone) break;
        }
      }
      stops[name] = titles;
    }
    expect(stops.Vic).not.toContain('Administration');
    expect(stops.Ada).toContain('Administration');
    for (const titles of Object.values(stops)) {
      expect(titles.slice(-3)).toEqual(['Find anything', 'Live, or not', 'Your menu']);
    }
  });

  test('on a phone it is told in the middle, and Escape ends it', async () => {
    const page = await stage!.signedIn('Vic', '/', { viewport: { width: 390, height: 844 } });
    await page.getByRole('button', { name: 'Menu', exact: true }).click();
    await page.getByRole('button', { name: 'Show me around' }).click();
    const popover = page.locator('.driver-popover');
    await popover.waitFor();
    const box = (await popover.boundingBox())!;
    expect(box.x >= 0 && box.x + box.width <= 390).toBe(true);
    if (pictures !== undefined) await page.screenshot({ path: join(pictures, 'tour-phone.png') });
    await page.keyboard.press('Escape');
    await popover.waitFor({ state: 'detached' });
  });
});
