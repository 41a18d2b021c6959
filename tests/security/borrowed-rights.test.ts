import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Permission } from '#schemas/access/permissions';
import type { Diagnosis } from '#schemas/http/diagnoses';
import { FACTOR_ROUTES } from '#schemas/http/factors';
import type { MadeKey } from '#schemas/http/keys';
import type { SessionInfo } from '#schemas/http/session';
import type { TeamDetail } from '#schemas/http/teams';
import { PASSWORD } from '../hub/plant-box.ts';
import type { BrowserSession } from '../rig/browser-session.ts';
import { DEPUTY, EscalationBox, tried } from './escalation-box.ts';

const MINUTE = 60_000;
let site: EscalationBox;
let engineer: BrowserSession;

beforeAll(async () => {
  site = await EscalationBox.start();
  engineer = await site.box.signedIn('Engineer');
});
afterAll(() => site?.stop());

test('a thing that is shared goes no further than its owner says', async () => {
  const analyst = await site.box.signedIn('Analyst');
  await site.admin.ask('PUT', `/api/v1/users/${site.ids.engineer}/role`, { role: 'analyst' });
  engineer = await site.box.signedIn('Engineer');
  const { diagnosisId } = await analyst.ask<Diagnosis>('POST', '/api/v1/diagnoses', {
    name: 'Mine',
    samples: Array.from({ length: 8_192 }, (_, i) => Math.sin(i / 7)),
    sampleRateHz: 4_096,
    unit: 'g',
  });
  const at = `/diagnoses/${diagnosisId}`;
  const share = (who: BrowserSession, name: string, level: string, expiresMs: number | null) =>
    tried(who, 'PUT', `${at}/shares`, { with: name, kind: 'person', level, expiresMs });
  await share(analyst, 'Engineer', 'viewer', null);
  expect(await share(engineer, 'Peer', 'viewer', null)).toBe(403);
  expect(await share(engineer, 'Engineer', 'owner', null)).toBe(403);
  await share(analyst, 'Engineer', 'editor', null);
  expect(await share(engineer, 'Engineer', 'owner', null)).toBe(403);
  expect(await tried(engineer, 'DELETE', `${at}/shares/${site.ids.analyst}`)).toBe(403);
  const untilMs = site.box.clock.nowMs + MINUTE;
  await share(analyst, 'Engineer', 'owner', untilMs);
  expect(await share(engineer, 'Engineer', 'owner', null)).toBe(403);
  expect(await share(engineer, 'Operator', 'viewer', untilMs + 1)).toBe(403);
  expect(await share(engineer, 'Analyst', 'viewer', untilMs)).toBe(403);
  expect(await tried(engineer, 'DELETE', `${at}/shares/${site.ids.analyst}`)).toBe(403);
  expect(await share(analyst, 'Analyst', 'viewer', null)).toBe(409);
  site.box.clock.nowMs += MINUTE + 1;
  expect(await tried(engineer, 'GET', at)).toBe(404);
  // A dissolved team is nobody to share with, and a share with it is worth nothing.
  const team = await site.admin.ask<TeamDetail>('POST', '/api/v1/teams', {
    name: 'Gone',
    ownerId: site.ids.analyst,
  });
  await analyst.ask('POST', `/api/v1/teams/${team.teamId}/members`, { name: 'Engineer' });
  const withTeam = { with: 'Gone', kind: 'team', level: 'editor', expiresMs: null };
  expect(await tried(analyst, 'PUT', `${at}/shares`, withTeam)).toBe(200);
  expect(await tried(engineer, 'GET', at)).toBe(200);
  const dissolve = { confirm: true, shared: { to: 'nobody' } };
  await analyst.ask('POST', `/api/v1/teams/${team.teamId}/dissolve`, dissolve);
  expect(await tried(engineer, 'GET', at)).toBe(404);
  expect(await tried(analyst, 'PUT', `${at}/shares`, withTeam)).toBe(404);
  await site.admin.ask('PUT', `/api/v1/users/${site.ids.engineer}/role`, { role: 'engineer' });
  engineer = await site.box.signedIn('Engineer');
});

test('as another person nobody reaches further, changes who that is, or becomes a third', async () => {
  const browser = await site.box.signedIn('Deputy');
  for (const name of ['admin', 'peer', 'engineer']) {
    expect(await tried(browser, 'POST', `/users/${site.ids[name]}/impersonate`)).toBe(403);
  }
  expect(await site.lastOutcome('user.impersonated')).toBe('refused');
  const info = await browser.ask<SessionInfo>(
    'POST',
    `/api/v1/users/${site.ids.viewer}/impersonate`,
  );
  browser.csrfToken = info.csrfToken;
  expect([...info.permissions].sort()).toEqual([
    'alarm:read',
    'capture:read',
    'plant:read',
    'session:own',
  ]);
  const password = { current: PASSWORD, password: 'four quiet locomotives' };
  for (const [method, path, body] of [
    ['POST', `/users/${site.ids.operator}/impersonate`, undefined],
    ['POST', '/auth/change-password', password],
    ['POST', FACTOR_ROUTES.beginTotp.path.replace('/api/v1', ''), { password: PASSWORD }],
    ['PUT', '/users/me/email', { email: 'thief@evil.example', password: PASSWORD }],
    ['DELETE', '/users/me/sessions', undefined],
    ['PATCH', '/users/me', { fullName: 'Taken' }],
    ['POST', '/keys', { name: 'k', scopes: ['plant:read'] }],
    ['PUT', `/users/${site.ids.viewer}/role`, { role: 'deputy', confirm: true }],
    ['POST', '/roles', { key: 'x' }],
  ] as const) {
    const status = await tried(browser, method, path, body);
    expect(`${method} ${path} ${status}`).toBe(`${method} ${path} 403`);
  }
  const back = await browser.ask<SessionInfo>('DELETE', '/api/v1/impersonation');
  expect(back.user.name).toBe('Deputy');
});

test('as another person nobody shares what is that person’s, nor lets an agent in', async () => {
  const analyst = await site.box.signedIn('Analyst');
  const { diagnosisId } = await analyst.ask<Diagnosis>('POST', '/api/v1/diagnoses', {
    name: 'Theirs',
    samples: Array.from({ length: 8_192 }, (_, i) => Math.sin(i / 7)),
    sampleRateHz: 4_096,
    unit: 'g',
  });
  const browser = await site.box.signedIn('Admin');
  const info = await browser.ask<SessionInfo>(
    'POST',
    `/api/v1/users/${site.ids.analyst}/impersonate`,
  );
  browser.csrfToken = info.csrfToken;
  const at = `/diagnoses/${diagnosisId}`;
  const share = { with: 'Admin', kind: 'person', level: 'owner', expiresMs: null };
  expect(await tried(browser, 'GET', at)).toBe(200);
  expect(await tried(browser, 'PUT', `${at}/shares`, share)).toBe(403);
  expect(await tried(browser, 'DELETE', `${at}/shares/${site.ids.analyst}`)).toBe(403);
  const back = await browser.ask<SessionInfo>('DELETE', '/api/v1/impersonation');
  browser.csrfToken = back.csrfToken;
  expect(await tried(browser, 'GET', at)).toBe(404);
  await site.role('enroller', ['session:own', 'plant:read', 'fleet:enrol']);
  const target = await site.box.add('Enroller', 'enroller');
  const seen = await browser.ask<SessionInfo>('POST', `/api/v1/users/${target}/impersonate`);
  expect(seen.permissions).not.toContain('fleet:enrol');
});

test('an API key goes no further than its scopes and its owner, and makes no other', async () => {
  const made = (who: BrowserSession, scopes: readonly Permission[]) =>
    who.ask<MadeKey>('POST', '/api/v1/keys', { name: 'k', scopes });
  expect(
    await tried(engineer, 'POST', '/keys', { name: 'k', scopes: ['plant:read', 'audit:read'] }),
  ).toBe(403);
  expect(await site.lastOutcome('key.created')).toBe('refused');
  const wide = await made(site.admin, DEPUTY);
  const narrow = await made(site.admin, ['key:own', 'plant:read']);
  const body = { name: 'child', scopes: ['plant:read'] };
  expect((await site.withKey(narrow.secret, 'POST', '/keys', body)).status).toBe(403);
  for (const { keyId } of [wide.key, narrow.key]) {
    const rotated = await site.withKey(narrow.secret, 'POST', `/keys/${keyId}/rotate`, {});
    expect(rotated.status).toBe(403);
  }
  expect((await site.withKey(narrow.secret, 'DELETE', `/keys/${wide.key.keyId}`)).status).toBe(403);
  expect((await site.withKey(narrow.secret, 'DELETE', `/keys/${narrow.key.keyId}`)).status).toBe(
    204,
  );
  // What only a person does: with all scopes there are, a key changes no sign-in.
  const own = await made(site.admin, ['account:own', 'session:own', 'user:impersonate']);
  for (const [method, path, sent] of [
    ['POST', '/auth/change-password', { current: PASSWORD, password: 'four quiet locomotives' }],
    ['PUT', '/users/me/email', { email: 'thief@evil.example', password: PASSWORD }],
    ['POST', FACTOR_ROUTES.beginTotp.path.replace('/api/v1', ''), { password: PASSWORD }],
    ['DELETE', '/users/me/sessions', undefined],
  ] as const) {
    const { status } = await site.withKey(own.secret, method, path, sent);
    expect(`${method} ${path} ${status}`).toBe(`${method} ${path} 403`);
  }
  // A second session has nowhere to be kept.
  const asViewer = await site.withKey(own.secret, 'POST', `/users/${site.ids.viewer}/impersonate`);
  expect(asViewer.status).toBe(409);
  // A right that the owner loses is lost to the key on the next request.
  const { secret } = await made(engineer, ['plant:read', 'system:read']);
  expect((await site.withKey(secret, 'GET', '/system')).status).toBe(200);
  await site.admin.ask('PUT', `/api/v1/users/${site.ids.engineer}/permissions/system:read`, {
    effect: 'deny',
  });
  expect((await site.withKey(secret, 'GET', '/system')).status).toBe(403);
  await site.admin.ask('DELETE', `/api/v1/users/${site.ids.engineer}/permissions/system:read`);
});

test('a key for looking after accounts takes over no administrator, and raises nobody above itself', async () => {
  const scopes: Permission[] = ['user:edit', 'role:assign', 'user:read', 'role:read'];
  const { secret } = await site.admin.ask<MadeKey>('POST', '/api/v1/keys', { name: 'k', scopes });
  for (const path of ['reset-password', 'reset-second-factor', 'suspend']) {
    const { status } = await site.withKey(secret, 'POST', `/users/${site.ids.peer}/${path}`);
    expect(`${path} ${status}`).toBe(`${path} 403`);
  }
  const change = { email: 'thief@evil.example' };
  expect((await site.withKey(secret, 'PATCH', `/users/${site.ids.peer}`, change)).status).toBe(403);
  for (const key of ['admin', 'engineer']) {
    const body = { role: key, confirm: true };
    expect((await site.withKey(secret, 'PUT', `/users/${site.ids.viewer}/role`, body)).status).toBe(
      403,
    );
    const entry = { kind: 'invite' };
    const puppet = { name: 'Puppet', entry, ...body };
    expect((await site.withKey(secret, 'POST', '/users', puppet)).status).toBe(403);
  }
  const grant = { effect: 'grant' };
  const at = `/users/${site.ids.viewer}/permissions`;
  expect((await site.withKey(secret, 'PUT', `${at}/plant:edit`, grant)).status).toBe(403);
  // What such a key is for, it does.
  expect((await site.withKey(secret, 'POST', `/users/${site.ids.operator}/unlock`)).status).toBe(
    200,
  );
});
