import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Permission } from '#schemas/access/permissions';
import type { MadeKey } from '#schemas/http/keys';
import type { SessionInfo } from '#schemas/http/session';
import type { TeamDetail } from '#schemas/http/teams';
import type { BrowserSession } from '../rig/browser-session.ts';
import { DEPUTY, EscalationBox, tried } from './escalation-box.ts';

const MINUTE = 60_000;
let site: EscalationBox;
let deputy: BrowserSession;
let engineer: BrowserSession;
let viewer: BrowserSession;

beforeAll(async () => {
  site = await EscalationBox.start();
  [deputy, engineer, viewer] = await Promise.all(
    ['Deputy', 'Engineer', 'Viewer'].map((name) => site.box.signedIn(name)),
  );
});
afterAll(() => site?.stop());

test('nobody gives himself, an equal or a friend a role that may more', async () => {
  const high = ['admin', 'developer', 'engineer'];
  for (const key of high) {
    const body = { role: key, confirm: true };
    for (const target of ['deputy', 'second', 'viewer']) {
      const status = await tried(deputy, 'PUT', `/users/${site.ids[target]}/role`, body);
      expect(`${key} for ${target}: ${status}`).toBe(`${key} for ${target}: 403`);
    }
    const entry = { kind: 'invite' };
    const made = await tried(deputy, 'POST', '/users', { name: 'Puppet', entry, ...body });
    expect(made).toBe(403);
    const bulk = { action: 'role', userIds: [site.ids.viewer], ...body };
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
  expect(await site.lastOutcome('user.role_changed')).toBe('refused');
  expect((await site.rightsOf('viewer')).role).toBe('viewer');
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
  expect(await site.lastOutcome('role.created')).toBe('refused');
  expect(await tried(deputy, 'POST', '/roles', draft({}))).toBe(201);
  expect(await tried(deputy, 'PATCH', '/roles/ladder', { inherits: ['admin'] })).toBe(403);
  expect(await tried(deputy, 'PATCH', '/roles/ladder', { permissions: ['plant:edit'] })).toBe(403);
  expect(await site.lastOutcome('role.changed')).toBe('refused');
  // A role that may more than its editor is out of reach, also for taking rights out of it.
  await site.role('auditor', ['plant:read', 'audit:read']);
  expect(await tried(deputy, 'PATCH', '/roles/auditor', { permissions: [] })).toBe(403);
  expect(await tried(deputy, 'PATCH', '/roles/deputy', { permissions: DEPUTY })).toBe(403);
  for (const builtIn of ['viewer', 'admin']) {
    expect(await tried(site.admin, 'PATCH', `/roles/${builtIn}`, { permissions: [] })).toBe(409);
  }
});

test('roles do not inherit in a circle, of one or of many', async () => {
  await site.role('circle-a', ['plant:read']);
  await site.role('circle-b', ['plant:read'], ['circle-a']);
  await site.role('circle-c', ['plant:read'], ['circle-b']);
  for (const inherits of [['circle-a'], ['circle-b'], ['circle-c']]) {
    expect(await tried(site.admin, 'PATCH', '/roles/circle-a', { inherits })).toBe(400);
  }
  expect(await tried(site.admin, 'PATCH', '/roles/circle-a', { inherits: ['nothing'] })).toBe(400);
});

test('a role that teams or areas have never comes to look after others, also not through what it inherits', async () => {
  await site.role('base', ['plant:read']);
  await site.role('crew', ['plant:read'], ['base']);
  const team = await site.admin.ask<TeamDetail>('POST', '/api/v1/teams', {
    name: 'Crew',
    ownerId: site.ids.operator,
  });
  await site.admin.ask('PUT', `/api/v1/teams/${team.teamId}/roles`, { roles: ['crew'] });
  for (const key of ['base', 'crew']) {
    const patch = { permissions: ['plant:read', 'user:edit'] };
    expect(`${key} ${await tried(site.admin, 'PATCH', `/roles/${key}`, patch)}`).toBe(`${key} 409`);
  }
  expect(await tried(site.admin, 'PATCH', '/roles/crew', { permissions: ['plant:edit'] })).toBe(
    200,
  );
  expect(await site.mayDo('operator')).toContain('plant:edit');
  await site.admin.ask('PUT', `/api/v1/teams/${team.teamId}/roles`, { roles: [] });
  expect(await tried(site.admin, 'PATCH', '/roles/crew', { permissions: ['user:edit'] })).toBe(200);
  expect(await tried(site.admin, 'PUT', `/teams/${team.teamId}/roles`, { roles: ['crew'] })).toBe(
    409,
  );
  // Were it there all the same, past every check, it would still give nothing of that kind.
  const { store, teamRegister } = site.box.rooms;
  await store.write([{ sql: 'INSERT INTO team_roles VALUES (?, ?)', args: [team.teamId, 'crew'] }]);
  await teamRegister.reload(team.teamId);
  const { teamId } = team;
  expect((await site.rightsOf('operator')).teamRoles).toContainEqual(
    expect.objectContaining({ role: 'crew', teamId }),
  );
  expect(await site.mayDo('operator')).not.toContain('user:edit');
  const subject = { kind: 'team', id: team.teamId };
  const right = { subject, role: 'crew', expiresMs: null };
  expect(await tried(site.admin, 'PUT', '/areas/Hall/rights', right)).toBe(409);
});

test('grants and denials go no further than the one who gives them, and never to oneself', async () => {
  const put = (who: BrowserSession, name: string, permission: Permission, effect = 'grant') =>
    tried(who, 'PUT', `/users/${site.ids[name]}/permissions/${permission}`, { effect });
  expect(await put(viewer, 'viewer', 'plant:edit')).toBe(403);
  expect(await put(engineer, 'viewer', 'plant:edit')).toBe(403);
  expect(await put(deputy, 'deputy', 'plant:read')).toBe(403);
  expect(await put(deputy, 'viewer', 'plant:edit')).toBe(403);
  // To look after others is given by administrators only, by a grant as by a role.
  expect(await put(deputy, 'viewer', 'user:edit')).toBe(403);
  // Nobody disarms somebody who may more.
  expect(await put(deputy, 'admin', 'plant:read', 'deny')).toBe(403);
  expect(await put(deputy, 'engineer', 'plant:read', 'deny')).toBe(403);
  expect(await site.lastOutcome('permission.denied')).toBe('refused');
  expect(await put(deputy, 'viewer', 'team:read')).toBe(200);
  expect(await site.mayDo('viewer')).toContain('team:read');
  expect(await tried(viewer, 'DELETE', `/users/${site.ids.viewer}/permissions/team:read`)).toBe(
    403,
  );
});

test('what one has for a time only, nobody gets from him, and he does not keep it', async () => {
  const expiresMs = site.box.clock.nowMs + MINUTE;
  const at = `/api/v1/users/${site.ids.deputy}/permissions/plant:edit`;
  await site.admin.ask('PUT', at, { effect: 'grant', expiresMs });
  expect(await site.mayDo('deputy')).toContain('plant:edit');
  const grant = { effect: 'grant', expiresMs: null };
  expect(
    await tried(deputy, 'PUT', `/users/${site.ids.viewer}/permissions/plant:edit`, grant),
  ).toBe(403);
  const draft = { key: 'kept', name: 'Kept', description: '', inherits: [] };
  expect(await tried(deputy, 'POST', '/roles', { ...draft, permissions: ['plant:edit'] })).toBe(
    403,
  );
  const subject = { kind: 'person', id: site.ids.viewer };
  await site.role('editor', ['plant:edit']);
  const right = { subject, role: 'editor', expiresMs: null };
  expect(await tried(deputy, 'PUT', '/areas/Hall/rights', right)).toBe(403);
  const scopes = ['plant:read', 'plant:edit'];
  const { secret } = await deputy.ask<MadeKey>('POST', '/api/v1/keys', { name: 'k', scopes });
  site.box.clock.nowMs += MINUTE + 1;
  expect(await site.mayDo('deputy')).not.toContain('plant:edit');
  const point = await site.somePoint('Somewhere');
  const response = await site.withKey(secret, 'PATCH', `/points/${point}`, { name: 'Mine' });
  expect(response.status).toBe(403);
});

test('a right within an area stays in it, and ends with its time', async () => {
  const [hall, yard] = [await site.somePoint('Hall'), await site.somePoint('Yard')];
  const subject = { kind: 'person', id: site.ids.viewer };
  const right = { subject, role: 'engineer', expiresMs: site.box.clock.nowMs + MINUTE };
  expect(await tried(deputy, 'PUT', '/areas/Hall/rights', right)).toBe(403);
  expect(await tried(viewer, 'PUT', '/areas/Yard/rights', right)).toBe(403);
  expect(
    await tried(deputy, 'PUT', '/areas/Hall/rights', {
      ...right,
      subject: { kind: 'person', id: site.ids.deputy },
      role: 'viewer',
    }),
  ).toBe(403);
  await site.admin.ask('PUT', '/api/v1/areas/Hall/rights', right);
  expect(await tried(deputy, 'DELETE', `/areas/Hall/rights/${site.ids.viewer}`)).toBe(403);
  const inAreas = async (who: BrowserSession) =>
    (await who.ask<SessionInfo>('GET', '/api/v1/users/me/session')).areas;
  const [inHall, ...elsewhere] = await inAreas(viewer);
  expect([inHall.area, elsewhere]).toEqual(['Hall', []]);
  expect(inHall.permissions).toContain('plant:edit');
  expect(await tried(viewer, 'PATCH', `/points/${hall}`, { name: 'Pump' })).toBe(200);
  expect(await tried(viewer, 'PATCH', `/points/${yard}`, { name: 'Pump' })).toBe(403);
  // Neither by taking a point along, nor in another's name.
  expect(await tried(viewer, 'PATCH', `/points/${hall}`, { area: 'Yard' })).toBe(403);
  const asViewer = await site.box.signedIn('Admin');
  asViewer.csrfToken = (
    await asViewer.ask<SessionInfo>('POST', `/api/v1/users/${site.ids.viewer}/impersonate`)
  ).csrfToken;
  expect(await inAreas(asViewer)).toEqual([]);
  expect(await tried(asViewer, 'PATCH', `/points/${hall}`, { name: 'Pump' })).toBe(403);
  site.box.clock.nowMs += MINUTE + 1;
  expect(await tried(viewer, 'PATCH', `/points/${hall}`, { name: 'Pump 2' })).toBe(403);
  expect(await inAreas(viewer)).toEqual([]);
});

test('in a team nobody raises himself, takes the owner out or hands it to a stranger', async () => {
  const team = await site.admin.ask<TeamDetail>('POST', '/api/v1/teams', {
    name: 'Shift',
    ownerId: site.ids.engineer,
  });
  const at = `/teams/${team.teamId}`;
  await engineer.ask('POST', `/api/v1${at}/members`, { name: 'Analyst', role: 'admin' });
  await engineer.ask('POST', `/api/v1${at}/members`, { name: 'Operator', role: 'member' });
  const [analyst, operator] = [
    await site.box.signedIn('Analyst'),
    await site.box.signedIn('Operator'),
  ];
  const own = `${at}/members/${site.ids.operator}`;
  expect(await tried(operator, 'PATCH', own, { role: 'admin' })).toBe(403);
  expect(await tried(operator, 'POST', `${at}/members`, { name: 'Viewer' })).toBe(403);
  expect(
    await tried(operator, 'PUT', `${at}/owner`, { userId: site.ids.operator, confirm: true }),
  ).toBe(403);
  expect(await tried(analyst, 'PATCH', own, { role: 'admin' })).toBe(403);
  expect(await tried(analyst, 'DELETE', `${at}/members/${site.ids.engineer}`)).toBe(409);
  expect(
    await tried(analyst, 'PATCH', `${at}/members/${site.ids.engineer}`, { role: 'member' }),
  ).toBe(409);
  expect(
    await tried(analyst, 'PUT', `${at}/owner`, { userId: site.ids.analyst, confirm: true }),
  ).toBe(403);
  expect(
    await tried(engineer, 'PUT', `${at}/owner`, { userId: site.ids.viewer, confirm: true }),
  ).toBe(404);
  for (const who of [engineer, analyst, operator]) {
    expect(await tried(who, 'PUT', `${at}/roles`, { roles: ['engineer'] })).toBe(403);
  }
  expect(await tried(deputy, 'PUT', `${at}/roles`, { roles: ['engineer'] })).toBe(403);
});

test('who may change any team gets nobody into one whose roles go beyond his own', async () => {
  const team = await site.admin.ask<TeamDetail>('POST', '/api/v1/teams', {
    name: 'Raised',
    ownerId: site.ids.operator,
  });
  const at = `/teams/${team.teamId}`;
  await site.admin.ask('PUT', `/api/v1${at}/roles`, { roles: ['engineer'] });
  for (const name of ['Deputy', 'Viewer']) {
    expect(await tried(deputy, 'POST', `${at}/members`, { name })).toBe(403);
  }
  expect(await site.lastOutcome('team.member_added')).toBe('refused');
  expect(await site.mayDo('deputy')).not.toContain('plant:edit');
  // Its own people hand on what the team was given: that is what it was given for.
  const operator = await site.box.signedIn('Operator');
  expect(await tried(operator, 'POST', `${at}/members`, { name: 'Viewer' })).toBe(200);
  await operator.ask('DELETE', `/api/v1${at}/members/${site.ids.viewer}`);
});

test('nobody gets a link into an account that may more', async () => {
  for (const name of ['admin', 'peer', 'engineer']) {
    for (const path of ['reset-password', 'reset-second-factor']) {
      const status = await tried(deputy, 'POST', `/users/${site.ids[name]}/${path}`);
      expect(`${name} ${path} ${status}`).toBe(`${name} ${path} 403`);
    }
  }
  expect(await site.lastOutcome('user.password_reset')).toBe('refused');
  const links = await site.box.rooms.store.read('SELECT count(*) AS n FROM one_time_links');
  expect(Number(links[0].n)).toBe(0);
});

test('settings hand out no role that their editor could not give', async () => {
  const { revision } = await deputy.ask<{ revision: number }>('GET', '/api/v1/settings/signIn');
  const put = (who: BrowserSession, registrationRole: string) =>
    tried(who, 'PATCH', '/settings/signIn', { revision, values: { registrationRole } });
  for (const key of ['admin', 'engineer', 'deputy']) {
    expect(`${key} ${await put(deputy, key)}`).toBe(`${key} 403`);
  }
  expect(await site.lastOutcome('setting.changed')).toBe('refused');
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
