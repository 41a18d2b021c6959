import { afterAll, beforeAll, expect, test } from 'bun:test';
import { PASSWORD } from '../hub/plant-box.ts';
import { PeopleBox } from './people-box.ts';

let box: PeopleBox;

beforeAll(async () => {
  box = await PeopleBox.start();
  await box.set('limits', { signIn: { perHour: 1_000_000, burst: 100_000 } });
  await box.add('Ada', 'engineer');
});
afterAll(() => box?.stop());

const attempt = (name: string, password: string) =>
  fetch(`${box.origin}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, password }),
  });

/** A day later nothing of the attempts before is held against a name. */
const nextDay = () => {
  box.clock.nowMs += 25 * 3_600_000;
};

const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1];

async function told(name: string): Promise<object> {
  const response = await attempt(name, 'wrong');
  const { correlationId: _, ...body } = await response.json();
  return { status: response.status, body, cookies: response.headers.getSetCookie() };
}

test('a wrong password and an unknown name are answered with the same words', async () => {
  expect(await told('Ada')).toEqual(await told('Nobody'));
  expect(await told('ada@plant.example')).toEqual(await told('nobody@plant.example'));
});

test('they take the same time, too', async () => {
  const times: Record<string, number[]> = { Ada: [], Nobody: [] };
  for (let round = 0; round < 25; round++) {
    for (const name of ['Ada', 'Nobody']) {
      nextDay();
      const beganMs = performance.now();
      expect((await attempt(name, 'wrong')).status).toBe(401);
      times[name].push(performance.now() - beganMs);
    }
  }
  const ratio = median(times.Ada) / median(times.Nobody);
  expect(ratio).toBeGreaterThan(0.67);
  expect(ratio).toBeLessThan(1.5);
});

test('that an account is inactive is told only after its right password', async () => {
  nextDay();
  const person = box.rooms.directory.find('Ada');
  if (person === null) throw new Error('There is no such person.');
  box.rooms.directory.know({ ...person, status: 'inactive' });
  expect(await told('Ada')).toEqual(await told('Nobody'));
  const refused = await attempt('Ada', PASSWORD);
  expect(refused.status).toBe(403);
  expect((await refused.json()).code).toBe('account_inactive');
});
