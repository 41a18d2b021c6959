import { afterAll, beforeAll, expect, test } from 'bun:test';
import { PASSWORD } from '../hub/plant-box.ts';
import { PeopleBox } from './people-box.ts';

let box: PeopleBox;

beforeAll(async () => {
  box = await PeopleBox.start();
  await box.set('limits', { signIn: { perHour: 1_000_000, burst: 100_000 } });
  await Promise.all(['Ada', 'Bea', 'Cid', 'Dan', 'Eve'].map((name) => box.add(name, 'engineer')));
});
afterAll(() => box?.stop());

async function attempt(name: string, password = 'wrong'): Promise<Response> {
  return fetch(`${box.origin}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, password }),
  });
}

/** Fails until the account is locked, waiting each time as long as is asked. */
async function lock(name: string): Promise<void> {
  for (let tried = 0; tried < 5; tried++) {
    expect((await attempt(name)).status).toBe(401);
    if (tried < 4) box.clock.nowMs += 30_000;
  }
}

test('five failures lock: even the right password waits, and how long is said', async () => {
  await lock('Ada');
  const refused = await attempt('Ada', PASSWORD);
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(50);
  expect((await box.audit()).filter(({ event }) => event === 'auth.locked')).toHaveLength(1);
  box.clock.nowMs += 61_000;
  expect((await attempt('Ada', PASSWORD)).status).toBe(200);
});

test('each further failure locks for longer, and never beyond a quarter of an hour', async () => {
  await lock('Bea');
  const waits: number[] = [];
  for (let i = 0; i < 4; i++) {
    const seconds = Number((await attempt('Bea')).headers.get('retry-after'));
    waits.push(seconds);
    box.clock.nowMs += seconds * 1_000 + 1_000;
    expect((await attempt('Bea')).status).toBe(401);
  }
  expect(waits).toEqual([60, 240, 900, 900]);
});

test('of many guesses sent at once few are heard', async () => {
  const answers = await Promise.all(Array.from({ length: 60 }, () => attempt('Cid')));
  const heard = answers.filter(({ status }) => status === 401);
  expect(heard.length).toBeLessThanOrEqual(5);
});

test('a name that nobody has is slowed as one that somebody has', async () => {
  await lock('Nobody At All');
  expect((await attempt('Nobody At All')).status).toBe(429);
});

test('where the person has signed in before, failures from elsewhere do not lock that person out', async () => {
  expect((await attempt('Dan', PASSWORD)).status).toBe(200);
  const { lockout, directory } = box.rooms;
  const dan = directory.find('Dan')?.userId ?? '';
  const elsewhere = [`at 203.0.113.9 ${dan.toLowerCase()}`, `account ${dan.toLowerCase()}`];
  for (let i = 0; i < 9; i++) lockout.failed(elsewhere);
  expect(lockout.waitMs(elsewhere)).toBeGreaterThan(0);
  expect((await attempt('Dan', PASSWORD)).status).toBe(200);
});

test('a restart forgets no failure', async () => {
  await lock('Eve');
  const { lockout } = box.rooms;
  await lockout.upkeep();
  await lockout.load();
  expect((await attempt('Eve', PASSWORD)).status).toBe(429);
});
