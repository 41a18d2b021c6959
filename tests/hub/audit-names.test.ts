import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { AuditRow } from '#schemas/audit/audit-row';
import type { AuditDetail } from '#schemas/http/audit';
import type { UserId } from '#schemas/ids/ids';
import type { BrowserSession } from '../rig/browser-session.ts';
import { PeopleBox } from '../security/people-box.ts';

let box: PeopleBox;
let ada: BrowserSession;
let veraId: UserId;

beforeAll(async () => {
  box = await PeopleBox.start();
  await box.set('signIn', { secondFactorRoles: [] });
  await box.add('Ada', 'admin');
  veraId = await box.add('Vera', 'viewer');
  ada = await box.signedIn('Ada');
});
afterAll(() => box?.stop());

const failed = async (name: string) => {
  const body = JSON.stringify({ name, password: 'wrong' });
  const headers = { 'content-type': 'application/json', origin: box.origin };
  await fetch(`${box.origin}/api/v1/auth/login`, { method: 'POST', headers, body });
};
const latest = async () => {
  const page = await ada.ask<{ items: AuditRow[] }>('GET', '/api/v1/audit?event=auth.failed');
  return page.items[0];
};

test('an entry about an account bears its name, in lists, in detail and in reports; that of a stranger bears none', async () => {
  await failed('Vera');
  const row = await latest();
  expect([row.resourceId, row.subjectName]).toEqual([veraId, 'Vera']);
  const detail = await ada.ask<AuditDetail>('GET', `/api/v1/audit/${row.seq}`);
  expect([detail.subjectName, detail.isIntact]).toEqual(['Vera', true]);
  const period = `from=0&to=${Date.now() + 60_000}`;
  const path = `/api/v1/audit/reports/failed-sign-ins?${period}&format=csv`;
  expect(await (await ada.send('GET', path)).text()).toContain(',Vera');
  await failed('Nobody');
  expect((await latest()).subjectName).toBeNull();
});

test('once the account was erased the name is gone, and the entry is as it was recorded', async () => {
  const [{ seq }] = (
    await ada.ask<{ items: AuditRow[] }>('GET', `/api/v1/audit?resourceId=${veraId}`)
  ).items;
  await ada.ask('DELETE', `/api/v1/users/${veraId}`);
  await ada.ask('POST', `/api/v1/users/${veraId}/erase`, { confirm: true });
  const detail = await ada.ask<AuditDetail>('GET', `/api/v1/audit/${seq}`);
  expect([detail.subjectName, detail.isIntact]).toEqual([null, true]);
});
