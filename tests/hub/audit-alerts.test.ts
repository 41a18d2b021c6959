import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SYSTEM_ACTOR } from '../../hub/store/actor.ts';
import type { BrowserSession } from '../rig/browser-session.ts';
import { MailRelay } from '../rig/mail-relay.ts';
import { PeopleBox } from '../security/people-box.ts';

const MINUTE = 60_000;
const GUARD = 'guard@plant.example';
const dataDir = mkdtempSync(join(tmpdir(), 'tremolo-alerts-'));
let box: PeopleBox;
let relay: MailRelay;
let admin: BrowserSession;

beforeAll(async () => {
  relay = await MailRelay.start();
  await start();
  await box.set('signIn', { secondFactorRoles: [] });
  await box.set('general', { siteName: 'Works' });
  await box.set('mail', relay.settings);
  await box.set('audit', { alertEmails: [GUARD], alertOn: ['role.', 'key.created'] });
  await box.add('Ada', 'admin');
  admin = await box.signedIn('Ada');
});
afterAll(async () => {
  await box?.stop();
  await relay?.stop();
  rmSync(dataDir, { recursive: true });
});

async function start(): Promise<void> {
  box = await PeopleBox.start({ dataDir });
}
let number = 0;
const makeRole = () => {
  const key = `role-${++number}`;
  const draft = { key, name: key, description: '', inherits: [], permissions: ['plant:read'] };
  return admin.ask('POST', '/api/v1/roles', draft);
};
const toGuard = () => relay.letters.all.filter(({ to }) => to.includes(GUARD));
/** So many letters in all. */
const letters = (count: number) =>
  relay.letters.until(() => toGuard().length >= count && toGuard());

test('what the site watches for, and whatever is critical, comes as a letter at once; what follows is gathered', async () => {
  await makeRole();
  const [first] = await letters(1);
  expect(first.headers.subject).toBe('Works: A role was made');
  expect(first.text).toContain('By Ada from ');
  expect(first.text).toMatch(/Entry \d+ of the audit trail: role\.created, done\./);
  for (let i = 0; i < 3; i++) await makeRole();
  await admin.ask('POST', '/api/v1/keys', { name: 'k', scopes: ['plant:read'] });
  await admin.ask('POST', '/api/v1/teams', { name: 'Nobody watches for this' });
  const other = await box.add('Gone', 'viewer');
  await admin.ask('DELETE', `/api/v1/users/${other}`);
  await box.rooms.auditAlerts.turn();
  expect(toGuard()).toHaveLength(1);
  box.clock.nowMs += MINUTE;
  const [, second] = await letters(2);
  // A condition of the hub may be among them: no broker is there.
  expect(second.headers.subject).toMatch(/^Works: [56] alerts, the first: A role was made$/);
  for (const event of ['role.created', 'key.created', 'user.deleted']) {
    expect(second.text).toContain(event);
  }
  expect(second.text).not.toContain('team.created');
}, 20_000);

test('a flood of alerts is one letter that says how many more there are', async () => {
  box.clock.nowMs += MINUTE;
  const before = toGuard().length;
  const entry = { event: 'role.deleted' as const, actor: SYSTEM_ACTOR };
  await box.rooms.store.record(
    [],
    Array.from({ length: 180 }, () => entry),
  );
  const letter = (await letters(before + 1)).at(-1);
  // As above.
  expect(Number(/(\d+) alerts/.exec(String(letter?.headers.subject))?.[1])).toBeGreaterThanOrEqual(
    180,
  );
  expect(letter?.text).toMatch(/13\d more are in the audit trail\./);
}, 20_000);

test('what was recorded just before the hub was gone is told by the next one, and nothing twice', async () => {
  const before = toGuard().length;
  await makeRole();
  // Gathered, and not sent when it stops.
  await box.rooms.auditAlerts.turn();
  await box.stop();
  expect(toGuard()).toHaveLength(before);
  await start();
  const all = await letters(before + 1);
  expect(all.at(-1)?.text).toContain('role.created');
  await box.rooms.auditAlerts.turn();
  expect(toGuard()).toHaveLength(before + 1);
}, 20_000);
