import { afterAll, beforeAll, expect, test } from 'bun:test';
import { parse } from 'csv-parse/sync';
import type { UserId } from '#schemas/ids/ids';
import { BrowserSession } from '../rig/browser-session.ts';
import { PeopleBox } from '../security/people-box.ts';

const DAY_MS = 86_400_000;
let box: PeopleBox;
let admin: BrowserSession;
let eve: UserId;

beforeAll(async () => {
  box = await PeopleBox.start();
  await box.set('signIn', { secondFactorRoles: [] });
  await box.set('limits', { signIn: { perHour: 1_000_000, burst: 100_000 } });
  await box.add('Admin', 'admin');
  eve = await box.add('Eve', 'engineer');
  await box.add('Idle', 'viewer');
  admin = await box.signedIn('Admin');
});
afterAll(() => box?.stop());

let asked = 0;
/** A report as a file of that format. */
async function file(kind: string, format: string, more = ''): Promise<string> {
  const now = Date.now();
  const query = `from=${now - DAY_MS}&to=${now + DAY_MS}&format=${format}${more}`;
  const response = await admin.send('GET', `/api/v1/audit/reports/${kind}?${query}`);
  expect(response.headers.get('content-disposition')).toContain(`${kind}-`);
  asked++;
  return response.text();
}

/** Its rows as a spreadsheet gets them, which are those of its JSON, and the notes that stand there. */
async function report(kind: string, more = ''): Promise<{ rows: Row[]; notes: string }> {
  const rows: Row[] = parse(await file(kind, 'csv', more), { columns: true });
  const json: { notes: string[]; rows: Row[] } = JSON.parse(await file(kind, 'json', more));
  expect(json.rows.length).toBe(rows.length);
  return { rows, notes: json.notes.join('\n') };
}
type Row = Record<string, string>;
const eventsOf = ({ rows }: { rows: Row[] }) => rows.map(({ event }) => event);

test('failed sign-ins: every failure and lock, with name and address, and no sign-in that went well', async () => {
  const stranger = new BrowserSession(box.origin);
  const statuses: number[] = [];
  for (const name of ['Eve', 'Eve', 'nobody-here']) {
    const body = { name, password: 'wrong wrong wrong' };
    statuses.push((await stranger.send('POST', '/api/v1/auth/login', body)).status);
  }
  expect(statuses).toEqual([401, 401, 401]);
  const { rows, notes } = await report('failed-sign-ins');
  expect(rows).toHaveLength(3);
  expect(rows.filter((row) => row.subject === 'Eve' || row.resource_id === eve)).toHaveLength(2);
  for (const row of rows) {
    expect(row.event).toBe('auth.failed');
    expect(row.outcome).not.toBe('done');
    expect(row.address).toContain('127.0.0.1');
  }
  expect(notes).toContain('Entries: 3');
});

test('deletions: what was deleted, ended or taken away, by whom', async () => {
  const draft = { name: 'Role', description: '', inherits: [], permissions: ['plant:read'] };
  await admin.ask('POST', '/api/v1/roles', { key: 'r', ...draft });
  await admin.ask('DELETE', '/api/v1/roles/r');
  const { key } = await admin.ask<{ key: { keyId: string } }>('POST', '/api/v1/keys', {
    name: 'k',
    scopes: ['plant:read'],
  });
  await admin.ask('DELETE', `/api/v1/keys/${key.keyId}`);
  const tokens = '/api/v1/agents/join-tokens';
  const { token } = await admin.ask<{ token: { tokenId: string } }>('POST', tokens, {
    agentId: 'agent-9',
  });
  await admin.ask('DELETE', `${tokens}/${token.tokenId}`);
  const gone = await box.add('Gone', 'viewer');
  await admin.ask('DELETE', `/api/v1/users/${gone}`);
  await admin.ask('POST', `/api/v1/users/${gone}/erase`, { confirm: true });
  const made = await report('deletions');
  expect(eventsOf(made).sort()).toEqual([
    'agent.join_token_withdrawn',
    'key.revoked',
    'role.deleted',
    'user.deleted',
    'user.erased',
  ]);
  expect(new Set(made.rows.map(({ actor }) => actor))).toEqual(new Set(['Admin']));
  expect(JSON.stringify(made.rows)).not.toContain('Gone');
});

test('who may what: every account with its role, and from where else it has rights, and whether it is used', async () => {
  await admin.ask('PUT', `/api/v1/users/${eve}/permissions/audit:read`, { effect: 'grant' });
  await admin.ask('PUT', `/api/v1/users/${eve}/permissions/plant:edit`, { effect: 'deny' });
  const team = await admin.ask<{ teamId: string }>('POST', '/api/v1/teams', {
    name: 'Crew',
    ownerId: eve,
  });
  await admin.ask('PUT', `/api/v1/teams/${team.teamId}/roles`, { roles: ['analyst'] });
  const right = { role: 'operator', expiresMs: Date.UTC(2100, 0, 1) };
  const put = (area: string, subject: object) =>
    admin.ask('PUT', `/api/v1/areas/${area}/rights`, { ...right, subject });
  await put('Hall', { kind: 'person', id: eve });
  await put('Yard', { kind: 'team', id: team.teamId });
  const { rows, notes } = await report('access-review');
  const of = (name: string) => rows.find((row) => row.name === name);
  expect(of('Eve')).toMatchObject({
    user_id: eve,
    role: 'engineer',
    status: 'active',
    beside_the_role: [
      'grant audit:read',
      'deny plant:edit',
      'by team Crew: analyst',
      'in area Hall: operator until 2100-01-01T00:00:00.000Z',
      'by team Crew in area Yard: operator until 2100-01-01T00:00:00.000Z',
    ].join('; '),
    last_sign_in: 'never',
    used: 'no',
  });
  expect(of('Admin')).toMatchObject({ role: 'admin', used: 'yes' });
  expect(of('Idle')).toMatchObject({ role: 'viewer', used: 'no' });
  expect(rows.filter(({ name }) => name.startsWith('erased'))).toEqual([]);
  expect(notes).toContain(`Accounts: ${rows.length}`);
});

test('actions of one person: all of them, and of nobody else', async () => {
  const browser = await box.signedIn('Eve');
  await browser.ask('PATCH', '/api/v1/users/me', { fullName: '=Eve' });
  await browser.send('GET', '/api/v1/users');
  const made = await report('actions-by-person', `&actorId=${eve}`);
  expect(eventsOf(made)).toContain('auth.signed_in');
  expect(eventsOf(made)).toContain('profile.changed');
  expect(new Set(made.rows.map(({ actor_id }) => actor_id))).toEqual(new Set([eve]));
  for (const row of made.rows)
    for (const cell of Object.values(row)) expect(cell).not.toMatch(/^[=+@]/);
});

test('each report comes as PDF, too, is recorded, and is for those who may export', async () => {
  for (const kind of ['failed-sign-ins', 'deletions', 'access-review', 'actions-by-person']) {
    const pdf = await file(kind, 'pdf');
    expect(pdf.slice(0, 5)).toBe('%PDF-');
    expect(pdf).toContain('%%EOF');
  }
  const { items } = await admin.ask<{ items: { seq: number }[] }>(
    'GET',
    '/api/v1/audit?event=audit.exported',
  );
  expect(items.length).toBe(asked);
  const at = '/api/v1/audit/reports';
  const wrong = await admin.send('GET', `${at}/deletions?from=2&to=1&format=csv`);
  expect(wrong.status).toBe(400);
  const browser = await box.signedIn('Eve');
  expect((await browser.send('GET', `${at}/deletions?from=0&to=1&format=csv`)).status).toBe(403);
});
