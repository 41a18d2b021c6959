import { afterAll, beforeAll, expect, test } from 'bun:test';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHAIN_START, type ChainedEntry, chainHash } from '#schemas/audit/chain';
import { TrailVerifier } from '#schemas/audit/verify';
import type { AuditKeeping } from '#schemas/http/audit-keeping';
import type { RoleInfo } from '#schemas/http/rights';
import { HubProcess } from '../hub/hub-process.ts';
import type { BrowserSession } from '../rig/browser-session.ts';
import { PeopleBox } from './people-box.ts';
import { tamper, verify } from './trail-tools.ts';

const DAY_MS = 86_400_000;
const folder = mkdtempSync(join(tmpdir(), 'tremolo-edges-'));
const dataDir = join(folder, 'data');
const copy = join(folder, 'copy');
let box: PeopleBox;
let admin: BrowserSession;
let number = 0;

beforeAll(async () => {
  await start();
});
afterAll(async () => {
  await box?.stop();
  rmSync(folder, { recursive: true });
});

async function start(): Promise<void> {
  box = await PeopleBox.start({ dataDir });
  if (box.rooms.directory.find('Admin') === null) {
    await box.set('signIn', { secondFactorRoles: [] });
    await box.add('Admin', 'admin');
  }
  admin = await box.signedIn('Admin');
}

const makeRole = () => {
  const key = `role-${++number}`;
  const draft = { key, name: key, description: '', inherits: [], permissions: ['plant:read'] };
  return admin.send('POST', '/api/v1/roles', draft);
};
const changes = async (count: number) => {
  for (let i = 0; i < count; i++) expect((await makeRole()).status).toBe(201);
};
const one = async (sql: string) =>
  Number((await box.rooms.store.read(`SELECT (${sql}) AS n`))[0].n);
const lastSeq = () => one('SELECT max(seq) FROM audit');

/** The database as it is now, to be tampered with beside the hub. */
async function copied(): Promise<string> {
  await box.rooms.store.script('PRAGMA wal_checkpoint(TRUNCATE)');
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy);
  const path = join(copy, 'tremolo.db');
  copyFileSync(box.rooms.store.path, path);
  return path;
}
const verifyCopy = (...args: string[]) => verify(['--data-dir', copy, ...args]);

test('a change that cannot be recorded is refused and not made, on a full disk', async () => {
  await changes(1);
  const { store } = box.rooms;
  const pages = await one('SELECT page_count FROM pragma_page_count');
  await store.script(`PRAGMA max_page_count = ${pages}`);
  let response = await makeRole();
  // The last free bytes of its pages are used up first.
  while (response.status === 201) response = await makeRole();
  expect(response.status).toBe(507);
  const problem = await response.json();
  expect(problem.code).toBe('storage_full');
  const entries = await one("SELECT count(*) FROM audit WHERE event = 'role.created'");
  const made = await one('SELECT count(*) FROM roles');
  expect(made).toBe(entries);
  const { roles } = await admin.ask<{ roles: RoleInfo[] }>('GET', '/api/v1/roles');
  expect(roles.filter(({ isBuiltIn }) => !isBuiltIn)).toHaveLength(made);
  await store.script('PRAGMA max_page_count = 1073741823');
  await changes(1);
  expect((await verify(['--data-dir', dataDir])).said).toContain('As recorded');
});

test('what is altered, removed, moved or put in between is named by its number', async () => {
  await box.rooms.checkpoints.sign('now');
  await changes(8);
  await box.rooms.checkpoints.sign('now');
  const last = await lastSeq();
  const swap = (column: string) =>
    `UPDATE audit SET ${column} = (SELECT o.${column} FROM old o WHERE o.seq = 11 - audit.seq) WHERE seq IN (5, 6)`;
  const columns = ['at_ms', 'event', 'actor_id', 'resource_id', 'details', 'hash'];
  const shift = (by: number) => [
    `UPDATE audit SET seq = -seq - ${by} WHERE seq > 5`,
    'UPDATE audit SET seq = -seq WHERE seq < 0',
  ];
  const cases: Record<string, { does: string[]; says: string }> = {
    altered: {
      does: [`UPDATE audit SET details = '{"x":1}' WHERE seq = 5`],
      says: 'entry 5: Entry 5 was altered',
    },
    'personal part altered': {
      does: [`UPDATE audit_personal SET body = '{"name":"Eve"}' WHERE seq = ${last}`],
      says: `entry ${last}: What is personal in entry ${last} was altered`,
    },
    removed: { does: ['DELETE FROM audit WHERE seq = 5'], says: 'entry 5: Entry 5 is missing' },
    'removed with the gap closed': {
      does: ['DELETE FROM audit WHERE seq = 6', ...shift(-1)],
      says: 'entry 6: Entry 6 was altered, or the one before',
    },
    'two that changed places': {
      does: ['CREATE TEMP TABLE old AS SELECT * FROM audit', ...columns.map(swap)],
      says: 'entry 5: Entry 5 was altered',
    },
    'put in between': {
      does: [
        ...shift(1),
        'INSERT INTO audit SELECT 6, at_ms, event, severity, outcome, actor_id, actor_role, session_id, key_id, impersonator_id, correlation_id, resource_type, resource_id, details, actor_commitment, subject_commitment, hash FROM audit WHERE seq = 5',
      ],
      says: 'entry 6: Entry 6 was altered, or the one before',
    },
    'cut at the end': {
      does: [`DELETE FROM audit WHERE seq > ${last - 2}`],
      says: `entry ${last - 1}: Entries ${last - 1} to ${last} are missing at the end: the last was signed`,
    },
    'deleted as if by retention': {
      does: [
        `INSERT INTO audit_segments SELECT seq, 1, 'audit.jsonl.gz', 'x', 1, 1 FROM audit_checkpoints ORDER BY seq LIMIT 1`,
        'DELETE FROM audit WHERE seq <= (SELECT last_seq FROM audit_segments)',
      ],
      says: 'no entry says into which file they went',
    },
    'a first checkpoint removed': {
      does: ['DELETE FROM audit_checkpoints WHERE seq = (SELECT min(seq) FROM audit_checkpoints)'],
      says: 'A checkpoint before the one at entry',
    },
  };
  await changes(1);
  await box.rooms.checkpoints.sign('now');
  await tamper(await copied());
  expect((await verifyCopy()).said).toContain('As recorded');
  for (const [what, { does, says }] of Object.entries(cases)) {
    const path = await copied();
    await tamper(path, `DELETE FROM audit WHERE seq > ${last}`, ...does);
    await tamper(path, `DELETE FROM audit_checkpoints WHERE seq > ${last}`);
    const { code, said } = await verifyCopy();
    expect(`${what}: ${code} ${said}`).toContain(`${what}: 1 NOT AS RECORDED at`);
    expect(`${what}: ${said}`).toContain(says);
  }
}, 30_000);

test('a trail that was cut together with its signatures is given away by a number and hash kept elsewhere', async () => {
  await changes(3);
  await box.rooms.checkpoints.sign('now');
  const { said } = await verify(['--data-dir', dataDir]);
  const noted = /--noted (\d+:[0-9a-f]{64})/.exec(said)?.[1] ?? '';
  const last = Number(noted.split(':')[0]);
  expect(last).toBe(await lastSeq());
  const path = await copied();
  const cut = ['audit', 'audit_checkpoints'].map((t) => `DELETE FROM ${t} WHERE seq > ${last - 3}`);
  await tamper(path, ...cut);
  expect((await verifyCopy()).code).toBe(0);
  const found = await verifyCopy('--noted', noted);
  expect(found).toMatchObject({ code: 1 });
  expect(found.said).toContain('the last was noted elsewhere');
  const other = await verify(['--data-dir', dataDir, '--noted', `${last}:${'0'.repeat(64)}`]);
  expect(other.said).toContain(`Entry ${last} is not the one that was noted elsewhere`);
  expect((await verify(['--data-dir', dataDir, '--noted', noted])).code).toBe(0);
}, 20_000);

test('what somebody adds at the end with a right hash is said not to be signed', async () => {
  const path = await copied();
  const [row] = await box.rooms.store.read('SELECT * FROM audit ORDER BY seq DESC LIMIT 1');
  const seq = Number(row.seq) + 1;
  const forged: ChainedEntry = {
    seq,
    atMs: Number(row.at_ms),
    event: 'user.role_changed',
    severity: 'warning',
    outcome: 'done',
    actorId: 'us_eve',
    actorRole: 'admin',
    sessionId: null,
    keyId: null,
    impersonatorId: null,
    correlationId: null,
    resourceType: 'user',
    resourceId: 'us_eve',
    details: '{}',
    actorCommitment: null,
    subjectCommitment: null,
  };
  const args = [...Object.values(forged), chainHash(String(row.hash), forged)];
  const marks = args.map(() => '?').join(', ');
  await tamper(path, { sql: `INSERT INTO audit VALUES (${marks})`, args });
  const { said } = await verifyCopy();
  expect(said).toMatch(new RegExp(`Entries \\d+ to ${seq} are not signed yet`));
});

test('entries that went missing while the hub was off are told when it starts', async () => {
  await changes(2);
  await box.stop();
  const path = join(dataDir, 'tremolo.db');
  await tamper(path, 'DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit_checkpoints)');
  await start();
  const { items } = await admin.ask<{ items: { severity: string }[] }>(
    'GET',
    '/api/v1/audit?event=audit.broken',
  );
  expect(items.map(({ severity }) => severity)).toEqual(['critical']);
  await box.stop();
  rmSync(dataDir, { recursive: true });
  await start();
});

test('a second hub on the same data is refused and changes nothing', async () => {
  const data = join(folder, 'two');
  const settings = { DATA_DIR: data, HTTP__PORT: '0', BROKER__URL: 'mqtt://127.0.0.1:9' };
  const first = new HubProcess(settings);
  await first.ready();
  const second = new HubProcess(settings);
  await expect(second.ready()).rejects.toThrow('ended before it was ready');
  expect(await second.end('SIGTERM')).not.toBe(0);
  expect(await first.end('SIGTERM')).toBe(0);
  const { code, said } = await verify(['--data-dir', data]);
  expect(code).toBe(0);
  // Begun and ended once: two entries of the first hub, besides the setup link that it printed.
  expect(said).toMatch(/As recorded: [23] entries/);
}, 20_000);

test('a clock that is set back breaks no chain, is said, and delays no signature', async () => {
  const entries: ChainedEntry[] = [0, 60_000, -3_600_000, -3_599_000].map((offset, i) => ({
    seq: i + 1,
    atMs: 1_700_000_000_000 + offset,
    event: 'system.started',
    severity: 'info',
    outcome: 'done',
    actorId: null,
    actorRole: null,
    sessionId: null,
    keyId: null,
    impersonatorId: null,
    correlationId: null,
    resourceType: 'system',
    resourceId: null,
    details: '{}',
    actorCommitment: null,
    subjectCommitment: null,
  }));
  const verifier = new TrailVerifier({ keys: new Map(), checkpoints: [], from: null });
  let hash = CHAIN_START;
  for (const entry of entries) {
    hash = chainHash(hash, entry);
    expect(verifier.check({ ...entry, hash, personal: [] })).toBeNull();
  }
  expect(verifier.checked).toMatchObject({ through: 4, stepBack: 3 });
  await box.rooms.checkpoints.sign('now');
  await changes(1);
  expect(await box.rooms.checkpoints.sign('if due')).toBeNull();
  box.clock.nowMs -= 365 * DAY_MS;
  expect(await box.rooms.checkpoints.sign('if due')).not.toBeNull();
  box.clock.nowMs += 365 * DAY_MS;
});

test('sealed parts verify one by one and together on another machine, with nothing but the public key', async () => {
  const elsewhere = join(folder, 'elsewhere');
  mkdirSync(elsewhere, { recursive: true });
  const { checkpoints, segments } = box.rooms;
  for (let i = 0; i < 3; i++) {
    await changes(3);
    await checkpoints.sign('now');
    box.clock.nowMs += 4_000 * DAY_MS;
    expect(await segments.turn()).toBeGreaterThan(0);
    box.clock.nowMs -= 4_000 * DAY_MS;
    // The hub may have ended the session in those years.
    admin = await box.signedIn('Admin');
  }
  const keeping = await admin.ask<AuditKeeping>('GET', '/api/v1/audit/segments');
  expect(keeping.segments).toHaveLength(3);
  for (const { file, last } of keeping.segments) {
    const response = await admin.send('GET', `/api/v1/audit/segments/${last}`);
    writeFileSync(join(elsewhere, file), new Uint8Array(await response.arrayBuffer()));
  }
  const { keys } = await admin.ask<{ keys: { pem: string }[] }>('GET', '/api/v1/audit/keys');
  writeFileSync(join(elsewhere, 'key.pem'), keys[0].pem);
  const files = keeping.segments.map(({ file }) => file);
  const check = (...names: string[]) =>
    verify([...names.flatMap((name) => ['--file', name]), '--public-key', 'key.pem'], elsewhere);
  for (const { file, first, last } of keeping.segments) {
    const { code, said } = await check(file);
    expect(code).toBe(0);
    expect(said).toContain(`from number ${first} to ${last}`);
  }
  const [latest, middle, earliest] = keeping.segments;
  const all = await check(...files);
  expect(all.code).toBe(0);
  expect(all.said).toContain(`from number ${earliest.first} to ${latest.last}`);
  const without = await check(earliest.file, latest.file);
  expect(without.code).toBe(1);
  expect(without.said).toContain(
    `One file ends with entry ${earliest.last}, the next begins behind entry ${middle.last}`,
  );
  // What is still here goes on where the files end, and whoever has neither key nor files still sees that.
  expect((await verify(['--data-dir', dataDir])).said).toContain(
    `from number ${latest.last + 1} to`,
  );
  const foreign = await verify(['--file', join(elsewhere, files[0])]);
  expect(foreign).toMatchObject({ code: 2 });
}, 30_000);

test('the key that signs is replaced at the console beside a running hub; the old one vouches for what was, and signs no more', async () => {
  await changes(2);
  const main = new URL('../../hub/console.ts', import.meta.url).pathname;
  const rotate = Bun.spawn([process.execPath, main, 'rotate-audit-key'], {
    env: { ...process.env, TREMOLO_HUB_DATA_DIR: dataDir },
    stdout: 'pipe',
    stderr: 'inherit',
  });
  const said = await new Response(rotate.stdout).text();
  expect(await rotate.exited).toBe(0);
  const newId = /public-key-([0-9a-f]{16})\.pem/.exec(said)?.[1] ?? '';
  await changes(2);
  const checkpoint = await box.rooms.checkpoints.sign('now');
  expect(checkpoint?.keyId).toBe(newId);
  const keyFiles = readdirSync(join(dataDir, 'audit'))
    .filter((name) => name.endsWith('.pem'))
    .map((name) => join(dataDir, 'audit', name));
  expect(keyFiles).toHaveLength(2);
  const given = (files: string[]) => files.flatMap((file) => ['--public-key', file]);
  expect((await verify(['--data-dir', dataDir, ...given(keyFiles)])).code).toBe(0);
  const onlyNew = keyFiles.filter((file) => file.includes(newId));
  const half = await verify(['--data-dir', dataDir, ...given(onlyNew)]);
  expect(half.said).toContain('signed with a key that is not yours');
  expect((await box.audit()).map(({ event }) => event)).toContain('audit.key_rotated');
}, 20_000);

test('an erased person leaves the chain whole, in the database and in a file taken before', async () => {
  const userId = await box.add('Leaver', 'viewer');
  await box.signedIn('Leaver');
  const exported = await (await admin.send('GET', '/api/v1/audit/export?format=jsonl')).text();
  await admin.ask('DELETE', `/api/v1/users/${userId}`);
  await admin.ask('POST', `/api/v1/users/${userId}/erase`, { confirm: true });
  const { code, said } = await verify(['--data-dir', dataDir]);
  expect(`${code} ${said}`).toStartWith('0 As recorded');
  const rows = await box.rooms.store.read(
    "SELECT body FROM audit_personal WHERE body LIKE '%Leaver%' OR body LIKE '%leaver@%'",
  );
  expect(rows).toEqual([]);
  const { items } = await admin.ask<{ items: unknown[] }>('GET', '/api/v1/audit?q=Leaver');
  expect(items).toEqual([]);
  const { keys } = await admin.ask<{ keys: { pem: string }[] }>('GET', '/api/v1/audit/keys');
  const file = join(folder, 'before.jsonl');
  writeFileSync(file, exported);
  const given = keys.flatMap(({ pem }, i) => {
    const path = join(folder, `before-${i}.pem`);
    writeFileSync(path, pem);
    return ['--public-key', path];
  });
  expect((await verify(['--file', file, ...given])).code).toBe(0);
});
