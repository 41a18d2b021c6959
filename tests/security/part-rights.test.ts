import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { RouteRow } from '#schemas/http/route-row';
import { ROUTES } from '#schemas/http/routes';
import type { PlacedThing } from '#schemas/http/within';
import { requestsInParts } from './part-requests.ts';
import { PartThings, type Where } from './part-things.ts';

type Row = RouteRow & { readonly within: Readonly<Record<string, string>> };

/** Every route that says which of its fields name things of the plant. */
const ROWS = Object.entries(ROUTES).filter(([, row]) => typeof row.within === 'object') as [
  string,
  Row,
][];
/** Refused for what it is, not for where it is: nothing of this alarm is latched, and nothing was recorded. */
const OTHERWISE: Readonly<Record<string, string>> = {
  resetAlarm: 'conflict',
  captureSamples: 'There are no samples of this point in this capture.',
  exportCapture: 'There are no samples',
};

let things: PartThings;

/** What Gus is answered when this field names something in the yard, and all others what is in the hall. */
async function tried(name: string, row: Row, elsewhere: string | null): Promise<string> {
  const id = (field: string) => {
    const where: Where = field === elsewhere ? 'yard' : 'hall';
    return things.of(row.within[field].replace('seen ', '') as PlacedThing, where);
  };
  const whereOf = (field: string): Where => (field === elsewhere ? 'yard' : 'hall');
  const wanted = await requestsInParts[name](things, id, whereOf);
  const params: Record<string, string> = wanted.params ?? {};
  const path = row.path.replace(/:(\w+)/g, (_, param) => params[param]);
  const query = wanted.query === undefined ? '' : `?${new URLSearchParams(wanted.query)}`;
  const answer = await things.send(row.method, path + query, wanted.body);
  const text = await answer.text();
  if (answer.ok) return 'done';
  const { code, detail } = JSON.parse(text);
  return `${code}: ${detail}`;
}

/** What the trail has of Gus. */
async function events(): Promise<string[]> {
  const path = `/api/v1/audit?actorId=${things.box.gus}&limit=200`;
  const { items } = await things.box.admin.ask<{ items: { event: string }[] }>('GET', path);
  return items.map(({ event }) => event);
}

beforeAll(async () => {
  things = await PartThings.start();
});
afterAll(() => things?.box.stop());

test('every route that names things of the plant is tried here', () => {
  expect(Object.keys(requestsInParts).toSorted()).toEqual(ROWS.map(([name]) => name).toSorted());
});

test('what asks for a right where it acts says how a part is found, or asks for nothing of the plant', () => {
  const silent = Object.values(ROUTES as Record<string, RouteRow>)
    .filter(({ alsoIn, within }) => alsoIn !== undefined && within === undefined)
    .map(({ alsoIn }) => alsoIn);
  expect([...new Set(silent)]).toEqual(['job:operate']);
});

test('with a role in one part each is as if the other part were not there, by whatever field it is named', async () => {
  const { box } = things;
  await box.give(box.hall, 'engineer');
  const wrong: string[] = [];
  for (const [name, row] of ROWS) {
    for (const field of Object.keys(row.within)) {
      const said = await tried(name, row, field);
      if (!said.startsWith('not_found: There is no such')) wrong.push(`${name} ${field}: ${said}`);
    }
  }
  expect(wrong).toEqual([]);
  expect((await events()).filter((event) => !/^(auth|access)\./.test(event))).toEqual([]);
});

test('what is answered of what is in sight names nothing of the other part', async () => {
  const { box } = things;
  await things.of('capture', 'yard');
  for (const thing of ['alarm_rule', 'policy', 'calendar', 'procedure', 'capture_rule'] as const) {
    await things.of(thing, 'yard');
  }
  const elsewhere = [box.yard, box.pumps[1], box.points[1], 'Yard', 'P-2', 's-2'];
  const nowMs = box.people.clock.nowMs;
  const span = `from=${nowMs - 60_000}&to=${nowMs + 60_000}`;
  const queries: Readonly<Record<string, string>> = {
    trends: `points=${box.points}&figures=velocity&${span}`,
    alarmFigures: span,
    alarmLimits: `sources=${box.points}`,
  };
  const open = Object.entries(ROUTES as Record<string, RouteRow>).filter(
    ([name, { method, within }]) =>
      method === 'GET' && name !== 'live' && (typeof within === 'string' || name === 'exportPlant'),
  );
  expect(open.length).toBeGreaterThan(15);
  for (const [name, { path }] of open) {
    const answer = await box.guest.send('GET', `${path}?${queries[name] ?? ''}`);
    // What was asked for by its id stands as unknown; nothing else of it is said.
    const text = (await answer.text()).replace(/"unknown":\[[^\]]*\]/, '');
    expect(`${name} ${answer.status}`).toBe(`${name} 200`);
    const named = elsewhere.filter((one) => text.includes(one));
    expect(`${name}: ${named}`).toBe(`${name}: `);
  }
});

test('whoever sees all and may act in one part is told which part he lacks, and it is on record', async () => {
  const { box } = things;
  const grants = ['plant:read', 'alarm:read', 'capture:read'].map(
    (permission) => `/api/v1/users/${box.gus}/permissions/${permission}`,
  );
  for (const path of grants) {
    await box.admin.ask('PUT', path, { effect: 'grant', expiresMs: null });
  }
  const wrong: string[] = [];
  for (const [name, row] of ROWS) {
    for (const [field, thing] of Object.entries(row.within)) {
      const isActed = row.alsoIn !== undefined && !thing.startsWith('seen ');
      const said = await tried(name, row, field);
      const isRight = isActed
        ? said.startsWith(
            `forbidden: Your account may not do this: it needs ${row.alsoIn} at North`,
          )
        : isDone(name, said);
      if (!isRight) wrong.push(`${name} ${field}: ${said}`);
    }
  }
  expect(wrong).toEqual([]);
  for (const path of grants) await box.admin.ask('DELETE', path);
  const refused = (await events()).filter((event) => event === 'access.refused');
  expect(refused.length).toBeGreaterThan(20);
});

test('in the part itself each works', async () => {
  const wrong: string[] = [];
  for (const [name, row] of ROWS) {
    const said = await tried(name, row, null);
    if (!isDone(name, said)) wrong.push(`${name}: ${said}`);
  }
  expect(wrong).toEqual([]);
});

test('when the role ends nothing of it works any more', async () => {
  const { box } = things;
  await box.take(box.hall);
  const wrong: string[] = [];
  for (const [name, row] of ROWS) {
    const said = await tried(name, row, null);
    if (!said.startsWith('forbidden: Your account may not do this: it needs')) {
      wrong.push(`${name}: ${said}`);
    }
  }
  expect(wrong).toEqual([]);
});

const isDone = (name: string, said: string) =>
  said === 'done' || (OTHERWISE[name] !== undefined && said.includes(OTHERWISE[name]));
