import { expect, test } from 'bun:test';
import { Hono } from 'hono';
import type { HttpContext } from './route.ts';
import { SharedAnswer } from './shared-answer.ts';

/** A door to one shared answer whose version the test turns. */
function door() {
  const state = { version: 'a', made: 0 };
  const answer = new SharedAnswer({
    version: () => state.version,
    make: () => ({ version: state.version, made: ++state.made }),
  });
  const app = new Hono().get('/', (context) => answer.respond(context as unknown as HttpContext));
  const get = (etag?: string) =>
    app.request('/', { headers: etag === undefined ? {} : { 'if-none-match': etag } });
  return { state, get };
}

test('is written once for all who ask, until its version changes', async () => {
  const { state, get } = door();
  expect(await (await get()).json()).toEqual({ version: 'a', made: 1 });
  expect(await (await get()).json()).toEqual({ version: 'a', made: 1 });
  state.version = 'b';
  expect(await (await get()).json()).toEqual({ version: 'b', made: 2 });
});

test('who has it already is told so, and it is not even written', async () => {
  const first = (await door().get()).headers.get('etag') ?? '';
  const { state, get } = door();
  const known = await get(`W/"other", ${first}`);
  expect([known.status, await known.text(), known.headers.get('etag')]).toEqual([304, '', first]);
  expect(state.made).toBe(0);
});

test('who has an earlier one gets the new one', async () => {
  const { state, get } = door();
  const first = (await get()).headers.get('etag') ?? '';
  state.version = 'b';
  const next = await get(first);
  expect(await next.json()).toEqual({ version: 'b', made: 2 });
  expect(next.headers.get('etag')).not.toBe(first);
});
