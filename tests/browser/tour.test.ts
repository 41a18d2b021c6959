import { afterAll, afterEach, beforeAll, describe, expect, test } from 'bun:test';
import { join } from 'node:path';
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
