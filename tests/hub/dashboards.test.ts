import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Widget } from '#schemas/dashboards/widget';
import type { Dashboard, DashboardRow, DashboardVersion } from '#schemas/http/dashboards';
import type { BrowserSession } from '../rig/browser-session.ts';
import { PeopleBox } from '../security/people-box.ts';

let box: PeopleBox;
let ada: BrowserSession;
let ben: BrowserSession;
let benId: string;

beforeAll(async () => {
  box = await PeopleBox.start();
  await box.add('Ada', 'operator');
  benId = await box.add('Ben', 'viewer');
  ada = await box.signedIn('Ada');
  ben = await box.signedIn('Ben');
});
afterAll(() => box.box.stop());

const PATH = '/api/v1/dashboards';
const note = (id: string, text: string): Widget => ({
  ...{ id, kind: 'note', x: 0, y: 0, w: 3, h: 2, title: '', text },
});
const make = (name: string, widgets: Widget[] = []) =>
  ada.ask<Dashboard>('POST', PATH, { name, widgets });
const keep = (who: BrowserSession, { dashboardId, name, revision }: Dashboard, widgets: Widget[]) =>
  who.ask<Dashboard>('PUT', `${PATH}/${dashboardId}`, { name, widgets, seenRevision: revision });
const names = async (who: BrowserSession) =>
  (await who.ask<{ items: DashboardRow[] }>('GET', PATH)).items.map(({ name }) => name);

test('what was kept is there again, and how it was before among its versions', async () => {
  const first = await make('Mine', [note('a', 'one')]);
  const second = await keep(ada, first, [note('a', 'two')]);
  expect(second.revision).toBe(2);
  const { items } = await ada.ask<{ items: DashboardVersion[] }>(
    'GET',
    `${PATH}/${first.dashboardId}/versions`,
  );
  expect(items.map(({ revision, byName, widgets }) => [revision, byName, widgets])).toEqual([
    [1, 'Ada', [note('a', 'one')]],
  ]);
});

test('of two who change the same one the second is told, and nothing of his is half kept', async () => {
  const seen = await make('Both');
  await keep(ada, seen, [note('a', 'first')]);
  await expect(keep(ada, seen, [note('a', 'second')])).rejects.toThrow(/Somebody else/);
  const now = await ada.ask<Dashboard>('GET', `${PATH}/${seen.dashboardId}`);
  expect(now.widgets).toEqual([note('a', 'first')]);
  expect(now.revision).toBe(2);
});

test('it is nobody’s business until it is shared; looking is not changing', async () => {
  const one = await make('Shared');
  const path = `${PATH}/${one.dashboardId}`;
  expect(await names(ben)).toEqual([]);
  await expect(ben.ask('GET', path)).rejects.toThrow(/no such dashboard/);
  await ada.ask('POST', `${path}/shares`, { kind: 'person', with: 'Ben', level: 'viewer' });
  expect(await names(ben)).toEqual(['Shared']);
  await expect(keep(ben, one, [])).rejects.toThrow(/not for this/);
  await ada.ask('POST', `${path}/shares`, { kind: 'person', with: 'Ben', level: 'editor' });
  await keep(ben, one, [note('b', 'by Ben')]);
  await expect(ben.ask('DELETE', path)).rejects.toThrow(/not for this/);
  const clone = await ben.ask<Dashboard>('POST', `${path}/clone`, { name: 'Ben’s own' });
  expect(clone).toMatchObject({ level: 'owner', widgets: [note('b', 'by Ben')] });
  await ben.ask('DELETE', `${path}/shares/${benId}`);
  expect(await names(ben)).toEqual(['Ben’s own']);
});

test('a deleted one comes back within thirty days, and is gone after them', async () => {
  const { dashboardId } = await make('Gone');
  const path = `${PATH}/${dashboardId}`;
  await ada.ask('DELETE', path);
  expect(await names(ada)).not.toContain('Gone');
  await ada.ask('POST', `${path}/restore`);
  expect(await names(ada)).toContain('Gone');
  await ada.ask('DELETE', path);
  box.clock.nowMs += 31 * 86_400_000;
  await box.rooms.dashboards.upkeep();
  const rows = await box.rooms.store.read('SELECT 1 FROM dashboards WHERE dashboard_id = ?', [
    dashboardId,
  ]);
  expect(rows).toEqual([]);
});

test('two widgets with one id, one beyond the columns and an unknown kind are refused by name', async () => {
  box.clock.nowMs = Date.now();
  const again = await box.signedIn('Ada');
  const tried = (widgets: object[]) => again.ask('POST', PATH, { name: 'Bad', widgets });
  await expect(tried([note('a', ''), note('a', '')])).rejects.toThrow();
  await expect(tried([{ ...note('a', ''), x: 12 }])).rejects.toThrow();
  await expect(tried([{ ...note('a', ''), kind: 'iframe' }])).rejects.toThrow();
});
