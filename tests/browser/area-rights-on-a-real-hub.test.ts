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

/** The same on screens of three sizes, by day and by night. */
async function looks(page: Page, name: string): Promise<void> {
  if (process.env.TREMOLO_PICTURES === undefined) return;
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    for (const [width, height] of [
      [1440, 900],
      [800, 900],
      [390, 844],
    ]) {
      await page.setViewportSize({ width, height });
      await picture(page, `${name}-${width}-${scheme}`);
    }
  }
  await page.setViewportSize({ width: 1440, height: 900 });
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

  test('lets its person work in that part: rules, the tree, captures, and no more than that', async () => {
    const { people } = stage!;
    const make = async (parentId: string | null, kind: string, name: string) =>
      (await admin.ask<NodeChanged>('POST', '/api/v1/nodes', { parentId, kind, name })).node.nodeId;
    const site = await make(null, 'site', 'West');
    const [mill, quay] = [await make(site, 'area', 'Mill'), await make(site, 'area', 'Quay')];
    const [own, other] = [await make(mill, 'machine', 'M-1'), await make(quay, 'machine', 'M-2')];
    for (const [area, nodeId] of [
      ['Hall', own],
      ['Yard', other],
    ]) {
      await admin.ask('PATCH', `/api/v1/points/${points.get(area)}`, { nodeId });
    }
    const policy = { afterMinutes: 5, who: [{ kind: 'role', role: 'engineer' }] };
    await admin.ask('POST', '/api/v1/escalation-policies', { name: 'Site', steps: [policy] });
    const gina = await people.add('Gina', 'outside');
    const right = { subject: { kind: 'person', id: gina }, role: 'engineer', expiresMs: null };
    await admin.ask('PUT', `/api/v1/areas/${mill}/rights`, right);

    const page = await stage!.signedIn('Gina', '/alarms/rules');
    await page.getByText('What holds in your part of the plant stands here').waitFor();
    await page.getByText('It holds beyond the part of the plant').first().waitFor();
    expect(await page.getByRole('button', { name: 'Change…' }).count()).toBe(0);
    await page.getByRole('button', { name: 'New rule' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('West › Mill', { exact: true }).first().waitFor();
    expect(await dialog.getByText('Tags').count()).toBe(0);
    await dialog.locator('#rule-name').fill('Mill shakes');
    await picture(page, 'part-rule-dialog');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Mill shakes' }).waitFor();
    expect(await page.getByRole('button', { name: 'Change…' }).count()).toBe(1);
    await looks(page, 'part-rules');
    await page.getByRole('button', { name: 'Escalation' }).click();
    await page.getByRole('heading', { name: 'Site' }).waitFor();
    expect(await page.getByRole('button', { name: /^Change/ }).count()).toBe(0);
    await page.getByRole('button', { name: 'New escalation' }).click();
    expect(await dialog.locator('#policy-part option').allTextContents()).toEqual([
      'West › Mill',
      'West › Mill › M-1',
    ]);
    await picture(page, 'part-policy-dialog');
    await dialog.getByRole('button', { name: 'Cancel' }).click();

    await page.goto(`${people.origin}/plant/edit?node=${mill}`);
    const details = page.locator('.editor-details');
    await details.getByRole('button', { name: 'Rename' }).waitFor();
    // Where the part itself stands is for whoever looks after what is above it.
    expect(await details.getByRole('button', { name: /^(Move|Remove)/ }).count()).toBe(0);
    await page.getByRole('button', { name: 'Import' }).waitFor();
    await page.goto(`${people.origin}/plant/edit?node=${own}`);
    await details.getByRole('button', { name: 'Move', exact: true }).waitFor();
    // Its sensor would hang nowhere, which is in no part of the plant.
    expect(await details.getByRole('button', { name: /^(Remove|Unassign)/ }).count()).toBe(0);
    expect(await page.getByText('Every sensor has its place').count()).toBe(0);
    expect(await page.getByText('M-2').count()).toBe(0);
    await looks(page, 'part-editor');

    await page.goto(`${people.origin}/captures`);
    await page.getByRole('heading', { name: 'Rules' }).waitFor();
    expect(await page.locator('#storage-title').count()).toBe(0);
    await looks(page, 'part-captures');
    expect(stage!.errors).toEqual([]);
  });
});
