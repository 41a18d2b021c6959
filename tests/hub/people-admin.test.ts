import { afterAll, beforeAll, expect, test } from 'bun:test';
import { CHAIN_START, chainHash } from '#schemas/audit/chain';
import type {
  BulkAnswer,
  HandedLink,
  ImportAnswer,
  PersonActivity,
  PersonDetail,
  PersonRow,
} from '#schemas/http/people';
import type { Profile } from '#schemas/http/profile';
import { SYSTEM_ACTOR } from '../../hub/store/actor.ts';
import { BrowserSession } from '../rig/browser-session.ts';
import {
  joinPerson,
  liftSignInLimit,
  NEW_PASSWORD,
  refusal,
  sessionOf,
  takeLink,
} from './joined-person.ts';
import { LiveClient } from './live-client.ts';
import { type HubBox, setUp, startHub } from './plant-box.ts';

type Page = { items: PersonRow[]; nextCursor: string | null; total: number };

let box: HubBox;
let admin: BrowserSession;
const users = (path = '') => `/api/v1/users${path}`;
const rows = (sql: string, args: (string | number)[] = []) =>
  box.hub.flows.rooms.store.read(sql, args);
const audited = async (event: string, id: string, outcome = 'done') =>
  (
    await rows('SELECT * FROM audit WHERE event = ? AND resource_id = ? AND outcome = ?', [
      event,
      id,
      outcome,
    ])
  ).length;
const list = (query: string) => admin.ask<Page>('GET', users(`?${query}`));

beforeAll(async () => {
  box = await startHub(() => 'mqtt://127.0.0.1:9');
  await liftSignInLimit(box);
  admin = await setUp(box.hub);
});

afterAll(async () => {
  await box?.stop();
});

test('an initial password lets a person in only to choose another one', async () => {
  const made = await admin.ask<{ person: PersonDetail; invite: null }>('POST', users(), {
    name: 'Bert',
    email: 'bert@plant.example',
    role: 'operator',
    entry: { kind: 'password', password: 'first to be changed' },
  });
  expect(made.invite).toBeNull();
  expect(made.person).toMatchObject({ mustChangePassword: true, status: 'active', sessions: 0 });
  const bert = new BrowserSession(box.hub.origin);
  expect((await bert.signIn('bert@plant.example', 'first to be changed')).duty).toBe(
    'change_password',
  );
  expect((await bert.send('GET', '/api/v1/points')).status).toBe(403);
  await bert.ask('POST', '/api/v1/auth/change-password', {
    current: 'first to be changed',
    password: NEW_PASSWORD,
  });
  expect((await bert.send('GET', '/api/v1/points')).status).toBe(200);
  expect(await audited('user.created', made.person.userId)).toBe(1);
});

test('an invitation works once; weak initial passwords and names and addresses that are taken are refused', async () => {
  const { person, invite } = await admin.ask<{ person: PersonDetail; invite: HandedLink }>(
    'POST',
    users(),
    { name: 'Cleo', entry: { kind: 'invite' } },
  );
  expect(person.role).toBe('viewer');
  const cleo = new BrowserSession(box.hub.origin);
  await takeLink(cleo, invite, NEW_PASSWORD);
  expect((await cleo.signIn('cleo', NEW_PASSWORD)).duty).toBeNull();
  expect(takeLink(cleo, invite, 'another long password')).rejects.toThrow('link_invalid');
  const add = (body: object) => admin.send('POST', users(), body);
  const entry = { kind: 'invite' };
  expect(await refusal(await add({ name: ' CLEO', entry }))).toBe('409 conflict');
  expect(await refusal(await add({ name: 'bert@plant.example', entry }))).toBe('409 conflict');
  const weak = { kind: 'password', password: 'password1' };
  expect(await refusal(await add({ name: 'Dora', entry: weak }))).toBe('422 password_weak');
  const none = await add({ name: 'Dora', role: 'boss', entry });
  expect(await refusal(none)).toBe('400 request_invalid');
});

test('of two accounts that are made at once under one name there is one', async () => {
  const make = () => admin.send('POST', users(), { name: 'Twin', entry: { kind: 'invite' } });
  const statuses = (await Promise.all([make(), make(), make()])).map(({ status }) => status);
  expect(statuses.sort()).toEqual([201, 409, 409]);
});

test('a role holds from the next request on, and high roles are confirmed', async () => {
  const { person, browser } = await joinPerson(admin, 'Emil', 'viewer');
  const role = (body: object) => admin.send('PUT', users(`/${person.userId}/role`), body);
  expect((await browser.send('GET', '/api/v1/system')).status).toBe(403);
  expect((await role({ role: 'operator' })).status).toBe(200);
  expect((await browser.send('GET', '/api/v1/system')).status).toBe(200);
  expect(await refusal(await role({ role: 'developer' }))).toBe('409 confirmation_needed');
  expect((await sessionOf(browser)).user.role).toBe('operator');
  expect((await role({ role: 'developer', confirm: true })).status).toBe(200);
  expect(await audited('user.role_changed', person.userId)).toBe(2);
});

test('who is suspended is out at once, screens included, and comes back when activated', async () => {
  const { person, browser } = await joinPerson(admin, 'Fay', 'operator');
  const screen = new LiveClient(box.hub.origin, browser.cookie);
  await screen.next('hello');
  const suspended = await admin.ask<PersonDetail>('POST', users(`/${person.userId}/suspend`));
  expect(suspended).toMatchObject({ status: 'suspended', sessions: 0 });
  expect((await screen.closed).code).toBe(4401);
  expect((await browser.send('GET', '/api/v1/points')).status).toBe(401);
  expect(browser.signIn('Fay', NEW_PASSWORD)).rejects.toThrow('account_inactive');
  const twice = await admin.send('POST', users(`/${person.userId}/suspend`));
  expect(await refusal(twice)).toBe('409 conflict');
  await admin.ask('POST', users(`/${person.userId}/activate`));
  await browser.signIn('Fay', NEW_PASSWORD);
  expect((await browser.send('GET', '/api/v1/points')).status).toBe(200);
});

test('a reset ends the old password and all sessions; the link sets a new one', async () => {
  const { person, browser } = await joinPerson(admin, 'Gus', 'operator');
  const { reset } = await admin.ask<{ reset: HandedLink }>(
    'POST',
    users(`/${person.userId}/reset-password`),
  );
  expect(reset.sentTo).toBeNull();
  expect((await browser.send('GET', '/api/v1/points')).status).toBe(401);
  expect(browser.signIn('Gus', NEW_PASSWORD)).rejects.toThrow('credentials_wrong');
  await takeLink(browser, reset, 'eleven copper kettles');
  expect((await browser.signIn('Gus', 'eleven copper kettles')).user.name).toBe('Gus');
  expect(await audited('user.password_reset', person.userId)).toBe(1);
});

test('an account that guessing has locked is shown as such, and is unlocked', async () => {
  const { person } = await joinPerson(admin, 'Hal', 'viewer');
  const { lockout } = box.hub.flows.rooms;
  for (let i = 0; i < 6; i++) lockout.failed([`account ${person.userId.toLowerCase()}`]);
  const read = () => admin.ask<PersonDetail>('GET', users(`/${person.userId}`));
  expect((await read()).lockedUntilMs).toBeGreaterThan(Date.now());
  await admin.ask('POST', users(`/${person.userId}/unlock`));
  expect((await read()).lockedUntilMs).toBeNull();
  expect(await audited('auth.unlocked', person.userId)).toBe(1);
});

test('a second factor is taken off by an administrator', async () => {
  const { person, browser } = await joinPerson(admin, 'Ira', 'viewer');
  await browser.addTotp(NEW_PASSWORD);
  const read = () => admin.ask<PersonDetail>('GET', users(`/${person.userId}`));
  expect(await read()).toMatchObject({ hasSecondFactor: true, factors: ['totp'] });
  await admin.ask('POST', users(`/${person.userId}/reset-second-factor`));
  expect(await read()).toMatchObject({ hasSecondFactor: false, factors: [] });
  expect((await browser.send('GET', '/api/v1/points')).status).toBe(401);
});

test('a deleted account leaves the list, can be restored, and once erased leaves nothing personal behind', async () => {
  const { person, browser } = await joinPerson(admin, 'Zacharias Quill', 'operator');
  const at = users(`/${person.userId}`);
  await admin.ask('PATCH', at, { email: 'zq@plant.example', fullName: 'Zacharias B. Quill' });
  const early = await admin.send('POST', `${at}/erase`, { confirm: true });
  expect(await refusal(early)).toBe('409 conflict');
  const deleted = await admin.ask<PersonDetail>('DELETE', at);
  expect(deleted.erasedFromMs ?? 0).toBeGreaterThan(Date.now() + 29 * 86_400_000);
  expect((await browser.send('GET', '/api/v1/points')).status).toBe(401);
  expect((await list('q=zacharias')).total).toBe(0);
  expect((await list('q=zacharias&status=deleted')).total).toBe(1);
  expect((await admin.ask<PersonDetail>('POST', `${at}/restore`)).status).toBe('active');
  await browser.signIn('Zacharias Quill', NEW_PASSWORD);
  await admin.ask('DELETE', at);
  await admin.ask('POST', `${at}/erase`, { confirm: true });
  expect(await refusal(await admin.send('GET', at))).toBe('404 not_found');
  const tables = await rows("SELECT name FROM sqlite_master WHERE type = 'table'");
  for (const { name } of tables) {
    const text = JSON.stringify(await rows(`SELECT * FROM "${name}"`)).toLowerCase();
    expect(`${name} ${/quill|zq@plant/.test(text)}`).toBe(`${name} false`);
  }
  const again = await joinPerson(admin, 'Zacharias Quill', 'viewer');
  expect(again.person.userId).not.toBe(person.userId);
});

test('the chain of the audit trail holds after an erasure', async () => {
  let hash = CHAIN_START;
  const entries = await rows('SELECT * FROM audit ORDER BY seq');
  for (const row of entries) {
    hash = chainHash(hash, {
      seq: Number(row.seq),
      atMs: Number(row.at_ms),
      event: String(row.event),
      severity: row.severity,
      outcome: row.outcome,
      actorId: row.actor_id,
      actorRole: row.actor_role,
      sessionId: row.session_id,
      keyId: row.key_id,
      impersonatorId: row.impersonator_id,
      correlationId: row.correlation_id,
      resourceType: row.resource_type,
      resourceId: row.resource_id,
      details: row.details,
      actorCommitment: row.actor_commitment,
      subjectCommitment: row.subject_commitment,
    } as Parameters<typeof chainHash>[1]);
    expect(hash).toBe(String(row.hash));
  }
  expect(entries.length).toBeGreaterThan(20);
});

test('what is deleted for longer than the site keeps it is erased by itself', async () => {
  const { person } = await joinPerson(admin, 'Otto Oldacre', 'viewer');
  await admin.ask('DELETE', users(`/${person.userId}`));
  const { accountStates, store } = box.hub.flows.rooms;
  await accountStates.sweep();
  expect((await list('status=deleted&q=oldacre')).total).toBe(1);
  await store.write([
    { sql: 'UPDATE deletions SET erase_from_ms = 1 WHERE user_id = ?', args: [person.userId] },
  ]);
  await accountStates.start();
  await accountStates.sweep();
  expect((await list('status=deleted&q=oldacre')).total).toBe(0);
  expect(await audited('user.erased', person.userId)).toBe(1);
});

test('a file of accounts is looked at first, row by row, and then kept as a whole or not at all', async () => {
  const csv = [
    'name;email;full_name;role',
    'Ines;ines@plant.example;Ines I.;operator',
    ';jo@plant.example;;',
    'Ines;;;viewer',
    'Bert;bert@plant.example;;viewer',
    'Kim;no address;;boss',
    '=HYPERLINK(1);;;viewer',
  ].join('\r\n');
  const preview = await admin.ask<ImportAnswer>('POST', users('/import'), { csv });
  expect(preview.kept).toBe(false);
  const wrong = preview.rows.map(({ line, errors }) => [line, errors.map(({ field }) => field)]);
  expect(wrong).toEqual([
    [2, []],
    [3, []],
    [4, ['name']],
    [5, ['name', 'email']],
    [6, ['email', 'role']],
    [7, ['name']],
  ]);
  expect(preview.rows[1].name).toBe('jo');
  const refused = await admin.ask<ImportAnswer>('POST', users('/import'), { csv, dryRun: false });
  expect(refused.kept).toBe(false);
  expect((await list('q=ines')).total).toBe(0);
  const good = csv.split('\r\n').slice(0, 3).join('\n');
  const kept = await admin.ask<ImportAnswer>('POST', users('/import'), {
    csv: good,
    dryRun: false,
  });
  expect(kept.kept).toBe(true);
  const ines = new BrowserSession(box.hub.origin);
  await takeLink(ines, kept.rows[0].invite ?? { sentTo: null, link: null }, NEW_PASSWORD);
  expect((await ines.signIn('ines@plant.example', NEW_PASSWORD)).user.role).toBe('operator');
});

test('files that are none, and lists of addresses with one that is taken, make nobody', async () => {
  for (const csv of ['a,b\n1,2', 'name\n', 'name,name\nx,y', 'name\n"open', 'email,role\nx,y,z']) {
    const response = await admin.send('POST', users('/import'), { csv });
    expect(`${csv} ${await refusal(response)}`).toBe(`${csv} 400 request_invalid`);
  }
  const many = `name\n${Array.from({ length: 1_001 }, (_, i) => `p${i}`).join('\n')}`;
  expect((await admin.send('POST', users('/import'), { csv: many })).status).toBe(400);
  const emails = ['new@plant.example', 'BERT@plant.example'];
  const answer = await admin.ask<ImportAnswer>('POST', users('/invite'), { emails });
  expect(answer.kept).toBe(false);
  expect((await list('q=new@plant')).total).toBe(0);
  const one = await admin.ask<ImportAnswer>('POST', users('/invite'), { emails: [emails[0]] });
  expect(one.rows[0]).toMatchObject({ name: 'new', email: emails[0] });
  expect(one.rows[0].invite?.link).toContain('#token=');
});

test('lists page, filter, search and sort', async () => {
  const csv = `name,role\n${Array.from({ length: 120 }, (_, i) => `crew ${i},analyst`).join('\n')}`;
  await admin.ask('POST', users('/import'), { csv, dryRun: false });
  const first = await list('role=analyst');
  expect(first.total).toBe(120);
  expect(first.items.length).toBe(50);
  const names: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: Page = await list(
      `role=analyst&sort=-name&limit=50&cursor=${cursor}`.replace(/&cursor=$/, ''),
    );
    names.push(...page.items.map(({ name }) => name));
    cursor = page.nextCursor;
  }
  expect(names).toEqual(Array.from({ length: 120 }, (_, i) => `crew ${119 - i}`));
  expect((await list('q=CREW%2011')).total).toBe(11);
  expect((await list(`from=${Date.now() + 60_000}`)).total).toBe(0);
  expect((await list('status=suspended')).total).toBe(0);
  expect((await admin.send('GET', users('?sort=password'))).status).toBe(400);
  expect((await admin.send('GET', users('?status=erased'))).status).toBe(400);
});

test('several accounts are changed at once, and each has its own outcome', async () => {
  const { items } = await list('q=crew&limit=3');
  const me = await sessionOf(admin);
  const userIds = [...items.map(({ userId }) => userId), me.user.userId];
  const bulk = (body: object) => admin.ask<BulkAnswer>('POST', users('/bulk'), body);
  const { outcomes } = await bulk({ action: 'suspend', userIds });
  expect(outcomes.map(({ done }) => done)).toEqual([true, true, true, false]);
  expect(outcomes[3].code).toBe('forbidden');
  const promoted = await bulk({ action: 'role', userIds, role: 'admin' });
  expect(promoted.outcomes.map(({ code }) => code)).toEqual([
    'confirmation_needed',
    'confirmation_needed',
    'confirmation_needed',
    'forbidden',
  ]);
  await bulk({ action: 'delete', userIds });
  expect((await list('q=crew&status=deleted')).total).toBe(3);
  await bulk({ action: 'restore', userIds });
  expect((await list('q=crew&status=suspended')).total).toBe(3);
});

test('the exported list holds the same people, and no cell that a spreadsheet would run', async () => {
  await admin.ask('POST', users(), {
    name: '=1+1',
    fullName: '@SUM("a", b)',
    entry: { kind: 'invite' },
  });
  const csv = await (await admin.send('GET', users('/export?q=1%2B1'))).text();
  expect(csv.split('\r\n')[1]).toStartWith(`'=1+1,"'@SUM(""a"", b)",,viewer,active,`);
  const all = await admin.send('GET', users('/export?format=json&role=analyst'));
  expect(all.headers.get('content-disposition')).toBe('attachment; filename="people.json"');
  expect(((await all.json()) as PersonRow[]).length).toBe(120);
  const { items } = await list('q=crew&limit=2');
  const ids = items.map(({ userId }) => userId).join(',');
  const two = await (await admin.send('GET', users(`/export?ids=${ids}`))).text();
  expect(two.trim().split('\r\n').length).toBe(3);
  expect((await rows("SELECT 1 FROM audit WHERE event = 'user.exported'")).length).toBe(3);
});

test('a change that was made on an older state is refused', async () => {
  const { person } = await joinPerson(admin, 'Lea', 'viewer');
  const at = users(`/${person.userId}`);
  const read = await admin.ask<PersonDetail>('GET', at);
  await admin.ask('PATCH', at, { fullName: 'Lea L.', changedMs: read.changedMs });
  const stale = await admin.send('PATCH', at, { fullName: 'Lea M.', changedMs: read.changedMs });
  expect(await refusal(stale)).toBe('409 conflict');
});

test('two administrators who demote each other at once leave one', async () => {
  const one = await joinPerson(admin, 'Mia', 'admin');
  const two = await joinPerson(admin, 'Ned', 'admin');
  const { store } = box.hub.flows.rooms;
  const ada = (await sessionOf(admin)).user.userId;
  const setAda = (status: string) =>
    store.write([{ sql: 'UPDATE people SET status = ? WHERE user_id = ?', args: [status, ada] }]);
  // As if the protected administrator could not work: then these two are all that is left.
  await setAda('inactive');
  const demote = (by: BrowserSession, userId: string) =>
    by.send('PUT', users(`/${userId}/role`), { role: 'viewer' });
  const answers = await Promise.all([
    demote(one.browser, two.person.userId),
    demote(two.browser, one.person.userId),
  ]);
  await setAda('active');
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
});

test('people see and change their own profile; a new address wants the password', async () => {
  const { browser, person } = await joinPerson(admin, 'Pia', 'viewer');
  const me = users('/me');
  await browser.ask('PATCH', me, { fullName: 'Pia P.', timezone: 'Europe/Zurich', language: 'de' });
  const wrong = await browser.send('PATCH', me, { timezone: 'Mars/Base' });
  expect(wrong.status).toBe(400);
  const email = (body: object) => browser.send('PUT', `${me}/email`, body);
  // Not as a page sends it, which would renew its session after a 401 and guess once more.
  const guess = await fetch(`${box.hub.origin}${me}/email`, {
    method: 'PUT',
    headers: { ...browser.headers, 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'pia@plant.example', password: 'guess guess guess' }),
  });
  expect(await refusal(guess)).toBe('403 proof_wrong');
  const taken = await email({ email: 'bert@plant.example', password: NEW_PASSWORD });
  expect(await refusal(taken)).toBe('409 conflict');
  expect((await email({ email: 'pia@plant.example', password: NEW_PASSWORD })).status).toBe(200);
  expect(await browser.ask<Profile>('GET', me)).toMatchObject({
    fullName: 'Pia P.',
    timezone: 'Europe/Zurich',
    email: 'pia@plant.example',
    emailVerified: false,
  });
  expect(await audited('profile.changed', person.userId)).toBe(1);
  expect(await audited('profile.email_changed', person.userId)).toBe(1);
});

test('what a person did is shown to those who look after accounts', async () => {
  const { items } = await list('q=pia');
  const activity = await admin.ask<PersonActivity>('GET', users(`/${items[0].userId}/activity`));
  expect(activity.lastSignInMs).not.toBeNull();
  expect(activity.sessions.length).toBe(1);
  expect(activity.entries.map(({ event }) => event)).toContain('profile.changed');
});

test('with a mail relay links go by letter, to addresses that are known to be the person’s', async () => {
  const { siteSettings } = box.hub.flows.rooms;
  // Nothing listens there: the letters stay in the outbox, where they can be counted.
  const mail = { ...siteSettings.get('mail'), host: '127.0.0.1', port: 9 };
  await siteSettings.replace('mail', mail, siteSettings.revision('mail'), SYSTEM_ACTOR);
  const letters = async () => Number((await rows('SELECT count(*) AS n FROM outbox'))[0].n);
  const before = await letters();
  const made = await admin.ask<{ person: PersonDetail; invite: HandedLink }>('POST', users(), {
    name: 'Rut',
    email: 'rut@plant.example',
    entry: { kind: 'invite' },
  });
  expect(made.invite).toEqual({ sentTo: 'rut@plant.example', link: null });
  expect(await letters()).toBe(before + 1);
  const { reset } = await admin.ask<{ reset: HandedLink }>(
    'POST',
    users(`/${made.person.userId}/reset-password`),
  );
  expect(reset.sentTo).toBeNull();
  const rut = new BrowserSession(box.hub.origin);
  await takeLink(rut, reset, NEW_PASSWORD);
  await rut.signIn('Rut', NEW_PASSWORD);
  const change = { email: 'other@plant.example', password: NEW_PASSWORD };
  const answer = await rut.ask<{ profile: Profile; letter: boolean }>(
    'PUT',
    users('/me/email'),
    change,
  );
  expect(answer).toMatchObject({ letter: true, profile: { email: 'rut@plant.example' } });
  expect(await letters()).toBeGreaterThanOrEqual(before + 2);
});
