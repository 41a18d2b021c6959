import { afterAll, beforeAll, expect, test } from 'bun:test';
import { chmodSync } from 'node:fs';
import type { HardeningReport } from '#schemas/http/hardening';
import { PeopleBox } from './people-box.ts';

let people: PeopleBox;

beforeAll(async () => {
  people = await PeopleBox.start();
  await people.add('ada', 'admin');
  await people.add('olga', 'operator');
  await people.set('signIn', { secondFactorRoles: [] });
});

afterAll(() => people.box.stop());

async function report(): Promise<HardeningReport> {
  const ada = await people.signedIn('ada');
  const response = await ada.send('GET', '/api/v1/hardening');
  expect(response.status).toBe(200);
  return (await response.json()) as HardeningReport;
}

const stateOf = ({ checks }: HardeningReport, key: string) =>
  checks.find((check) => check.key === key)?.state;

test('a check fails while its weakness lasts, and passes once it is mended', async () => {
  const before = await report();
  expect(stateOf(before, 'requireSecondFactor')).toBe('failed');
  expect(stateOf(before, 'adminSecondFactor')).toBe('failed');
  expect(stateOf(before, 'contact')).toBe('failed');
  await people.set('general', { adminContact: 'ext. 4711' });
  await people.set('signIn', { secondFactorForAll: false, registrationOpen: true });
  const after = await report();
  expect(stateOf(after, 'contact')).toBe('passed');
  expect(stateOf(after, 'registration')).toBe('failed');
  expect(after.checks.find(({ key }) => key === 'registration')?.remedy).toContain('Close');
  expect(after.checks.find(({ key }) => key === 'contact')?.remedy).toBeNull();
});

test('what was never tried is unknown and leaves the score alone', async () => {
  const { checks, scorePct } = await report();
  expect(checks.find(({ key }) => key === 'trailIntact')?.state).toBe('unknown');
  const weights = { critical: 4, warning: 2, advice: 1 };
  const sum = (...states: string[]) =>
    checks
      .filter(({ state }) => states.includes(state))
      .reduce((total, { weight }) => total + weights[weight], 0);
  expect(scorePct).toBeCloseTo((100 * sum('passed')) / sum('passed', 'failed'));
  expect(scorePct).toBeGreaterThan(0);
  expect(scorePct).toBeLessThan(100);
});

test('a data folder that other accounts of the machine can read is said', async () => {
  expect(stateOf(await report(), 'dataFolder')).toBe('passed');
  chmodSync(people.rooms.settings.dataDir, 0o755);
  expect(stateOf(await report(), 'dataFolder')).toBe('failed');
});

test('accounts and keys that nobody has used for 90 days are counted', async () => {
  expect(stateOf(await report(), 'idleAccounts')).toBe('passed');
  people.clock.nowMs += 91 * 86_400_000;
  // Signing in makes ada's account used; olga's is not.
  const { checks } = await report();
  expect(checks.find(({ key }) => key === 'idleAccounts')?.says).toContain('1');
});

test('an operator may not see it', async () => {
  const olga = await people.signedIn('olga');
  expect((await olga.send('GET', '/api/v1/hardening')).status).toBe(403);
});
