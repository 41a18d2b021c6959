import { afterAll, beforeAll, expect, test } from 'bun:test';
import { LIMIT_ROUTES, type Violation } from '#schemas/http/limits';
import type { BrowserSession } from '../rig/browser-session.ts';
import { eventually } from '../rig/plant-rig.ts';
import { PeopleBox } from '../security/people-box.ts';
import { setUp } from './plant-box.ts';

interface Page {
  readonly items: Violation[];
  readonly nextCursor: string | null;
  readonly total: number;
}

const PLENTY = { perHour: 1_000_000, burst: 100_000 };
let box: PeopleBox;
let admin: BrowserSession;
let eager: string;
let keen: string;
const list = (query: string) => admin.ask<Page>('GET', `${LIMIT_ROUTES.violations.path}?${query}`);

/** A key of somebody, used more often than a limit of one at a time allows. */
async function overuse(name: string, times: number): Promise<string> {
  await box.add(name, 'operator');
  const browser = await box.signedIn(name);
  const made = { name: 'report', scopes: ['plant:read'] };
  const { secret, key } = await browser.ask<{ secret: string; key: { keyId: string } }>(
    'POST',
    '/api/v1/keys',
    made,
  );
  const headers = { 'x-api-key': secret };
  for (let i = 0; i <= times; i++) await fetch(`${box.origin}/api/v1/points`, { headers });
  return key.keyId;
}

beforeAll(async () => {
  box = await PeopleBox.start();
  await box.set('limits', { signIn: PLENTY, perKey: { perHour: 1, burst: 1 } });
  admin = await setUp(box.box.hub);
  eager = await overuse('Eager', 3);
  box.clock.nowMs += 1_000;
  keen = await overuse('Keen', 2);
});
afterAll(() => box?.stop());

test('who went beyond a limit is listed by the page, in any order, filtered and searched', async () => {
  const latest = await list('limit=1');
  expect(latest).toMatchObject({ total: 2, items: [{ subject: keen, kind: 'key', refused: 2 }] });
  const next = await list(`limit=1&cursor=${latest.nextCursor}`);
  expect(next).toMatchObject({ nextCursor: null, items: [{ subject: eager, refused: 3 }] });
  expect((await list('sort=-refused')).items[0]?.subject).toBe(eager);
  expect((await list(`q=${keen.toLowerCase()}`)).items).toHaveLength(1);
  expect((await list('q=/api/v1/points')).total).toBe(2);
  expect((await list('kind=signIn')).total).toBe(0);
});

test('each is in the audit trail once an hour, and nobody without the right sees the list', async () => {
  const entries = async () =>
    (await box.audit()).filter(({ event }) => event === 'limit.exceeded').length;
  // A refusal does not wait for its entry.
  await eventually(async () => (await entries()) >= 2, 5_000, 'both are in the trail');
  expect(await entries()).toBe(2);
  const viewer = await box.signedIn('Keen');
  expect((await viewer.send('GET', LIMIT_ROUTES.violations.path)).status).toBe(403);
});
