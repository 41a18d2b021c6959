import { expect, test } from 'bun:test';
import { codeLines } from './code-lines.ts';
import { exampleOf } from './example-of.ts';
import { fieldGroups, limitWords, typeWords } from './json-schema.ts';
import { canBeTried, matching, type Operation } from './operations.ts';

const operation: Operation = {
  id: 'postThings',
  method: 'POST',
  path: '/api/v1/things/{thingId}',
  tag: 'plant',
  summary: 'Makes a thing.',
  route: 'makeThing',
  permission: 'plant:edit',
  permissionThere: null,
  isInParts: false,
  isIdempotent: true,
  isDeprecated: false,
  parameters: [
    {
      name: 'thingId',
      where: 'path',
      required: true,
      schema: { type: 'string', pattern: '^th_.*$' },
    },
    { name: 'from', where: 'query', required: true, schema: { type: 'integer', minimum: 3 } },
    { name: 'q', where: 'query', required: false, schema: { type: 'string' } },
  ],
  body: {
    type: 'object',
    properties: {
      name: { type: 'string', default: "Ada's, {pump}" },
      on: { type: 'boolean' },
      note: { type: ['null', 'string'] },
      left: { type: 'string' },
    },
    required: ['name', 'on', 'note'],
  },
  isForm: false,
  answers: [{ status: 200, media: 'application/json', schema: {} }],
  refusals: [],
};

test('the same request in each language, whatever stands in its texts', () => {
  const { curl, typescript, python } = codeLines(operation, 'https://hub.plant');
  const id = 'th_01HZX3T7Q00000000000000001';
  expect(curl.split(' \\\n  ')).toEqual([
    `curl -X POST 'https://hub.plant/api/v1/things/${id}?from=3'`,
    '-H "x-api-key: $TREMOLO_KEY"',
    "-H 'content-type: application/json'",
    '-H "idempotency-key: $(uuidgen)"',
    `-d '{"name":"Ada'\\''s, {pump}","on":true,"note":null}'`,
  ]);
  expect(typescript).toBe(
    `await hub.request(API.makeThing, { params: { thingId: "${id}" }, query: { from: 3 }, body: { name: "Ada's, {pump}", on: true, note: null }, idempotencyKey: "a key of your own" });`,
  );
  expect(python).toBe(
    `hub.request("POST", "/api/v1/things/${id}", query={"from": 3}, body={"name": "Ada's, {pump}", "on": True, "note": None})`,
  );
});

test('a plain read needs no more than its address', () => {
  const plain = { ...operation, method: 'GET', path: '/health', permission: 'public', body: null };
  const { curl, python } = codeLines({ ...plain, isIdempotent: false, parameters: [] }, '');
  expect([curl, python]).toEqual(["curl '/health'", 'hub.request("GET", "/health")']);
  expect([canBeTried(plain), canBeTried(operation)]).toEqual([true, false]);
});

test('types and limits are said in words', () => {
  expect(typeWords({ type: 'array', items: { type: ['string', 'null'] } })).toBe(
    'array of string or null',
  );
  expect(typeWords({ enum: ['a', null] })).toBe('"a" | null');
  expect(typeWords({ anyOf: [{ type: 'number' }, { type: 'number' }, { type: 'boolean' }] })).toBe(
    'number or boolean',
  );
  expect(limitWords({ minimum: 1, maximum: 200, default: 50 })).toEqual(['1 to 200', 'default 50']);
  expect(limitWords({ maxLength: 5, exclusiveMinimum: 0 })).toEqual([
    'more than 0',
    'up to 5 characters',
  ]);
});

test('what is inside is found through lists and choices', () => {
  const one = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] };
  const other = { type: 'object', properties: { b: { type: 'string' } } };
  const groups = fieldGroups({ type: 'array', items: { anyOf: [one, other, { type: 'string' }] } });
  expect(groups.map((fields) => fields.map(({ name, required }) => [name, required]))).toEqual([
    [['a', true]],
    [['b', false]],
  ]);
});

test('an example keeps to its schema', () => {
  expect(exampleOf({ type: 'string', minLength: 12 })).toHaveLength(12);
  expect(exampleOf({ type: 'number', exclusiveMinimum: 0 })).toBe(1);
  expect(exampleOf({ type: 'integer', maximum: 0 })).toBe(0);
  expect(exampleOf({ anyOf: [{ enum: ['x'] }] })).toBe('x');
  expect(exampleOf({ type: 'object', properties: { a: { type: 'boolean' } } })).toEqual({
    a: true,
  });
});

test('a search finds routes by all of its words, wherever they stand', () => {
  expect(matching([operation], 'makes PLANT:edit')).toHaveLength(1);
  expect(matching([operation], 'makes nothing')).toHaveLength(0);
  expect(matching([operation], '')).toHaveLength(1);
});
