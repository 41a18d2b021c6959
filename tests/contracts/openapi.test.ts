import { afterAll, beforeAll, expect, test } from 'bun:test';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { ApiDescription } from '#schemas/http/openapi';
import { ROUTES } from '#schemas/http/routes';
import { PeopleBox } from '../security/people-box.ts';

let box: PeopleBox;
let text: string;

beforeAll(async () => {
  box = await PeopleBox.start();
  text = await (await fetch(`${box.origin}/api/v1/openapi.json`)).text();
});
afterAll(() => box?.stop());

const lint = async (source: string) => {
  const config = await createConfig({ extends: ['spec'] });
  const problems = await lintFromString({ source, config });
  return problems.map(({ message, location }) => `${location[0]?.pointer}: ${message}`);
};

test('the linter finds what is wrong', async () => {
  const { info: _, ...headless } = JSON.parse(text);
  expect(await lint(JSON.stringify(headless))).not.toEqual([]);
});

test('the API document is valid OpenAPI 3.1 by an independent linter', async () => {
  expect(await lint(text)).toEqual([]);
});

test('the document is what its own row says, packed for who unpacks, and sent once', async () => {
  const address = `${box.origin}/api/v1/openapi.json`;
  expect(ApiDescription.safeParse(JSON.parse(text)).error).toBeUndefined();
  const plain = await fetch(address, { headers: { 'accept-encoding': 'identity' } });
  expect(plain.headers.get('content-encoding')).toBeNull();
  expect(await plain.text()).toBe(text);
  const packed = await fetch(address);
  expect(packed.headers.get('content-encoding')).toBe('gzip');
  expect(Number(packed.headers.get('content-length'))).toBeLessThan(text.length / 5);
  const etag = packed.headers.get('etag') ?? '';
  expect((await fetch(address, { headers: { 'if-none-match': etag } })).status).toBe(304);
});

test('it has every route with its summary, what it takes and what it answers, and a name of its own', () => {
  const { paths } = JSON.parse(text);
  const ids: string[] = [];
  for (const { method, path, summary, permission, body, takes } of Object.values(ROUTES)) {
    const operation = paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
    expect(operation?.summary).toBe(summary);
    expect(operation.security.length > 0).toBe(permission !== 'public');
    expect(operation.requestBody !== undefined).toBe((body ?? takes) !== undefined);
    expect(operation['x-permission']).toBe(permission);
    ids.push(operation.operationId);
  }
  expect(new Set(ids).size).toBe(ids.length);
});

test('it says which parts of a query are needed', () => {
  const parameters = (path: string) =>
    JSON.parse(text).paths[path].get.parameters as { name: string; required: boolean }[];
  const needed = (path: string) =>
    parameters(path).flatMap(({ name, required }) => (required ? [name] : []));
  expect(needed('/api/v1/points/{pointId}/trend')).toEqual(['pointId', 'from', 'to']);
  expect(needed('/api/v1/users')).toEqual([]);
});

test('its patterns are expressions of JSON Schema, without flags', () => {
  const patterns = [...text.matchAll(/"pattern":("(?:[^"\\]|\\.)*")/g)].map(([, one]) =>
    JSON.parse(one),
  );
  expect(patterns.length).toBeGreaterThan(10);
  for (const pattern of patterns) {
    expect(pattern).not.toMatch(/\/[dgimsuvy]+$/);
    expect(() => new RegExp(pattern, 'u')).not.toThrow();
  }
});
