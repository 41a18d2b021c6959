import { afterAll, afterEach, describe, expect, test } from 'bun:test';
import { join } from 'node:path';
import { axeViolations } from './axe-violations.ts';
import { FakeFleet } from './fake-fleet.ts';
import { errorsOf, Stage } from './stage.ts';

const stage = await Stage.open();
const PICTURES = process.env.TREMOLO_PICTURES;
afterEach(() => stage?.clear());
afterAll(() => stage?.close());

const LOOKS = [
  { width: 1440, scheme: 'light' },
  { width: 390, scheme: 'dark' },
] as const;

describe.skipIf(stage === null)('an agent that answers and is not well', () => {
  for (const { width, scheme } of LOOKS) {
    test(`says each trouble in a sentence, ${width} wide, ${scheme}`, async () => {
      const hub = stage!.hub({ tempers: ['good', 'good'] });
      hub.failing = true;
      new FakeFleet(hub).start();
      const viewport = { width, height: 900 };
      const page = await stage!.signedIn(hub, '/fleet', { viewport, colorScheme: scheme });
      const card = page.getByRole('article', { name: 'agent-1' });
      const items = card.locator('.agent-troubles').getByRole('listitem');
      await items.first().waitFor();
      expect(await items.allInnerTexts()).toEqual([
        'agent-1 runs more than once: on press-box, which works, and on pump-box, which stands by. Stop one, or let it join under another name.',
        'The clock of agent-1 is 3 min 12 s behind the hub’s: synchronise its machine’s time.',
        'agent-1 runs Tremolo 0.0.9, the hub 0.1.0: update the agent.',
      ]);
      if (PICTURES !== undefined) {
        await page.screenshot({ path: join(PICTURES, `troubles-${width}.png`), fullPage: true });
      }
      expect(await axeViolations(page)).toEqual([]);
      expect(errorsOf(page)).toEqual([]);
    }, 30_000);
  }
});
