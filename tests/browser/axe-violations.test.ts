import { afterAll, describe, expect, test } from 'bun:test';
import { axeViolations } from './axe-violations.ts';
import { Stage } from './stage.ts';

const stage = await Stage.open();
afterAll(() => stage?.close());

describe.skipIf(stage === null)('what axe finds', () => {
  test('is named with its place, in either theme, and anew when the page has changed', async () => {
    const page = await stage!.page({ colorScheme: 'light' });
    await page.setContent(`<html lang="en"><title>t</title>
      <style>:root { color-scheme: light dark } p { color: light-dark(#111, #333) }
      body { background: light-dark(#fff, #222) }</style><main><h1>h</h1><p>text</p></main></html>`);
    expect(await axeViolations(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await axeViolations(page)).toEqual([expect.stringMatching(/^color-contrast: p: /)]);
    await page.evaluate(() => document.querySelector('p')?.replaceWith(new Image()));
    expect(await axeViolations(page)).toContainEqual(expect.stringMatching(/^image-alt: img: /));
  });
});
