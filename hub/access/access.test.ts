import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '#schemas/ids/ids';
import { Events } from '../events.ts';
import { createLog } from '../log.ts';
import { insertPerson, type Person } from '../people/person.ts';
import { SYSTEM_ACTOR } from '../store/actor.ts';
import { Store } from '../store/store.ts';
import { Lockout } from './lockout.ts';
import { lockoutSubjects } from './lockout-subjects.ts';
import { Sessions } from './sessions.ts';
import { SetupLinks } from './setup-links.ts';

const HOUR = 3_600_000;
const dataDir = mkdtempSync(join(tmpdir(), 'tremolo-access-'));
const store = new Store({
  dataDir,
  log: createLog('test', () => undefined),
  onCrash: () => undefined,
});
let nowMs = 1_000_000;
const clock = () => nowMs;
const userId = newId('us');

beforeAll(async () => {
  await store.start();
});
afterAll(async () => {
  await store.stop();
  rmSync(dataDir, { recursive: true });
});

const ADA: Person = {
  userId,
  name: 'Ada',
  fullName: null,
  email: null,
  emailVerifiedMs: null,
  role: 'admin',
  status: 'active',
  isProtected: true,
  isSample: false,
  origin: 'local',
  timezone: null,
  language: null,
  createdMs: 0,
  changedMs: 0,
  lastSignInMs: null,
};
const consume = async (links: SetupLinks, token: string, name: string) => {
  const person = { ...ADA, userId: name === 'Ada' ? userId : newId('us'), name };
  return (await store.record([links.use(token), insertPerson(person)], [])) !== null;
};

test('a setup link ends with its time, with the next link, and with its use', async () => {
  const links = new SetupLinks({ store, clock, lifetimeMinutes: 60 });
  const expired = (await links.make(SYSTEM_ACTOR)) ?? '';
  nowMs += 61 * 60_000;
  expect(await consume(links, expired, 'Eve')).toBe(false);
  const replaced = (await links.make(SYSTEM_ACTOR)) ?? '';
  const token = (await links.make(SYSTEM_ACTOR)) ?? '';
  expect(await consume(links, replaced, 'Eve')).toBe(false);
  expect(await consume(links, token, 'Ada')).toBe(true);
  expect(await consume(links, token, 'Eve')).toBe(false);
  expect(await links.make(SYSTEM_ACTOR)).toBeNull();
  expect(await links.isNeeded()).toBe(false);
});

const NEVER = { lifetimeMs: 12 * HOUR, idleMs: 12 * HOUR, most: 20 };
const opened = (sessions: Sessions) =>
  sessions.open({ userId, how: 'password', remember: false }, SYSTEM_ACTOR, (sessionId) => ({
    event: 'auth.signed_in',
    actor: SYSTEM_ACTOR,
    resourceId: sessionId,
  }));

test('no token is kept in clear', async () => {
  const sessions = new Sessions({ store, events: new Events(), clock, rules: () => NEVER });
  const { refreshToken } = await opened(sessions);
  const rows = await store.read('SELECT * FROM refresh_tokens');
  expect(rows.length).toBeGreaterThan(0);
  expect(JSON.stringify(rows)).not.toContain(refreshToken);
});

test('a session outlives a restart, and ends by itself or by its person, which is told', async () => {
  const events = new Events();
  const ended: string[] = [];
  events.on('sessionEnded', ({ sessionId }) => ended.push(sessionId));
  const before = new Sessions({ store, events, clock, rules: () => NEVER });
  const { session: first } = await opened(before);
  const { session: second } = await opened(before);
  const sessions = new Sessions({ store, events, clock, rules: () => NEVER });
  await sessions.start();
  expect(sessions.find(first.sessionId)).toEqual(first);
  expect(await sessions.end(first.sessionId, SYSTEM_ACTOR, 'auth.signed_out')).toBe(true);
  expect(sessions.find(first.sessionId)).toBeNull();
  expect(await sessions.end(first.sessionId, SYSTEM_ACTOR, 'auth.signed_out')).toBe(false);
  nowMs += 12 * HOUR;
  expect(sessions.isOpen(second.sessionId)).toBe(false);
  await sessions.upkeep();
  expect(ended).toContain(first.sessionId);
  expect(ended).toContain(second.sessionId);
});

test('when sessions were last used outlives a restart, and what ran out meanwhile is gone from the store', async () => {
  const rules = () => ({ ...NEVER, lifetimeMs: 2 * HOUR });
  const make = () => new Sessions({ store, events: new Events(), clock, rules });
  const before = make();
  const { session: over } = await opened(before);
  nowMs += HOUR;
  const { session: used } = await opened(before);
  const { session: unused } = await opened(before);
  nowMs += HOUR / 2;
  before.saw(used);
  await before.keepSeen();
  nowMs += HOUR / 2;
  const after = make();
  await after.start();
  expect(after.find(used.sessionId)?.lastSeenMs).toBe(nowMs - HOUR / 2);
  expect(after.find(unused.sessionId)?.lastSeenMs).toBe(nowMs - HOUR);
  const kept = await store.read(
    'SELECT session_id FROM sessions WHERE session_id = ? UNION SELECT session_id FROM refresh_tokens WHERE session_id = ?',
    [over.sessionId, over.sessionId],
  );
  expect(kept).toEqual([]);
});

test('an idle session ends unless it is to be remembered; use keeps it', async () => {
  const rules = () => ({ lifetimeMs: 100 * HOUR, idleMs: HOUR, most: 20 });
  const sessions = new Sessions({ store, events: new Events(), clock, rules });
  const { session } = await opened(sessions);
  nowMs += HOUR - 1;
  sessions.saw(session);
  nowMs += HOUR - 1;
  expect(sessions.isOpen(session.sessionId)).toBe(true);
  nowMs += 1;
  expect(sessions.isOpen(session.sessionId)).toBe(false);
});

test('a clock that is set back while somebody works, and put right, leaves the session open', async () => {
  const rules = () => ({ lifetimeMs: 100 * HOUR, idleMs: HOUR, most: 20 });
  const sessions = new Sessions({ store, events: new Events(), clock, rules });
  const { session } = await opened(sessions);
  nowMs -= 2 * HOUR;
  sessions.saw(session);
  nowMs += 2 * HOUR;
  expect(sessions.isOpen(session.sessionId)).toBe(true);
});

test('guessing gets slower up to the longest wait, outlives a restart, and is forgiven', async () => {
  const make = () =>
    new Lockout({
      store,
      clock,
      log: createLog('test', () => undefined),
      rules: () => ({ failures: 5, longestMs: 15 * 60_000 }),
    });
  const lockout = make();
  const waits: number[] = [];
  const locked: boolean[] = [];
  for (let i = 0; i < 9; i++) {
    nowMs += lockout.waitMs(['eve']);
    locked.push(lockout.failed(['eve']));
    waits.push(lockout.waitMs(['eve']));
  }
  expect(waits).toEqual([0, 0, 1_000, 2_000, 60_000, 240_000, 900_000, 900_000, 900_000]);
  expect(locked.indexOf(true)).toBe(4);
  expect(lockout.waitMs(['ada'])).toBe(0);
  await lockout.upkeep();
  const after = make();
  await after.start();
  expect(after.waitMs(['eve'])).toBe(900_000);
  after.forgive(['eve']);
  await after.upkeep();
  expect(after.waitMs(['eve'])).toBe(0);
});

test('an account is locked and forgiven wherever it was tried, and no other with it', async () => {
  const make = () =>
    new Lockout({
      store,
      clock,
      log: createLog('test', () => undefined),
      rules: () => ({ failures: 5, longestMs: 15 * 60_000 }),
    });
  const lockout = make();
  const [ada, eve] = [newId('us'), newId('us')];
  for (let i = 0; i < 5; i++) {
    lockout.failed(lockoutSubjects(ada, '10.0.0.1', true));
    lockout.failed(lockoutSubjects(ada, '10.0.0.2', false));
    lockout.failed(lockoutSubjects(eve, '10.0.0.1', true));
  }
  expect(lockout.lockedUntilMs(ada)).toBe(nowMs + 60_000);
  await lockout.upkeep();
  const after = make();
  await after.start();
  expect(after.lockedUntilMs(ada)).toBe(nowMs + 60_000);
  after.unlock(ada);
  expect(after.lockedUntilMs(ada)).toBeNull();
  expect(after.waitMs(lockoutSubjects(ada, '10.0.0.2', false))).toBe(0);
  expect(after.lockedUntilMs(eve)).toBe(nowMs + 60_000);
});
