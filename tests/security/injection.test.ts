import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test';
import type { RouteRow } from '#schemas/http/route-row';
import { ROUTES } from '#schemas/http/routes';
import { exampleOf } from '../../ui/screens/docs/example-of.ts';
import { ApiBox } from './api-box.ts';

let box: ApiBox;
beforeAll(async () => {
  box = await ApiBox.start();
});
afterAll(() => box?.stop());
/** Else all of it would only have been turned away at the door. */
afterEach(async () => {
  expect((await box.send('GET', '/api/v1/users/me/session')).status).toBe(200);
});

const cursor = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url');
/** What has ever broken a query: quotes, comments, unions, wildcards, placeholders, numbers that are none, forged cursors. */
const PAYLOADS = [
  "'",
  '"',
  '`',
  ';',
  "' OR '1'='1",
  "' OR 1=1 --",
  '") OR 1=1 --',
  "x' UNION SELECT hash FROM passwords --",
  "'; DROP TABLE people; --",
  '1; DELETE FROM people',
  '1 OR 1=1',
  'name) FROM people --',
  '-name, (SELECT 1)',
  'name COLLATE x',
  '%',
  '_',
  '\\',
  '*',
  'a* OR b NEAR c',
  'NOT',
  '"unclosed',
  '{x y}: ^z',
  '?1',
  '$1',
  ':a',
  '@a',
  '\u0000',
  '\ud83d\ude00',
  '__proto__',
  'constructor',
  '{"$ne":null}',
  'NaN',
  '-1',
  '1e999',
  '9'.repeat(30),
  '0x10',
  cursor("' OR 1=1 --", "' OR 1=1 --"),
  cursor({ toString: 1 }, 'x'),
  cursor(9e307, ''),
  cursor([['a']]),
  cursor(),
  Buffer.from('{').toString('base64url'),
];

const reading = Object.values(ROUTES).filter((row) => row.method === 'GET' && row.query);
const writing = Object.values(ROUTES).filter((row) => row.method !== 'GET');
const isHarmless = (status: number) => status < 500 || status === 503;

/** What only the store says. */
const INSIDES = /sqlite|libsql|syntax error|no such column|fts5/i;

/** Rows of an answer: entries of its longest list, or lines of a file. */
function rowsOf(text: string): number {
  try {
    const answer = JSON.parse(text);
    const lists = [answer, ...Object.values(answer)].filter(Array.isArray);
    return Math.max(0, ...lists.map((list) => list.length));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return text.split('\n').length;
  }
}

/** Asks with one part of the query as given, and the others as they have to be. */
async function ask(row: RouteRow, name: string, odd: string): Promise<[string, number, number]> {
  const { [name]: _, ...needed } = box.neededQuery(row);
  if (name !== 'limit' && 'limit' in (row.query?.shape ?? {})) needed.limit = '200';
  const others = new URLSearchParams(needed);
  const response = await box.send('GET', `${box.pathOf(row)}?${others}&${odd}`);
  const text = await response.text();
  expect(text).not.toMatch(INSIDES);
  return [odd, response.status, response.ok ? rowsOf(text) : 0];
}

test('no filter, sort, search or cursor of any list says more than the list does, or breaks it', async () => {
  expect(reading.length).toBeGreaterThan(10);
  const before = await box.tables();
  for (const row of reading) {
    for (const name of Object.keys(row.query?.shape ?? {})) {
      const odds = [
        ...PAYLOADS.map((payload) => `${name}=${encodeURIComponent(payload)}`),
        ...[`${name}=a&${name}=b`, `${name}[]=a`, `${name}[x]=a`, `${name}=%`],
      ];
      const said: [string, number, number][] = [];
      for (const odd of odds) said.push(await ask(row, name, odd));
      // Afterwards: the trail has grown by what was asked.
      const [, status, all] = await ask(row, '', '');
      // Of a capture there is none to export.
      const isThere = status === 200 || row.tag === 'access' || row.path.includes(':captureId');
      expect(`${row.path} ${isThere}`).toBe(`${row.path} true`);
      // Where nothing is found without words, others find others.
      const isSearch = name === 'q' && 'q' in box.neededQuery(row);
      const wrong = said.filter(
        ([, status, rows]) => !isHarmless(status) || (rows > all && !isSearch),
      );
      expect(`${row.path} ${name} ${JSON.stringify(wrong)}`).toBe(`${row.path} ${name} []`);
    }
  }
  expect(await box.tables()).toEqual(before);
}, 120_000);

test('wildcards of SQL are letters like any other in a search', async () => {
  const found = async (q: string) => {
    const path = `/api/v1/users?q=${encodeURIComponent(q)}`;
    return (await box.admin.ask<{ items: unknown[] }>('GET', path)).items.length;
  };
  expect(await found('arol')).toBe(1);
  for (const q of ['%', '_', 'C%l', 'C_rol', '*', "Carol' --"]) expect(await found(q)).toBe(0);
});

test('a search in the trail is words, whatever its language of searches would make of them', async () => {
  const found = async (q: string) => {
    const path = `/api/v1/audit?q=${encodeURIComponent(q)}`;
    return (await box.admin.ask<{ items: unknown[] }>('GET', path)).items.length;
  };
  expect(await found('Day')).toBeGreaterThan(0);
  for (const q of [
    'nothing OR Day',
    'NOT nothing',
    '%',
    '"*"',
    'body:Day nothing',
    '{body}: Day',
    '"Day" AND zzz',
  ]) {
    expect(`${q}: ${await found(q)}`).toBe(`${q}: 0`);
  }
});

test('nothing in a path is more than a name that there is not', async () => {
  const before = await box.tables();
  const payloads = PAYLOADS.filter((payload) => payload !== '\\').concat(
    '../users',
    '..',
    '.',
    ' ',
  );
  for (const row of Object.values(ROUTES)) {
    for (const [, name] of row.path.matchAll(/:(\w+)/g)) {
      for (const payload of payloads) {
        const response = await box.send(row.method, box.pathOf(row, { [name]: payload }));
        const text = await response.text();
        const said = `${row.method} ${row.path} ${payload} ${response.status}`;
        expect(`${said} ${isHarmless(response.status)}`).toBe(`${said} true`);
        expect(text).not.toMatch(INSIDES);
      }
    }
  }
  expect(await box.tables()).toEqual(before);
}, 120_000);

test('what is sent to be kept is kept as it is, and never run', async () => {
  const names = Object.keys(await box.tables());
  const payloads = [
    "'; DROP TABLE people; --",
    "' || (SELECT hash FROM passwords) || '",
    '{{7*7}}<%=7*7%>',
  ];
  let sent = 0;
  for (const row of writing) {
    const schema = box.bodySchema(row);
    if (schema === null) continue;
    const example = exampleOf(schema) as Record<string, unknown>;
    const fields = Object.keys(example).filter((name) => typeof example[name] === 'string');
    for (const name of fields) {
      for (const payload of payloads) {
        const body = JSON.stringify({ ...example, [name]: payload });
        const response = await box.send(row.method, box.pathOf(row), body);
        const said = `${row.method} ${row.path} ${name} ${response.status}`;
        expect(`${said} ${isHarmless(response.status)}`).toBe(`${said} true`);
        await response.body?.cancel();
        sent++;
      }
    }
  }
  expect(sent).toBeGreaterThan(60);
  expect(Object.keys(await box.tables())).toEqual(names);
  const people = await box.people.rooms.store.read('SELECT count(*) AS n FROM people');
  expect(Number(people[0].n)).toBeGreaterThanOrEqual(4);
}, 120_000);
