import { afterAll, afterEach, beforeAll, describe, expect, test } from 'bun:test';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { UserId } from '#schemas/ids/ids';
import type { Telling } from '../../hub/notifications/telling.ts';
import { HttpReceiver } from '../rig/http-receiver.ts';
import { axeViolations } from './axe-violations.ts';
import { FIRST_LOOK, inEachLook } from './looks.ts';
import { PeopleStage } from './people-stage.ts';

const stage = await PeopleStage.open();
let annId: UserId;
let receiver: HttpReceiver;
let told = 0;

beforeAll(async () => {
  if (stage === null) return;
  receiver = await HttpReceiver.start();
  annId = await stage.people.add('Ann', 'operator');
  await stage.people.add('Ada', 'admin');
  await stage.people.add('Bea', 'operator');
  await stage.people.set('channels', { ...receiver.egress, coolDownMinutes: 0 });
});
afterEach(() => stage?.clear());
afterAll(async () => {
  await stage?.close();
  await receiver?.stop();
});

const PROBLEM = JSON.stringify({
  type: 'urn:tremolo:problem:internal',
  title: 'Something went wrong',
  status: 500,
  detail: 'Something went wrong in the hub.',
  code: 'internal',
  correlationId: 'one',
});

const tell = (more: Partial<Telling> = {}) =>
  stage?.people.rooms.teller.tell({
    event: 'alarm.raised',
    title: 'Pump 3, drive end: zone D',
    body: '7.4 mm/s is above 7.1 mm/s\nWorks › Hall 2 › Line A',
    link: '/alarms',
    userIds: [annId],
    dedupeKey: `browser-${told++}`,
    ...more,
  });

/** Pictures for a person to look at, where TREMOLO_PICTURES names a folder. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.TREMOLO_PICTURES;
  if (folder === undefined) return;
  await page.screenshot({ path: join(folder, `notifications-${name}.png`), fullPage: true });
}

const link = (page: Page, name: RegExp) => page.getByRole('link', { name });
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

describe.skipIf(stage === null)('notifications', () => {
  test('nothing yet is said so, and what comes stands there at once, is counted and can be read', async () => {
    const page = await stage?.signedIn('Bea', '/notifications');
    if (page === undefined) throw new Error('no page');
    await page.getByText('Nothing yet.').waitFor();
    await picture(page, 'empty');
    const beaId = stage?.people.rooms.directory.find('Bea')?.userId;
    await tell({ userIds: beaId === undefined ? [] : [beaId], title: 'Fan 1' });
    await link(page, /Notifications: 1 unread/).waitFor();
    const row = page.locator('.feed-row');
    await row.getByRole('link', { name: 'Fan 1' }).waitFor();
    await row.getByRole('button', { name: /Mark as read/ }).click();
    await link(page, /none unread/).waitFor();
    await button(page, /Mark as unread/).click();
    await link(page, /Notifications: 1 unread/).waitFor();
    await button(page, 'Mark all as read').click();
    await link(page, /none unread/).waitFor();
  });

  test('what comes pops up on any screen; a critical one stays until closed, and a banner until it is read', async () => {
    const page = await stage?.signedIn('Ann', '/settings/profile');
    if (page === undefined) throw new Error('no page');
    await link(page, /Notifications: none unread/).waitFor();
    await tell({ title: 'Fan 2', priority: 'medium' });
    await tell({ title: 'Pump 3 stops', priority: 'critical' });
    const toasts = page.getByRole('region', { name: 'New notifications' });
    await toasts.getByText('Pump 3 stops').first().waitFor();
    await picture(page, 'toasts');
    const critical = toasts.locator('.toast[data-priority=critical]');
    await critical.getByRole('button', { name: 'Close' }).click();
    await critical.waitFor({ state: 'detached' });
    await page.getByRole('alert').getByRole('link', { name: 'Show' }).click();
    await page.locator('.feed-row').first().waitFor();
    expect(await page.locator('.feed-row').count()).toBe(1);
    await button(page, 'Mark all as read').click();
    await page.locator('.critical-banner').waitFor({ state: 'detached' });
  });

  test('the feed is narrowed by its filters, and the address keeps them', async () => {
    await tell({
      event: 'system.warning',
      title: 'The disk fills up',
      priority: 'medium',
      link: '/system',
    });
    await tell({ title: 'Gearbox', priority: 'low' });
    const page = await stage?.signedIn('Ann', '/notifications');
    if (page === undefined) throw new Error('no page');
    await link(page, /^Gearbox/).waitFor();
    await page.selectOption('#feed-group', 'system');
    await link(page, /^Gearbox/).waitFor({ state: 'detached' });
    expect(page.url()).toContain('group=system');
    await page.reload();
    await link(page, /^The disk fills up/).waitFor();
    expect(await page.locator('.feed-row').count()).toBe(1);
    await page.selectOption('#feed-group', 'all');
    await page.fill('#feed-search', 'gear');
    await link(page, /^The disk fills up/).waitFor({ state: 'detached' });
    await page.fill('#feed-search', 'nothing of the kind');
    await page.getByText('Nothing fits.').waitFor();
  });

  test('a person chooses what by which way, quiet hours and a digest, and sees the digest', async () => {
    const page = await stage?.signedIn('Ann', '/settings/notifications');
    if (page === undefined) throw new Error('no page');
    const cell = page.getByLabel('An alarm is raised: E-mail');
    await cell.selectOption('digest').catch(() => undefined);
    await page.getByLabel('How often').selectOption('daily');
    await cell.selectOption('digest');
    await button(page, 'Add Quiet hours').click();
    await page.getByLabel('Saturday').first().uncheck();
    await picture(page, 'own');
    await button(page, 'Save').click();
    await page.getByText('Saved. It holds at once.').waitFor();
    const kept = stage?.people.rooms.choices.of(annId);
    expect(kept).toMatchObject({
      matrix: { 'alarm.raised': { email: 'digest' } },
      quiet: [{ days: [1, 2, 3, 4, 5, 7], from: '22:00', to: '06:00' }],
      digest: { rhythm: 'daily' },
    });
    await button(page, /as it would be now/).click();
    await page.getByRole('dialog').getByText('Worst points').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await button(page, 'Test: In the app').click();
    await page.getByText('It stands in your notifications.').waitFor();
  });

  test('an administrator makes, tries and switches off a webhook, sees what was delivered and sends it again', async () => {
    const page = await stage?.signedIn('Ada', '/administration/channels');
    if (page === undefined) throw new Error('no page');
    await button(page, 'New webhook').click();
    await page.fill('#webhook-name', 'Maintenance');
    await page.fill('#webhook-url', 'https://elsewhere.example/');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByText(/not among the hosts/).waitFor();
    await page.fill('#webhook-url', `${receiver.url}/in`);
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByText(/^whsec_/).waitFor();
    await button(page, 'I have kept it').click();
    await button(page, 'Test Maintenance').click();
    await page.getByText('Maintenance took it (200).').waitFor();
    receiver.answer = () => ({ status: 410, body: 'gone' });
    await tell({ title: 'Motor 7' });
    const desk = stage?.people.rooms.deliveryDesk;
    desk?.wake();
    await desk?.settled();
    await page.reload();
    const row = page.getByRole('row', { name: /Motor 7/ });
    await row.getByText('Failed').waitFor();
    await picture(page, 'channels');
    receiver.answer = () => ({});
    await row.getByRole('button', { name: /Send again/ }).click();
    await page.getByText('It is sent once more.').waitFor();
    await desk?.settled();
    expect(receiver.taken.all.at(-1)?.body.toString()).toContain('Motor 7');
  });

  test('what cannot be loaded says so, with a way to try again', async () => {
    const page = await stage?.signedIn('Ann', '/settings/profile');
    if (page === undefined) throw new Error('no page');
    await page.route('**/api/v1/notifications?*', (route) =>
      route.fulfill({ status: 500, contentType: 'application/problem+json', body: PROBLEM }),
    );
    await link(page, /^Notifications:/).click();
    await page.getByText('The notifications cannot be shown').waitFor();
    await picture(page, 'failing');
    await page.unroute('**/api/v1/notifications?*');
    await button(page, 'Try again').click();
    await page.locator('.feed-row').first().waitFor();
  });

  for (const [name, who, path, ready] of [
    ['the feed', 'Ann', '/notifications', '.feed-row'],
    ['one’s own choices', 'Ann', '/settings/notifications', '.choice-matrix'],
    ['the channels', 'Ada', '/administration/channels', '.settings-form'],
  ] as const) {
    test(`${name}: for everybody, in each look`, async () => {
      await tell({
        title:
          'Critical pump with a name that is long enough to need more than one line on a phone',
        priority: 'critical',
      });
      const page = await stage?.signedIn(who, path, FIRST_LOOK);
      if (page === undefined) throw new Error('no page');
      await page.locator(ready).first().waitFor();
      await inEachLook(page, async (look) => {
        expect({ look: look.name, found: await axeViolations(page) }).toEqual({
          look: look.name,
          found: [],
        });
        const isWider = await page.evaluate(
          () => document.documentElement.scrollWidth > innerWidth,
        );
        expect(isWider).toBe(false);
        await picture(
          page,
          `${path.replaceAll('/', '-').slice(1)}-${look.width}-${look.colorScheme}`,
        );
      });
    });
  }

  test('nothing went wrong in any page', () => {
    // But for the failure that a test made up.
    expect(stage?.errors.filter((one) => !one.includes('For support: one'))).toEqual([]);
  });
});
