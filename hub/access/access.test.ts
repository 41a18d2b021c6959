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
import { Sessions } from './sessions.ts';
import { SetupLinks } from './setup-links.ts';
import { SignInThrottle } from './sign-in-throttle.ts';

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

test('no token is kept in clear', async () => {
  const sessions = new Sessions({ store, events: new Events(), clock, lifetimeHours: 12 });
  const { token } = await sessions.open(userId, 'Ada');
  const rows = await store.read('SELECT * FROM sessions');
  expect(rows.length).toBeGreaterThan(0);
  expect(JSON.stringify(rows)).not.toContain(token);
});

test('a session outlives a restart, and ends by itself or by its person, which is told', async () => {
  const events = new Events();
  const ended: string[] = [];
  events.on('sessionEnded', ({ sessionId }) => ended.push(sessionId));
  const before = new Sessions({ store, events, clock, lifetimeHours: 12 });
  const first = await before.open(userId, 'Ada');
  const second = await before.open(userId, 'Ada');
  const sessions = new Sessions({ store, events, clock, lifetimeHours: 12 });
  await sessions.start();
  expect(sessions.find(first.token)).toEqual(first.session);
  await sessions.end(first.session.sessionId);
  expect(sessions.find(first.token)).toBeNull();
  expect(sessions.find('guess')).toBeNull();
  nowMs += 12 * HOUR;
  expect(sessions.find(second.token)).toBeNull();
  expect(sessions.isOpen(second.session.sessionId)).toBe(false);
  sessions.expire();
  expect(ended).toContain(first.session.sessionId);
  expect(ended).toContain(second.session.sessionId);
});

test('guessing gets slower, and a person who got it right is not held up', () => {
  const throttle = new SignInThrottle(clock);
  for (let i = 0; i < 3; i++) {
    expect(throttle.waitMs('eve')).toBe(0);
    throttle.failed('eve');
  }
  const waits = [];
  for (let i = 0; i < 12; i++) {
    waits.push(throttle.waitMs('eve'));
    nowMs += throttle.waitMs('eve');
    throttle.failed('eve');
  }
  expect(waits.slice(0, 4)).toEqual([1_000, 2_000, 4_000, 8_000]);
  expect(Math.max(...waits)).toBe(15 * 60_000);
  expect(throttle.waitMs('ada')).toBe(0);
  throttle.succeeded('eve');
  expect(throttle.waitMs('eve')).toBe(0);
});
