import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { BulkAnswer, ImportAnswer, PersonDetail, PersonRow } from '#schemas/http/people';
import { SYSTEM_ACTOR } from '../../hub/store/actor.ts';
import {
  type Joined,
  joinPerson,
  liftSignInLimit,
  refusal,
  sessionOf,
} from '../hub/joined-person.ts';
import { type HubBox, setUp, startHub } from '../hub/plant-box.ts';
import type { BrowserSession } from '../rig/browser-session.ts';

let box: HubBox;
let admin: BrowserSession;
let adminId: string;
let second: Joined;
let developer: Joined;
let operator: Joined;
let viewer: Joined;

const users = (path = '') => `/api/v1/users${path}`;
const rows = (sql: string, args: string[] = []) => box.hub.flows.rooms.store.read(sql, args);
const roleOf = async (userId: string) =>
  (await rows('SELECT role, status FROM people WHERE user_id = ?', [userId]))[0];

beforeAll(async () => {
  box = await startHub(() => 'mqtt://127.0.0.1:9');
  await liftSignInLimit(box);
  admin = await setUp(box.hub);
  adminId = (await sessionOf(admin)).user.userId;
  // Developers work in production only for a day at a time.
  const { siteSettings } = box.hub.flows.rooms;
  const general = { ...siteSettings.get('general'), environment: 'development' as const };
  await siteSettings.replace('general', general, siteSettings.revision('general'), SYSTEM_ACTOR);
  second = await joinPerson(admin, 'Second', 'admin');
  developer = await joinPerson(admin, 'Dev', 'developer');
  operator = await joinPerson(admin, 'Op', 'operator');
  viewer = await joinPerson(admin, 'View', 'viewer');
});

afterAll(async () => {
  await box?.stop();
});

/** Everything that can be done to an account, as requests. */
function acts(userId: string): [string, string, unknown][] {
  const at = users(`/${userId}`);
  return [
    ['PATCH', at, { email: 'thief@evil.example' }],
    ['PUT', `${at}/role`, { role: 'viewer', confirm: true }],
    ['POST', `${at}/suspend`, undefined],
    ['POST', `${at}/reset-password`, undefined],
    ['POST', `${at}/reset-second-factor`, undefined],
    ['POST', `${at}/unlock`, undefined],
    ['DELETE', at, undefined],
    ['POST', `${at}/restore`, undefined],
    ['POST', `${at}/erase`, { confirm: true }],
  ];
}

async function statuses(who: BrowserSession, userId: string): Promise<number[]> {
  const found: number[] = [];
  for (const [method, path, body] of acts(userId)) {
    found.push((await who.send(method, path, body)).status);
  }
  return found;
}

test('who may not look after accounts neither sees nor changes any, whether it exists or not', async () => {
  const nobody = 'us_01ARZ3NDEKTSV4RRFFQ69G5FAV';
  for (const { browser } of [operator, viewer]) {
    for (const userId of [adminId, viewer.person.userId, operator.person.userId, nobody]) {
      expect(new Set(await statuses(browser, userId))).toEqual(new Set([403]));
      for (const path of [`/${userId}`, `/${userId}/activity`, '', '/export']) {
        expect((await browser.send('GET', users(path))).status).toBe(403);
      }
    }
  }
});

test('a developer does nothing to an administrator, and each attempt is in the audit trail', async () => {
  const before = await rows("SELECT 1 FROM audit WHERE outcome = 'refused'");
  for (const userId of [adminId, second.person.userId]) {
    expect(new Set(await statuses(developer.browser, userId))).toEqual(new Set([403]));
  }
  const after = await rows("SELECT 1 FROM audit WHERE outcome = 'refused'");
  // Six of each nine reach the rules; the door turns the others away before.
  expect(after.length - before.length).toBeGreaterThanOrEqual(12);
  const userIds = [adminId, second.person.userId];
  const bulk = await developer.browser.ask<BulkAnswer>('POST', users('/bulk'), {
    action: 'suspend',
    userIds,
  });
  expect(bulk.outcomes.map(({ code }) => code)).toEqual(['forbidden', 'forbidden']);
  for (const action of ['delete', 'restore'] as const) {
    const more = await developer.browser.ask<BulkAnswer>('POST', users('/bulk'), {
      action,
      userIds: [viewer.person.userId],
    });
    expect(more.outcomes[0].code).toBe('forbidden');
  }
  expect(await roleOf(second.person.userId)).toEqual({ role: 'admin', status: 'active' });
});

test('nobody makes more of anybody than they are: not by role, new account, file, invitation or bulk', async () => {
  const { browser } = developer;
  const entry = { kind: 'invite' };
  for (const role of ['admin', 'developer']) {
    const target = users(`/${viewer.person.userId}/role`);
    const tries = [
      await browser.send('PUT', target, { role, confirm: true }),
      await browser.send('POST', users(), { name: `Puppet ${role}`, role, entry, confirm: true }),
      await browser.send('POST', users('/invite'), {
        emails: ['puppet@evil.example'],
        role,
        confirm: true,
      }),
    ];
    for (const response of tries) {
      if (response.status === 200) {
        expect(((await response.json()) as ImportAnswer).kept).toBe(false);
      } else expect(await refusal(response)).toBe('403 forbidden');
    }
    const csv = `name,role\npuppet,${role}`;
    const file = { csv, dryRun: false, confirm: true };
    const answer = await browser.ask<ImportAnswer>('POST', users('/import'), file);
    expect(answer.kept).toBe(false);
    const bulk = { action: 'role', userIds: [viewer.person.userId], role, confirm: true };
    const { outcomes } = await browser.ask<BulkAnswer>('POST', users('/bulk'), bulk);
    expect(outcomes[0].code).toBe('forbidden');
  }
  const own = await browser.send('PUT', users(`/${developer.person.userId}/role`), {
    role: 'admin',
    confirm: true,
  });
  expect(own.status).toBe(403);
  expect(await rows("SELECT 1 FROM people WHERE name_key LIKE 'puppet%'")).toEqual([]);
  expect((await roleOf(viewer.person.userId)).role).toBe('viewer');
});

test('the protected administrator cannot be touched by another administrator, but for unlocking', async () => {
  const found = await statuses(second.browser, adminId);
  const unlock = acts(adminId).findIndex(([, path]) => path.endsWith('/unlock'));
  expect(found[unlock]).toBe(200);
  expect(new Set(found.toSpliced(unlock, 1))).toEqual(new Set([403]));
  const refused = await rows(
    "SELECT 1 FROM audit WHERE event = 'user.password_reset' AND outcome = 'refused' AND resource_id = ? AND actor_id = ?",
    [adminId, second.person.userId],
  );
  expect(refused.length).toBe(1);
  expect((await admin.send('GET', users())).status).toBe(200);
});

test('nobody does to the own account what another should decide', async () => {
  const found = await statuses(second.browser, second.person.userId);
  // A deleted state is needed for the last two, and is not there.
  expect(found).toEqual([403, 403, 403, 403, 403, 403, 403, 409, 409]);
  expect(await roleOf(second.person.userId)).toEqual({ role: 'admin', status: 'active' });
});

test('fields that are not to be set are refused, not ignored', async () => {
  const at = users(`/${viewer.person.userId}`);
  const stolen: [string, string, object][] = [
    ['PATCH', at, { role: 'admin' }],
    ['PATCH', at, { isProtected: true }],
    ['PATCH', at, { status: 'active', userId: adminId }],
    ['PATCH', at, { emailVerifiedMs: 1 }],
    ['POST', users(), { name: 'Mass', entry: { kind: 'invite' }, isProtected: true }],
    ['POST', users(), { name: 'Mass', entry: { kind: 'invite', userId: adminId } }],
    ['PATCH', users('/me'), { role: 'admin' }],
    ['PATCH', users('/me'), { email: 'x@evil.example' }],
    ['PATCH', users('/me'), { permissions: ['user:edit'] }],
    ['PUT', users('/me/email'), { email: 'x@evil.example', userId: adminId }],
  ];
  for (const [method, path, body] of stolen) {
    const { status } = await admin.send(method, path, body);
    expect(`${JSON.stringify(body)} ${status}`).toBe(`${JSON.stringify(body)} 400`);
  }
  const proto = await fetch(box.hub.origin + users('/me'), {
    method: 'PATCH',
    headers: { ...viewer.browser.headers, 'content-type': 'application/json' },
    body: '{"__proto__":{"role":"admin"},"fullName":"V"}',
  });
  expect([200, 400]).toContain(proto.status);
  expect((await roleOf(viewer.person.userId)).role).toBe('viewer');
});

test('no filter, search, order, cursor or id is read as SQL', async () => {
  const evil = [
    `' OR '1'='1`,
    `"; DROP TABLE people; --`,
    `x%' UNION SELECT hash, 1, 1 FROM passwords --`,
    `\\' OR 1=1 --`,
    `${'%'.repeat(50)}`,
  ];
  const { total } = await admin.ask<{ total: number }>('GET', users());
  for (const text of evil) {
    const value = encodeURIComponent(text);
    const found = await admin.ask<{ items: PersonRow[] }>('GET', users(`?q=${value}`));
    expect(found.items).toEqual([]);
    for (const field of ['sort', 'cursor', 'role', 'status', 'team', 'from', 'to', 'limit']) {
      const { status } = await admin.send('GET', users(`?${field}=${value}`));
      expect(`${field} ${text} ${status}`).toBe(`${field} ${text} 400`);
    }
    expect((await admin.send('GET', users(`/${value}`))).status).toBe(400);
    expect((await admin.send('GET', `/api/v1/teams?q=${value}`)).status).toBe(200);
    expect((await admin.send('GET', `/api/v1/teams?sort=${value}`)).status).toBe(400);
    const file = await (await admin.send('GET', users(`/export?ids=${value}`))).text();
    expect(file.trim().split('\r\n').length).toBe(1);
    await admin.ask('PATCH', users(`/${viewer.person.userId}`), { fullName: text });
  }
  const after = await admin.ask<PersonDetail>('GET', users(`/${viewer.person.userId}`));
  expect(after.fullName).toBe(evil.at(-1) ?? '');
  expect((await admin.ask<{ total: number }>('GET', users())).total).toBe(total);
});

test('a team is no way to rights, to addresses of others, or into another team', async () => {
  const { browser } = operator;
  const make = await browser.send('POST', '/api/v1/teams', { name: 'Own throne' });
  expect(make.status).toBe(403);
  const team = await admin.ask<{ teamId: string }>('POST', '/api/v1/teams', {
    name: 'Crew',
    ownerId: operator.person.userId,
  });
  const at = `/api/v1/teams/${team.teamId}`;
  for (const role of ['admin', 'developer', 'engineer', 'viewer']) {
    expect((await browser.send('PUT', `${at}/roles`, { roles: [role] })).status).toBe(403);
  }
  await admin.ask('PATCH', users(`/${viewer.person.userId}`), { email: 'view@plant.example' });
  const byAddress = await browser.send('POST', `${at}/members`, { name: 'view@plant.example' });
  const byNothing = await browser.send('POST', `${at}/members`, { name: 'no@plant.example' });
  const texts = await Promise.all([byAddress, byNothing].map((one) => one.json()));
  expect(texts[0].detail).toBe(texts[1].detail);
  expect([byAddress.status, byNothing.status]).toEqual([404, 404]);
  const made = await browser.send('POST', `${at}/members`, { name: 'View', role: 'owner' });
  expect(made.status).toBe(400);
  const other = await admin.ask<{ teamId: string }>('POST', '/api/v1/teams', { name: 'Theirs' });
  for (const [method, path, body] of [
    ['PATCH', '', { name: 'Mine' }],
    ['POST', '/members', { name: 'Op', role: 'admin' }],
    ['PUT', '/owner', { userId: operator.person.userId, confirm: true }],
    ['POST', '/dissolve', { confirm: true, shared: { to: 'nobody' } }],
    ['DELETE', `/members/${adminId}`, undefined],
    ['GET', '/analytics', undefined],
  ] as const) {
    const { status } = await browser.send(method, `/api/v1/teams/${other.teamId}${path}`, body);
    expect(`${method} ${path} ${status}`).toBe(`${method} ${path} 403`);
  }
});

test('who reads accounts finds no hash, seed or token in them', async () => {
  const kept =
    await rows(`SELECT hash AS text FROM passwords UNION ALL SELECT sealed_secret FROM totp
    UNION ALL SELECT token_hash FROM one_time_links UNION ALL SELECT token_hash FROM refresh_tokens`);
  expect(kept.length).toBeGreaterThan(10);
  const at = users(`/${viewer.person.userId}`);
  for (const path of [users(), users('/export?format=json'), at, `${at}/activity`]) {
    const text = await (await admin.send('GET', path)).text();
    expect(kept.filter((row) => text.includes(String(row.text)))).toEqual([]);
    expect(text).not.toContain('#token=');
  }
});

test('without the token of its page no request changes an account', async () => {
  for (const [method, path, body] of acts(viewer.person.userId)) {
    const response = await fetch(box.hub.origin + path, {
      method,
      headers: { cookie: admin.cookie, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    expect(`${method} ${path} ${response.status}`).toBe(`${method} ${path} 403`);
  }
  expect((await roleOf(viewer.person.userId)).status).toBe('active');
});
