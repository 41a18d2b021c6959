import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import type { HttpContext } from './route.ts';
import { UiAssets } from './ui-assets.ts';

let folder: string;
const app = new Hono();
app.get('*', (context) => new UiAssets(folder).respond(context as unknown as HttpContext));
const linkOf = async (path: string, headers = {}) =>
  (await app.request(path, { headers })).headers.get('link');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tremolo-ui-'));
  for (const [name, content] of [
    ['index.html', '<p>Loading</p>'],
    ['index.de.html', '<p>Wird geladen</p>'],
    ['early.json', '{"points":["/assets/point-1.js","/assets/chart-1.js"]}'],
    ['early.de.json', '{"points":["/assets/de/point-1.js"]}'],
    ['assets/point-1.js', 'export {}'],
  ]) {
    await Bun.write(join(folder, name), content);
  }
});
afterAll(() => rm(folder, { recursive: true }));

const SESSION = '</api/v1/users/me/session>; rel=preload; as=fetch; crossorigin';
const later = (script: string) => `<${script}>; rel=modulepreload; fetchpriority=low`;

test('a page names what its screen will ask for first', async () => {
  expect(await linkOf('/points/pt_1')).toBe(
    [SESSION, later('/assets/point-1.js'), later('/assets/chart-1.js')].join(', '),
  );
  expect(await linkOf('/points/pt_1', { 'accept-language': 'de' })).toBe(
    `${SESSION}, ${later('/assets/de/point-1.js')}`,
  );
});

test('an address of no such screen names the session only, whatever it is called', async () => {
  for (const path of ['/', '/constructor', '/__proto__/x', '/toString']) {
    expect(await linkOf(path)).toBe(SESSION);
  }
});

test('a file names nothing', async () => {
  expect(await linkOf('/assets/point-1.js')).toBeNull();
});

test('screens that were built without the list are shown as well', async () => {
  await rm(join(folder, 'early.json'));
  expect(await linkOf('/points/pt_1')).toBe(SESSION);
});
