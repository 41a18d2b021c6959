import { afterAll, afterEach, beforeAll, describe, expect, test } from 'bun:test';
import { strFromU8, unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import type { SessionInfo } from '#schemas/http/session';
import type { BrowserSession } from '../rig/browser-session.ts';
import { axeViolations } from './axe-violations.ts';
import { PeopleStage } from './people-stage.ts';

const stage = await PeopleStage.open();
let root: BrowserSession;
const pictures = process.env.TREMOLO_PICTURES;

beforeAll(async () => {
  if (stage === null) return;
  for (const [name, role] of [
    ['root', 'admin'],
    ['anna', 'operator'],
    ['bert', 'operator'],
    ['cleo', 'engineer'],
  ]) {
    await stage.people.add(name, role);
  }
  root = await stage.people.signedIn('root');
});
afterEach(async () => {
  const errors = stage?.errors.splice(0) ?? [];
  await stage?.clear();
  expect(errors).toEqual([]);
});
afterAll(() => stage?.close());

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const row = (page: Page, name: RegExp) => page.getByRole('row', { name });
const said = (page: Page, sentence: string) => page.getByText(sentence, { exact: true }).waitFor();
const keptOnHub = async () => {
  const { preferences } = await root.ask<SessionInfo>('GET', '/api/v1/users/me/session');
  return (preferences.presets ?? []).map(({ list, name, filters, search, sort }) =>
    [list, name, filters, search, sort].join('|'),
  );
};
async function save(page: Page, list: string, name: string, how = 'Save what is set now') {
  await button(page, 'Presets').click();
  await page.fill(`#${list}-preset`, name);
  await button(page, how).click();
  await said(page, `Preset “${name}” is saved.`);
}

describe.skipIf(stage === null)('presets of a list', () => {
  test('search, filters and order are kept with the account and come back after the page is loaded anew', async () => {
    const page = await stage!.signedIn('root', '/administration/users');
    await row(page, /cleo/).waitFor();
    await button(page, 'Presets').click();
    await said(
      page,
      'None yet. Search, filter and sort this list, then keep that here under a name.',
    );
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.selectOption('#people-role', 'operator');
    await page.fill('#people-search', 'anna');
    await row(page, /bert/).waitFor({ state: 'detached' });
    await save(page, 'people', 'Operators');
    expect(await keptOnHub()).toEqual(['people|Operators|role=operator|anna|name']);
    await page.goto(new URL('/administration/users', page.url()).href);
    await row(page, /cleo/).waitFor();
    await button(page, 'Presets').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await row(page, /cleo/).waitFor({ state: 'detached' });
    await row(page, /bert/).waitFor({ state: 'detached' });
    await row(page, /anna/).waitFor();
    expect(await page.inputValue('#people-search')).toBe('anna');
    expect(new URL(page.url()).search).toBe('?role=operator');
    await button(page, 'Presets').click();
    expect(await button(page, 'Operators').getAttribute('aria-current')).toBe('true');
    expect(await axeViolations(page)).toEqual([]);
  });

  test('one of the same name is overwritten once that is said, and a deleted one comes back by undo', async () => {
    const page = await stage!.signedIn('root', '/administration/users?role=engineer');
    await row(page, /cleo/).waitFor();
    await button(page, 'Presets').click();
    await page.fill('#people-preset', 'Operators');
    await said(page, 'There is one of this name: it becomes what is set now.');
    await page.keyboard.press('Enter');
    await said(page, 'Preset “Operators” is saved.');
    expect(await keptOnHub()).toEqual(['people|Operators|role=engineer||name']);
    await button(page, 'Presets').click();
    await button(page, 'Delete Operators').click();
    await said(page, 'Preset “Operators” is deleted.');
    expect(await keptOnHub()).toEqual([]);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('people-preset');
    await page.keyboard.press('Escape');
    await button(page, 'Undo').click();
    await button(page, 'Presets').click();
    await button(page, 'Operators').waitFor();
    expect(await keptOnHub()).toEqual(['people|Operators|role=engineer||name']);
  });

  test('a preset is of its list only, and another theme leaves it as it is', async () => {
    const page = await stage!.signedIn('root', '/administration/audit?outcome=failed');
    await button(page, 'Presets').waitFor();
    await save(page, 'audit', 'Failures');
    expect(await keptOnHub()).toContain('audit|Failures|outcome=failed||');
    const before = await keptOnHub();
    await page.goto(new URL('/settings/appearance', page.url()).href);
    const kept = page.waitForResponse((answer) => answer.request().method() === 'PATCH');
    await page.locator('#content').getByText('Dark', { exact: true }).click();
    expect((await kept).status()).toBe(200);
    await page.goto(new URL('/jobs', page.url()).href);
    await button(page, 'Presets').click();
    await page.locator('#jobs-preset').waitFor();
    expect(await button(page, 'Failures').count()).toBe(0);
    expect(await keptOnHub()).toEqual(before);
  });

  test('what is shown is saved as an Excel file, made by a script that is loaded only then', async () => {
    const page = await stage!.signedIn('root', '/administration/users');
    await row(page, /cleo/).waitFor();
    await button(page, 'View').click();
    const script = page.waitForResponse((answer) => answer.url().endsWith('.js'));
    const saved = page.waitForEvent('download');
    await button(page, 'Save what is shown (Excel)').click();
    expect((await script).status()).toBe(200);
    const file = await saved;
    expect(file.suggestedFilename()).toBe('tremolo-people.xlsx');
    const parts = unzipSync(await Bun.file(await file.path()).bytes());
    expect(strFromU8(parts['xl/worksheets/sheet1.xml'])).toContain('>cleo<');
  });

  test('can be read at any width in both themes', async () => {
    const page = await stage!.signedIn('root', '/administration/users');
    await row(page, /cleo/).waitFor();
    for (const theme of ['light', 'dark']) {
      await page.evaluate(
        (name) => Object.assign(document.documentElement.dataset, { theme: name }),
        theme,
      );
      for (const width of [1440, 390]) {
        await page.setViewportSize({ width, height: 800 });
        for (const menu of ['Presets', 'View']) {
          await button(page, menu).click();
          const box = (await page.locator('.table-view:popover-open').boundingBox())!;
          expect(box.x).toBeGreaterThanOrEqual(0);
          expect(box.x + box.width).toBeLessThanOrEqual(width);
          if (pictures)
            await page.screenshot({ path: `${pictures}/${menu}-${theme}-${width}.png` });
          await page.keyboard.press('Escape');
        }
      }
    }
  });
});
