import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { SessionInfo, SignInRow } from '#schemas/http/session';
import type { UserId } from '#schemas/ids/ids';
import { SYSTEM_ACTOR } from '../../hub/store/actor.ts';
import { PASSWORD, setUp } from '../hub/plant-box.ts';
import type { BrowserSession } from '../rig/browser-session.ts';
import { PeopleBox } from './people-box.ts';

const SESSION = '/api/v1/users/me/session';
const as = (userId: string) => `/api/v1/users/${userId}/impersonate`;
let box: PeopleBox;
let admin: BrowserSession;
let adminId: UserId;
let eve: UserId;

beforeAll(async () => {
  box = await PeopleBox.start();
  await box.set('limits', { signIn: { perHour: 1_000_000, burst: 100_000 } });
  admin = await setUp(box.box.hub);
  adminId = (await admin.ask<SessionInfo>('GET', SESSION)).user.userId;
  eve = await box.add('Eve', 'operator');
});
afterAll(() => box?.stop());

async function begin(): Promise<SessionInfo> {
  const info = await admin.ask<SessionInfo>('POST', as(eve));
  admin.csrfToken = info.csrfToken;
  return info;
}

async function end(): Promise<SessionInfo> {
  const info = await admin.ask<SessionInfo>('DELETE', '/api/v1/impersonation');
  admin.csrfToken = info.csrfToken;
  return info;
}

test('an administrator sees Tremolo as an operator does, is shown so, and comes back', async () => {
  const info = await begin();
  expect([info.user.userId, info.impersonator?.userId]).toEqual([eve, adminId]);
  expect(info.expiresMs - box.clock.nowMs).toBeLessThanOrEqual(3_600_000);
  const back = await end();
  expect([back.user.userId, back.impersonator]).toEqual([adminId, null]);
});

test('whose account it is finds it in the own sign-in history, but not what was refused', async () => {
  const operator = await box.signedIn('Eve');
  const seenBy = async (browser: BrowserSession) => {
    const path = '/api/v1/users/me/sign-ins';
    const { signIns } = await browser.ask<{ signIns: SignInRow[] }>('GET', path);
    return signIns.filter(({ event }) => event === 'user.impersonated');
  };
  const before = (await seenBy(operator)).length;
  await begin();
  await end();
  expect(await seenBy(operator)).toHaveLength(before + 1);
  expect((await seenBy(operator))[0]).toMatchObject({ how: 'impersonation', outcome: 'done' });
  expect((await admin.send('POST', as(adminId))).status).toBe(403);
  expect(await seenBy(admin)).toEqual([]);
});

test('in another’s name nobody reaches into accounts, keys, rights, settings or the audit trail', async () => {
  const info = await begin();
  expect(info.permissions).toContain('plant:read');
  expect(
    info.permissions.filter((one) => /^(account|key|user|role|team|setting|audit):/.test(one)),
  ).toEqual([]);
  for (const [method, path] of [
    ['GET', '/api/v1/users/me/sessions'],
    ['GET', '/api/v1/users'],
    ['POST', as(eve)],
  ]) {
    expect(`${path} ${(await admin.send(method, path)).status}`).toBe(`${path} 403`);
  }
  await end();
});

test('what is done in another’s name is recorded with who really did it', async () => {
  await begin();
  await admin.send('GET', '/api/v1/users');
  await end();
  const rows = await box.rooms.store.read(
    "SELECT event, actor_id, impersonator_id FROM audit WHERE event = 'access.refused' ORDER BY seq DESC LIMIT 1",
  );
  expect([rows[0]?.actor_id, rows[0]?.impersonator_id]).toEqual([eve, adminId]);
  const events = (await box.audit()).map(({ event }) => event);
  expect(events).toContain('user.impersonated');
  expect(events).toContain('user.impersonation_ended');
});

test('nobody sees Tremolo as an administrator, as oneself, or without the permission for it', async () => {
  const other = await box.add('Zoe', 'admin');
  expect((await admin.send('POST', as(other))).status).toBe(403);
  expect((await admin.send('POST', as(adminId))).status).toBe(403);
  const operator = await box.signedIn('Eve', PASSWORD);
  expect((await operator.send('POST', as(other))).status).toBe(403);
});

test('it ends with the session of whoever began it', async () => {
  await begin();
  const { cookie } = admin;
  await box.rooms.sessions.endAllOf(adminId, {}, SYSTEM_ACTOR);
  expect((await fetch(box.origin + SESSION, { headers: { cookie } })).status).toBe(401);
});
