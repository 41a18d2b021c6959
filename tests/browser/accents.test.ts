import { afterAll, afterEach, describe, expect, test } from 'bun:test';
import { join } from 'node:path';
import { Preferences } from '#schemas/preferences/preferences';
import { axeViolations } from './axe-violations.ts';
import { Stage } from './stage.ts';

const stage = await Stage.open();
const pictures = process.env.TREMOLO_PICTURES;
afterEach(() => stage?.clear());
afterAll(() => stage?.close());

describe.skipIf(stage === null)('each accent', () => {
  test('is chosen by keyboard, and axe finds nothing in either theme', async () => {
    const page = await stage!.signedIn(stage!.hub({ tempers: ['good'] }), '/settings/appearance');
    const ground = () =>
      page.locator('.accent-sample').evaluate((sample) => getComputedStyle(sample).backgroundColor);
    const seen = new Set<string>();
    await page.getByRole('radio', { name: 'Blue' }).focus();
    for (const accent of Preferences.shape.accent.unwrap().options) {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        expect(await axeViolations(page)).toEqual([]);
        seen.add(await ground());
        if (pictures === undefined) continue;
        for (const width of [1440, 800, 390]) {
          await page.setViewportSize({ width, height: 900 });
          const path = join(pictures, `accent-${accent}-${colorScheme}-${width}.png`);
          await page.screenshot({ path });
        }
      }
      await page.keyboard.press('ArrowRight');
    }
    expect(seen.size).toBe(8);
  }, 60_000);
});
