import { afterAll, beforeAll, expect, test } from 'bun:test';
import { PASSWORD_ROUTES, type PasswordRequest } from '#schemas/http/passwords';
import type { UserId } from '#schemas/ids/ids';
import { SYSTEM_ACTOR } from '../../hub/store/actor.ts';
import { PASSWORD } from '../hub/plant-box.ts';
import { MailRelay, tokenIn } from '../rig/mail-relay.ts';
import { PeopleBox } from './people-box.ts';

const MINUTE_MS = 60_000;
const NEXT_PASSWORD = 'eleven copper kettles';
const { forgot, link, reset, verifyEmail, passwordRequests } = PASSWORD_ROUTES;

let box: PeopleBox;
let relay: MailRelay;

beforeAll(async () => {
  box = await PeopleBox.start();
  // What is tried here are the locks behind the rate limit.
  await box.set('limits', { signIn: { perHour: 1_000_000, burst: 100_000 } });
  relay = await MailRelay.start();
  await box.set('mail', relay.settings);
  await box.set('signIn', { secondFactorRoles: [] });
});
afterAll(async () => {
  await box?.stop();
  await relay?.stop();
});

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(box.origin + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
const codeOf = async (response: Response) =>
  `${response.status} ${((await response.json()) as { code: string }).code}`;
/** Asks for a new password and returns the token of the letter that comes. */
async function forgotten(name: string): Promise<string> {
  const before = relay.letters.all.length;
  expect((await post(forgot.path, { name })).status).toBe(202);
  const address = `${name.toLowerCase()}@plant.example`;
  const letter = await relay.letters.until(() =>
    relay.letters.all
      .slice(before)
      .find(({ to, headers }) => to.includes(address) && /new password/.test(headers.subject)),
  );
  return tokenIn(letter);
}
const resetWith = (token: string, password = NEXT_PASSWORD) =>
  post(reset.path, { token, password });
const statusOfSignIn = async (name: string, password: string) =>
  (await post('/api/v1/auth/login', { name, password })).status;

test('the link of the letter sets a new password once and ends all sessions', async () => {
  const userId = await box.add('Ann', 'viewer');
  const ann = await box.signedIn('Ann');
  const token = await forgotten('Ann');
  expect(await (await post(link.path, { token })).json()).toEqual({
    kind: 'reset',
    name: 'Ann',
    email: 'ann@plant.example',
  });
  expect((await resetWith(token)).status).toBe(204);
  expect((await ann.send('GET', '/api/v1/users/me/session')).status).toBe(401);
  expect(await statusOfSignIn('Ann', PASSWORD)).toBe(401);
  expect(await statusOfSignIn('Ann', NEXT_PASSWORD)).toBe(200);
  expect(await codeOf(await resetWith(token, PASSWORD))).toBe('403 link_invalid');
  expect(await codeOf(await post(link.path, { token }))).toBe('403 link_invalid');
  await relay.letterTo('ann@plant.example', /password was changed/);
  const done = (await box.audit()).filter(({ event }) => event === 'password.reset');
  expect(done).toMatchObject([
    { outcome: 'done', resourceId: userId, actorId: userId },
    { outcome: 'failed', resourceId: null },
  ]);
});

test('of many requests with one link one sets the password', async () => {
  await box.add('Ben', 'viewer');
  const token = await forgotten('Ben');
  const passwords = ['one green lantern', 'two green lanterns', 'three green lanterns'];
  const tries = await Promise.all(passwords.map((password) => resetWith(token, password)));
  expect(tries.map(({ status }) => status).sort()).toEqual([204, 403, 403]);
  const winner = passwords[tries.findIndex(({ status }) => status === 204)];
  expect(await statusOfSignIn('Ben', winner)).toBe(200);
});

test('a link ends by time, by a newer one, and by a changed password', async () => {
  const userId = await box.add('Cat', 'viewer');
  const expired = await forgotten('Cat');
  box.clock.nowMs += 60 * MINUTE_MS;
  expect(await codeOf(await resetWith(expired))).toBe('403 link_invalid');
  const older = await forgotten('Cat');
  box.clock.nowMs += 3 * MINUTE_MS;
  const newer = await forgotten('Cat');
  expect(await codeOf(await resetWith(older))).toBe('403 link_invalid');
  const cat = await box.signedIn('Cat');
  await cat.ask('POST', PASSWORD_ROUTES.changePassword.path, {
    current: PASSWORD,
    password: NEXT_PASSWORD,
  });
  expect(await codeOf(await resetWith(newer, 'five grey herons'))).toBe('403 link_invalid');
  expect(await linksOf(userId)).toEqual([]);
});

test('a link of one kind is good for nothing else, and a guessed one for nothing', async () => {
  const userId = await box.add('Dan', 'viewer');
  const { oneTimeLinks, store } = box.rooms;
  const verify = oneTimeLinks.make('verify_email', userId, 'dan@new.example');
  await store.write(verify.statements);
  expect(await codeOf(await resetWith(verify.token))).toBe('403 link_invalid');
  expect(await codeOf(await post(link.path, { token: verify.token }))).toBe('403 link_invalid');
  const token = await forgotten('Dan');
  expect(await codeOf(await post(verifyEmail.path, { token }))).toBe('403 link_invalid');
  const guess = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
  expect(await codeOf(await resetWith(guess))).toBe('403 link_invalid');
  expect((await post(verifyEmail.path, { token: verify.token })).status).toBe(204);
  expect(box.rooms.directory.get(userId)).toMatchObject({ email: 'dan@new.example' });
  expect(await codeOf(await post(verifyEmail.path, { token: verify.token }))).toBe(
    '403 link_invalid',
  );
});

test('an address that somebody else took meanwhile cannot be confirmed', async () => {
  const userId = await box.add('Eli', 'viewer');
  const { oneTimeLinks, store } = box.rooms;
  const { token, statements } = oneTimeLinks.make('verify_email', userId, 'ann@plant.example');
  await store.write(statements);
  expect(await codeOf(await post(verifyEmail.path, { token }))).toBe('403 link_invalid');
  expect(box.rooms.directory.get(userId)?.email).toBe('eli@plant.example');
});

test('the answer is the same in text, and takes as long, whether there is such an account', async () => {
  await box.add('Fay', 'viewer');
  const texts = new Set<string>();
  const times: Record<string, number[]> = { 'fay@plant.example': [], 'nobody@plant.example': [] };
  for (let i = 0; i < 40; i++) {
    for (const [name, took] of Object.entries(times)) {
      const start = performance.now();
      const response = await post(forgot.path, { name });
      took.push(performance.now() - start);
      texts.add(`${response.status} ${await response.text()}`);
    }
  }
  expect([...texts]).toEqual(['202 {"by":"mail"}']);
  const [known, unknown] = Object.values(times).map(
    (took) => took.sort((a, b) => a - b)[took.length / 2],
  );
  expect(Math.abs(known - unknown)).toBeLessThan(3);
});

test('strangers cannot flood a mailbox', async () => {
  await box.add('Gus', 'viewer');
  await forgotten('Gus');
  for (let i = 0; i < 5; i++) await post(forgot.path, { name: 'Gus' });
  await box.rooms.passwordRecovery.stop();
  await box.rooms.mailer.settled();
  const letters = relay.letters.all.filter(({ to }) => to.includes('gus@plant.example'));
  expect(letters).toHaveLength(1);
});

test('the address in the letter is the site’s own, whatever Host the request named', async () => {
  await box.add('Hal', 'viewer');
  await box.set('general', { publicUrl: 'https://tremolo.plant.example/' });
  await post(
    forgot.path,
    { name: 'Hal' },
    { 'x-forwarded-host': 'evil.example', host: 'evil.example' },
  );
  const letter = await relay.letterTo('hal@plant.example', /new password/);
  expect(letter.text).toContain('https://tremolo.plant.example/reset#token=');
  expect(letter.text).not.toContain('evil');
});

test('the store gives no link away', async () => {
  await box.add('Ida', 'viewer');
  const token = await forgotten('Ida');
  const { store } = box.rooms;
  const tables = ['one_time_links', 'outbox', 'audit', 'audit_personal', 'password_requests'];
  for (const table of tables) {
    expect(JSON.stringify(await store.read(`SELECT * FROM ${table}`))).not.toContain(token);
  }
});

test('accounts that may not work, sign in elsewhere or have no confirmed address get no link', async () => {
  const change = async (name: string, how: object) => {
    const userId = await box.add(name, 'viewer');
    const person = box.rooms.directory.get(userId);
    if (person === null) throw new Error('nobody was added');
    box.rooms.directory.know({ ...person, ...how });
    return userId;
  };
  const ids = [
    await change('Jon', { status: 'suspended' }),
    await change('Kim', { status: 'deleted' }),
    await change('Lea', { origin: 'saml' }),
    await change('Max', { emailVerifiedMs: null }),
  ];
  for (const name of ['Jon', 'Kim', 'Lea', 'Max']) await post(forgot.path, { name });
  await box.rooms.passwordRecovery.stop();
  await box.rooms.mailer.settled();
  for (const userId of ids) expect(await linksOf(userId)).toEqual([]);
  const subjects = relay.letters.all
    .filter(({ to }) => /^(jon|kim|lea|max)@/.test(to[0]))
    .map(({ to, headers }) => `${to[0]} ${headers.subject}`);
  expect(subjects).toEqual(['lea@plant.example Tremolo: How you sign in']);
  // A link that was made before the account was suspended is no way in either.
  const { token, statements } = box.rooms.oneTimeLinks.make('reset', ids[0]);
  await box.rooms.store.write(statements);
  expect(await codeOf(await resetWith(token))).toBe('403 link_invalid');
});

test('without a relay administrators see who asked, until there is a link; nobody else does', async () => {
  await box.set('mail', { host: null });
  const userId = await box.add('Nia', 'viewer');
  expect(await (await post(forgot.path, { name: 'Nia' })).json()).toEqual({ by: 'administrator' });
  await post(forgot.path, { name: 'nia@plant.example' });
  await post(forgot.path, { name: 'nobody' });
  await box.rooms.passwordRecovery.stop();
  await box.add('Root', 'admin');
  const root = await box.signedIn('Root');
  const nia = await box.signedIn('Nia');
  const requests = async () =>
    (await root.ask<{ items: PasswordRequest[] }>('GET', passwordRequests.path)).items;
  expect((await nia.send('GET', passwordRequests.path)).status).toBe(403);
  const askedMs = box.clock.nowMs;
  expect((await requests()).filter((one) => one.userId === userId)).toEqual([
    { userId, name: 'Nia', askedMs, times: 2 },
  ]);
  const { token, statements } = box.rooms.oneTimeLinks.make('reset', userId);
  await box.rooms.store.record(statements, [
    { event: 'password.reset_asked', actor: SYSTEM_ACTOR, resourceId: userId },
  ]);
  expect((await requests()).some((one) => one.userId === userId)).toBe(false);
  expect((await resetWith(token)).status).toBe(204);
  const asked = (await box.audit()).filter(({ event }) => event === 'password.reset_asked');
  expect(
    asked.some(({ outcome, resourceId }) => outcome === 'refused' && resourceId === null),
  ).toBe(true);
  await box.set('mail', relay.settings);
});

test('an invitation sets the first password', async () => {
  const userId = await box.add('Ola', 'operator');
  const { store, passwords, oneTimeLinks } = box.rooms;
  await store.write(passwords.ending(userId));
  const { token, statements } = oneTimeLinks.make('invite', userId);
  await store.write(statements);
  expect(await (await post(link.path, { token })).json()).toMatchObject({ kind: 'invite' });
  expect(await codeOf(await resetWith(token, 'password'))).toBe('422 password_weak');
  // A refused password does not use the link up.
  expect((await resetWith(token)).status).toBe(204);
  expect(await statusOfSignIn('Ola', NEXT_PASSWORD)).toBe(200);
});

async function linksOf(userId: UserId) {
  return box.rooms.store.read(
    "SELECT kind FROM one_time_links WHERE user_id = ? AND used_ms IS NULL AND kind <> 'verify_email'",
    [userId],
  );
}
