import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import type { NodeDetail } from '#schemas/plant/node';
import { pngOf } from './painted-png.ts';
import { PlantStage } from './plant-stage.ts';

const plant = await PlantStage.open();
let page: Page;

beforeAll(async () => {
  if (plant === null) return;
  await plant.sensor('s-1', 'Pump P-101');
  await plant.sensor('s-2', 'Fan F-3');
  page = await plant.page('Root', '/');
});
afterAll(() => plant?.close());

async function picture(name: string): Promise<void> {
  const folder = process.env.TREMOLO_PICTURES;
  if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`) });
}
const button = (name: string | RegExp, within: Page | Locator = page) =>
  within.getByRole('button', { name, exact: typeof name === 'string' });
const row = (name: RegExp) => page.getByRole('treeitem', { name });
const dialog = () => page.getByRole('dialog');
const undoBar = () => page.locator('.undo-bar');
const done = (sentence: string) => undoBar().getByText(sentence).waitFor();
const go = (path: string) => page.goto(`${plant!.stage.people.origin}${path}`);

async function add(kind: string, name: string): Promise<void> {
  await page.selectOption('#node-kind', kind);
  await page.fill('#node-name', name);
  await button('Add', dialog()).click();
  await done(`Added ${name}`);
}

describe.skipIf(plant === null)('the first steps', () => {
  test('one tap makes machines of what the sensors say of themselves, and one takes them away again', async () => {
    await page.getByRole('heading', { name: 'Sort the points by machine and area' }).waitFor();
    await picture('first-steps');
    await button('Make the 2 machines that the sensors name').click();
    await row(/^Pump P-101/).waitFor();
    await row(/^Fan F-3/).waitFor();
    await page.getByText('Made 2 machines with 4 points.').waitFor();
    await button('Undo').click();
    await page.getByText('The machines are gone again').waitFor();
    await row(/^Fan F-3/).waitFor({ state: 'detached' });
    await button('Make the 2 machines that the sensors name').click();
    await row(/^Fan F-3/).waitFor();
  });
});

describe.skipIf(plant === null)('the plant editor', () => {
  test('builds a tree whose kinds fit where they stand', async () => {
    await go('/plant/edit');
    await row(/^Fan F-3/).waitFor();
    await button('Add').first().click();
    await add('site', 'Mill 3');
    await button('Add below Mill 3').click();
    await add('area', 'Wet end');
    await button('Add below Wet end').click();
    expect(await page.locator('#node-kind option').allTextContents()).toEqual(['Line', 'Machine']);
    await add('line', 'Line 2');
    // What the hub refuses stays in the form with its reason.
    await button('Add below Line 2').click();
    await page.fill('#node-name', 'a/b');
    await button('Add', dialog()).click();
    await dialog().locator('.hint.wrong').waitFor();
    await page.keyboard.press('Escape');
    await button('Leave', page.getByRole('dialog', { name: 'Leave without saving?' })).click();
  });

  test('moves by keyboard, by tap and by dragging; never below what cannot carry it', async () => {
    await row(/^Fan F-3/).focus();
    await page.keyboard.press('x');
    await page.getByText('Choose where Fan F-3 goes.').waitFor();
    await row(/^Line 2/).focus();
    await page.keyboard.press('Enter');
    await done('Moved Fan F-3 to Line 2');
    await row(/^Pump P-101/).click();
    await button('Move').click();
    await row(/^Fan F-3/).click();
    await page.getByText('Pump P-101 cannot stand below Fan F-3.').waitFor();
    await row(/^Wet end/).click();
    await done('Moved Pump P-101 to Wet end');
    await row(/^Pump P-101/).dragTo(row(/^Line 2/));
    await done('Moved Pump P-101 to Line 2');
    await page.locator('[role=treeitem][aria-level="4"]', { hasText: 'Pump P-101' }).waitFor();
    await picture('editor-moved');
  });

  test('every step is taken back by the bar or the keyboard, the latest first', async () => {
    await button('Undo: Moved Pump P-101 to Line 2').click();
    await done('Moved Pump P-101 to Wet end');
    await page.keyboard.press('Control+z');
    await done('Moved Fan F-3 to Line 2');
    await page.locator('[role=treeitem][aria-level="1"]', { hasText: 'Pump P-101' }).waitFor();
  });

  test('renames by key, and removing says what becomes unassigned and brings it back', async () => {
    await row(/^Wet end/).focus();
    await page.keyboard.press('F2');
    await page.fill('#node-name', 'Wet part');
    await page.keyboard.press('Enter');
    await done('Renamed to Wet part');
    await row(/^Wet part/).focus();
    await page.keyboard.press('Delete');
    await dialog()
      .getByText('3 parts of the tree go with it. 2 points become unassigned')
      .waitFor();
    await button('Remove', dialog()).click();
    await done('Removed Wet part: 2 points are unassigned now');
    await page.getByRole('heading', { name: 'Unassigned sensors 1' }).waitFor();
    await page.keyboard.press('Control+z');
    await row(/^Fan F-3/).waitFor();
    await page.getByRole('heading', { name: 'Unassigned sensors 0' }).waitFor();
  });

  test('a new sensor is there the moment it says what it is, shows its signal, and is placed by tap or dragged', async () => {
    await row(/^Fan F-3/).click();
    await button('Add below Fan F-3').click();
    await page.fill('#node-name', 'Drive end');
    await page.keyboard.press('Enter');
    await done('Added Drive end');
    await plant!.sensor('s-9', null);
    const sensors = page.locator('.editor-unassigned');
    await sensors.getByRole('heading', { name: 's-9' }).waitFor();
    await button('Look at the signal: Drive end', sensors).click();
    await sensors.getByRole('group', { name: 'Signal of Drive end' }).waitFor();
    await sensors.locator('.u-over').waitFor();
    await button('Place: Drive end', sensors).click();
    // A site carries no sensor.
    await row(/^Mill 3/).click();
    await page.getByText('Sensors are placed on machines and positions only.').waitFor();
    await row(/^Drive end/).click();
    await done('Placed Drive end on Drive end');
    await sensors.locator('.sensor-row', { hasText: 'Free end' }).dragTo(row(/^Fan F-3/));
    await done('Placed Free end on Fan F-3');
    await sensors.getByText('Every sensor has its place.').waitFor();
    await page.keyboard.press('Control+z');
    await sensors.getByText('Free end').waitFor();
  });

  test('twenty pumps like this one: looked at first, then made, and taken back in one step', async () => {
    await row(/^Fan F-3/).click();
    await button('More like this one').click();
    await page.fill('#copy-names', 'F-{4..23}');
    await button('Preview', dialog()).click();
    await dialog().getByText('Would add 40 parts').waitFor();
    expect(await row(/^F-4\b/).count()).toBe(0);
    await picture('editor-copies');
    await button('Make 40', dialog()).click();
    await done('Added 40 parts');
    await row(/^F-23/).waitFor();
    await page.keyboard.press('Control+z');
    await row(/^F-23/).waitFor({ state: 'detached' });
  });

  test('a file with errors says each by its row and changes nothing; mended it is taken in', async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      button('Export CSV').click(),
    ]);
    const csv = await Bun.file((await download.path()) ?? '').text();
    const lines = csv.trimEnd().split(/\r?\n/);
    const fan = lines.findIndex((line) => line.includes('Fan F-3'));
    const wrong = lines.map((line, i) => (i === fan ? line.replace('machine', 'spaceship') : line));
    const choose = async (name: string, content: string) => {
      await page.setInputFiles('#plant-file', {
        ...{ name, mimeType: 'text/csv', buffer: Buffer.from(content) },
      });
    };
    await button('Import').click();
    await choose('plant.csv', wrong.join('\r\n'));
    await dialog()
      .getByText(/nothing can be imported/)
      .waitFor();
    await dialog()
      .getByRole('rowheader', { name: String(fan + 1), exact: true })
      .first()
      .waitFor();
    expect(await button('Import it', dialog()).isDisabled()).toBe(true);
    await picture('editor-import');
    await button('Another file', dialog()).click();
    await choose('plant.csv', csv);
    await dialog().getByText('Nothing would change').waitFor();
    await button('Cancel', dialog()).click();
  });
});

describe.skipIf(plant === null)('the page of a machine', () => {
  test('facts are changed with what is wrong said where it is, and one tap changes them back', async () => {
    await row(/^Fan F-3/).click();
    await page.getByRole('link', { name: 'Open the machine' }).click();
    await page.getByRole('heading', { name: 'Fan F-3', level: 1 }).waitFor();
    await button('Edit').first().click();
    await page.selectOption('#machine-machineKind', 'fan');
    await page.fill('#machine-powerKw', '-5');
    await page.selectOption('#machine-speedFrom', 'fixed');
    await page.fill('#machine-rpm', '1480');
    await button('Save', dialog()).click();
    await dialog().getByText('A number is needed here').waitFor();
    await page.fill('#machine-powerKw', '7.5');
    await button('Add a pair of gears', dialog()).click();
    await page.fill('[id="machine-gears.0.driving"]', '23');
    await page.fill('[id="machine-gears.0.driven"]', '57');
    await picture('machine-dialog');
    await button('Save', dialog()).click();
    await page.getByText('7.5 kW').waitFor();
    await page.getByText('Fixed at 1480 r/min.').waitFor();
    await page.getByText('23 : 57 teeth').waitFor();
    await button('Undo').first().click();
    await page.getByText('7.5 kW').waitFor({ state: 'detached' });
  });

  test('who reads inches types limits in in/s; what is kept is mm/s, converted once', async () => {
    const preferences = '/api/v1/users/me/preferences';
    await plant!.ask('PATCH', preferences, { units: { velocity: 'in_s' } });
    await page.reload();
    await button('Edit').first().click();
    for (const [field, typed] of [
      ['ab', '0.11'],
      ['bc', '0.18'],
      ['cd', '0.28'],
    ]) {
      await page.fill(`#machine-${field}MmS`, typed!);
    }
    await dialog().locator('.with-unit', { hasText: 'in/s' }).first().waitFor();
    await button('Save', dialog()).click();
    await page.getByText('0.28 in/s').waitFor();
    await button('Edit').first().click();
    expect(await page.inputValue('#machine-cdMmS')).toBe('0.28');
    await page.fill('#machine-model', 'RV-3');
    await button('Save', dialog()).click();
    await page.getByText('RV-3').waitFor();
    const nodeId = new URL(page.url()).pathname.split('/').at(-1);
    const kept = await plant!.ask<NodeDetail>('GET', `/api/v1/nodes/${nodeId}`);
    expect(kept.machine?.limits).toEqual({ abMmS: 2.794, bcMmS: 4.572, cdMmS: 7.112 });
    await plant!.ask('PATCH', preferences, { units: { velocity: 'mm_s' } });
    await page.reload();
    await page.getByText('7.112 mm/s').waitFor();
  });

  test('a position gets its bearing from the catalogue', async () => {
    await button('Edit: Drive end').click();
    await page.selectOption('#position-bearing', 'SKF 6205-2RS');
    await button('Save', dialog()).click();
    await page.locator('.position-head', { hasText: 'SKF 6205-2RS' }).waitFor();
    await button('Add position').click();
    await page.fill('#position-name', 'Free end');
    await button('Add', dialog()).click();
    await page.getByRole('heading', { name: 'Free end', level: 3 }).waitFor();
  });

  test('a picture is added, points are placed on it by tap and by key, and show their state there', async () => {
    await page.setInputFiles('#node-picture', {
      ...{ name: 'fan.png', mimeType: 'image/png', buffer: Buffer.from(pngOf(320, 200)) },
    });
    const placed = page.locator('.placed-picture');
    await placed.locator('img').waitFor();
    await page.waitForFunction(() => document.querySelector('img')!.naturalWidth === 320);
    await button('Place on the picture').click();
    await placed.locator('img').click({ position: { x: 80, y: 50 } });
    const mark = placed.getByRole('button').first();
    await mark.focus();
    await page.keyboard.press('ArrowRight');
    await button('Done').click();
    const link = placed.getByRole('link').first();
    await link.waitFor();
    expect(await link.getAttribute('data-appearance')).toBe('good');
    const left = await placed
      .locator('li')
      .first()
      .evaluate((li: HTMLElement) => li.style.left);
    expect(Number.parseFloat(left)).toBeCloseTo(26, 0);
    await picture('machine-picture');
  });

  test('what is no picture is refused with its reason, documents and notes are kept, the history tells it all', async () => {
    await page.setInputFiles('#machine-document', {
      ...{ name: 'manual.pdf', mimeType: 'application/pdf', buffer: Buffer.from('no pdf at all') },
    });
    await page.locator('.notice[data-kind=failed]').waitFor();
    await page.setInputFiles('#machine-document', {
      ...{ name: 'plate.png', mimeType: 'image/png', buffer: Buffer.from(pngOf(8, 8)) },
    });
    await page.getByRole('link', { name: /^plate/ }).waitFor();
    await button('Delete plate').click();
    await button('Delete', dialog()).click();
    await page.getByRole('link', { name: /^plate/ }).waitFor({ state: 'detached' });
    await page.locator('.notice', { hasText: 'plate is deleted.' }).getByText('Undo').click();
    await page.getByText('plate is back.').waitFor();
    await page.getByRole('link', { name: /^plate/ }).waitFor();
    await button('Edit the notes').click();
    await page.fill('textarea#machine-notes', 'Belt changed in May.');
    // Until the history is asked for again its first row is an earlier change.
    const told = page.waitForResponse(
      (answer) => answer.url().includes('/plant/changes') && answer.request().method() === 'GET',
    );
    await button('Save', dialog()).click();
    await page.getByText('Belt changed in May.').waitFor();
    await told;
    const history = page.locator('section', { hasText: 'History' }).last();
    await button('Undo: Changed Fan F-3', history).first().click();
    await page.getByText('No note yet.').waitFor();
  });

  test('a machine that is gone says so, and leads back', async () => {
    await go('/machines/nd_01HZX3T7Q00000000000000000');
    await page.getByRole('heading', { name: 'There is no such machine' }).waitFor();
    expect(plant!.stage.errors).toEqual([]);
  });
});

describe.skipIf(plant === null)('without the right to edit the plant', () => {
  test('a viewer finds nothing to change it with, and is told so', async () => {
    const viewer = await plant!.page('Vic', '/');
    await viewer.getByRole('treeitem', { name: /^Mill 3/ }).waitFor();
    expect(await viewer.getByRole('link', { name: 'Edit the plant' }).count()).toBe(0);
    await viewer.goto(`${plant!.stage.people.origin}/plant/edit`);
    await viewer.getByText('You see the plant here, and may not change it.').waitFor();
    await viewer.getByRole('treeitem', { name: /^Mill 3/ }).click();
    for (const name of ['Add', 'Rename', 'Move', 'Remove', 'Import']) {
      expect(await viewer.getByRole('button', { name, exact: true }).count()).toBe(0);
    }
    await viewer.getByRole('treeitem', { name: /^Mill 3/ }).focus();
    await viewer.keyboard.press('Delete');
    expect(await viewer.getByRole('dialog').count()).toBe(0);
  });
});
