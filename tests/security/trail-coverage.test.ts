import { afterAll, beforeAll, expect, test } from 'bun:test';
import { AUDIT_EVENTS, type AuditEventName } from '#schemas/audit/events';
import { readJoinCode } from '#schemas/config/join-code';
import type { Dashboard } from '#schemas/http/dashboards';
import type { Diagnosis } from '#schemas/http/diagnoses';
import type { MadeKey } from '#schemas/http/keys';
import { ROUTES } from '#schemas/http/routes';
import type { SessionInfo } from '#schemas/http/session';
import type { TeamDetail } from '#schemas/http/teams';
import { fakeGpu } from '../browser/fake-gpu.ts';
import { read } from '../house/source-files.ts';
import { PASSWORD, setUp } from '../hub/plant-box.ts';
import { agentSays, heartbeatOf, sensorSays } from '../hub/plant-messages.ts';
import type { BrowserSession } from '../rig/browser-session.ts';
import { codeIn, MailRelay, tokenIn } from '../rig/mail-relay.ts';
import { eventually } from '../rig/plant-rig.ts';
import { PeopleBox } from './people-box.ts';
import { CHANGES_NOTHING, ELSEWHERE } from './trail-elsewhere.ts';

type Answer = Record<string, never> & { [key: string]: never };
/** One request: what is changed in the path, the body, and another session than the administrator’s. */
interface Step {
  readonly event: AuditEventName;
  readonly path?: Record<string, string>;
  readonly body?: unknown;
  readonly by?: BrowserSession;
}

let box: PeopleBox;
let admin: BrowserSession;
const done = new Set<string>();

beforeAll(async () => {
  box = await PeopleBox.start();
  await box.set('limits', { signIn: { perHour: 1_000_000, burst: 100_000 } });
});
afterAll(() => box?.stop());

/** Sends the request of a route and looks for the one event that it must leave; what it answered. */
async function step<Body = Answer>(
  name: string,
  { event, path = {}, body, by }: Step,
): Promise<Body> {
  const row = ROUTES[name];
  const address = row.path.replace(/:(\w+)/g, (_, key) => path[key]);
  const before = (await box.audit()).length;
  const response = await (by ?? admin).send(row.method, address, body);
  const text = await response.text();
  expect(`${name} ${response.status} ${response.ok ? '' : text}`).toMatch(/^\w+ 20\d $/);
  // Some answer before they are done, so that nobody learns from the time it takes.
  const isTold = async () => {
    const since = (await box.audit()).slice(before);
    return since.some((entry) => entry.event === event && entry.outcome === 'done');
  };
  await eventually(isTold, 5_000, `${name} leaves ${event}`);
  done.add(name);
  return (text === '' ? undefined : JSON.parse(text)) as Body;
}

const passing = 'four quiet locomotives';
const linkOf = ({ link }: { link: string }) => link.split('#token=')[1];

test('coming in and one’s own account', async () => {
  admin = await setUp(box.box.hub);
  done.add('setup').add('confirmTotp');
  const events = (await box.audit()).map(({ event }) => event);
  for (const event of ['setup.link_made', 'setup.completed', 'second_factor.added']) {
    expect(events).toContain(event as AuditEventName);
  }
  await box.set('signIn', { secondFactorRoles: [], registrationOpen: true });
  await box.add('Own', 'analyst');
  const by = await box.signedIn('Own');
  const login = { name: 'Own', password: 'seven violet tractors' };
  const signed = await step<{ session: SessionInfo }>('signIn', {
    event: 'auth.signed_in',
    body: login,
    by,
  });
  by.csrfToken = signed.session.csrfToken;
  const password = login.password;
  await step('editProfile', { event: 'profile.changed', body: { fullName: 'O' }, by });
  await step('changeEmail', {
    event: 'profile.email_changed',
    body: { email: 'o@plant.example', password },
    by,
  });
  const other = await box.signedIn('Own');
  const { sessionId } = await other.ask<SessionInfo>('GET', '/api/v1/users/me/session');
  await step('endSession', { event: 'session.revoked', path: { sessionId }, by });
  await box.signedIn('Own');
  await box.audit();
  const before = (await box.audit()).length;
  await by.ask('DELETE', '/api/v1/users/me/sessions');
  const ended = (await box.audit()).slice(before).map(({ event }) => event);
  expect(new Set(ended)).toEqual(new Set(['session.revoked']));
  done.add('endOtherSessions');
  await by.addTotp(password);
  await step('renewBackupCodes', {
    event: 'second_factor.backup_codes_made',
    body: { password },
    by,
  });
  await step('changePassword', {
    event: 'password.changed',
    body: { current: password, password: passing },
    by,
  });
  await step('signOut', { event: 'auth.signed_out', body: {}, by });
  await step('forgot', { event: 'password.reset_asked', body: { name: 'Own' }, by });
  const newcomer = { name: 'Newcomer', password: 'nine amber lanterns' };
  await step('register', { event: 'user.registered', body: newcomer, by });
});

test('letters and codes', async () => {
  const relay = await MailRelay.start();
  await box.set('mail', relay.settings);
  await box.add('Lena', 'viewer');
  const by = await box.signedIn('Lena');
  const password = PASSWORD;
  await step('changeEmail', {
    event: 'profile.email_changed',
    body: { email: 'lena2@plant.example', password },
    by,
  });
  const token = tokenIn(await relay.letterTo('lena2@plant.example', /Is this your address/));
  await step('verifyEmail', { event: 'email.verified', body: { token }, by });
  await by.ask('POST', ROUTES.beginMessages.path, { method: 'email', password });
  const code = codeIn((await relay.letterTo('lena2@plant.example', /Your code/)).text);
  const body = { method: 'email', code };
  const { backupCodes } = await step<{ backupCodes: string[] }>('confirmMessages', {
    event: 'second_factor.added',
    body,
    by,
  });
  const { challenge } = await by.ask<{ challenge: string }>('POST', ROUTES.signIn.path, {
    name: 'Lena',
    password,
  });
  const [first, second] = backupCodes.map((one) => ({ method: 'backup', code: one }));
  const { session } = await step<{ session: SessionInfo }>('verifySignIn', {
    event: 'auth.signed_in',
    body: { challenge, ...first },
    by,
  });
  by.csrfToken = session.csrfToken;
  await step('removeFactor', {
    event: 'second_factor.removed',
    body: { method: 'email', password, proof: second },
    by,
  });
  await box.set('mail', { host: null });
  await relay.stop();
});

test('accounts', async () => {
  const entry = { kind: 'invite' };
  const made = await step<{ person: { userId: string }; invite: { link: string } }>('addPerson', {
    event: 'user.created',
    body: { name: 'Made', entry },
  });
  const { userId } = made.person;
  const token = linkOf(made.invite);
  await step('reset', { event: 'password.reset', body: { token, password: passing } });
  const path = { userId };
  const csv = 'name,role\nfrom-file,viewer';
  await step('importPeople', { event: 'user.created', body: { csv, dryRun: false } });
  await step('invitePeople', {
    event: 'user.created',
    body: { emails: ['invited@plant.example'], role: 'viewer' },
  });
  await step('editPerson', { event: 'user.changed', path, body: { fullName: 'M' } });
  await step('changeRole', { event: 'user.role_changed', path, body: { role: 'operator' } });
  await step('bulkPeople', {
    event: 'user.suspended',
    body: { action: 'suspend', userIds: [userId] },
  });
  await step('activatePerson', { event: 'user.activated', path });
  await step('suspendPerson', { event: 'user.suspended', path });
  await step('activatePerson', { event: 'user.activated', path });
  await step('unlockPerson', { event: 'auth.unlocked', path });
  const theirs = await box.signedIn('Made', passing);
  const { sessionId } = await theirs.ask<SessionInfo>('GET', '/api/v1/users/me/session');
  await step('endPersonSession', { event: 'session.revoked', path: { userId, sessionId } });
  await box.signedIn('Made', passing);
  await step('endPersonSessions', { event: 'session.revoked', path });
  const info = await step<SessionInfo>('impersonate', { event: 'user.impersonated', path });
  admin.csrfToken = info.csrfToken;
  const back = await step<SessionInfo>('stopImpersonation', { event: 'user.impersonation_ended' });
  admin.csrfToken = back.csrfToken;
  await step('setGrant', {
    event: 'permission.granted',
    path: { userId, permission: 'audit:read' },
    body: { effect: 'grant' },
  });
  await step('removeGrant', {
    event: 'permission.reset',
    path: { userId, permission: 'audit:read' },
  });
  await step('resetPassword', { event: 'user.password_reset', path });
  await step('resetSecondFactor', { event: 'second_factor.reset', path });
  await step('deletePerson', { event: 'user.deleted', path });
  await step('restorePerson', { event: 'user.restored', path });
  await step('deletePerson', { event: 'user.deleted', path });
  await step('erasePerson', { event: 'user.erased', path, body: { confirm: true } });
});

test('teams, roles, areas, keys', async () => {
  const memberId = await box.add('Member', 'viewer');
  const team = await step<TeamDetail>('addTeam', { event: 'team.created', body: { name: 'Crew' } });
  const { teamId } = team;
  const path = { teamId, userId: memberId };
  await step('editTeam', { event: 'team.changed', path, body: { description: 'D' } });
  await step('addMember', {
    event: 'team.member_added',
    path,
    body: { name: 'Member', role: 'member' },
  });
  await step('changeMember', { event: 'team.member_changed', path, body: { role: 'admin' } });
  await step('transferTeam', {
    event: 'team.owner_changed',
    path,
    body: { userId: memberId, confirm: true },
  });
  await step('teamRoles', { event: 'team.roles_changed', path, body: { roles: ['analyst'] } });
  const me = await admin.ask<SessionInfo>('GET', '/api/v1/users/me/session');
  await step('removeMember', {
    event: 'team.member_removed',
    path: { teamId, userId: me.user.userId },
  });
  await step('dissolveTeam', {
    event: 'team.dissolved',
    path,
    body: { confirm: true, shared: { to: 'nobody' } },
  });
  const draft = {
    key: 'own',
    name: 'Own',
    description: '',
    inherits: [],
    permissions: ['plant:read'],
  };
  await step('makeRole', { event: 'role.created', body: draft });
  await step('editRole', {
    event: 'role.changed',
    path: { role: 'own' },
    body: { description: 'D' },
  });
  await step('deleteRole', { event: 'role.deleted', path: { role: 'own' } });
  const subject = { kind: 'person', id: memberId };
  const area = { area: 'Hall', subjectId: memberId };
  await step('setAreaRight', {
    event: 'area_right.given',
    path: area,
    body: { subject, role: 'engineer' },
  });
  await step('removeAreaRight', { event: 'area_right.taken', path: area });
  const key = { name: 'k', scopes: ['plant:read'] };
  const first = await step<MadeKey>('makeKey', { event: 'key.created', body: key });
  const next = await step<MadeKey>('rotateKey', {
    event: 'key.rotated',
    path: { keyId: first.key.keyId },
    body: {},
  });
  await step('revokeKey', { event: 'key.revoked', path: { keyId: first.key.keyId } });
  await step('revokeAnyKey', { event: 'key.revoked', path: { keyId: next.key.keyId } });
});

test('the plant and its agents', async () => {
  const { assets } = box.rooms;
  assets.describe(sensorSays('s-1'));
  while (assets.all().length === 0) await box.rooms.store.read('SELECT 1');
  const [{ pointId }] = assets.all();
  await step('editPoint', {
    event: 'point.changed',
    path: { pointId },
    body: { name: 'Pump', tags: ['wet'] },
  });
  await step('renameTag', { event: 'point.changed', path: { tag: 'wet' }, body: { tag: 'dry' } });
  await step('removeTag', { event: 'point.changed', path: { tag: 'dry' } });
  box.rooms.agents.describe(agentSays('agent-1'), box.clock.nowMs);
  const path = { agentId: 'agent-1' };
  await step('drainAgent', { event: 'agent.drained', path, body: {} });
  await step('resumeAgent', { event: 'agent.resumed', path });
  await step('restartAgent', { event: 'agent.restart_ordered', path });
  await step('terminateAgent', { event: 'agent.stop_ordered', path });
  const untilMs = box.clock.nowMs + 60_000;
  const body = { reason: 'a new fan', untilMs };
  await step('maintainAgent', { event: 'agent.maintenance_began', path, body });
  await step('endAgentMaintenance', { event: 'agent.maintenance_ended', path });
  box.rooms.agents.heartbeat(
    { ...heartbeatOf('agent-1', 0), gpu: fakeGpu(2, false) },
    box.clock.nowMs,
  );
  const ofGpu = { ...path, gpuUuid: 'GPU-1' };
  await step('maintainGpu', { event: 'agent.maintenance_began', path: ofGpu, body });
  await step('endGpuMaintenance', { event: 'agent.maintenance_ended', path: ofGpu });
  const limits = { labels: ['large'], slots: 1, loadShare: 0.5 };
  await step('limitAgent', { event: 'agent.limits_changed', path, body: limits });
  const token = () =>
    step<{ token: { tokenId: string }; command: string }>('makeJoinToken', {
      event: 'agent.join_token_made',
      body: { agentId: 'agent-2' },
    });
  const { tokenId } = (await token()).token;
  await step('withdrawJoinToken', { event: 'agent.join_token_withdrawn', path: { tokenId } });
  const code = (await token()).command.split(' ').at(-1) ?? '';
  await step('join', { event: 'agent.joined', body: { token: readJoinCode(code)?.token } });
  await step('revokeAgent', { event: 'agent.credential_revoked', path: { agentId: 'agent-2' } });
});

test('jobs, queues and dead letters', async () => {
  const body = { kind: 'benchmark', arguments: { secondsEach: 1 } };
  const submit = () =>
    step<{ jobId: string; queue: string }>('submitJob', { event: 'job.submitted', body });
  const first = await submit();
  const path = { jobId: first.jobId };
  const queue = { queue: first.queue };
  await step('holdJob', { event: 'job.held', path });
  await step('releaseJob', { event: 'job.released', path });
  await step('cancelJob', { event: 'job.cancelled', path });
  await step('pauseQueue', { event: 'queue.paused', path: queue });
  await step('resumeQueue', { event: 'queue.resumed', path: queue });
  await submit();
  await step('purgeQueue', { event: 'queue.purged', path: queue, body: { confirm: true } });
  await step('retryJob', { event: 'job.retried', path, body: {} });
});

test('diagnoses and their sharing', async () => {
  await box.add('Analyst', 'analyst');
  const made = await step<Diagnosis>('diagnose', {
    event: 'diagnosis.made',
    body: {
      name: 'D',
      samples: Array.from({ length: 8_192 }, (_, i) => Math.sin(i / 7)),
      sampleRateHz: 4_096,
      unit: 'g',
    },
  });
  const path = { diagnosisId: made.diagnosisId };
  await step('editDiagnosis', { event: 'diagnosis.changed', path, body: { note: 'N' } });
  const body = { with: 'Analyst', kind: 'person', level: 'viewer' };
  const { shares } = await step<Diagnosis>('shareDiagnosis', {
    event: 'sharing.given',
    path,
    body,
  });
  const subjectId = shares.find(({ level }) => level === 'viewer')?.subjectId ?? '';
  await step('unshareDiagnosis', { event: 'sharing.taken', path: { ...path, subjectId } });
  await step('deleteDiagnosis', { event: 'diagnosis.deleted', path });
  await step('restoreDiagnosis', { event: 'diagnosis.restored', path });
});

test('dashboards, with their versions and their sharing', async () => {
  await box.add('Reader', 'viewer');
  const said = { name: 'Mine', widgets: [] };
  const made = await step<Dashboard>('makeDashboard', { event: 'dashboard.made', body: said });
  const path = { dashboardId: made.dashboardId };
  const next = { ...said, seenRevision: made.revision };
  await step('keepDashboard', { event: 'dashboard.changed', path, body: next });
  const { shares } = await step<Dashboard>('shareDashboard', {
    event: 'sharing.given',
    path,
    body: { kind: 'person', with: 'Reader', level: 'viewer' },
  });
  const [{ subjectId }] = shares;
  await step('unshareDashboard', { event: 'sharing.taken', path: { ...path, subjectId } });
  await step('cloneDashboard', { event: 'dashboard.made', path, body: { name: 'Other' } });
  await step('deleteDashboard', { event: 'dashboard.deleted', path });
  await step('bringBackDashboard', { event: 'dashboard.restored', path });
});

test('process values', async () => {
  const { processValues } = box.rooms;
  const heard = { address: 'g/n/speed', name: 'speed', unit: 'rpm', value: 1, isGood: true };
  processValues.hear('sparkplug', [heard]);
  const path = { valueId: processValues.all()[0].valueId };
  await step('editProcessValue', {
    event: 'process_value.changed',
    path,
    body: { name: 'Shaft' },
  });
  await step('removeProcessValue', { event: 'process_value.removed', path });
});

test('settings and the trail itself', async () => {
  const { revision } = await admin.ask<{ revision: number }>('GET', '/api/v1/settings/general');
  await step('editSettings', {
    event: 'setting.changed',
    path: { section: 'general' },
    body: { revision, values: { siteName: 'Works' } },
  });
  await step('developerOverride', { event: 'setting.changed', body: { hours: 1 } });
  await admin.ask('POST', '/api/v1/audit/verify', {});
  while (box.rooms.trailCheck.state.state === 'running') await box.rooms.store.read('SELECT 1');
  expect((await box.audit()).at(-1)).toMatchObject({ event: 'audit.verified', outcome: 'done' });
  done.add('auditVerify');
});

/** What is tried and fails is recorded, too: these have nothing to reach here. */
test('trying an outside server is recorded with its outcome', async () => {
  for (const [name, event, body] of [
    ['testMail', 'mail.tested', { to: 'x@plant.example' }],
    ['testSms', 'sms.tested', { to: '+41790000000' }],
    ['testForwarding', 'forwarding.tested', {}],
  ] as const) {
    if (name === 'testMail') await box.set('mail', { host: '127.0.0.1', port: 9 });
    if (name === 'testSms') await box.set('mail', { smsGatewayUrl: 'http://127.0.0.1:9/' });
    await admin.send('POST', ROUTES[name].path, body);
    expect(`${name} ${(await box.audit()).at(-1)?.event}`).toBe(`${name} ${event}`);
    done.add(name);
  }
});

test('every route that changes something has its place above, and none is there that is not', () => {
  const changing = Object.entries(ROUTES).filter(([, row]) => row.method !== 'GET');
  const told = [...done, ...Object.keys(CHANGES_NOTHING), ...Object.keys(ELSEWHERE)];
  expect(told.filter((name) => !(name in ROUTES))).toEqual([]);
  expect(changing.map(([name]) => name).filter((name) => !told.includes(name))).toEqual([]);
  for (const [name, [event, file]] of Object.entries(ELSEWHERE)) {
    expect(AUDIT_EVENTS).toHaveProperty([event]);
    expect(`${name} ${read(file).includes(event)}`).toBe(`${name} true`);
  }
});
