import { afterAll, afterEach, beforeAll, describe, expect, test } from 'bun:test';
import type { Page } from 'playwright-core';
import type { DiagnosisRow } from '#schemas/http/diagnoses';
import type { BrowserSession } from '../rig/browser-session.ts';
import { axeViolations } from './axe-violations.ts';
import { PeopleStage } from './people-stage.ts';

const stage = await PeopleStage.open();
let ada: BrowserSession;

beforeAll(async () => {
  if (stage === null) return;
  for (const name of ['ada', 'bob']) await stage.people.add(name, 'analyst');
  await stage.people.add('vera', 'viewer');
  ada = await stage.people.signedIn('ada');
});
afterEach(async () => {
  const errors = stage?.errors.splice(0) ?? [];
  await stage?.clear();
  expect(errors).toEqual([]);
});
afterAll(() => stage?.close());

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const inDialog = (page: Page, name: string) =>
  page.getByRole('dialog').last().getByRole('button', { name, exact: true });
const said = (page: Page, sentence: string) => page.getByText(sentence, { exact: true }).waitFor();
/** A shaft at 30 Hz that is badly out of balance, on a little noise, in g: six seconds at 12 kHz. */
const IMBALANCE = (() => {
  let state = 1;
  return Array.from({ length: 72_000 }, (_, i) => {
    state = (state * 48_271) % 2_147_483_647;
    const noise = (state / 2_147_483_647 - 0.5) * 0.05;
    return (1.5 * Math.sin((2 * Math.PI * 30 * i) / 12_000) + noise).toFixed(5);
  }).join('\n');
})();
/** Blows at the ball-pass frequency of a 6205's outer ring (3.585 orders), each ringing at 3 kHz. */
const OUTER_RACE = (() => {
  const periodS = 60 / (1_797 * 3.585);
  let state = 7;
  return Array.from({ length: 72_000 }, (_, i) => {
    state = (state * 48_271) % 2_147_483_647;
    const noise = (state / 2_147_483_647 - 0.5) * 0.2;
    const since = (i / 12_000) % periodS;
    return (2 * Math.exp(-1_000 * since) * Math.sin(2 * Math.PI * 3_000 * since) + noise).toFixed(
      5,
    );
  }).join('\n');
})();
const recording = (text: string) => ({
  name: 'fan 3.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(text),
});

describe.skipIf(stage === null)('diagnoses', () => {
  test('a recording is handed in, judged and read; what cannot be read says where', async () => {
    const page = await stage!.signedIn('ada', '/diagnoses');
    await said(page, 'No diagnoses yet.');
    await button(page, 'New diagnosis').click();
    await page.setInputFiles('#diagnosis-file', recording('mm/s\n1\n2\nthree\n'));
    await said(page, 'Line 4 is no number.');
    expect(await inDialog(page, 'New diagnosis').isDisabled()).toBe(true);
    await page.setInputFiles('#diagnosis-file', recording(IMBALANCE));
    expect(await page.inputValue('#diagnosis-name')).toBe('fan 3');
    await page.fill('#diagnosis-rate', '12000');
    await page.getByText(/72.000 samples, 6 s/).waitFor();
    await page.fill('#diagnosis-speed', '1800');
    await page.selectOption('#diagnosis-group', 'group2');
    await page.selectOption('#diagnosis-support', 'rigid');
    await inDialog(page, 'New diagnosis').click();
    await page.getByRole('heading', { name: 'fan 3' }).waitFor();
    await page.getByRole('heading', { name: 'Imbalance' }).waitFor();
    await page.getByText('55.2 mm/s').first().waitFor();
    expect(await page.locator('.page-head .badge').textContent()).toBe('Danger');
    await page.getByRole('slider').focus();
    await page.keyboard.press('End');
    expect(await page.locator('.readout').textContent()).toContain('Hz');
    expect(await axeViolations(page)).toEqual([]);
  });

  test('a bearing is named by its designation, and its faults with it', async () => {
    const page = await stage!.signedIn('ada', '/diagnoses');
    await button(page, 'New diagnosis').click();
    await page.setInputFiles('#diagnosis-file', recording(OUTER_RACE));
    await page.fill('#diagnosis-rate', '12000');
    await page.fill('#diagnosis-speed', '1797');
    await page.selectOption('#diagnosis-bearing', '6205');
    await inDialog(page, 'New diagnosis').click();
    await page.getByRole('heading', { name: 'Outer race' }).waitFor();
    await page.getByText(/BPFO/).first().waitFor();
    const made = new URL(page.url()).searchParams.get('diagnosis');
    await ada.ask('DELETE', `/api/v1/diagnoses/${made}`);
  });

  test('is shared for a time, changed by who may, deleted and brought back', async () => {
    const { items } = await ada.ask<{ items: DiagnosisRow[] }>('GET', '/api/v1/diagnoses');
    const address = `/diagnoses?diagnosis=${items[0].diagnosisId}`;
    const page = await stage!.signedIn('ada', address);
    await button(page, 'Share').click();
    await page.fill('#share-name', 'nobody');
    await inDialog(page, 'Share').click();
    await said(page, 'There is no person of this name to share with.');
    await page.fill('#share-name', 'bob');
    await page.selectOption('#share-level', 'editor');
    await page.selectOption('#share-until', 'day');
    await inDialog(page, 'Share').click();
    await said(page, 'Shared with bob.');
    const bob = await stage!.signedIn('bob', '/diagnoses');
    await bob.getByRole('row', { name: /fan 3.*ada/ }).click();
    await button(bob, 'Change').click();
    await bob.fill('#diagnosis-note', 'Balance it at the next stop.');
    await inDialog(bob, 'Change').click();
    await said(bob, 'Balance it at the next stop.');
    expect(await button(bob, 'Delete').count()).toBe(0);
    expect(await button(bob, 'Share').count()).toBe(0);
    await button(page, 'End bob').click();
    await said(page, 'Shared no more.');
    await bob.reload();
    await bob.getByText('This could not be loaded').waitFor();
    await button(page, 'Delete').click();
    await said(page, 'fan 3 is deleted.');
    await button(page, 'Undo').click();
    await said(page, 'fan 3 is back.');
    await button(page, 'Delete').waitFor();
  });

  test('has no place for who may not see any', async () => {
    const page = await stage!.signedIn('vera', '/');
    expect(await page.getByRole('link', { name: 'Diagnoses' }).count()).toBe(0);
    await page.goto(`${stage!.people.origin}/diagnoses`);
    await page.getByText('diagnosis:read').waitFor();
  });
});
