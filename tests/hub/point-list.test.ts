import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { PointList } from '#schemas/http/points';
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
  const points = text === '' ? [] : (JSON.parse(text) as PointList).points;
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
