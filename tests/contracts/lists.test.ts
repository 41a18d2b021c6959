import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { RouteRow } from '#schemas/http/route-row';
import { ROUTES } from '#schemas/http/routes';
import { sensorSays } from '../hub/plant-messages.ts';
import { ApiBox } from '../security/api-box.ts';

interface Page {
  readonly items: readonly object[];
  readonly nextCursor: string | null;
  readonly total: number | null;
}

let box: ApiBox;
beforeAll(async () => {
  box = await ApiBox.start();
  const { assets, events } = box.people.rooms;
  for (const name of ['North', 'South', 'East']) {
    const team = await box.admin.ask<{ teamId: string }>('POST', '/api/v1/teams', { name });
    await box.admin.ask('POST', '/api/v1/keys', { name, scopes: ['plant:read'] });
    const made = new Promise<void>((done) => events.on('points', () => done()));
    assets.describe(sensorSays(`s-${name}`));
    await made;
    await box.admin.ask('POST', '/api/v1/diagnoses', {
      name,
      samples: Array.from({ length: 4_096 }, (_, i) => Math.sin(i / 4)),
      sampleRateHz: 12_000,
      unit: 'g',
    });
    const right = { subject: { kind: 'team', id: team.teamId }, role: 'operator', expiresMs: null };
    await box.admin.ask('PUT', `/api/v1/areas/${name}/rights`, right);
    await box.admin.ask('POST', '/api/v1/jobs', { kind: 'benchmark', arguments: {} });
  }
});
afterAll(() => box?.stop());

/** Every list that comes in pages. */
const LISTS = Object.values(ROUTES).filter(
  ({ method, query }) => method === 'GET' && query !== undefined && 'cursor' in query.shape,
);
const ask = (row: RouteRow, query: Record<string, string>) =>
  box.send('GET', `${box.pathOf(row)}?${new URLSearchParams(query)}`);
const page = async (row: RouteRow, query: Record<string, string>): Promise<Page> => {
  const response = await ask(row, query);
  expect(`${row.path} ${response.status}`).toBe(`${row.path} 200`);
  return response.json() as Promise<Page>;
};

/** All items, page after page of this size. */
async function walked(row: RouteRow, limit: number, query: Record<string, string> = {}) {
  const items: string[] = [];
  let cursor: string | null = null;
  do {
    const asked: Record<string, string> = { ...query, limit: String(limit) };
    const next: Page = await page(row, cursor === null ? asked : { ...asked, cursor });
    expect(next.items.length).toBeLessThanOrEqual(limit);
    items.push(...next.items.map((item) => JSON.stringify(item)));
    cursor = next.nextCursor;
  } while (cursor !== null);
  return items;
}

test('every list has the same form and the same limits', async () => {
  expect(LISTS.length).toBeGreaterThan(6);
  for (const row of LISTS) {
    const whole = await page(row, { limit: '200' });
    expect(`${row.path} ${Object.keys(whole).sort()}`).toBe(`${row.path} items,nextCursor,total`);
    if (whole.total !== null) expect(whole.total).toBeGreaterThanOrEqual(whole.items.length);
    for (const limit of ['0', '201', '-1', '1.5', 'all']) {
      expect(`${row.path} ${(await ask(row, { limit })).status}`).toBe(`${row.path} 400`);
    }
    for (const cursor of ['x', 'e30', '0', '../']) {
      expect(`${row.path} ${cursor} ${(await ask(row, { cursor })).status}`).toBe(
        `${row.path} ${cursor} 400`,
      );
    }
  }
});

test('page after page gives each item of the list once, in its order, whatever the size of the pages', async () => {
  const filled: string[] = [];
  for (const row of LISTS) {
    const [whole, ones, threes] = [
      await walked(row, 200),
      await walked(row, 1),
      await walked(row, 3),
    ];
    expect(`${row.path} ${new Set(whole).size}`).toBe(`${row.path} ${whole.length}`);
    expect(ones).toEqual(whole);
    expect(threes).toEqual(whole);
    if (whole.length > 2) filled.push(row.path);
  }
  expect(filled.length).toBeGreaterThanOrEqual(6);
});

/** What a list is sorted by here, and where its items hold that: where they have no names. */
const SORTED_BY: Readonly<Record<string, { column: string; field: string }>> = {
  '/api/v1/alarms': { column: 'raised', field: 'raisedMs' },
  '/api/v1/jobs': { column: 'created', field: 'createdMs' },
  '/api/v1/captures': { column: 'at', field: 'atMs' },
  '/api/v1/dead-letters': { column: 'created', field: 'createdMs' },
  '/api/v1/area-rights': { column: 'area', field: 'area' },
  '/api/v1/limits/violations': { column: 'subject', field: 'subject' },
};
const sortedBy = ({ path }: RouteRow) => SORTED_BY[path] ?? { column: 'name', field: 'name' };

test('a list that sorts does so both ways, over its pages, and refuses a column that it does not have', async () => {
  let sorted = 0;
  for (const row of LISTS.filter(({ query }) => 'sort' in (query?.shape ?? {}))) {
    expect(`${row.path} ${(await ask(row, { sort: 'nothing' })).status}`).toBe(`${row.path} 400`);
    const { column, field } = sortedBy(row);
    const [up, down] = [
      await walked(row, 2, { sort: column }),
      await walked(row, 2, { sort: `-${column}` }),
    ];
    const values = (items: string[]) => items.map((item) => String(JSON.parse(item)[field]));
    expect(`${row.path} ${new Set(up).size} ${up.length}`).toBe(
      `${row.path} ${up.length} ${down.length}`,
    );
    expect(values(up)).toEqual(values(down).reverse());
    sorted++;
  }
  expect(sorted).toBeGreaterThan(3);
});

test('a search finds what it names and nothing else', async () => {
  for (const row of LISTS.filter(({ query }) => 'q' in (query?.shape ?? {}))) {
    expect(`${row.path} ${(await page(row, { q: 'zzz-nowhere' })).items.length}`).toBe(
      `${row.path} 0`,
    );
  }
});
