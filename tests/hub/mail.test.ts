import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MAIL_ROUTES, type OutboxState } from '#schemas/http/mail';
import { SYSTEM_ACTOR } from '../../hub/store/actor.ts';
import { MailRelay, type RelayOptions } from '../rig/mail-relay.ts';
import { PeopleBox } from '../security/people-box.ts';

const MINUTE_MS = 60_000;
const ADDRESS = 'ann@plant.example';
const LETTER = { to: ADDRESS, subject: 'News', text: 'The pump is well.' };
const openssl = Bun.which('openssl');
if (openssl === null) console.warn('Mail over TLS is not tested: openssl is not installed');

let box: PeopleBox;
let relay: MailRelay | null;

beforeEach(async () => {
  box = await PeopleBox.start();
  relay = null;
});
afterEach(async () => {
  await box.stop();
  await relay?.stop();
});

const startRelay = async (options: RelayOptions = {}, more: object = {}) => {
  relay = await MailRelay.start(options);
  await box.set('mail', { ...relay.settings, ...more });
  return relay;
};
const mailer = () => box.rooms.mailer;
const state = () => mailer().state();
/** Lets the mailer look through its outbox until nothing is due. */
const look = async () => {
  mailer().wake();
  await mailer().settled();
};
const tryIt = () => box.rooms.notices.testMail(ADDRESS, SYSTEM_ACTOR);

/** A port at which nobody listens. */
async function deadPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  await new Promise((done) => server.close(done));
  return port;
}

test('a letter reaches the relay as plain text under the site’s name', async () => {
  const taken = await startRelay();
  await box.set('general', { siteName: 'Paper mill 3' });
  expect((await tryIt()).sent).toBe(true);
  const letter = await taken.letterTo(ADDRESS, /test letter/);
  expect(letter).toMatchObject({ from: 'tremolo@plant.example', to: [ADDRESS] });
  expect(letter.headers.subject).toBe('Paper mill 3: A test letter');
  expect(letter.headers['content-type']).toStartWith('text/plain');
  expect(letter.headers['auto-submitted']).toBe('auto-generated');
});

test('without a relay nothing is queued, and who asks is told', async () => {
  expect(await mailer().send(LETTER)).toBe('no_relay');
  expect(await state()).toMatchObject({ isConfigured: false, waiting: 0 });
  expect(await tryIt()).toEqual({
    ...{ sent: false, says: 'No mail relay is set up.' },
    reason: { name: 'relay_none', about: {} },
  });
});

test('a relay that is down is tried again after 1, 5, 15 and 60 minutes; then the letter is given up and counted', async () => {
  await box.set('mail', { host: '127.0.0.1', port: await deadPort(), security: 'none' });
  expect(await mailer().send(LETTER)).toBe('queued');
  await look();
  for (const minutes of [1, 5, 15, 60]) {
    expect(await state()).toMatchObject({ waiting: 1, dead: 0 });
    box.clock.nowMs += minutes * MINUTE_MS - 1;
    await look();
    expect(await state()).toMatchObject({ waiting: 1, dead: 0 });
    box.clock.nowMs += 1;
    await look();
  }
  expect(await state()).toMatchObject({ waiting: 0, dead: 1, sent: 0 });
  expect((await state()).lastError).toMatch(/cannot be reached/);
});

test('a letter that waits goes out once the relay is back', async () => {
  await box.set('mail', { host: '127.0.0.1', port: await deadPort(), security: 'none' });
  await mailer().send(LETTER);
  await look();
  const taken = await startRelay();
  box.clock.nowMs += MINUTE_MS;
  await look();
  expect(taken.letters.all).toHaveLength(1);
  expect(await state()).toMatchObject({ waiting: 0, sent: 1, dead: 0, lastError: null });
  expect((await state()).lastSentMs).toBe(box.clock.nowMs);
});

test('an address that the relay refuses for good is given up at once, one that it defers is not', async () => {
  const refuse = (to: string) =>
    to.startsWith('gone')
      ? { status: 550, says: 'no such mailbox' }
      : to.startsWith('busy')
        ? { status: 450, says: 'try later' }
        : null;
  await startRelay({ refuse });
  await mailer().send({ ...LETTER, to: 'gone@plant.example' });
  await mailer().send({ ...LETTER, to: 'busy@plant.example' });
  await mailer().send(LETTER);
  await look();
  expect(await state()).toMatchObject({ sent: 1, dead: 1, waiting: 1 });
  const tried = await box.rooms.notices.testMail('gone@plant.example', SYSTEM_ACTOR);
  expect(tried.sent).toBe(false);
  expect(tried.says).toContain('550 no such mailbox');
});

test('a letter whose time is over is not sent any more', async () => {
  await box.set('mail', { host: '127.0.0.1', port: await deadPort(), security: 'none' });
  await mailer().send({ ...LETTER, uselessMs: box.clock.nowMs + 10 * MINUTE_MS });
  await look();
  const taken = await startRelay();
  box.clock.nowMs += 10 * MINUTE_MS;
  await look();
  expect(taken.letters.all).toEqual([]);
  expect(await state()).toMatchObject({ waiting: 0, dead: 1 });
});

test('what a letter says lies sealed in the store', async () => {
  await box.set('mail', { host: '127.0.0.1', port: await deadPort(), security: 'none' });
  await mailer().send({ ...LETTER, text: 'https://plant.example/reset#token=abc' });
  await look();
  const rows = JSON.stringify(await box.rooms.store.read('SELECT * FROM outbox'));
  expect(rows).not.toContain('token=abc');
  expect(rows).not.toContain(ADDRESS);
});

test('neither a name nor an address can add a header or a receiver', async () => {
  const taken = await startRelay();
  await box.set('general', { siteName: 'Mill\r\nBcc: eve@evil.example' });
  const userId = await box.add('Eve\r\nBcc: eve@evil.example', 'viewer');
  const person = box.rooms.directory.get(userId);
  if (person === null) throw new Error('nobody was added');
  box.rooms.directory.know({ ...person, email: ADDRESS });
  await box.rooms.notices.tell(userId, 'password_changed');
  const letter = await taken.letterTo(ADDRESS, /Mill/);
  expect(letter.to).toEqual([ADDRESS]);
  expect(letter.headers.bcc).toBeUndefined();
  for (const to of [
    `${ADDRESS}, eve@evil.example`,
    `${ADDRESS}\r\nBcc: eve@evil.example`,
    `<${ADDRESS}> eve@evil.example`,
    `"x" ${ADDRESS}`,
  ]) {
    expect(() => mailer().statement({ ...LETTER, to })).toThrow('cannot go to this address');
  }
  expect(() => mailer().statement({ ...LETTER, subject: 'a\r\nBcc: b@c.example' })).toThrow();
});

test('the login of the relay is used, and a wrong one is said so', async () => {
  const login = { user: 'tremolo', password: 'relay secret' };
  const taken = await startRelay({ login }, login);
  expect((await tryIt()).sent).toBe(true);
  expect((await taken.letterTo(ADDRESS, /test/)).user).toBe('tremolo');
  await box.set('mail', { password: 'wrong' });
  const tried = await tryIt();
  expect(tried.sent).toBe(false);
  expect(tried.says).toMatch(/did not take user and password/);
});

test('a relay that offers no TLS gets nothing when TLS was asked for', async () => {
  const taken = await startRelay({}, { security: 'starttls' });
  expect((await tryIt()).says).toMatch(/^No safe connection/);
  expect(taken.letters.all).toEqual([]);
});

describe.skipIf(openssl === null)('over TLS', () => {
  let folder: string;
  let tls: { key: string; cert: string };
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tremolo-mail-'));
    tls = await certificate(folder);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('a certificate of an authority of the site’s own is taken once the authority is known, and not before', async () => {
    const taken = await startRelay({ tls }, { security: 'starttls' });
    expect((await tryIt()).says).toMatch(/^No safe connection/);
    expect(taken.letters.all).toEqual([]);
    await box.set('mail', { ca: tls.cert });
    expect((await tryIt()).sent).toBe(true);
    expect((await taken.letterTo(ADDRESS, /test/)).overTls).toBe(true);
  });
});

test('only who may change settings tries the relay, and it is recorded', async () => {
  await startRelay();
  await box.add('Vic', 'viewer');
  const vic = await box.signedIn('Vic');
  const { testMail, testSms, outbox } = MAIL_ROUTES;
  for (const { method, path } of [testMail, testSms, outbox]) {
    const body = method === 'GET' ? undefined : { to: ADDRESS };
    expect((await vic.send(method, path, body)).status).toBe(403);
  }
  await box.add('Ada', 'admin');
  const ada = await box.signedIn('Ada');
  const answer = await ada.ask<{ sent: boolean; says: string }>('POST', testMail.path, {
    to: ADDRESS,
  });
  expect(answer.sent).toBe(true);
  expect((await ada.ask<OutboxState>('GET', outbox.path)).isConfigured).toBe(true);
  expect((await box.audit()).map(({ event }) => event)).toContain('mail.tested');
  expect((await ada.send('POST', testMail.path, { to: 'a@b.example, c@d.example' })).status).toBe(
    400,
  );
});

async function certificate(folder: string): Promise<{ key: string; cert: string }> {
  const keyFile = join(folder, 'key.pem');
  const certFile = join(folder, 'cert.pem');
  const made = Bun.spawn(
    [
      openssl ?? 'openssl',
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
      ...['-subj', '/CN=relay', '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '2'],
      ...['-keyout', keyFile, '-out', certFile],
    ],
    { stdio: ['ignore', 'ignore', 'ignore'] },
  );
  expect(await made.exited).toBe(0);
  return { key: readFileSync(keyFile, 'utf8'), cert: readFileSync(certFile, 'utf8') };
}

test('whoever is locked by the guesses of somebody is told by letter, once for each lock', async () => {
  const taken = await startRelay();
  await box.add('Ann', 'operator');
  const guess = (name: string) =>
    fetch(`${box.origin}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name, password: 'a guess' }),
    });
  for (const name of ['Ann', 'Nobody']) {
    for (let tried = 0; tried < 5; tried++) {
      expect((await guess(name)).status).toBe(401);
      box.clock.nowMs += 30_000;
    }
    expect((await guess(name)).status).toBe(429);
  }
  const letter = await taken.letterTo(ADDRESS, /Your account was locked/);
  expect(letter.text).toContain('If it was not you');
  await look();
  expect(taken.letters.all).toHaveLength(1);
});
