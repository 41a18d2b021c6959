import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Permission } from '#schemas/access/permissions';
import type { Diagnosis } from '#schemas/http/diagnoses';
import { FACTOR_ROUTES } from '#schemas/http/factors';
import type { MadeKey } from '#schemas/http/keys';
import type { PersonRights } from '#schemas/http/rights';
import type { SessionInfo } from '#schemas/http/session';
import type { TeamDetail } from '#schemas/http/teams';
import type { UserId } from '#schemas/ids/ids';
import { PASSWORD } from '../hub/plant-box.ts';
import { sensorSays } from '../hub/plant-messages.ts';
import type { BrowserSession } from '../rig/browser-session.ts';
import { PeopleBox } from './people-box.ts';

const MINUTE = 60_000;
/** Accounts and rights, short of giving rights that reach over others: what a site may well give to a deputy. */
const DEPUTY: Permission[] = [
  'session:own',
  'account:own',
  'key:own',
  'plant:read',
  'user:read',
  'user:edit',
  'user:impersonate',
  'role:read',
  'role:edit',
  'role:assign',
  'team:read',
  'team:own',
  'team:edit',
  'setting:read',
  'setting:edit',
];
const ids: Record<string, UserId> = {};
let box: PeopleBox;
/** The one administrator of these tests, and those who try for more than they have. */
let admin: BrowserSession;
let deputy: BrowserSession;
let engineer: BrowserSession;
let viewer: BrowserSession;

beforeAll(async () => {
  box = await PeopleBox.start();
  await box.set('signIn', { secondFactorRoles: [] });
  await box.set('limits', { signIn: { perHour: 1_000_000, burst: 100_000 } });
  ids.admin = await box.add('Admin', 'admin');
  ids.peer = await box.add('Peer', 'admin');
  admin = await box.signedIn('Admin');
  await role('deputy', DEPUTY);
  for (const [name, key] of [
    ['Deputy', 'deputy'],
    ['Second', 'deputy'],
    ['Engineer', 'engineer'],
    ['Analyst', 'analyst'],
    ['Operator', 'operator'],
    ['Viewer', 'viewer'],
  ]) {
    ids[name.toLowerCase()] = await box.add(name, key);
  }
  [deputy, engineer, viewer] = await Promise.all(
    ['Deputy', 'Engineer', 'Viewer'].map((name) => box.signedIn(name)),
  );
});
afterAll(() => box?.stop());

const role = (key: string, permissions: Permission[], inherits: string[] = []) =>
  admin.ask('POST', '/api/v1/roles', { key, name: key, description: '', inherits, permissions });
const tried = async (who: BrowserSession, method: string, path: string, body?: unknown) =>
  (await who.send(method, `/api/v1${path}`, body)).status;
const rightsOf = (name: string) =>
  admin.ask<PersonRights>('GET', `/api/v1/users/${ids[name]}/permissions`);
const mayDo = async (name: string) => new Set((await rightsOf(name)).effective);
/** What the trail says of the last attempt of this kind. */
const lastOutcome = async (event: string) => {
  const found = (await box.audit()).filter((entry) => entry.event === event);
  return found.at(-1)?.outcome;
};
const renewed = async (name: string) => box.signedIn(name);

test('nobody gives himself, an equal or a friend a role that may more', async () => {
  const high = ['admin', 'developer', 'engineer'];
  for (const key of high) {
    const body = { role: key, confirm: true };
    for (const target of ['deputy', 'second', 'viewer']) {
      const status = await tried(deputy, 'PUT', `/users/${ids[target]}/role`, body);
      expect(`${key} for ${target}: ${status}`).toBe(`${key} for ${target}: 403`);
    }
    const entry = { kind: 'invite' };
    const made = await tried(deputy, 'POST', '/users', { name: 'Puppet', entry, ...body });
    expect(made).toBe(403);
    const bulk = { action: 'role', userIds: [ids.viewer], ...body };
    const { outcomes } = await deputy.ask<{ outcomes: { done: boolean }[] }>(
      'POST',
      '/api/v1/users/bulk',
      bulk,
    );
    expect(outcomes[0].done).toBe(false);
    const csv = `name,role\npuppet,${key}`;
    const file = { csv, dryRun: false, confirm: true };
    const { kept } = await deputy.ask<{ kept: boolean }>('POST', '/api/v1/users/import', file);
    expect(kept).toBe(false);
  }
  expect(await lastOutcome('user.role_changed')).toBe('refused');
  expect((await rightsOf('viewer')).role).toBe('viewer');
});

test('a role of one’s own making gives nothing that its maker lacks, by itself or by inheritance', async () => {
  const draft = (more: object) => ({
    key: 'ladder',
    name: 'Ladder',
    description: '',
    inherits: [],
    permissions: ['plant:read'],
    ...more,
  });
  expect(await tried(deputy, 'POST', '/roles', draft({ permissions: ['audit:read'] }))).toBe(403);
  expect(await tried(deputy, 'POST', '/roles', draft({ inherits: ['engineer'] }))).toBe(403);
  expect(await tried(deputy, 'POST', '/roles', draft({ permissions: ['user:edit'] }))).toBe(403);
  expect(await lastOutcome('role.created')).toBe('refused');
  expect(await tried(deputy, 'POST', '/roles', draft({}))).toBe(201);
  expect(await tried(deputy, 'PATCH', '/roles/ladder', { inherits: ['admin'] })).toBe(403);
  expect(await tried(deputy, 'PATCH', '/roles/ladder', { permissions: ['plant:edit'] })).toBe(403);
  expect(await lastOutcome('role.changed')).toBe('refused');
  // A role that may more than its editor is out of reach, also for taking rights out of it.
  await role('auditor', ['plant:read', 'audit:read']);
  expect(await tried(deputy, 'PATCH', '/roles/auditor', { permissions: [] })).toBe(403);
  expect(await tried(deputy, 'PATCH', '/roles/deputy', { permissions: DEPUTY })).toBe(403);
  for (const builtIn of ['viewer', 'admin']) {
    expect(await tried(admin, 'PATCH', `/roles/${builtIn}`, { permissions: [] })).toBe(409);
  }
});

test('roles do not inherit in a circle, of one or of many', async () => {
  await role('circle-a', ['plant:read']);
  await role('circle-b', ['plant:read'], ['circle-a']);
  await role('circle-c', ['plant:read'], ['circle-b']);
  for (const inherits of [['circle-a'], ['circle-b'], ['circle-c']]) {
    expect(await tried(admin, 'PATCH', '/roles/circle-a', { inherits })).toBe(400);
  }
  expect(await tried(admin, 'PATCH', '/roles/circle-a', { inherits: ['nothing'] })).toBe(400);
});

test('a role that teams or areas have never comes to look after others, also not through what it inherits', async () => {
  await role('base', ['plant:read']);
  await role('crew', ['plant:read'], ['base']);
  const team = await admin.ask<TeamDetail>('POST', '/api/v1/teams', {
    name: 'Crew',
    ownerId: ids.operator,
  });
  await admin.ask('PUT', `/api/v1/teams/${team.teamId}/roles`, { roles: ['crew'] });
  for (const key of ['base', 'crew']) {
    const patch = { permissions: ['plant:read', 'user:edit'] };
    expect(`${key} ${await tried(admin, 'PATCH', `/roles/${key}`, patch)}`).toBe(`${key} 409`);
  }
  expect(await tried(admin, 'PATCH', '/roles/crew', { permissions: ['plant:edit'] })).toBe(200);
  expect(await mayDo('operator')).toContain('plant:edit');
  await admin.ask('PUT', `/api/v1/teams/${team.teamId}/roles`, { roles: [] });
  expect(await tried(admin, 'PATCH', '/roles/crew', { permissions: ['user:edit'] })).toBe(200);
  expect(await tried(admin, 'PUT', `/teams/${team.teamId}/roles`, { roles: ['crew'] })).toBe(409);
  // Were it there all the same, past every check, it would still give nothing of that kind.
  const { store, teamRegister } = box.rooms;
  await store.write([{ sql: 'INSERT INTO team_roles VALUES (?, ?)', args: [team.teamId, 'crew'] }]);
  await teamRegister.reload(team.teamId);
  expect((await rightsOf('operator')).teamRoles).toContain('crew');
  expect(await mayDo('operator')).not.toContain('user:edit');
  const subject = { kind: 'team', id: team.teamId };
  const right = { subject, role: 'crew', expiresMs: null };
  expect(await tried(admin, 'PUT', '/areas/Hall/rights', right)).toBe(409);
});

test('grants and denials go no further than the one who gives them, and never to oneself', async () => {
  const put = (who: BrowserSession, name: string, permission: Permission, effect = 'grant') =>
    tried(who, 'PUT', `/users/${ids[name]}/permissions/${permission}`, { effect });
  expect(await put(viewer, 'viewer', 'plant:edit')).toBe(403);
  expect(await put(engineer, 'viewer', 'plant:edit')).toBe(403);
  expect(await put(deputy, 'deputy', 'plant:read')).toBe(403);
  expect(await put(deputy, 'viewer', 'plant:edit')).toBe(403);
  // To look after others is given by administrators only, by a grant as by a role.
  expect(await put(deputy, 'viewer', 'user:edit')).toBe(403);
  // Nobody disarms somebody who may more.
  expect(await put(deputy, 'admin', 'plant:read', 'deny')).toBe(403);
  expect(await put(deputy, 'engineer', 'plant:read', 'deny')).toBe(403);
  expect(await lastOutcome('permission.denied')).toBe('refused');
  expect(await put(deputy, 'viewer', 'team:read')).toBe(200);
  expect(await mayDo('viewer')).toContain('team:read');
  expect(await tried(viewer, 'DELETE', `/users/${ids.viewer}/permissions/team:read`)).toBe(403);
});

test('what one has for a time only, nobody gets from him, and he does not keep it', async () => {
  const expiresMs = box.clock.nowMs + MINUTE;
  const at = `/api/v1/users/${ids.deputy}/permissions/plant:edit`;
  await admin.ask('PUT', at, { effect: 'grant', expiresMs });
  expect(await mayDo('deputy')).toContain('plant:edit');
  const grant = { effect: 'grant', expiresMs: null };
  expect(await tried(deputy, 'PUT', `/users/${ids.viewer}/permissions/plant:edit`, grant)).toBe(
    403,
  );
  const draft = { key: 'kept', name: 'Kept', description: '', inherits: [] };
  expect(await tried(deputy, 'POST', '/roles', { ...draft, permissions: ['plant:edit'] })).toBe(
    403,
  );
  const subject = { kind: 'person', id: ids.viewer };
  await role('editor', ['plant:edit']);
  const right = { subject, role: 'editor', expiresMs: null };
  expect(await tried(deputy, 'PUT', '/areas/Hall/rights', right)).toBe(403);
  const scopes = ['plant:read', 'plant:edit'];
  const { secret } = await deputy.ask<MadeKey>('POST', '/api/v1/keys', { name: 'k', scopes });
  box.clock.nowMs += MINUTE + 1;
  expect(await mayDo('deputy')).not.toContain('plant:edit');
  const point = await somePoint('Somewhere');
  const response = await withKey(secret, 'PATCH', `/points/${point}`, { name: 'Mine' });
  expect(response.status).toBe(403);
});

test('a right within an area stays in it, and ends with its time', async () => {
  const [hall, yard] = [await somePoint('Hall'), await somePoint('Yard')];
  const subject = { kind: 'person', id: ids.viewer };
  const right = { subject, role: 'engineer', expiresMs: box.clock.nowMs + MINUTE };
  expect(await tried(deputy, 'PUT', '/areas/Hall/rights', right)).toBe(403);
  expect(await tried(viewer, 'PUT', '/areas/Yard/rights', right)).toBe(403);
  expect(
    await tried(deputy, 'PUT', '/areas/Hall/rights', {
      ...right,
      subject: { kind: 'person', id: ids.deputy },
      role: 'viewer',
    }),
  ).toBe(403);
  await admin.ask('PUT', '/api/v1/areas/Hall/rights', right);
  expect(await tried(deputy, 'DELETE', `/areas/Hall/rights/${ids.viewer}`)).toBe(403);
  expect(await tried(viewer, 'PATCH', `/points/${hall}`, { name: 'Pump' })).toBe(200);
  expect(await tried(viewer, 'PATCH', `/points/${yard}`, { name: 'Pump' })).toBe(403);
  // Neither by taking a point along, nor by a key.
  expect(await tried(viewer, 'PATCH', `/points/${hall}`, { area: 'Yard' })).toBe(403);
  box.clock.nowMs += MINUTE + 1;
  expect(await tried(viewer, 'PATCH', `/points/${hall}`, { name: 'Pump 2' })).toBe(403);
});

test('in a team nobody raises himself, takes the owner out or hands it to a stranger', async () => {
  const team = await admin.ask<TeamDetail>('POST', '/api/v1/teams', {
    name: 'Shift',
    ownerId: ids.engineer,
  });
  const at = `/teams/${team.teamId}`;
  await engineer.ask('POST', `/api/v1${at}/members`, { name: 'Analyst', role: 'admin' });
  await engineer.ask('POST', `/api/v1${at}/members`, { name: 'Operator', role: 'member' });
  const [analyst, operator] = [await renewed('Analyst'), await renewed('Operator')];
  const own = `${at}/members/${ids.operator}`;
  expect(await tried(operator, 'PATCH', own, { role: 'admin' })).toBe(403);
  expect(await tried(operator, 'POST', `${at}/members`, { name: 'Viewer' })).toBe(403);
  expect(await tried(operator, 'PUT', `${at}/owner`, { userId: ids.operator, confirm: true })).toBe(
    403,
  );
  expect(await tried(analyst, 'PATCH', own, { role: 'admin' })).toBe(403);
  expect(await tried(analyst, 'DELETE', `${at}/members/${ids.engineer}`)).toBe(409);
  expect(await tried(analyst, 'PATCH', `${at}/members/${ids.engineer}`, { role: 'member' })).toBe(
    409,
  );
  expect(await tried(analyst, 'PUT', `${at}/owner`, { userId: ids.analyst, confirm: true })).toBe(
    403,
  );
  expect(await tried(engineer, 'PUT', `${at}/owner`, { userId: ids.viewer, confirm: true })).toBe(
    404,
  );
  for (const who of [engineer, analyst, operator]) {
    expect(await tried(who, 'PUT', `${at}/roles`, { roles: ['engineer'] })).toBe(403);
  }
  expect(await tried(deputy, 'PUT', `${at}/roles`, { roles: ['engineer'] })).toBe(403);
});

test('who may change any team gets nobody into one whose roles go beyond his own', async () => {
  const team = await admin.ask<TeamDetail>('POST', '/api/v1/teams', {
    name: 'Raised',
    ownerId: ids.operator,
  });
  const at = `/teams/${team.teamId}`;
  await admin.ask('PUT', `/api/v1${at}/roles`, { roles: ['engineer'] });
  for (const name of ['Deputy', 'Viewer']) {
    expect(await tried(deputy, 'POST', `${at}/members`, { name })).toBe(403);
  }
  expect(await lastOutcome('team.member_added')).toBe('refused');
  expect(await mayDo('deputy')).not.toContain('plant:edit');
  // Its own people hand on what the team was given: that is what it was given for.
  const operator = await renewed('Operator');
  expect(await tried(operator, 'POST', `${at}/members`, { name: 'Viewer' })).toBe(200);
  await operator.ask('DELETE', `/api/v1${at}/members/${ids.viewer}`);
});

test('a thing that is shared goes no further than its owner says', async () => {
  const analyst = await renewed('Analyst');
  await admin.ask('PUT', `/api/v1/users/${ids.engineer}/role`, { role: 'analyst' });
  engineer = await renewed('Engineer');
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
  expect(await tried(engineer, 'DELETE', `${at}/shares/${ids.analyst}`)).toBe(403);
  const untilMs = box.clock.nowMs + MINUTE;
  await share(analyst, 'Engineer', 'owner', untilMs);
  expect(await share(engineer, 'Engineer', 'owner', null)).toBe(403);
  expect(await share(engineer, 'Operator', 'viewer', untilMs + 1)).toBe(403);
  expect(await share(engineer, 'Analyst', 'viewer', untilMs)).toBe(403);
  expect(await tried(engineer, 'DELETE', `${at}/shares/${ids.analyst}`)).toBe(403);
  expect(await share(analyst, 'Analyst', 'viewer', null)).toBe(409);
  box.clock.nowMs += MINUTE + 1;
  expect(await tried(engineer, 'GET', at)).toBe(404);
  // A dissolved team is nobody to share with, and a share with it is worth nothing.
  const team = await admin.ask<TeamDetail>('POST', '/api/v1/teams', {
    name: 'Gone',
    ownerId: ids.analyst,
  });
  await analyst.ask('POST', `/api/v1/teams/${team.teamId}/members`, { name: 'Engineer' });
  const withTeam = { with: 'Gone', kind: 'team', level: 'editor', expiresMs: null };
  expect(await tried(analyst, 'PUT', `${at}/shares`, withTeam)).toBe(200);
  expect(await tried(engineer, 'GET', at)).toBe(200);
  const dissolve = { confirm: true, shared: { to: 'nobody' } };
  await analyst.ask('POST', `/api/v1/teams/${team.teamId}/dissolve`, dissolve);
  expect(await tried(engineer, 'GET', at)).toBe(404);
  expect(await tried(analyst, 'PUT', `${at}/shares`, withTeam)).toBe(404);
  await admin.ask('PUT', `/api/v1/users/${ids.engineer}/role`, { role: 'engineer' });
  engineer = await renewed('Engineer');
});

test('as another person nobody reaches further, changes who that is, or becomes a third', async () => {
  const browser = await renewed('Deputy');
  for (const name of ['admin', 'peer', 'engineer']) {
    expect(await tried(browser, 'POST', `/users/${ids[name]}/impersonate`)).toBe(403);
  }
  expect(await lastOutcome('user.impersonated')).toBe('refused');
  const info = await browser.ask<SessionInfo>('POST', `/api/v1/users/${ids.viewer}/impersonate`);
  browser.csrfToken = info.csrfToken;
  expect(info.permissions).toEqual(['session:own', 'plant:read']);
  const password = { current: PASSWORD, password: 'four quiet locomotives' };
  for (const [method, path, body] of [
    ['POST', `/users/${ids.operator}/impersonate`, undefined],
    ['POST', '/auth/change-password', password],
    ['POST', FACTOR_ROUTES.beginTotp.path.replace('/api/v1', ''), { password: PASSWORD }],
    ['PUT', '/users/me/email', { email: 'thief@evil.example', password: PASSWORD }],
    ['DELETE', '/users/me/sessions', undefined],
    ['PATCH', '/users/me', { fullName: 'Taken' }],
    ['POST', '/keys', { name: 'k', scopes: ['plant:read'] }],
    ['PUT', `/users/${ids.viewer}/role`, { role: 'deputy', confirm: true }],
    ['POST', '/roles', { key: 'x' }],
  ] as const) {
    const status = await tried(browser, method, path, body);
    expect(`${method} ${path} ${status}`).toBe(`${method} ${path} 403`);
  }
  const back = await browser.ask<SessionInfo>('DELETE', '/api/v1/impersonation');
  expect(back.user.name).toBe('Deputy');
});

test('as another person nobody shares what is that person’s, nor lets an agent in', async () => {
  const analyst = await renewed('Analyst');
  const { diagnosisId } = await analyst.ask<Diagnosis>('POST', '/api/v1/diagnoses', {
    name: 'Theirs',
    samples: Array.from({ length: 8_192 }, (_, i) => Math.sin(i / 7)),
    sampleRateHz: 4_096,
    unit: 'g',
  });
  const browser = await renewed('Admin');
  const info = await browser.ask<SessionInfo>('POST', `/api/v1/users/${ids.analyst}/impersonate`);
  browser.csrfToken = info.csrfToken;
  const at = `/diagnoses/${diagnosisId}`;
  const share = { with: 'Admin', kind: 'person', level: 'owner', expiresMs: null };
  expect(await tried(browser, 'GET', at)).toBe(200);
  expect(await tried(browser, 'PUT', `${at}/shares`, share)).toBe(403);
  expect(await tried(browser, 'DELETE', `${at}/shares/${ids.analyst}`)).toBe(403);
  const back = await browser.ask<SessionInfo>('DELETE', '/api/v1/impersonation');
  browser.csrfToken = back.csrfToken;
  expect(await tried(browser, 'GET', at)).toBe(404);
  await role('enroller', ['session:own', 'plant:read', 'fleet:enrol']);
  const target = await box.add('Enroller', 'enroller');
  const seen = await browser.ask<SessionInfo>('POST', `/api/v1/users/${target}/impersonate`);
  expect(seen.permissions).not.toContain('fleet:enrol');
});

test('an API key goes no further than its scopes and its owner, and makes no other', async () => {
  const made = (who: BrowserSession, scopes: Permission[]) =>
    who.ask<MadeKey>('POST', '/api/v1/keys', { name: 'k', scopes });
  expect(
    await tried(engineer, 'POST', '/keys', { name: 'k', scopes: ['plant:read', 'audit:read'] }),
  ).toBe(403);
  expect(await lastOutcome('key.created')).toBe('refused');
  const wide = await made(admin, DEPUTY);
  const narrow = await made(admin, ['key:own', 'plant:read']);
  const body = { name: 'child', scopes: ['plant:read'] };
  expect((await withKey(narrow.secret, 'POST', '/keys', body)).status).toBe(403);
  for (const { keyId } of [wide.key, narrow.key]) {
    const rotated = await withKey(narrow.secret, 'POST', `/keys/${keyId}/rotate`, {});
    expect(rotated.status).toBe(403);
  }
  expect((await withKey(narrow.secret, 'DELETE', `/keys/${wide.key.keyId}`)).status).toBe(403);
  expect((await withKey(narrow.secret, 'DELETE', `/keys/${narrow.key.keyId}`)).status).toBe(204);
  // What only a person does: with all scopes there are, a key changes no sign-in.
  const own = await made(admin, ['account:own', 'session:own', 'user:impersonate']);
  for (const [method, path, sent] of [
    ['POST', '/auth/change-password', { current: PASSWORD, password: 'four quiet locomotives' }],
    ['PUT', '/users/me/email', { email: 'thief@evil.example', password: PASSWORD }],
    ['POST', FACTOR_ROUTES.beginTotp.path.replace('/api/v1', ''), { password: PASSWORD }],
    ['DELETE', '/users/me/sessions', undefined],
  ] as const) {
    const { status } = await withKey(own.secret, method, path, sent);
    expect(`${method} ${path} ${status}`).toBe(`${method} ${path} 403`);
  }
  // A second session has nowhere to be kept.
  const asViewer = await withKey(own.secret, 'POST', `/users/${ids.viewer}/impersonate`);
  expect(asViewer.status).toBe(409);
  // A right that the owner loses is lost to the key on the next request.
  const { secret } = await made(engineer, ['plant:read', 'system:read']);
  expect((await withKey(secret, 'GET', '/system')).status).toBe(200);
  await admin.ask('PUT', `/api/v1/users/${ids.engineer}/permissions/system:read`, {
    effect: 'deny',
  });
  expect((await withKey(secret, 'GET', '/system')).status).toBe(403);
  await admin.ask('DELETE', `/api/v1/users/${ids.engineer}/permissions/system:read`);
});

test('a key for looking after accounts takes over no administrator, and raises nobody above itself', async () => {
  const scopes: Permission[] = ['user:edit', 'role:assign', 'user:read', 'role:read'];
  const { secret } = await admin.ask<MadeKey>('POST', '/api/v1/keys', { name: 'k', scopes });
  for (const path of ['reset-password', 'reset-second-factor', 'suspend']) {
    const { status } = await withKey(secret, 'POST', `/users/${ids.peer}/${path}`);
    expect(`${path} ${status}`).toBe(`${path} 403`);
  }
  const change = { email: 'thief@evil.example' };
  expect((await withKey(secret, 'PATCH', `/users/${ids.peer}`, change)).status).toBe(403);
  for (const key of ['admin', 'engineer']) {
    const body = { role: key, confirm: true };
    expect((await withKey(secret, 'PUT', `/users/${ids.viewer}/role`, body)).status).toBe(403);
    const entry = { kind: 'invite' };
    const puppet = { name: 'Puppet', entry, ...body };
    expect((await withKey(secret, 'POST', '/users', puppet)).status).toBe(403);
  }
  const grant = { effect: 'grant' };
  const at = `/users/${ids.viewer}/permissions`;
  expect((await withKey(secret, 'PUT', `${at}/plant:edit`, grant)).status).toBe(403);
  // What such a key is for, it does.
  expect((await withKey(secret, 'POST', `/users/${ids.operator}/unlock`)).status).toBe(200);
});

test('nobody gets a link into an account that may more', async () => {
  for (const name of ['admin', 'peer', 'engineer']) {
    for (const path of ['reset-password', 'reset-second-factor']) {
      const status = await tried(deputy, 'POST', `/users/${ids[name]}/${path}`);
      expect(`${name} ${path} ${status}`).toBe(`${name} ${path} 403`);
    }
  }
  expect(await lastOutcome('user.password_reset')).toBe('refused');
  const links = await box.rooms.store.read('SELECT count(*) AS n FROM one_time_links');
  expect(Number(links[0].n)).toBe(0);
});

test('settings hand out no role that their editor could not give', async () => {
  const { revision } = await deputy.ask<{ revision: number }>('GET', '/api/v1/settings/signIn');
  const put = (who: BrowserSession, registrationRole: string) =>
    tried(who, 'PATCH', '/settings/signIn', { revision, values: { registrationRole } });
  for (const key of ['admin', 'engineer', 'deputy']) {
    expect(`${key} ${await put(deputy, key)}`).toBe(`${key} 403`);
  }
  expect(await lastOutcome('setting.changed')).toBe('refused');
  const provider = {
    key: 'evil',
    name: 'Evil',
    issuer: 'https://evil.example',
    clientId: 'x',
    roleOfGroup: [{ group: 'all', role: 'admin' }],
  };
  const sso = await deputy.ask<{ revision: number }>('GET', '/api/v1/settings/sso');
  const change = { revision: sso.revision, values: { oidc: [provider] } };
  expect(await tried(deputy, 'PATCH', '/settings/sso', change)).toBe(403);
});

/** A point within an area, as its sensor would make it. */
async function somePoint(area: string): Promise<string> {
  const { assets } = box.rooms;
  const sensorId = `s-${area.toLowerCase()}`;
  assets.describe(sensorSays(sensorId));
  const found = () => assets.all().find((point) => point.sensorId === sensorId);
  while (found() === undefined) await box.rooms.store.read('SELECT 1');
  const { pointId } = found() as { pointId: string };
  await admin.ask('PATCH', `/api/v1/points/${pointId}`, { area });
  return pointId;
}

function withKey(secret: string, method: string, path: string, body?: unknown): Promise<Response> {
  return fetch(`${box.origin}/api/v1${path}`, {
    method,
    headers: { 'x-api-key': secret, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}
