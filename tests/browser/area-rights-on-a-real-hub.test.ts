import { afterAll, afterEach, beforeAll, describe, expect, test } from 'bun:test';
import type { UserId } from '#schemas/ids/ids';
import { sensorSays } from '../hub/plant-messages.ts';
import type { BrowserSession } from '../rig/browser-session.ts';
import { PeopleStage } from './people-stage.ts';

const stage = await PeopleStage.open();
let admin: BrowserSession;
let vic: UserId;
const points = new Map<string, string>();

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
});
