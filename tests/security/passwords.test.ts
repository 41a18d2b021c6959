import { afterAll, beforeAll, expect, test } from 'bun:test';
import { PASSWORD_ROUTES } from '#schemas/http/passwords';
import type { SessionInfo } from '#schemas/http/session';
import { PASSWORD } from '../hub/plant-box.ts';
import type { BrowserSession } from '../rig/browser-session.ts';
import { MailRelay, tokenIn } from '../rig/mail-relay.ts';
import { PeopleBox } from './people-box.ts';

const SESSION = '/api/v1/users/me/session';
const { changePassword, register, verifyEmail } = PASSWORD_ROUTES;

let box: PeopleBox;
let relay: MailRelay;

beforeAll(async () => {
  box = await PeopleBox.start();
  // What is tried here are the locks behind the rate limit.
  await box.set('limits', { signIn: { perHour: 1_000_000, burst: 100_000 } });
  relay = await MailRelay.start();
});
afterAll(async () => {
  await box?.stop();
  await relay?.stop();
});

const post = (path: string, body: unknown) =>
  fetch(box.origin + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const refusal = async (response: Response) => {
  if (response.ok) return String(response.status);
  const { code, detail } = (await response.json()) as { code: string; detail: string };
  return `${response.status} ${code}: ${detail}`;
};
const change = async (browser: BrowserSession, current: string, password: string) =>
  refusal(await browser.send('POST', changePassword.path, { current, password }));
const statusOfSignIn = async (name: string, password: string) =>
  (await post('/api/v1/auth/login', { name, password })).status;

test('short, common, guessable and own-name passwords are refused, each with its reason', async () => {
  await box.add('Annabel Miller', 'viewer');
  const ann = await box.signedIn('Annabel Miller');
  const reasons: Record<string, RegExp> = {
    'k7#Qz!mP2': /422 password_weak: At least 10 characters/,
    '1234567890': /422 password_weak: This is one of the passwords that everybody tries first/,
    'annabel miller': /422 password_weak: Too easy to guess/,
    bearingbearing: /422 password_weak: Too easy to guess/,
  };
  for (const [password, reason] of Object.entries(reasons)) {
    expect(await change(ann, PASSWORD, password)).toMatch(reason);
  }
  await box.set('signIn', { passwordNeedsLettersAndDigits: true });
  expect(await change(ann, PASSWORD, 'grey herons by the canal')).toMatch(/letters and digits/);
  await box.set('signIn', { passwordNeedsLettersAndDigits: false });
  expect(await change(ann, PASSWORD, 'grey herons by the canal')).toBe('204');
});

test('a change wants the password as it was, ends all other sessions and keeps this one', async () => {
  const userId = await box.add('Ben', 'viewer');
  const [here, elsewhere] = [await box.signedIn('Ben'), await box.signedIn('Ben')];
  expect(await change(here, 'not the password', 'grey herons by the canal')).toMatch(
    /^403 proof_wrong/,
  );
  expect(await change(here, PASSWORD, 'grey herons by the canal')).toBe('204');
  expect((await here.send('GET', SESSION)).status).toBe(200);
  expect((await elsewhere.send('GET', SESSION)).status).toBe(401);
  expect(await statusOfSignIn('Ben', PASSWORD)).toBe(401);
  expect(await statusOfSignIn('Ben', 'grey herons by the canal')).toBe(200);
  const entries = (await box.audit()).filter(({ resourceId }) => resourceId === userId);
  expect(entries.map(({ event, outcome }) => `${event} ${outcome}`)).toEqual(
    expect.arrayContaining(['auth.failed failed', 'password.changed done']),
  );
});

test('none of the last five passwords comes back, also not after an administrator ended one', async () => {
  const userId = await box.add('Cat', 'viewer');
  const cat = await box.signedIn('Cat');
  const words = ['amber', 'birch', 'cedar', 'dogwood', 'elder'];
  let current = PASSWORD;
  for (const word of words) {
    const next = `${word} trees in autumn rain`;
    expect(await change(cat, current, next)).toBe('204');
    current = next;
    box.clock.nowMs += 1_000;
  }
  for (const word of words) {
    expect(await change(cat, current, `${word} trees in autumn rain`)).toMatch(/one of the last 5/);
  }
  // The sixth from the end is forgotten.
  expect(await change(cat, current, PASSWORD)).toBe('204');
  const { passwords, oneTimeLinks, store } = box.rooms;
  await store.write(passwords.ending(userId));
  const { token, statements } = oneTimeLinks.make('reset', userId);
  await store.write(statements);
  const reset = (password: string) => post(PASSWORD_ROUTES.reset.path, { token, password });
  expect(await refusal(await reset(PASSWORD))).toMatch(/one of the last 5/);
  expect((await reset('oaks and hazel hedges')).status).toBe(204);
});

test('whoever must choose a new password can do nothing else before', async () => {
  const userId = await box.add('Dan', 'operator');
  const { passwords, store } = box.rooms;
  await store.write(await passwords.statements(userId, PASSWORD, { mustChange: true }));
  passwords.took(userId, { mustChange: true });
  const dan = await box.signedIn('Dan');
  expect((await dan.ask<SessionInfo>('GET', SESSION)).duty).toBe('change_password');
  expect((await dan.send('GET', '/api/v1/points')).status).toBe(403);
  expect(await change(dan, PASSWORD, 'grey herons by the canal')).toBe('204');
  expect((await dan.ask<SessionInfo>('GET', SESSION)).duty).toBeNull();
  expect((await dan.send('GET', '/api/v1/points')).status).toBe(200);
});

test('a stolen session guesses slowly, and cannot lock its person out', async () => {
  await box.add('Eve', 'viewer');
  const stolen = await box.signedIn('Eve');
  const answers: string[] = [];
  for (let i = 0; i < 6; i++) {
    answers.push((await change(stolen, `guess ${i}`, 'grey herons by the canal')).slice(0, 3));
  }
  expect(answers).toEqual(['403', '403', '403', '429', '429', '429']);
  expect(await statusOfSignIn('Eve', PASSWORD)).toBe(200);
});

test('registering is closed until a site opens it, and gives no role but the policy’s', async () => {
  const fay = { name: 'Fay', password: 'grey herons by the canal' };
  expect(await refusal(await post(register.path, fay))).toMatch(/^403 forbidden/);
  await box.set('signIn', { registrationOpen: true, registrationRole: 'admin' });
  for (const more of [{ role: 'admin' }, { isProtected: true }, { status: 'active' }]) {
    expect((await post(register.path, { ...fay, ...more })).status).toBe(400);
  }
  expect((await post(register.path, { ...fay, name: 'fay@plant.example' })).status).toBe(400);
  // A mark that turns the direction would let a name read as another one.
  expect((await post(register.path, { ...fay, fullName: 'Fay\u202egro' })).status).toBe(400);
  expect(await refusal(await post(register.path, { ...fay, password: 'password12' }))).toMatch(
    /^422 password_weak/,
  );
  const response = await post(register.path, fay);
  expect(response.status).toBe(201);
  const { session } = (await response.json()) as { session: SessionInfo };
  // Nobody registers into a role that looks after others, whatever the setting says.
  expect(session.user).toMatchObject({ name: 'Fay', role: 'viewer' });
  expect(response.headers.getSetCookie().length).toBe(2);
  expect(await refusal(await post(register.path, { ...fay, name: ' FAY ' }))).toMatch(
    /^409 conflict/,
  );
});

test('registering tells nobody whose address has an account, but the owner of the address', async () => {
  await box.set('mail', relay.settings);
  await box.set('signIn', { registrationOpen: true, registrationRole: 'viewer' });
  await box.add('Gus', 'viewer');
  const join = async (name: string, email: string) => {
    const response = await post(register.path, {
      name,
      email,
      password: 'grey herons by the canal',
    });
    const { session, letter } = (await response.json()) as {
      session: SessionInfo;
      letter: boolean;
    };
    const { email: shown, emailVerified } = session.user;
    return { status: response.status, letter, shown, emailVerified };
  };
  const taken = await join('Hal', 'gus@plant.example');
  const free = await join('Ida', 'ida@plant.example');
  expect(taken).toEqual(free);
  expect(free).toEqual({ status: 201, letter: true, shown: null, emailVerified: false });
  const told = await relay.letterTo('gus@plant.example', /You have an account already/);
  expect(told.text).not.toContain('#token=');
  expect(told.text).not.toContain('Hal');
  const asked = await relay.letterTo('ida@plant.example', /Is this your address/);
  expect((await post(verifyEmail.path, { token: tokenIn(asked) })).status).toBe(204);
  expect(box.rooms.directory.find('ida@plant.example')).toMatchObject({
    name: 'Ida',
    emailVerifiedMs: box.clock.nowMs,
  });
  expect(box.rooms.directory.find('gus@plant.example')?.name).toBe('Gus');
});

test('of many who register one name at once one gets it', async () => {
  await box.set('signIn', { registrationOpen: true });
  const statuses = await Promise.all(
    ['one', 'two', 'three'].map(
      async (word) =>
        (await post(register.path, { name: 'Jon', password: `${word} grey herons at dawn` }))
          .status,
    ),
  );
  expect(statuses.sort()).toEqual([201, 409, 409]);
});

test('the store keeps argon2id hashes and nothing else of a password', async () => {
  await box.add('Kim', 'viewer');
  const { store } = box.rooms;
  for (const { hash } of await store.read('SELECT hash FROM passwords')) {
    expect(String(hash)).toStartWith('$argon2id$v=19$m=19456,t=2,');
  }
  const audit = JSON.stringify(await store.read('SELECT * FROM audit'));
  for (const secret of [PASSWORD, 'grey herons']) expect(audit).not.toContain(secret);
});
