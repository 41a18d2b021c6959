import { afterAll, afterEach, describe, expect, test } from 'bun:test';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { placesFor } from '#schemas/access/navigation';
import { PERMISSION_NAMES } from '#schemas/access/permissions';
import { axeViolations } from './axe-violations.ts';
import { FakeSettings } from './fake-settings.ts';
import { errorsOf, Stage } from './stage.ts';

const stage = await Stage.open();
const PICTURES = process.env.TREMOLO_PICTURES;
afterEach(() => stage?.clear());
afterAll(() => stage?.close());

async function open(path: string, failing = false, width = 1280, colorScheme?: 'dark' | 'light') {
  const hub = stage!.hub({ tempers: ['good'] });
  const navigation = placesFor(new Set(PERMISSION_NAMES));
  hub.sessionMore = { permissions: [...PERMISSION_NAMES], navigation };
  hub.failing = failing;
  const settings = new FakeSettings(hub);
  const viewport = { width, height: 900 };
  const page = await stage!.signedIn(hub, path, { viewport, colorScheme: colorScheme ?? 'light' });
  return { page, hub, settings };
}

describe.skipIf(stage === null)('what is wrong with the system', () => {
  test('is said in a sentence, critical first, with the way to where more is said', async () => {
    const { page } = await open('/system', true);
    const panel = page.getByRole('region', { name: 'Wrong now' });
    const items = panel.locator('li');
    await items.first().waitFor();
    expect(await items.allTextContents().then((all) => all.map((words) => words.trim()))).toEqual([
      expect.stringMatching(/Critical: .*GPU 1 of agent-2 fails.*for 12 min/s),
      expect.stringMatching(/Warning: .*212 jobs wait in the queue training.*for \d+ /s),
    ]);
    expect(await items.nth(0).getByRole('link').getAttribute('href')).toBe('/fleet/agent-2/gpus/1');
    expect(errorsOf(page)).toEqual([]);
  });

  test('goes away by itself when it is over', async () => {
    const { page, hub } = await open('/system', true);
    await page.getByText('GPU 1 of agent-2 fails').waitFor();
    hub.failing = false;
    await page.getByText('Nothing is wrong with hub, agents and GPUs.').waitFor();
  });

  test('its limits are settings, each with what it may be', async () => {
    const { page } = await open('/administration/conditions');
    await page.fill('#diskCriticalPercent', '101');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('From 50 to 99.').first().waitFor();
    expect(await axeViolations(page)).toEqual([]);
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [1440, 390]) {
      test(`can be read by everybody: ${colorScheme}, ${width} px`, async () => {
        const { page } = await open('/system', true, width, colorScheme);
        await page.getByText('GPU 1 of agent-2 fails').waitFor();
        if (PICTURES !== undefined) {
          mkdirSync(PICTURES, { recursive: true });
          const path = join(PICTURES, `conditions-${width}-${colorScheme}.png`);
          await page.screenshot({ path });
        }
        expect(await axeViolations(page)).toEqual([]);
      });
    }
  }
});
