import { afterAll, afterEach, beforeAll, describe, expect, test } from 'bun:test';
import type { Page } from 'playwright-core';
import type { NodeChanged } from '#schemas/http/nodes';
import type { SessionInfo } from '#schemas/http/session';
import type { UserId } from '#schemas/ids/ids';
import { sensorSays } from '../hub/plant-messages.ts';
import type { BrowserSession } from '../rig/browser-session.ts';
import { PeopleStage } from './people-stage.ts';

const stage = await PeopleStage.open();
let admin: BrowserSession;
let vic: UserId;
const points = new Map<string, string>();

/** For a person to look at, where TREMOLO_PICTURES names a folder. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.TREMOLO_PICTURES;
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png` });
}

beforeAll(async () => {
  if (stage === null) return;
  const { people } = stage;
  await people.add('Root', 'admin');
  vic = await people.add('Vic', 'viewer');
  admin = await people.signedIn('Root');
  const { assets, events } = people.rooms;
  for (const area of ['Hall', 'Yard']) {
    const sensor = `s-${area.toLowerCase()}`;
    const find = () => assets.all().find(({ sensorId }) => sensorId === sensor);
    const made = new Promise<void>((done) => {
      events.on('points', () => find() !== undefined && done());
    });
    assets.describe(sensorSays(sensor));
    await made;
    const pointId = String(find()?.pointId);
    points.set(area, pointId);
    await admin.ask('PATCH', `/api/v1/points/${pointId}`, { area });
  }
});
afterEach(() => stage?.clear());
afterAll(() => stage?.close());

describe.skipIf(stage === null)('a role within an area', () => {
  test('lets its person change points there on the screen, nowhere else, and no longer than it holds', async () => {
    const right = { subject: { kind: 'person', id: vic }, role: 'engineer', expiresMs: null };
    await admin.ask('PUT', '/api/v1/areas/Hall/rights', right);
    const page = await stage!.signedIn('Vic', `/point/${points.get('Yard')}`);
    const edit = page.locator('#edit-facts');
    await page.locator('#facts-title').waitFor();
    expect(await edit.count()).toBe(0);
    await page.goto(`${stage!.people.origin}/point/${points.get('Hall')}`);
    await edit.click();
    const name = page.locator('#fact-name');
    await name.fill('Feed pump');
    await name.press('Enter');
    await page.getByRole('heading', { name: /Feed pump/ }).waitFor();
    await admin.send('DELETE', `/api/v1/areas/Hall/rights/${vic}`);
    await edit.waitFor({ state: 'detached' });
    expect(stage!.errors).toEqual([]);
  });

  test('is given at a node of the plant, chosen by its path, and shown with it', async () => {
    const node = async (draft: object) =>
      (await admin.ask<NodeChanged>('POST', '/api/v1/nodes', draft)).node.nodeId;
    const site = await node({ parentId: null, kind: 'site', name: 'North' });
    await node({ parentId: site, kind: 'line', name: 'Line 7' });
    const page = await stage!.signedIn('Root', '/administration/areas');
    await page.getByRole('button', { name: 'Give a role' }).click();
    const part = page.locator('#area-area');
    await part.fill('line 7');
    await page
      .getByRole('dialog')
      .getByRole('option', { name: /Line 7/ })
      .waitFor();
    await picture(page, 'area-right-part');
    await part.press('Enter');
    const who = page.locator('#area-subject');
    await who.fill('Vic');
    await page.getByRole('dialog').getByRole('option', { name: /Vic/ }).waitFor();
    await who.press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Give a role' }).click();
    const row = page.getByRole('row', { name: /Vic/ });
    await row.getByText('North/Line 7').waitFor();
    await picture(page, 'area-rights');
    await page.setViewportSize({ width: 390, height: 844 });
    await picture(page, 'area-rights-390');
    const { areas } = await (await stage!.people.signedIn('Vic')).ask<SessionInfo>(
      'GET',
      '/api/v1/users/me/session',
    );
    expect(areas.map(({ permissions }) => permissions.length > 0)).toEqual([true]);
    expect(stage!.errors).toEqual([]);
  });

  test('shows somebody who sees nothing else of the plant just that part, on the overview too', async () => {
    const role = { key: 'outside', name: 'Outside', description: '', inherits: [] };
    const permissions = ['session:own', 'account:own'];
    await admin.ask('POST', '/api/v1/roles', { ...role, permissions });
    const gus = await stage!.people.add('Gus', 'outside');
    const yard = points.get('Yard');
    await admin.ask('PATCH', `/api/v1/points/${yard}`, { name: 'Out of sight' });
    const right = { subject: { kind: 'person', id: gus }, role: 'viewer', expiresMs: null };
    await admin.ask('PUT', '/api/v1/areas/Hall/rights', right);
    const page = await stage!.signedIn('Gus', '/');
    await page.getByText('Feed pump').first().waitFor();
    expect(await page.getByText('Out of sight').count()).toBe(0);
    await picture(page, 'sight-of-a-part');
    expect(stage!.errors).toEqual([]);
  });
});
