import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { PointPage } from '#schemas/http/points';
import type { BrowserSession } from '../rig/browser-session.ts';
import { PeopleBox } from '../security/people-box.ts';
import { sensorSays, summaryOf } from './plant-messages.ts';

let box: PeopleBox;
let engineer: BrowserSession;

beforeAll(async () => {
  box = await PeopleBox.start();
  await box.add('Erin', 'engineer');
  engineer = await box.signedIn('Erin');
});
afterAll(() => box.stop());

/** The list as a screen polls it, with the ETag that it has. */
async function poll(etag = '') {
  const headers: Record<string, string> = etag === '' ? {} : { 'if-none-match': etag };
  const response = await engineer.send('GET', '/api/v1/points', undefined, headers);
  const text = await response.text();
  const points = text === '' ? [] : (JSON.parse(text) as PointPage).items;
  return { status: response.status, etag: response.headers.get('etag') ?? '', points };
}

test('the list of points is new with each edit and each result, and 304 in between', async () => {
  const { assets, events, latest } = box.rooms;
  const empty = await poll();
  expect(empty.points).toEqual([]);

  const known = new Promise<void>((done) => events.on('points', () => done()));
  assets.describe(sensorSays('s-1'));
  await known;
  const first = await poll(empty.etag);
  expect(first.points.map(({ sensorId }) => sensorId)).toEqual(['s-1']);
  expect((await poll(first.etag)).status).toBe(304);

  const [{ pointId }] = first.points;
  await engineer.ask('PATCH', `/api/v1/points/${pointId}`, { name: 'Drive end' });
  const edited = await poll(first.etag);
  expect(edited.points[0].name).toBe('Drive end');

  events.emit('summaries', latest.take([summaryOf(pointId, box.clock.nowMs)]));
  const heard = await poll(edited.etag);
  expect(heard.points[0].latest?.atMs).toBe(box.clock.nowMs);
  expect((await poll(heard.etag)).status).toBe(304);
});

test('the list is filtered, sorted and paged like any other, and tags go over the whole plant', async () => {
  const { assets, events } = box.rooms;
  const known = new Promise<void>((done) => events.on('points', () => done()));
  for (const id of ['s-2', 's-3', 's-10']) assets.describe(sensorSays(id));
  await known;
  const list = (query: string) => engineer.ask<PointPage>('GET', `/api/v1/points?${query}`);
  const all = (await list('sort=name')).items;
  expect(all).toHaveLength(4);

  const paged: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: PointPage = await list(`sort=-name&limit=3${cursor && `&cursor=${cursor}`}`);
    expect(page.total).toBe(4);
    paged.push(...page.items.map(({ pointId }) => pointId));
    cursor = page.nextCursor;
  }
  expect(paged).toEqual(all.map(({ pointId }) => pointId).reverse());

  const [one, two] = all as [PointPage['items'][0], PointPage['items'][0]];
  await engineer.ask('PATCH', `/api/v1/points/${one.pointId}`, { tags: ['wet', 'hot', 'wet'] });
  await engineer.ask('PATCH', `/api/v1/points/${two.pointId}`, { tags: ['hot'], area: 'Hall' });
  const ids = async (query: string) => (await list(query)).items.map(({ pointId }) => pointId);
  expect(await ids('tag=hot')).toEqual([one.pointId, two.pointId]);
  expect(await ids('tag=hot&area=Hall')).toEqual([two.pointId]);
  expect(await ids('q=hall')).toEqual([two.pointId]);
  expect(await engineer.ask<object>('GET', '/api/v1/tags')).toEqual({
    tags: [
      { tag: 'hot', points: 2 },
      { tag: 'wet', points: 1 },
    ],
  });

  expect(await engineer.ask<object>('PATCH', '/api/v1/tags/wet', { tag: 'hot' })).toEqual({
    points: 1,
  });
  expect((await list('tag=hot')).items[0]?.tags).toEqual(['hot']);
  expect(await engineer.ask<object>('DELETE', '/api/v1/tags/hot')).toEqual({ points: 2 });
  expect(await ids('tag=hot')).toEqual([]);
  expect((await engineer.send('DELETE', '/api/v1/tags/hot')).status).toBe(404);
  const changes = (await box.audit()).filter(({ event }) => event === 'point.changed');
  expect(
    changes.filter(({ resourceId }) => resourceId === one.pointId).length,
  ).toBeGreaterThanOrEqual(3);
  expect((await engineer.send('GET', '/api/v1/points?sort=secret')).status).toBe(400);
});
