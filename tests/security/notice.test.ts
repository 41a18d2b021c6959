import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { SiteNotice } from '#schemas/http/notice';
import type { BrowserSession } from '../rig/browser-session.ts';
import { PeopleBox } from './people-box.ts';

const NOTICE =
  'We keep who did what for seven years. Ask ext. 4711 to see or erase what is kept of you.';
let people: PeopleBox;
let olga: BrowserSession;

beforeAll(async () => {
  people = await PeopleBox.start();
  await people.add('olga', 'operator');
  olga = await people.signedIn('olga');
});

afterAll(() => people.box.stop());

const read = async (browser: BrowserSession) =>
  (await (await browser.send('GET', '/api/v1/users/me/notice')).json()) as SiteNotice;
const accept = (revision: string | null) =>
  olga.send('POST', '/api/v1/users/me/notice', { revision });
const plant = async () => (await olga.send('GET', '/api/v1/points')).status;

test('without a notice nobody is asked for anything', async () => {
  expect(await read(olga)).toEqual({ text: null, revision: null, acceptedMs: null });
  expect(await plant()).toBe(200);
});

test('a notice comes before everything else until it is agreed to', async () => {
  await people.set('general', { notice: NOTICE });
  const refused = await olga.send('GET', '/api/v1/points');
  expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([
    403,
    'duty_first',
  ]);
  const { text, revision, acceptedMs } = await read(olga);
  expect([text, acceptedMs]).toEqual([NOTICE, null]);
  const agreed = await accept(revision);
  expect(agreed.status).toBe(200);
  expect(((await agreed.json()) as SiteNotice).acceptedMs).toBe(people.clock.nowMs);
  expect(await plant()).toBe(200);
  expect((await people.audit()).map(({ event }) => event)).toContain('user.notice_accepted');
});

test('another text is asked anew, and an old one cannot be agreed to in its place', async () => {
  const { revision } = await read(olga);
  await people.set('general', { notice: `${NOTICE} Letters are kept for a year.` });
  expect(await plant()).toBe(403);
  expect((await accept(revision)).status).toBe(409);
  expect(await plant()).toBe(403);
  expect((await accept((await read(olga)).revision)).status).toBe(200);
  expect(await plant()).toBe(200);
});
