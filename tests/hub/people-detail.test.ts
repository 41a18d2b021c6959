import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { PersonActivity, PersonDetail, PersonRow } from '#schemas/http/people';
import type { SignInRow } from '#schemas/http/session';
import { BrowserSession } from '../rig/browser-session.ts';
import { joinPerson, liftSignInLimit, NEW_PASSWORD, refusal, sessionOf } from './joined-person.ts';
import { type HubBox, setUp, startHub } from './plant-box.ts';

let box: HubBox;
let admin: BrowserSession;
const users = (path = '') => `/api/v1/users${path}`;
const list = (query: string) =>
  admin.ask<{ items: PersonRow[]; total: number }>('GET', users(`?${query}`));
const audited = async (event: string, id: string) =>
  (
    await box.hub.flows.rooms.store.read(
      "SELECT * FROM audit WHERE event = ? AND resource_id = ? AND outcome = 'done'",
      [event, id],
    )
  ).length;

beforeAll(async () => {
  box = await startHub(() => 'mqtt://127.0.0.1:9');
  await liftSignInLimit(box);
  admin = await setUp(box.hub);
});

afterAll(async () => {
  await box?.stop();
});

test('sessions of a person are ended one by one or all at once, by those who may, and it is recorded', async () => {
  const { person, browser } = await joinPerson(admin, 'Sol', 'operator');
  const other = new BrowserSession(box.hub.origin);
  await other.signIn('Sol', NEW_PASSWORD);
  const sessions = async () =>
    (await admin.ask<PersonActivity>('GET', users(`/${person.userId}/activity`))).sessions;
  const { sessionId } = await sessionOf(other);
  const one = users(`/${person.userId}/sessions/${sessionId}`);
  const tried = await browser.send('DELETE', one);
  expect(await refusal(tried)).toBe('403 forbidden');
  const { userId } = (await joinPerson(admin, 'Pia', 'viewer')).person;
  const foreign = await admin.send('DELETE', users(`/${userId}/sessions/${sessionId}`));
  expect(await refusal(foreign)).toBe('404 not_found');
  expect((await admin.send('DELETE', one)).status).toBe(204);
  expect((await sessions()).map((session) => session.sessionId)).not.toContain(sessionId);
  expect((await browser.send('GET', '/api/v1/points')).status).toBe(200);
  const all = await admin.ask('DELETE', users(`/${person.userId}/sessions`));
  expect(all).toEqual({ ended: 1 });
  expect((await browser.send('GET', '/api/v1/points')).status).toBe(401);
  expect(await sessions()).toEqual([]);
  expect(await audited('session.revoked', sessionId)).toBe(1);
  const { signIns } = await admin.ask<{ signIns: SignInRow[] }>(
    'GET',
    users(`/${person.userId}/sign-ins`),
  );
  expect(signIns.map(({ event }) => event)).toEqual(['auth.signed_in', 'auth.signed_in']);
});

test('the list is narrowed by when people last signed in, never being long ago', async () => {
  const names = async (query: string) => (await list(query)).items.map(({ name }) => name);
  await admin.ask('POST', users(), { name: 'Nemo', entry: { kind: 'invite' } });
  const soon = Date.now() + 60_000;
  expect(await names(`q=nemo&unseenSince=${Date.now() - 60_000}`)).toEqual(['Nemo']);
  expect(await names(`q=sol&unseenSince=${soon}`)).toEqual(['Sol']);
  expect(await names(`q=sol&unseenSince=${Date.now() - 3_600_000}`)).toEqual([]);
  expect(await names('q=nemo&seenFrom=1')).toEqual([]);
  expect(await names(`q=sol&seenFrom=${Date.now() - 3_600_000}`)).toEqual(['Sol']);
});

test('whoever looks after keys sees those of one person', async () => {
  const { person, browser } = await joinPerson(admin, 'Kim', 'operator');
  const key = { name: 'report', scopes: ['plant:read'], lifetime: '30d' };
  await browser.ask('POST', '/api/v1/keys', key);
  await admin.ask('POST', '/api/v1/keys', { ...key, name: 'of the administrator' });
  const of = (ownerId: string) =>
    admin.ask<{ items: { name: string }[]; total: number }>(
      'GET',
      `/api/v1/admin/keys?ownerId=${ownerId}`,
    );
  expect(await of(person.userId)).toMatchObject({ items: [{ name: 'report' }], total: 1 });
  expect((await of('us_01ARZ3NDEKTSV4RRFFQ69G5FAV')).total).toBe(0);
});

test('what is refused on an account is told with its reason', async () => {
  const { userId } = (await sessionOf(admin)).user;
  const own = await admin.ask<PersonDetail>('GET', users(`/${userId}`));
  const why = (detail: PersonDetail, action: string) =>
    detail.refused.find((one) => one.action === action)?.sentence;
  expect(why(own, 'suspend')).toBe(
    'Nobody does this to their own account: ask another administrator.',
  );
  expect(why(own, 'restore')).toBeUndefined();
  const { browser } = await joinPerson(admin, 'Ann', 'admin');
  const seen = await browser.ask<PersonDetail>('GET', users(`/${userId}`));
  expect(why(seen, 'delete')).toBe('The protected administrator is changed by nobody else.');
  expect(seen.actions).toEqual(['unlock']);
});
