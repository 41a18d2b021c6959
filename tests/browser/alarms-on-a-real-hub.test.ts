import { afterAll, afterEach, beforeAll, describe, expect, test } from 'bun:test';
import type { Page } from 'playwright-core';
import type { PointId } from '#schemas/ids/ids';
import { sensorSays, summaryOf } from '../hub/plant-messages.ts';
import { PeopleStage } from './people-stage.ts';

const stage = await PeopleStage.open();
let pointId: PointId;

beforeAll(async () => {
  if (stage === null) return;
  const { people } = stage;
  await people.add('erin', 'engineer');
  await people.add('otto', 'operator');
  const { assets, events } = people.rooms;
  const made = new Promise<void>((done) => {
    events.on('points', () => assets.all().length > 0 && done());
  });
  assets.describe(sensorSays('s-1'));
  await made;
  pointId = assets.all()[0]!.pointId;
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

/** The point was measured with this velocity just now. */
function hear(velocityMmS: number): void {
  const { rooms, clock } = stage!.people;
  clock.nowMs += 1_000;
  rooms.events.emit('summaries', [summaryOf(pointId, clock.nowMs, velocityMmS, 'good')]);
}

describe.skipIf(stage === null)('alarms on a real hub', () => {
  test('a rule is built, raises, is acknowledged by one and seen by the other, shelved, and is over', async () => {
    const erin = await stage!.signedIn('erin', '/alarms/rules');
    await button(erin, 'New rule').click();
    await erin.fill('#rule-name', 'Velocity high');
    await erin.locator('[id$="-source"]').selectOption('figure');
    await erin.locator('[id$="-limit"]').fill('7');
    await erin.fill('#rule-on', '0');
    await erin.fill('#rule-off', '0');
    await erin.selectOption('#rule-machine', 'any');
    await erin.selectOption('#rule-per', 'point');
    await erin.getByRole('radio', { name: /^Major.*An hour: High$/ }).check({ force: true });
    await button(erin, 'Try it').click();
    await erin.getByText(/^No alarm, on 1 point or value\.$/).waitFor();
    await button(erin, 'Save the rule').click();
    await erin.getByText('“Velocity high” is judged from now on.').waitFor();

    const otto = await stage!.signedIn('otto', '/alarms');
    await otto.getByText('No alarm stands. Nothing to do.').waitFor();
    hear(9);
    await erin.locator('.alarm-badge[data-worst="high"]').waitFor();
    const row = otto.locator('.alarm-row');
    await row.getByText('limit 7.00 mm/s').waitFor();
    await row.focus();
    await otto.keyboard.press('Shift+A');
    await otto.fill('#alarm-said', 'On my way.');
    await inDialog(otto, 'Acknowledge').click();
    await row.getByText('otto', { exact: true }).waitFor();

    await erin.getByRole('link', { name: 'Standing' }).click();
    await erin.locator('.alarm-row').getByText('otto', { exact: true }).waitFor();
    await erin.locator('.alarm-row .cause a').click();
    await erin.locator('.alarm-course').getByText('On my way.').waitFor();
    await erin.locator('.alarm-advice li').first().waitFor();
    await button(erin, 'Shelve…').click();
    await erin.fill('#alarm-said', 'Fan is being balanced.');
    await inDialog(erin, 'Shelve').click();
    await erin.getByText(/^Shelved until .* by erin: Fan is being balanced\.$/).waitFor();
    await row.waitFor({ state: 'detached' });
    await otto.locator('.chip', { hasText: 'Shelved' }).click();
    await button(otto, 'Unshelve').click();
    await otto.getByText('Nothing is shelved.').waitFor();

    hear(2);
    await erin.getByText('Closed', { exact: true }).first().waitFor();
    await otto.getByRole('link', { name: 'Journal' }).click();
    await otto
      .getByRole('row', { name: /^Velocity/ })
      .getByText('otto')
      .waitFor();
    await otto.getByRole('link', { name: 'Figures' }).click();
    await otto.getByText('1 alarm was shown to people in this time.').waitFor();
    await otto
      .getByRole('row', { name: /^Standing at once/ })
      .getByText('Met')
      .waitFor();
  });
});
