import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test';
import { connect } from 'node:net';
import { Problem } from '#schemas/http/problem';
import type { RouteRow } from '#schemas/http/route-row';
import { ROUTES } from '#schemas/http/routes';
import { exampleOf } from '../../ui/screens/docs/example-of.ts';
import type { JsonSchema } from '../../ui/screens/docs/json-schema.ts';
import { ApiBox } from './api-box.ts';

/** Which somebody would like to set along with what he may. */
const COVETED: Readonly<Record<string, unknown>> = {
  role: 'admin',
  roles: ['admin'],
  permissions: ['user:edit'],
  isProtected: true,
  protected: true,
  userId: 'us_01ARZ3NDEKTSV4RRFFQ69G5FAV',
  ownerId: 'us_01ARZ3NDEKTSV4RRFFQ69G5FAV',
  status: 'active',
  emailVerifiedMs: 1,
  createdMs: 1,
  passwordHash: 'x',
  secretHash: 'x',
  __proto__x: {},
  constructor: {},
};
const LIMIT_BYTES = 64 * 1024;
const BLOCK = Buffer.alloc(2 ** 20, 'x');

let box: ApiBox;
beforeAll(async () => {
  box = await ApiBox.start();
});
afterAll(() => box?.stop());
/** Else all of it would only have been turned away at the door. */
afterEach(async () => {
  expect((await box.send('GET', '/api/v1/users/me/session')).status).toBe(200);
});

const writing = Object.values(ROUTES).filter((row) => row.method !== 'GET' && !row.form);
const withBody = () =>
  writing.flatMap((row) => {
    const schema = box.bodySchema(row) as JsonSchema | null;
    return schema === null ? [] : [{ row, schema }];
  });
const told = ({ method, path }: RouteRow, what: unknown) => `${method} ${path} ${what}`;

/** All objects in a schema, wherever in it they are. */
function objectsIn(schema: JsonSchema): JsonSchema[] {
  const inner = [
    ...Object.values(schema.properties ?? {}),
    ...(schema.items ? [schema.items] : []),
    ...(schema.anyOf ?? []),
    ...(schema.oneOf ?? []),
  ];
  return [...(schema.properties ? [schema] : []), ...inner.flatMap(objectsIn)];
}

test('no object that a route takes, however deep inside, is open to fields that it does not name', () => {
  const open = withBody().flatMap(({ row, schema }) =>
    objectsIn(schema).some((one) => one.additionalProperties !== false) ? [told(row, '')] : [],
  );
  expect(withBody().length).toBeGreaterThan(35);
  expect(open).toEqual([]);
});

test('fields that a route does not name are refused, and nothing of the request is done', async () => {
  const before = await box.tables();
  for (const { row, schema } of withBody()) {
    const example = exampleOf(schema) as object;
    const known = new Set(objectsIn(schema).flatMap((one) => Object.keys(one.properties ?? {})));
    const more = Object.entries(COVETED).filter(([name]) => !known.has(name));
    for (const [name, value] of more) {
      const body = JSON.stringify({ ...example, [name]: value });
      const response = await box.send(row.method, box.pathOf(row), body);
      expect(told(row, `${name} ${response.status}`)).toBe(told(row, `${name} 400`));
      const problem = Problem.parse(await response.json());
      expect(told(row, problem.code)).toBe(told(row, 'request_invalid'));
      expect(
        told(
          row,
          JSON.stringify(problem.issues).includes(name) ||
            schema.anyOf !== undefined ||
            schema.oneOf !== undefined,
        ),
      ).toBe(told(row, true));
    }
  }
  expect(await box.tables()).toEqual(before);
}, 60_000);

test('what is no object where one is asked for is refused', async () => {
  const before = await box.tables();
  for (const { row } of withBody()) {
    for (const body of ['null', '[]', '"text"', '7', 'true', '', '{', '[{}]', '{}{}', "{'a':1}"]) {
      const response = await box.send(row.method, box.pathOf(row), body);
      expect(told(row, `${body} ${response.status}`)).toBe(told(row, `${body} 400`));
      expect(Problem.parse(await response.json()).code).toBe('request_invalid');
    }
  }
  expect(await box.tables()).toEqual(before);
}, 60_000);

test('a body beyond the limit of its route is refused before it is read as JSON', async () => {
  const before = await box.tables();
  for (const row of writing) {
    const limit = row.bodyBytesMax ?? LIMIT_BYTES;
    const body = JSON.stringify({ name: 'x'.repeat(limit) });
    const response = await box.send(row.method, box.pathOf(row), body);
    expect(told(row, response.status)).toBe(told(row, 413));
    expect(Problem.parse(await response.json()).code).toBe('too_large');
  }
  expect(await box.tables()).toEqual(before);
}, 60_000);

/** Sends up to this many blocks of a body, as fast as they are taken, until there is an answer. */
async function flood(path: string, blocks: number): Promise<string> {
  const { port, hostname } = new URL(box.origin);
  const socket = connect(Number(port), hostname);
  let text = '';
  let isClosed = false;
  const closed = new Promise<void>((done) => socket.once('close', done)).then(() => {
    isClosed = true;
  });
  socket.on('error', () => socket.destroy());
  const answered = new Promise<void>((done) => {
    socket.on('data', (data) => {
      text += data.toString('latin1');
      done();
    });
  });
  const lines = [`POST ${path} HTTP/1.1`, 'Host: x', 'Content-Type: application/json'];
  const auth = [`Cookie: ${box.admin.cookie}`, `x-csrf-token: ${box.admin.csrfToken}`];
  const length = `Content-Length: ${blocks * BLOCK.length}`;
  socket.write([...lines, ...auth, length, '', ''].join('\r\n'));
  for (let i = 0; i < blocks && !isClosed && text === ''; i++) {
    if (socket.write(BLOCK)) continue;
    await Promise.race([new Promise((done) => socket.once('drain', done)), answered, closed]);
  }
  await Promise.race([answered, closed]);
  socket.destroy();
  return text;
}

test('a body of whatever size is refused with its reason, and is not taken in', async () => {
  const before = process.memoryUsage().rss;
  for (const [path, status] of [
    ['/api/v1/auth/login', 413],
    ['/api/v1/diagnoses', 413],
    ['/api/v1/nowhere', 404],
  ] as const) {
    const text = await flood(path, 300);
    expect(text).toStartWith(`HTTP/1.1 ${status} `);
    expect(text).toContain('application/problem+json');
  }
  expect(process.memoryUsage().rss - before).toBeLessThan(150 * BLOCK.length);
}, 60_000);

test('JSON that is nested beyond reason is refused, at any length that a route takes', async () => {
  const before = await box.tables();
  for (const row of writing) {
    for (const depth of [21, Math.floor((row.bodyBytesMax ?? LIMIT_BYTES) / 2) - 20]) {
      for (const [open, close] of ['[]', ['{"a":', '}']]) {
        const times = Math.floor((2 * depth) / (open.length + close.length)) + 21;
        const deep = `${open.repeat(times)}1${close.repeat(times)}`;
        const body =
          deep.length < (row.bodyBytesMax ?? LIMIT_BYTES) ? deep : deep.slice(0, LIMIT_BYTES);
        const response = await box.send(row.method, box.pathOf(row), body);
        expect(told(row, response.status)).toBe(told(row, 400));
        expect(Problem.parse(await response.json()).detail).toContain('nested');
      }
    }
  }
  expect(await box.tables()).toEqual(before);
}, 60_000);

test('another type than JSON is refused where JSON is taken, so that no form of another site gets in', async () => {
  for (const { row, schema } of withBody()) {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
    ]) {
      const response = await fetch(box.origin + box.pathOf(row), {
        method: row.method,
        headers: { ...box.headersFor(row.path), 'content-type': type },
        body: JSON.stringify(exampleOf(schema)),
      });
      expect(told(row, `${type} ${response.status}`)).toBe(told(row, `${type} 415`));
      await response.body?.cancel();
    }
  }
}, 60_000);
