import { afterAll, afterEach, describe, expect, test } from 'bun:test';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Permission } from '#schemas/access/permissions';
import { axeViolations } from './axe-violations.ts';
import { fakeAlarmId, fakeHeld } from './fake-alarms.ts';
import { problem } from './fake-hub.ts';
import { type Opening, openAlarms } from './open-alarms.ts';
import { errorsOf, Stage } from './stage.ts';

const stage = await Stage.open();
afterEach(() => stage?.clear());
afterAll(() => stage?.close());

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const inDialog = (page: Page, name: string) =>
  page.getByRole('dialog').last().getByRole('button', { name, exact: true });
const row = (page: Page, i: number) => page.locator(`[data-key="${fakeAlarmId(i)}"]`);
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.TREMOLO_PICTURES;
  if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`) });
}
const badge = (page: Page) => page.locator('.alarm-badge');

const open = (opening: Opening = {}) => openAlarms(stage!, opening);

const rowsOf = (page: Page) =>
  page.$$eval('.alarm-row', (rows) =>
    rows
      .sort(
        (a, b) => Number(a.getAttribute('aria-rowindex')) - Number(b.getAttribute('aria-rowindex')),
      )
      .map((one) => one.querySelector('.state, .priority')?.parentElement?.textContent ?? ''),
  );

describe.skipIf(stage === null)('the list of alarms', () => {
  test('begins with the most urgent that nobody has acknowledged, and says how it is in words', async () => {
    const { page } = await open({ count: 12 });
    await row(page, 9).waitFor();
    const rows = await rowsOf(page);
    expect(rows[0]).toContain('NewHigh');
    const firstDone = rows.findIndex((one) => one.includes('Olga'));
    expect(firstDone).toBe(9);
    expect(rows.slice(firstDone).every((one) => one.includes('Olga'))).toBe(true);
    expect(await row(page, 9).textContent()).toMatch(
      /Oil temperature[\s\S]*82.0 °C[\s\S]*limit 75.0 °C/,
    );
    expect(errorsOf(page)).toEqual([]);
  });

  test('draws of 500 alarms only those in and near the window, and the keyboard reaches the last', async () => {
    const { page } = await open({ count: 500 });
    await page.locator('.alarm-row').first().waitFor();
    expect(await page.locator('.alarm-row').count()).toBeLessThan(40);
    expect(await page.getByRole('table').getAttribute('aria-rowcount')).toBe('501');
    await page.keyboard.press('j');
    await page.keyboard.press('End');
    await page.waitForFunction(
      () => document.activeElement?.getAttribute('aria-rowindex') === '501',
    );
    expect(await page.locator('.alarm-row').count()).toBeLessThan(40);
    await page.keyboard.press('Home');
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-rowindex') === '2');
    expect(errorsOf(page)).toEqual([]);
  });

  test('acknowledges by keys what has the focus, with a comment, and all that is selected', async () => {
    const { alarms, page } = await open({ count: 12 });
    await row(page, 9).focus();
    await page.keyboard.press('a');
    await page.getByText('Acknowledged.', { exact: true }).waitFor();
    expect(alarms.sent[0]?.body).toEqual({ which: { by: 'ids', alarmIds: [fakeAlarmId(9)] } });
    await row(page, 1).focus();
    // At the top there is nothing above.
    await page.keyboard.press('k');
    await page.keyboard.press('j');
    await page.keyboard.press('Shift+A');
    await page.fill('#alarm-said', 'On my way.');
    await inDialog(page, 'Acknowledge').click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(alarms.sent[1]?.body).toMatchObject({
      which: { alarmIds: [fakeAlarmId(10)] },
      comment: 'On my way.',
    });
    await row(page, 1).focus();
    await page.keyboard.press('Control+a');
    await page.getByText('12 selected').first().waitFor();
    await button(page, 'Acknowledge (7)').click();
    await page.getByText('7 alarms acknowledged.').waitFor();
    await page.locator('.alarm-badge[data-worst="none"]').waitFor();
    expect(errorsOf(page)).toEqual([]);
  });

  test('says who was first when two acknowledge at once, and what was over already', async () => {
    const { alarms, page } = await open({ count: 12 });
    alarms.acknowledgedByOlga.add(fakeAlarmId(9));
    await row(page, 9).getByRole('button', { name: 'Acknowledge' }).click();
    await page.getByText('Olga had acknowledged it already.').waitFor();
    alarms.open.delete(fakeAlarmId(1));
    await row(page, 1).getByRole('button', { name: 'Acknowledge' }).click();
    await page.getByText('1 was over already.').waitFor();
  });

  test('acknowledges an area, after saying how many that are and with what the person saw', async () => {
    const { alarms, page } = await open({ count: 12 });
    await button(page, 'Acknowledge an area…').click();
    await page.selectOption('#acknowledge-area', 'Line 2');
    await inDialog(page, 'Acknowledge 3 alarms').click();
    await page.getByText('3 alarms acknowledged.').waitFor();
    expect(alarms.sent[0]?.body).toEqual({
      which: { by: 'area', area: 'Line 2' },
      seenMs: expect.any(Number),
    });
  });

  test('shelves with a reason after saying until when, and not without one', async () => {
    const { alarms, page } = await open({ count: 12 });
    await row(page, 9).focus();
    await page.keyboard.press('s');
    await page.getByRole('dialog').getByText('4 h', { exact: true }).click();
    await inDialog(page, 'Shelve').click();
    await page.getByText('Say why, in a few words.').waitFor();
    await page.fill('#alarm-said', 'Belt is being changed.');
    await inDialog(page, 'Shelve').click();
    await row(page, 9).waitFor({ state: 'detached' });
    expect(alarms.sent).toHaveLength(1);
    expect(alarms.sent[0]?.body).toEqual({ minutes: 240, reason: 'Belt is being changed.' });
  });

  test('lists what is shelved with its return, and takes it back', async () => {
    const { alarms, page } = await open({
      path: '/alarms?view=shelved',
      prepare: (fake) => {
        fake.holds = [fakeHeld(1, 'shelved'), fakeHeld(2, 'out_of_service')];
      },
    });
    await page.getByText(/until 20.* left/).waitFor();
    expect(await page.locator('.chip', { hasText: 'Out of service' }).textContent()).toContain('1');
    await button(page, 'Unshelve').click();
    await page.getByText('Nothing is shelved.').waitFor();
    expect(alarms.sent[0]?.what).toStartWith('DELETE alarm-holds/');
  });

  test('groups a flood by machine and cause, and opens a group', async () => {
    const { page } = await open({
      count: 60,
      prepare: (alarms) => {
        alarms.isFlood = true;
      },
    });
    await page.getByText(/^Flood: 48 alarms in ten minutes/).waitFor();
    const grouped = Number(await page.getByRole('table').getAttribute('aria-rowcount'));
    expect(grouped).toBeLessThan(40);
    await page.locator('.group-toggle').first().click();
    await page.locator('[data-inside]').first().waitFor();
    await button(page, 'By machine and cause').click();
    await page.locator('[data-inside], .group-toggle').first().waitFor({ state: 'detached' });
    expect(await page.getByRole('table').getAttribute('aria-rowcount')).toBe('61');
  });

  test('narrows by search and filters, which stand in the address', async () => {
    const { page } = await open({ count: 12 });
    await page.getByLabel('Search alarms').fill('oil mill');
    await row(page, 1).waitFor({ state: 'detached' });
    await row(page, 9).waitFor();
    await page.selectOption('#alarms-priority', 'critical');
    await page.getByText('No alarm fits.').waitFor();
    expect(new URL(page.url()).search).toBe('?q=oil+mill&priority=critical');
    await button(page, 'Clear filters').click();
    await row(page, 1).waitFor();
  });

  test('offers nothing to who may only see', async () => {
    const { page } = await open({
      without: ['alarm:acknowledge', 'alarm:shelve', 'alarm:configure'],
    });
    await row(page, 9).waitFor();
    expect(await page.getByRole('button', { name: /^Acknowledge|^Shelve…/ }).count()).toBe(0);
    await row(page, 9).focus();
    await page.keyboard.press('a');
    await page.keyboard.press('s');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.getByRole('link', { name: 'Rules' }).click();
    await page.getByText('You may see these, not change them.').waitFor();
    expect(await page.getByRole('button', { name: 'Change…' }).count()).toBe(0);
  });
});

describe.skipIf(stage === null)('rights in a part of the plant', () => {
  test('let somebody acknowledge there, and nowhere else', async () => {
    const { alarms, page } = await open({
      count: 12,
      without: ['alarm:acknowledge', 'alarm:shelve'],
      areas: [{ area: 'Line 2', permissions: ['alarm:acknowledge'] }],
    });
    await row(page, 1).waitFor();
    expect(await row(page, 9).getByRole('button').count()).toBe(0);
    expect(await row(page, 1).getByRole('button').allTextContents()).toEqual(['Acknowledge']);
    await row(page, 9).focus();
    await page.keyboard.press('Control+a');
    await button(page, 'Acknowledge (3)').click();
    await page.getByText('3 alarms acknowledged.').waitFor();
    expect(alarms.sent).toHaveLength(1);
  });
});

describe.skipIf(stage === null)('with rights in one part of the plant', () => {
  test('the screen opens from the menu with what the hub tells of that part, and the rules that hold there', async () => {
    const here: Permission[] = ['plant:read', 'alarm:read', 'alarm:acknowledge'];
    const { page } = await open({
      ...{ count: 3, without: [...here, 'alarm:configure'] },
      areas: [{ area: 'nd_01ARZ3NDEKTSV4RRFFQ69G5FAV', permissions: here }],
    });
    await row(page, 1).waitFor();
    await page.locator('header').getByRole('link', { name: 'Alarms', exact: true }).waitFor();
    const tabs = page.locator('nav.tabs').getByRole('link');
    expect(await tabs.allTextContents()).toEqual(['Standing', 'Journal', 'Rules', 'Figures']);
    await tabs.getByText('Rules').click();
    await page.getByText('What holds in your part of the plant stands here').waitFor();
    expect(errorsOf(page)).toEqual([]);
  });
});

describe.skipIf(stage === null)('on a phone', () => {
  const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;

  async function swipe(page: Page, i: number): Promise<void> {
    await row(page, i).scrollIntoViewIfNeeded();
    const box = (await row(page, i).boundingBox())!;
    const cdp = await page.context().newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x: number) =>
      cdp.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: type === 'touchEnd' ? [] : [{ x, y: box.y + 40 }],
      });
    await touch('touchStart', box.x + 20);
    for (const dx of [40, 90, 150, 220]) await touch('touchMove', box.x + 20 + dx);
    await touch('touchEnd', 0);
  }

  test('a swipe acknowledges after a moment in which it can be undone', async () => {
    const { alarms, page } = await open({ count: 4, page: PHONE });
    await row(page, 3).waitFor();
    await swipe(page, 3);
    await page.getByText(/^Acknowledged in \d s$/).waitFor();
    expect(alarms.sent).toEqual([]);
    await row(page, 3).getByRole('button', { name: 'Undo' }).click();
    await row(page, 3).getByRole('button', { name: 'Acknowledge' }).waitFor();
    await swipe(page, 3);
    await page.getByText(/^Acknowledged in \d s$/).waitFor();
    // Who goes elsewhere meant it.
    await page.getByRole('link', { name: 'Journal' }).click();
    await page.getByText('Acknowledged.', { exact: true }).waitFor();
    expect(alarms.sent).toHaveLength(1);
    expect(errorsOf(page)).toEqual([]);
  });

  test('what is acknowledged while the hub cannot be reached waits, and is sent once, with what came of it', async () => {
    const { alarms, page } = await open({ count: 6, page: PHONE });
    await row(page, 3).waitFor();
    const isAway = '**/api/v1/alarms/acknowledge';
    await page.route(isAway, (route) => route.abort());
    for (const i of [5, 3]) {
      await row(page, i).getByRole('button', { name: 'Acknowledge' }).click();
      await row(page, i).getByText('Waits for the hub').waitFor();
    }
    expect(alarms.sent).toEqual([]);
    alarms.acknowledgedByOlga.add(fakeAlarmId(3));
    await page.unroute(isAway);
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await page
      .getByText(/^1 alarm acknowledged, as you wanted .* 1 had been acknowledged already\.$/)
      .waitFor();
    expect(alarms.sent).toHaveLength(1);
    expect(alarms.sent[0]?.body).toEqual({
      which: { by: 'ids', alarmIds: [fakeAlarmId(5), fakeAlarmId(3)] },
    });
    expect(await page.evaluate(() => localStorage.getItem('tremolo.outbox'))).toBeNull();
  });
});

describe.skipIf(stage === null)('what happens', () => {
  test('is on every screen at once: the count in the bar, and a sentence for who cannot see it', async () => {
    const { hub, alarms, page } = await open({ path: '/system', count: 0 });
    await page.locator('.alarm-badge[data-worst="none"]').waitFor();
    await hub.subscribed('alarms');
    alarms.raise(5, { priority: 'critical' });
    await page.locator('.alarm-badge[data-worst="critical"]').waitFor();
    expect(await badge(page).textContent()).toContain('1 alarm is not acknowledged.');
    await page.getByText(/^New alarm\. Critical: Outer race damage, Works/).waitFor();
    alarms.tell('acknowledged', 5, { isAcknowledged: true, state: 'acknowledged' });
    await page.locator('.alarm-badge[data-worst="none"]').waitFor();
  });

  test('sounds once the sound is turned on, stays on, and can be muted for a time that is said', async () => {
    const { page } = await open({ count: 2 });
    await button(page, 'Turn the sound on').click();
    await page.getByText('Sound on').waitFor();
    await button(page, 'Mute for 15 min').click();
    await page.getByText(/^The sound is muted until \d\d:\d\d\./).waitFor();
    await page
      .locator('.sound-state')
      .getByText(/^Muted until \d\d:\d\d$/)
      .waitFor();
    await button(page, 'Sound again').click();
    await page.reload();
    await button(page, 'Tap to let it sound').waitFor();
    await page.locator('h1').click();
    await page.getByText('Sound on').waitFor();
    expect(errorsOf(page)).toEqual([]);
  });
});

describe.skipIf(stage === null)('one alarm', () => {
  test('says what to do first of the site, why, and what happened; and follows the news', async () => {
    const { alarms, page } = await open({ path: `/alarms/${fakeAlarmId(5)}`, count: 8 });
    await page.getByRole('heading', { name: 'Outer race damage', level: 1 }).waitFor();
    const advice = await page.locator('.alarm-advice h3').allInnerTexts();
    expect(advice).toEqual([
      'Of this site: Bearing of a pump',
      'Damage on the outer race of a rolling bearing',
    ]);
    await page.getByRole('cell', { name: 'BPFO 107.4 Hz ×1 ×2 ×3, 21 dB over floor' }).waitFor();
    await button(page, 'Acknowledge').click();
    await page.locator('.alarm-course').getByText('by Ada').waitFor();
    alarms.tell('changed', 5, { isFalse: true });
    await page.locator('.alarm-head').getByText('Marked as false').waitFor();
    await button(page, 'Not false after all').click();
    await page.getByText('No longer marked as false.').waitFor();
    expect(errorsOf(page)).toEqual([]);
  });

  test('stays in sight while the hub cannot be reached, and says that it is not up to date', async () => {
    const { page } = await open({ path: `/alarms/${fakeAlarmId(5)}`, count: 8 });
    await button(page, 'Acknowledge').waitFor();
    await page.route('**/api/v1/alarms/**', (route) => route.abort());
    await button(page, 'Acknowledge').click();
    await page.getByText(/^The hub cannot be reached. The acknowledgement waits/).waitFor();
    await page.getByText(/^Not up to date\./).waitFor();
    expect(await page.locator('.alarm-advice').count()).toBe(2);
  });

  test('is taken out of service and marked as false only with a reason', async () => {
    const { alarms, page } = await open({ path: `/alarms/${fakeAlarmId(5)}`, count: 8 });
    await button(page, 'Take out of service…').click();
    await inDialog(page, 'Take out of service').click();
    await page.getByText('Say why, in a few words.').waitFor();
    await page.fill('#alarm-said', 'The pump is being rebuilt.');
    await inDialog(page, 'Take out of service').click();
    await page.getByText(/^Out of service since .*by Ada: The pump is being rebuilt\.$/).waitFor();
    await button(page, 'Mark as false…').click();
    await page.fill('#alarm-said', 'A forklift passed.');
    await inDialog(page, 'Mark as false').click();
    await page.locator('.alarm-head').getByText('Marked as false').waitFor();
    expect(alarms.sent.map(({ body }) => body)).toEqual([
      { reason: 'The pump is being rebuilt.' },
      { isFalse: true, note: 'A forklift passed.' },
    ]);
  });
});

describe.skipIf(stage === null)('in German', () => {
  const german = { locale: 'de-DE' };

  test('an alarm says in German what was measured, what to do and what happened; what the site wrote stays', async () => {
    const { page } = await open({ path: `/alarms/${fakeAlarmId(6)}`, count: 8, page: german });
    await page.getByRole('heading', { name: 'Zone D', level: 1 }).waitFor();
    await page.locator('.alarm-says', { hasText: 'Zone D: Effektivwert 7,42 mm/s.' }).waitFor();
    const advice = page.locator('.alarm-advice');
    expect(await advice.locator('h3').allInnerTexts()).toEqual([
      'Von diesem Standort: Bearing of a pump',
      'Die Maschine schwingt zu stark',
    ]);
    await advice.getByText('Hingehen: Geräusch, Geruch, Temperatur, Lecks.').waitFor();
    await advice.getByText('Call maintenance, 4711.').waitFor();
    await page.locator('.alarm-course', { hasText: 'Effektivwert 7,42 mm/s' }).waitFor();
    await picture(page, 'alarm-german');
    expect(await axeViolations(page)).toEqual([]);
    expect(errorsOf(page)).toEqual([]);
  });

  test('a refusal is said in German by its reason; of another one the hub’s own words stand there, marked as English', async () => {
    const { hub, page } = await open({
      path: `/alarms/${fakeAlarmId(5)}`,
      ...{ count: 8, page: german },
    });
    const atMs = Date.UTC(2026, 0, 2, 3, 4, 5);
    const about = { who: 'Olga', atMs };
    const to = (reason?: { name: string; about: typeof about }) =>
      hub.instead.set(`POST alarms/${fakeAlarmId(5)}/out-of-service`, () =>
        problem('conflict', { detail: 'The moon is full.', reason }),
      );
    await button(page, 'Außer Betrieb nehmen …').click();
    await page.fill('#alarm-said', 'Umbau');
    to({ name: 'alarm_acknowledged', about });
    await inDialog(page, 'Außer Betrieb nehmen').click();
    await page.getByText(/^Olga hat ihn schon quittiert, um \d\d:04:05\.$/).waitFor();
    to();
    await inDialog(page, 'Außer Betrieb nehmen').click();
    await page.locator('[lang="en"]', { hasText: 'The moon is full.' }).waitFor();
    await page.getByText('Verträgt sich nicht mit dem, was da ist.').waitFor();
    await picture(page, 'refused-german');
  });
});

describe.skipIf(stage === null)('a rule', () => {
  test('stands as a sentence before it is saved, with what it would have raised', async () => {
    const { alarms, page } = await open({ path: '/alarms/rules' });
    await button(page, 'New rule').click();
    await page.fill('#rule-name', 'Velocity of pumps');
    await page.locator('[id$="-source"]').selectOption('figure');
    await page.locator('[id$="-limit"]').fill('7.1');
    await page.locator('.chip', { hasText: 'pump' }).click();
    await page.getByRole('radio', { name: /^Major.*An hour: High$/ }).check({ force: true });
    const sentence = page.locator('.rule-sentence');
    await sentence
      .getByText(
        'When velocity is above 7.1 mm/s for 10 s, only while the machine runs, on all pumps, raise high, one alarm for each machine.',
      )
      .waitFor();
    await button(page, 'Try it').click();
    await page.getByText('2 alarms, 0.3 a day, on 42 points and values.').waitFor();
    await page.locator('[id$="-limit"]').fill('9');
    await page.getByText('The rule was changed since: try it again.').waitFor();
    await button(page, 'Save the rule').click();
    await page.getByText('“Velocity of pumps” is judged from now on.').waitFor();
    expect(alarms.rules.at(-1)).toMatchObject({
      when: { source: 'figure', figure: 'velocityMmS', limit: 9 },
      scope: { machineKinds: ['pump'] },
      ...{ consequence: 'major', timeToRespond: 'hour' },
    });
    expect(errorsOf(page)).toEqual([]);
  });

  test('is turned off only after its effect is said, and back on by undoing', async () => {
    const { alarms, page } = await open({ path: '/alarms/rules' });
    const card = page.locator('.rule-card', { hasText: 'Bearing fault, advanced' });
    await card.getByRole('button', { name: 'Turn off' }).click();
    await page
      .getByRole('dialog')
      .getByText(/2 alarms of it are closed\.$/)
      .waitFor();
    await inDialog(page, 'Turn off').click();
    await card.getByRole('button', { name: 'Turn on' }).waitFor();
    expect(alarms.rules.find(({ name }) => name.startsWith('Bearing'))?.isEnabled).toBe(false);
    await button(page, 'Undo').click();
    await card.getByRole('button', { name: 'Turn off' }).waitFor();
    expect(alarms.rules.find(({ name }) => name.startsWith('Bearing'))?.isEnabled).toBe(true);
  });

  test('escalation, shifts and procedures are sent as they were written', async () => {
    const { alarms, page } = await open({ path: '/alarms/rules?part=escalation' });
    await page.getByText('whoever is on shift (Maintenance)').waitFor();
    await button(page, 'Change… Critical').click();
    await button(page, 'Save').click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Shifts' }).click();
    await button(page, 'Change… Maintenance').click();
    await button(page, 'Save').click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Procedures' }).click();
    await button(page, 'Change… Bearing of a pump').click();
    await button(page, 'Save').click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const [policy, calendar, procedure] = alarms.sent.map(({ body }) => body);
    expect(policy).toMatchObject({
      revision: 1,
      policy: {
        repeatMinutes: 30,
        steps: [{ afterMinutes: 5 }, { afterMinutes: 20, channels: [] }],
      },
    });
    expect(calendar).toMatchObject({
      calendar: {
        timezone: 'Europe/Berlin',
        shifts: [{ from: '06:00' }, { from: '22:00', to: '06:00' }],
      },
    });
    expect(procedure).toMatchObject({
      procedure: { links: [{ title: 'Spare parts', url: 'https://wiki.plant.example/bearings' }] },
    });
  });
});

describe.skipIf(stage === null)('the figures', () => {
  test('are judged in words, each against its target, and go out as CSV', async () => {
    const { page } = await open({ path: '/alarms/figures' });
    const missed = page.getByRole('row', { name: /^Time in flood/ });
    expect(await missed.textContent()).toMatch(/2.1 %\s*Missed\s*at most 1.0 %/);
    const downloading = page.waitForEvent('download');
    await button(page, 'Export as CSV').click();
    const file = await (await downloading).path();
    const text = await Bun.file(file).text();
    expect(text).toContain('Time in flood,0.021,share,0.01,Missed');
    expect(text).toContain('By person,Olga,380,Alarms,,');
    expect(errorsOf(page)).toEqual([]);
  });
});
