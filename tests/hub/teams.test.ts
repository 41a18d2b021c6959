import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { TeamAnalytics, TeamDetail, TeamRow } from '#schemas/http/teams';
import type { BrowserSession } from '../rig/browser-session.ts';
import {
  type Joined,
  joinPerson,
  liftSignInLimit,
  NEW_PASSWORD,
  refusal,
} from './joined-person.ts';
import { type HubBox, setUp, startHub } from './plant-box.ts';

let box: HubBox;
let admin: BrowserSession;
let owner: Joined;
let helper: Joined;
let member: Joined;
let stranger: Joined;

const teams = (path = '') => `/api/v1/teams${path}`;
const userAt = ({ person }: Joined) => person.userId;
const audited = async (event: string, id: string, outcome: string) =>
  (
    await box.hub.flows.rooms.store.read(
      'SELECT 1 FROM audit WHERE event = ? AND resource_id = ? AND outcome = ?',
      [event, id, outcome],
    )
  ).length;

/** A team with an owner, an admin and a member. */
async function makeTeam(name: string): Promise<TeamDetail> {
  const { teamId } = await admin.ask<TeamDetail>('POST', teams(), {
    name,
    ownerId: userAt(owner),
  });
  const add = (person: string, role: string) =>
    owner.browser.ask<TeamDetail>('POST', teams(`/${teamId}/members`), { name: person, role });
  await add('Helper', 'admin');
  return add('member', 'member');
}

beforeAll(async () => {
  box = await startHub(() => 'mqtt://127.0.0.1:9');
  await liftSignInLimit(box);
  admin = await setUp(box.hub);
  owner = await joinPerson(admin, 'Owner', 'operator');
  helper = await joinPerson(admin, 'Helper', 'operator');
  member = await joinPerson(admin, 'Member', 'operator');
  stranger = await joinPerson(admin, 'Stranger', 'operator');
});

afterAll(async () => {
  await box?.stop();
});

test('who owns a team looks after it without the right to change every team', async () => {
  const team = await makeTeam('Night shift');
  expect(team.members.map(({ name, role }) => `${name} ${role}`)).toEqual([
    'Owner owner',
    'Helper admin',
    'Member member',
  ]);
  const edited = await owner.browser.ask<TeamDetail>('PATCH', teams(`/${team.teamId}`), {
    description: 'Pumps and fans',
  });
  expect(edited).toMatchObject({ description: 'Pumps and fans', mine: 'owner', memberCount: 3 });
  expect(edited.actions).toEqual(['edit', 'members', 'transfer', 'dissolve']);
  const { items } = await member.browser.ask<{ items: TeamRow[] }>('GET', teams('?mine=true'));
  expect(items[0]).toMatchObject({ name: 'Night shift', mine: 'member', actions: ['leave'] });
});

test('a part in the team allows what the matrix says, to members of others nothing at all', async () => {
  const team = await makeTeam('Matrix');
  const at = teams(`/${team.teamId}`);
  const tries: [string, string, string, unknown][] = [
    ['edit', 'PATCH', at, { description: 'x' }],
    ['add', 'POST', `${at}/members`, { name: 'Stranger' }],
    ['add admin', 'POST', `${at}/members`, { name: 'Stranger', role: 'admin' }],
    ['demote', 'PATCH', `${at}/members/${userAt(helper)}`, { role: 'member' }],
    ['remove admin', 'DELETE', `${at}/members/${userAt(helper)}`, undefined],
    ['transfer', 'PUT', `${at}/owner`, { userId: userAt(helper), confirm: true }],
    ['roles', 'PUT', `${at}/roles`, { roles: ['engineer'] }],
    ['dissolve', 'POST', `${at}/dissolve`, { confirm: true, shared: { to: 'nobody' } }],
  ];
  const outcome = async ({ browser }: Joined) => {
    const done: string[] = [];
    for (const [name, method, path, body] of tries) {
      const { status } = await browser.send(method, path, body);
      if (status < 400) done.push(name);
      else expect(`${name} ${status}`).toBe(`${name} 403`);
    }
    return done;
  };
  expect(await outcome(stranger)).toEqual([]);
  expect(await outcome(member)).toEqual([]);
  const read = await admin.ask<TeamDetail>('GET', at);
  expect(read).toMatchObject({ description: '', memberCount: 3, archivedMs: null });
  expect(await audited('team.dissolved', team.teamId, 'refused')).toBe(2);
  // An admin of the team cannot make another one, nor unmake one, himself apart, who may leave.
  expect((await helper.browser.send(...send(tries[0]))).status).toBe(200);
  expect((await helper.browser.send(...send(tries[2]))).status).toBe(403);
  expect((await helper.browser.send(...send(tries[3]))).status).toBe(403);
  expect((await helper.browser.send(...send(tries[5]))).status).toBe(403);
  expect((await helper.browser.send(...send(tries[6]))).status).toBe(403);
  expect((await helper.browser.send(...send(tries[7]))).status).toBe(403);
  expect((await helper.browser.send(...send(tries[1]))).status).toBe(200);
  expect((await helper.browser.send(...send(tries[4]))).status).toBe(204);
});

const send = ([, method, path, body]: [string, string, string, unknown]) =>
  [method, path, body] as const;

test('a team is handed over to a member, who then owns it alone', async () => {
  const team = await makeTeam('Relay');
  const at = teams(`/${team.teamId}`);
  const to = (who: Joined, confirm: boolean) =>
    owner.browser.send('PUT', `${at}/owner`, { userId: userAt(who), confirm });
  expect((await to(member, false)).status).toBe(400);
  expect(await refusal(await to(stranger, true))).toBe('404 not_found');
  const leave = await owner.browser.send('DELETE', `${at}/members/${userAt(owner)}`);
  expect(await refusal(leave)).toBe('409 conflict');
  const handed = (await (await to(member, true)).json()) as TeamDetail;
  const parts = Object.fromEntries(handed.members.map(({ name, role }) => [name, role]));
  expect(parts).toEqual({ Owner: 'admin', Helper: 'admin', Member: 'owner' });
  expect((await to(helper, true)).status).toBe(403);
  const left = await owner.browser.send('DELETE', `${at}/members/${userAt(owner)}`);
  expect(left.status).toBe(204);
});

test('the roles of a team are its members’, from the next request and only while they are in it', async () => {
  const team = await makeTeam('Tuners');
  const at = teams(`/${team.teamId}`);
  const mayInfer = async () => {
    const { permissions } = await member.browser.ask<{ permissions: string[] }>(
      'GET',
      '/api/v1/users/me/session',
    );
    return permissions.includes('diagnosis:infer');
  };
  expect(await mayInfer()).toBe(false);
  const roles = (keys: string[]) => admin.send('PUT', `${at}/roles`, { roles: keys });
  expect((await roles(['engineer'])).status).toBe(200);
  expect(await mayInfer()).toBe(true);
  await owner.browser.send('DELETE', `${at}/members/${userAt(member)}`);
  expect(await mayInfer()).toBe(false);
  await owner.browser.ask('POST', `${at}/members`, { name: 'Member' });
  expect(await mayInfer()).toBe(true);
  expect(await refusal(await roles(['admin']))).toBe('409 conflict');
  expect(await refusal(await roles(['developer', 'engineer']))).toBe('409 conflict');
  expect(await refusal(await roles(['boss']))).toBe('400 request_invalid');
  const dissolve = { confirm: true, shared: { to: 'members' } };
  expect((await owner.browser.send('POST', `${at}/dissolve`, dissolve)).status).toBe(204);
  expect(await mayInfer()).toBe(false);
});

test('a dissolved team is gone for all but those who may change any, and its name is free', async () => {
  const team = await makeTeam('Old hands');
  const at = teams(`/${team.teamId}`);
  await owner.browser.ask('POST', `${at}/dissolve`, { confirm: true, shared: { to: 'nobody' } });
  expect((await owner.browser.send('GET', at)).status).toBe(404);
  expect((await admin.ask<TeamDetail>('GET', at)).archivedMs).toBeGreaterThan(0);
  const change = await admin.send('PATCH', at, { name: 'New hands' });
  expect(await refusal(change)).toBe('409 conflict');
  const archived = await admin.ask<{ total: number }>('GET', teams('?state=archived&q=old'));
  expect(archived.total).toBe(1);
  expect((await owner.browser.ask<{ total: number }>('GET', teams('?state=archived'))).total).toBe(
    0,
  );
  await makeTeam('Old hands');
});

test('what was shared with a dissolved team goes to another team, to its members, or to nobody', async () => {
  const { store, shares } = box.hub.flows.rooms;
  const other = await makeTeam('Heirs');
  const levels = async (to: object) => {
    const team = await makeTeam(`Shared ${JSON.stringify(to).length}`);
    const id = `dg_${team.teamId.slice(3)}`;
    const share = { resourceType: 'diagnosis', resourceId: id, expiresMs: null };
    const kept = [
      { ...share, subjectId: team.teamId, level: 'editor' as const },
      { ...share, subjectId: userAt(owner), level: 'viewer' as const },
      { ...share, subjectId: userAt(member), level: 'owner' as const },
    ];
    await store.write(kept.map((one) => shares.keeping(one)));
    for (const one of kept) shares.know(one);
    await owner.browser.ask('POST', teams(`/${team.teamId}/dissolve`), {
      confirm: true,
      shared: to,
    });
    const level = (subject: string) => shares.levelOf('diagnosis', id, [subject], Date.now());
    return [team.teamId, other.teamId, userAt(owner), userAt(helper), userAt(member)].map(level);
  };
  expect(await levels({ to: 'team', teamId: other.teamId })).toEqual([
    null,
    'editor',
    'viewer',
    null,
    'owner',
  ]);
  expect(await levels({ to: 'members' })).toEqual([null, null, 'editor', 'editor', 'owner']);
  expect(await levels({ to: 'nobody' })).toEqual([null, null, 'viewer', null, 'owner']);
});

test('figures of a team count its own people, and are for them and for analysts', async () => {
  const team = await makeTeam('Counted');
  const at = teams(`/${team.teamId}/analytics`);
  await member.browser.signIn('Member', NEW_PASSWORD);
  const figures = await member.browser.ask<TeamAnalytics>('GET', at);
  expect(figures).toMatchObject({ members: 3, activeMembers: 3 });
  expect(figures.days.length).toBe(30);
  const today = figures.days[29];
  expect(today.people).toBe(3);
  expect(today.signIns).toBeGreaterThan(3);
  expect((await stranger.browser.send('GET', at)).status).toBe(403);
  expect((await admin.send('GET', at)).status).toBe(200);
});

test('of two teams that are made at once under one name there is one; people are in a team once', async () => {
  const make = () => admin.send('POST', teams(), { name: 'Only one' });
  const statuses = (await Promise.all([make(), make()])).map(({ status }) => status);
  expect(statuses.sort()).toEqual([201, 409]);
  const team = await makeTeam('Once');
  const add = () =>
    owner.browser.send('POST', teams(`/${team.teamId}/members`), { name: 'Stranger' });
  const added = (await Promise.all([add(), add()])).map(({ status }) => status);
  expect(added.sort()).toEqual([200, 409]);
});

test('teams sort by owner, members and time, and an erased owner leaves a team that can be given away', async () => {
  const leaver = await joinPerson(admin, 'Leaver', 'operator');
  const { teamId } = await admin.ask<TeamDetail>('POST', teams(), {
    name: 'Orphans',
    ownerId: userAt(leaver),
  });
  await leaver.browser.ask('POST', teams(`/${teamId}/members`), { name: 'Member' });
  await admin.ask('DELETE', `/api/v1/users/${userAt(leaver)}`);
  await admin.ask('POST', `/api/v1/users/${userAt(leaver)}/erase`, { confirm: true });
  const orphaned = await admin.ask<TeamDetail>('GET', teams(`/${teamId}`));
  expect(orphaned).toMatchObject({ owner: null, memberCount: 1 });
  const given = await admin.ask<TeamDetail>('PUT', teams(`/${teamId}/owner`), {
    userId: userAt(member),
    confirm: true,
  });
  expect(given.owner?.name).toBe('Member');
  for (const sort of ['owner', '-members', 'created', 'name']) {
    const { items } = await admin.ask<{ items: TeamRow[] }>('GET', teams(`?sort=${sort}`));
    expect(items.length).toBeGreaterThan(5);
  }
});
