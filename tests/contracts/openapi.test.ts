import { afterAll, beforeAll, expect, test } from 'bun:test';
import { createConfig, lintFromString } from '@redocly/openapi-core';
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

test('it has every route with its summary, what it takes and what it answers, and a name of its own', () => {
  const { paths } = JSON.parse(text);
  const ids: string[] = [];
  for (const { method, path, summary, permission, body } of Object.values(ROUTES)) {
    const operation = paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
    expect(operation?.summary).toBe(summary);
    expect(operation.security.length > 0).toBe(permission !== 'public');
    expect(operation.requestBody !== undefined).toBe(body !== undefined);
    ids.push(operation.operationId);
  }
  expect(new Set(ids).size).toBe(ids.length);
});
