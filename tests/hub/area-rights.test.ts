import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { AreaRight, PersonRights } from '#schemas/http/rights';
import type { SessionInfo } from '#schemas/http/session';
import type { UserId } from '#schemas/ids/ids';
import type { BrowserSession } from '../rig/browser-session.ts';
import { PeopleBox } from '../security/people-box.ts';
import { LiveClient } from './live-client.ts';
import { setUp } from './plant-box.ts';

interface Page {
  readonly items: AreaRight[];
  readonly nextCursor: string | null;
  readonly total: number;
}

let box: PeopleBox;
let admin: BrowserSession;
let olga: UserId;
let crew: string;
const list = (query = '') => admin.ask<Page>('GET', `/api/v1/area-rights?${query}`);
const give = (area: string, subject: object, role = 'operator', expiresMs: number | null = null) =>
  admin.ask('PUT', `/api/v1/areas/${encodeURIComponent(area)}/rights`, {
    subject,
    role,
    expiresMs,
  });
/** As long as a name may be, and of letters that take three bytes each. */
const LONG = '電'.repeat(80);

beforeAll(async () => {
  box = await PeopleBox.start();
  admin = await setUp(box.box.hub);
  olga = await box.add('Olga', 'viewer');
  const team = { name: 'Crew', ownerId: olga };
  crew = (await admin.ask<{ teamId: string }>('POST', '/api/v1/teams', team)).teamId;
  await admin.ask('PUT', `/api/v1/teams/${crew}/roles`, { roles: ['analyst'] });
  await give('Hall', { kind: 'person', id: olga }, 'engineer', box.clock.nowMs + 60_000);
  await give('Hall', { kind: 'team', id: crew });
  await give('Yard', { kind: 'person', id: olga });
  await give(LONG, { kind: 'person', id: olga });
});
afterAll(() => box?.stop());

const shown = ({ items }: Page) => items.map((one) => `${one.area} ${one.subjectName} ${one.role}`);

test('rights within areas come by the page, in any order, filtered and searched', async () => {
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: Page = await list(`limit=1&sort=-area${cursor && `&cursor=${cursor}`}`);
    expect([page.items.length, page.total]).toEqual([1, 4]);
    seen.push(...shown(page));
    cursor = page.nextCursor;
  }
  expect(new Set(seen).size).toBe(4);
  expect(seen.slice(0, 2)).toEqual([`${LONG} Olga operator`, 'Yard Olga operator']);
  expect(shown(await list('area=Hall&sort=who'))).toEqual([
    'Hall Crew operator',
    'Hall Olga engineer',
  ]);
  expect(shown(await list('q=crew'))).toEqual(['Hall Crew operator']);
  // A role of the site's own is looked for by its name, too.
  const role = { key: 'shutdown', name: 'Stand-in for June', description: '', inherits: [] };
  await admin.ask('POST', '/api/v1/roles', { ...role, permissions: ['plant:read'] });
  await give('Yard', { kind: 'team', id: crew }, 'shutdown');
  expect(shown(await list('q=stand-in for'))).toEqual(['Yard Crew shutdown']);
  await admin.send('DELETE', `/api/v1/areas/Yard/rights/${crew}`);
  expect(shown(await list('sort=until')).at(0)).toBe('Hall Olga engineer');
  expect((await admin.send('GET', '/api/v1/area-rights?sort=nothing')).status).toBe(400);
});

test('areas that no point names any more are told apart', async () => {
  const { areas, formerAreas } = await admin.ask<{ areas: string[]; formerAreas: string[] }>(
    'GET',
    '/api/v1/areas',
  );
  expect([areas, formerAreas.toSorted()]).toEqual([[], ['Hall', 'Yard', LONG].toSorted()]);
});

test('what a person may says by which team, and in which areas, until it ends', async () => {
  const rights = () => admin.ask<PersonRights>('GET', `/api/v1/users/${olga}/permissions`);
  const { teamRoles, areaRights } = await rights();
  expect(teamRoles).toEqual([{ role: 'analyst', teamId: crew as never, teamName: 'Crew' }]);
  expect(areaRights.map(({ area, role }) => `${area} ${role}`).toSorted()).toEqual(
    ['Hall engineer', 'Hall operator', 'Yard operator', `${LONG} operator`].toSorted(),
  );
  box.clock.nowMs += 60_000;
  expect((await rights()).areaRights.map(({ role }) => role)).not.toContain('engineer');
  expect((await list()).total).toBe(3);
});

test('an open screen is told at once that its person may do more in an area, and then no longer', async () => {
  const browser = await box.signedIn('Olga');
  const screen = new LiveClient(box.origin, browser.cookie, { origin: box.origin });
  await new Promise((open) => screen.socket.addEventListener('open', open));
  screen.say({ type: 'subscribe', channel: 'plant' });
  await screen.next('plant');
  const told = () => screen.messages.filter(({ type }) => type === 'rights').length;
  await give('Quay', { kind: 'team', id: crew }, 'engineer');
  await screen.until(() => told() === 1);
  const { areas } = await browser.ask<SessionInfo>('GET', '/api/v1/users/me/session');
  expect(areas.find(({ area }) => area === 'Quay')?.permissions).toContain('plant:edit');
  // To somebody else it says nothing.
  await give('Quay', { kind: 'person', id: await box.add('Paul', 'viewer') }, 'engineer');
  await admin.send('DELETE', `/api/v1/areas/Quay/rights/${crew}`);
  await screen.until(() => told() === 2);
  screen.close();
});
