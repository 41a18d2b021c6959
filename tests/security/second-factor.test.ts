import { afterAll, beforeAll, expect, test } from 'bun:test';
import { generate } from 'otplib';
import type { SignInAnswer } from '#schemas/http/access';
import { FACTOR_ROUTES, type FactorState, type TotpSetup } from '#schemas/http/factors';
import { SYSTEM_ACTOR } from '../../hub/store/actor.ts';
import { PASSWORD } from '../hub/plant-box.ts';
import type { BrowserSession } from '../rig/browser-session.ts';
import { codeIn, MailRelay } from '../rig/mail-relay.ts';
import { PeopleBox } from './people-box.ts';

const MINUTE_MS = 60_000;
const STEP_MS = 30_000;
const { factors, beginTotp, confirmTotp, beginMessages, confirmMessages } = FACTOR_ROUTES;
const { sendCode, renewBackupCodes, removeFactor } = FACTOR_ROUTES;

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

interface Owner {
  readonly name: string;
  readonly browser: BrowserSession;
  readonly secret: string;
  readonly backupCodes: string[];
}

const post = (path: string, body: unknown) =>
  fetch(box.origin + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const codeOf = async (response: Response) =>
  response.ok ? response.status : ((await response.json()) as { code: string }).code;
const codeAt = (secret: string, steps = 0) =>
  generate({ secret, epoch: Math.floor(box.clock.nowMs / 1_000) + steps * 30 });
/** An account that has just set an authenticator app up. */
async function withTotp(name: string): Promise<Owner> {
  await box.add(name, 'viewer');
  const browser = await box.signedIn(name);
  const { secret } = await browser.ask<TotpSetup>('POST', beginTotp.path, { password: PASSWORD });
  const { backupCodes } = await browser.ask<{ backupCodes: string[] }>('POST', confirmTotp.path, {
    code: await codeAt(secret),
  });
  box.clock.nowMs += 2 * STEP_MS;
  return { name, browser, secret, backupCodes };
}
async function challengeOf(name: string): Promise<string> {
  const response = await post('/api/v1/auth/login', { name, password: PASSWORD });
  const answer = (await response.json()) as SignInAnswer;
  if (answer.kind !== 'second_factor') throw new Error(`${name} is asked for no second factor`);
  return answer.challenge;
}
const verify = (challenge: string, method: string, code: string) =>
  post('/api/v1/auth/login/verify', { challenge, method, code });

test('an app counts once its first code was entered; its seed lies sealed in the store', async () => {
  await box.add('Ann', 'viewer');
  const ann = await box.signedIn('Ann');
  expect(await codeOf(await ann.send('POST', beginTotp.path, { password: 'guess' }))).toBe(
    'proof_wrong',
  );
  expect(await codeOf(await ann.send('POST', beginTotp.path, {}))).toBe('proof_wrong');
  const setup = await ann.ask<TotpSetup>('POST', beginTotp.path, { password: PASSWORD });
  expect(setup.uri).toMatch(/^otpauth:\/\/totp\/Tremolo:Ann\?/);
  expect(setup.uri).toContain(`secret=${setup.secret}`);
  expect(setup.qrSvg).toStartWith('<svg');
  const plain = await post('/api/v1/auth/login', { name: 'Ann', password: PASSWORD });
  expect(((await plain.json()) as SignInAnswer).kind).toBe('session');
  expect(await codeOf(await ann.send('POST', confirmTotp.path, { code: '000000' }))).toBe(
    'proof_wrong',
  );
  const { backupCodes } = await ann.ask<{ backupCodes: string[] }>('POST', confirmTotp.path, {
    code: await codeAt(setup.secret),
  });
  expect(new Set(backupCodes).size).toBe(10);
  const state = await ann.ask<FactorState>('GET', factors.path);
  expect(state).toMatchObject({ backupCodesLeft: 10, isRequired: false, hasPassword: true });
  expect(state.methods.map(({ method }) => method)).toEqual(['totp']);
  await challengeOf('Ann');
  const stored = JSON.stringify([
    await box.rooms.store.read('SELECT * FROM totp'),
    await box.rooms.store.read('SELECT * FROM backup_codes'),
    await box.rooms.store.read('SELECT * FROM audit'),
  ]);
  for (const secret of [setup.secret, backupCodes[0], backupCodes[0].replaceAll('-', '')]) {
    expect(stored).not.toContain(secret);
  }
});

test('no code is taken twice, one after the other or at once', async () => {
  const { secret } = await withTotp('Ben');
  const code = await codeAt(secret);
  const challenges = await Promise.all([1, 2, 3].map(() => challengeOf('Ben')));
  const tries = await Promise.all(challenges.map((one) => verify(one, 'totp', code)));
  expect(tries.filter(({ status }) => status === 200)).toHaveLength(1);
  box.clock.nowMs += 20 * MINUTE_MS;
  const next = await codeAt(secret);
  expect((await verify(await challengeOf('Ben'), 'totp', next)).status).toBe(200);
  expect(await codeOf(await verify(await challengeOf('Ben'), 'totp', next))).toBe('code_wrong');
  // Nor one that is older than the last taken, although a clock may be a step behind.
  const older = await codeAt(secret, -1);
  expect(await codeOf(await verify(await challengeOf('Ben'), 'totp', older))).toBe('code_wrong');
});

test('a clock may be one step off, and no more', async () => {
  const { secret } = await withTotp('Cat');
  const attempt = async (steps: number) => {
    box.clock.nowMs += 20 * MINUTE_MS;
    return (await verify(await challengeOf('Cat'), 'totp', await codeAt(secret, steps))).status;
  };
  expect([await attempt(-2), await attempt(-1), await attempt(1), await attempt(2)]).toEqual([
    401, 200, 200, 401,
  ]);
});

test('guessing codes ends the challenge and gets slow, also with a new challenge each time', async () => {
  const { secret } = await withTotp('Dan');
  const codes: (string | number)[] = [];
  for (let i = 0; i < 12; i++) {
    const wrong = String((Number(await codeAt(secret)) + 1 + i) % 1_000_000).padStart(6, '0');
    codes.push(await codeOf(await verify(await challengeOf('Dan'), 'totp', wrong)));
  }
  expect(codes.slice(0, 3)).toEqual(['code_wrong', 'code_wrong', 'code_wrong']);
  expect(new Set(codes.slice(3))).toEqual(new Set(['too_many_requests']));
  // The right code is not heard either, until the wait is over.
  expect(await codeOf(await verify(await challengeOf('Dan'), 'totp', await codeAt(secret)))).toBe(
    'too_many_requests',
  );
  box.clock.nowMs += 16 * MINUTE_MS;
  expect((await verify(await challengeOf('Dan'), 'totp', await codeAt(secret))).status).toBe(200);
  const failed = (await box.audit()).filter(({ event }) => event === 'auth.code_failed');
  expect(failed.length).toBeGreaterThanOrEqual(3);
});

test('a backup code works once, also when many send it at once, however it is typed', async () => {
  const { browser, backupCodes } = await withTotp('Eve');
  const [first, second] = backupCodes;
  const challenges = await Promise.all([1, 2, 3].map(() => challengeOf('Eve')));
  const tries = await Promise.all(challenges.map((one) => verify(one, 'backup', first)));
  expect(tries.filter(({ status }) => status === 200)).toHaveLength(1);
  box.clock.nowMs += 20 * MINUTE_MS;
  const typed = second.replaceAll('-', ' ').toLowerCase();
  expect((await verify(await challengeOf('Eve'), 'backup', typed)).status).toBe(200);
  expect((await browser.ask<FactorState>('GET', factors.path)).backupCodesLeft).toBe(8);
  const { backupCodes: renewed } = await browser.ask<{ backupCodes: string[] }>(
    'POST',
    renewBackupCodes.path,
    { password: PASSWORD },
  );
  const old = await verify(await challengeOf('Eve'), 'backup', backupCodes[2]);
  expect(await codeOf(old)).toBe('code_wrong');
  expect((await verify(await challengeOf('Eve'), 'backup', renewed[0])).status).toBe(200);
});

test('one person’s codes are no good for another', async () => {
  const fay = await withTotp('Fay');
  const gus = await withTotp('Gus');
  const code = await codeAt(fay.secret);
  expect(await codeOf(await verify(await challengeOf('Gus'), 'totp', code))).toBe('code_wrong');
  const backup = await verify(await challengeOf('Gus'), 'backup', fay.backupCodes[0]);
  expect(await codeOf(backup)).toBe('code_wrong');
  expect((await gus.browser.ask<FactorState>('GET', factors.path)).backupCodesLeft).toBe(10);
});

test('removing a factor wants password and code, and is refused while the site demands one', async () => {
  const { browser, secret } = await withTotp('Hal');
  const remove = async (password: string, code: string) =>
    codeOf(
      await browser.send('POST', removeFactor.path, {
        method: 'totp',
        password,
        proof: { method: 'totp', code },
      }),
    );
  expect(await remove('guess', await codeAt(secret))).toBe('proof_wrong');
  expect(await remove(PASSWORD, '000000')).toBe('proof_wrong');
  await box.set('signIn', { secondFactorForAll: true });
  expect(await remove(PASSWORD, await codeAt(secret))).toBe('conflict');
  await box.set('signIn', { secondFactorForAll: false });
  expect(await remove(PASSWORD, await codeAt(secret))).toBe(204);
  const state = await browser.ask<FactorState>('GET', factors.path);
  expect(state).toMatchObject({ methods: [], backupCodesLeft: 0 });
  await relay.letterTo('hal@plant.example', /second factor was removed/);
});

test('codes by e-mail go to the confirmed address, for ten minutes and five tries', async () => {
  await box.add('Ida', 'viewer');
  const ida = await box.signedIn('Ida');
  await ida.ask('POST', beginMessages.path, { method: 'email', password: PASSWORD });
  const setup = codeIn((await relay.letterTo('ida@plant.example', /Your code/)).text);
  await ida.ask('POST', confirmMessages.path, { method: 'email', code: setup });
  const sent = async () => {
    const challenge = await challengeOf('Ida');
    const before = relay.letters.all.length;
    await post('/api/v1/auth/login/send-code', { challenge, method: 'email' });
    const letter = await relay.letters.until(() =>
      relay.letters.all
        .slice(before)
        .find(({ to, headers }) => to[0] === 'ida@plant.example' && /code/.test(headers.subject)),
    );
    return { challenge, code: codeIn(letter.text) };
  };
  const first = await sent();
  expect((await verify(first.challenge, 'email', first.code)).status).toBe(200);
  const other = await verify(await challengeOf('Ida'), 'email', first.code);
  expect(await codeOf(other)).toBe('code_wrong');
  box.clock.nowMs += 20 * MINUTE_MS;
  const late = await sent();
  box.clock.nowMs += 10 * MINUTE_MS;
  expect((await verify(late.challenge, 'email', late.code)).status).toBe(401);
  box.clock.nowMs += 20 * MINUTE_MS;
  const guessed = await sent();
  const wrong = guessed.code === '123456' ? '654321' : '123456';
  for (let i = 0; i < 5; i++) {
    await verify(guessed.challenge, 'email', wrong);
    box.clock.nowMs += MINUTE_MS;
  }
  expect((await verify(guessed.challenge, 'email', guessed.code)).status).toBe(401);
});

test('no codes go to an address that nobody confirmed', async () => {
  const userId = await box.add('Jon', 'viewer');
  const jon = await box.signedIn('Jon');
  const person = box.rooms.directory.get(userId);
  if (person === null) throw new Error('nobody was added');
  box.rooms.directory.know({ ...person, emailVerifiedMs: null });
  const body = { method: 'email', password: PASSWORD };
  expect(await codeOf(await jon.send('POST', beginMessages.path, body))).toBe('conflict');
});

test('codes by text message go through the site’s gateway, and only where that is switched on', async () => {
  const messages: { to: string; text: string; authorization: string | null }[] = [];
  const gateway = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    fetch: async (request) => {
      const { to, text } = (await request.json()) as { to: string; text: string };
      messages.push({ to, text, authorization: request.headers.get('authorization') });
      return new Response('taken', { status: to.endsWith('0') ? 503 : 202 });
    },
  });
  await box.add('Kim', 'viewer');
  const kim = await box.signedIn('Kim');
  const begin = async (number: string) =>
    codeOf(
      await kim.send('POST', beginMessages.path, { method: 'sms', number, password: PASSWORD }),
    );
  expect(await begin('+49 170 1234567')).toBe('conflict');
  const smsGatewayUrl = `http://127.0.0.1:${gateway.port}/send`;
  await box.set('mail', { smsGatewayUrl, smsGatewayToken: 'gateway secret' });
  await box.set('signIn', { smsCodes: true });
  expect(await begin('0170 1234567')).toBe('request_invalid');
  expect(await begin('+49 170 1234560')).toBe('conflict');
  expect(await begin('+49 170 1234567')).toBe(202);
  expect(messages.at(-1)).toMatchObject({
    to: '+491701234567',
    authorization: 'Bearer gateway secret',
  });
  const code = codeIn(messages.at(-1)?.text ?? '');
  const number = '+49 (170) 1234567';
  await kim.ask('POST', confirmMessages.path, { method: 'sms', number, code });
  const challenge = await challengeOf('Kim');
  await post('/api/v1/auth/login/send-code', { challenge, method: 'sms' });
  const next = codeIn(messages.at(-1)?.text ?? '');
  expect((await verify(challenge, 'sms', next)).status).toBe(200);
  const state = await kim.ask<FactorState>('GET', factors.path);
  expect(state.methods).toMatchObject([{ method: 'sms', target: '…67' }]);
  box.clock.nowMs += MINUTE_MS;
  expect(await codeOf(await kim.send('POST', sendCode.path, { method: 'email' }))).toBe('conflict');
  await gateway.stop(true);
});

test('a reset takes everything away, at once and on the record', async () => {
  const { secret } = await withTotp('Lea');
  const userId = box.rooms.directory.find('Lea')?.userId;
  if (userId === undefined) throw new Error('nobody was added');
  await box.rooms.secondFactors.reset(userId, SYSTEM_ACTOR);
  const plain = await post('/api/v1/auth/login', { name: 'Lea', password: PASSWORD });
  expect(((await plain.json()) as SignInAnswer).kind).toBe('session');
  expect(await box.rooms.secondFactors.verify(userId, 'totp', await codeAt(secret), 'x')).toBe(
    false,
  );
  expect((await box.audit()).at(-2)).toMatchObject({
    event: 'second_factor.reset',
    resourceId: userId,
  });
});
