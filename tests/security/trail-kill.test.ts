import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Client, createClient } from '@libsql/client';
import { HubProcess } from '../hub/hub-process.ts';
import { setUpWith } from '../hub/plant-box.ts';
import type { BrowserSession } from '../rig/browser-session.ts';

const ROUNDS = 4;
const WORKERS = 8;
const LONGEST_MS = 700;
const MAIN = new URL('../../hub/audit/verify-main.ts', import.meta.url).pathname;
const seed = Number(process.env.TREMOLO_SEED ?? Date.now() % 1_000_000);
const dataDir = mkdtempSync(join(tmpdir(), 'tremolo-trail-kill-'));
let hub: HubProcess;
let port = '0';
let admin: BrowserSession;
/** What the hub said it had done: the event and what it was done to. */
const acknowledged: { event: string; id: string }[] = [];
/** The last description that each worker's role got with an answer. */
const described = new Map<string, number>();

beforeAll(async () => {
  process.stdout.write(`seed ${seed} (TREMOLO_SEED repeats the moments of the kills)\n`);
  const line = await start();
  admin = await setUpWith(line.http, (line.setupLink ?? '').split('#token=')[1]);
  const { revision } = await admin.ask<{ revision: number }>('GET', '/api/v1/settings/limits');
  const perPerson = { perHour: 10_000_000, burst: 100_000 };
  const values = { perPerson, perAddress: perPerson };
  await admin.ask('PATCH', '/api/v1/settings/limits', { revision, values });
});
afterAll(async () => {
  await hub?.end('SIGKILL');
  rmSync(dataDir, { recursive: true });
});

async function start() {
  hub = new HubProcess({
    DATA_DIR: dataDir,
    HTTP__PORT: port,
    BROKER__URL: 'mqtt://127.0.0.1:9',
  });
  const line = await hub.ready();
  // The same one after each kill: the browser goes on with its session.
  port = new URL(line.http).port;
  return line;
}

/** Numbers from 0 to 1 that a seed repeats (mulberry32). */
function randomFrom(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One change after the other until the hub is gone; each that is answered is noted. */
async function change(worker: string): Promise<void> {
  const role = { name: 'Role', description: '0', inherits: [], permissions: ['plant:read'] };
  const own = `own-${worker}`;
  const done = async (event: string, method: string, path: string, body: object, id?: string) => {
    const response = await admin.send(method, `/api/v1${path}`, body);
    const answer = response.status === 204 ? {} : await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${answer.code}`);
    acknowledged.push({ event, id: id ?? answer.key?.keyId ?? answer.teamId });
  };
  await done('role.created', 'POST', '/roles', { key: own, ...role }, own);
  for (let n = 1; ; n++) {
    const name = `${worker}-${n}`;
    await done('role.created', 'POST', '/roles', { key: name, ...role }, name);
    await done('role.changed', 'PATCH', `/roles/${own}`, { description: String(n) }, own);
    described.set(own, n);
    await done('team.created', 'POST', '/teams', { name });
    // Keys of one person are limited in number.
    if (n % 8 === 1) await done('key.created', 'POST', '/keys', { name, scopes: ['plant:read'] });
    if (n % 2 === 0) await done('role.deleted', 'DELETE', `/roles/${name}`, {}, name);
  }
}

async function workUntilKilled(round: number, afterMs: number): Promise<void> {
  const works = Array.from({ length: WORKERS }, (_, i) => change(`w${round}-${i}`));
  const before = acknowledged.length;
  const ends = Promise.allSettled(works);
  // The moment is what this is about: whatever the hub does then is cut off.
  await Bun.sleep(afterMs);
  await hub.end('SIGKILL');
  for (const end of await ends) {
    const reason = end.status === 'rejected' ? String(end.reason) : 'it ended by itself';
    // A refusal would mean that the changes were none.
    expect(reason).not.toMatch(/\/\S+: \d{3}|ended by itself/);
  }
  expect(acknowledged.length).toBeGreaterThan(before);
}

async function verified(): Promise<string> {
  const child = Bun.spawn([process.execPath, MAIN, '--data-dir', dataDir], {
    stdout: 'pipe',
    stderr: 'pipe',
  });
  const said =
    (await new Response(child.stdout).text()) + (await new Response(child.stderr).text());
  await child.exited;
  return said;
}

/** All changes of the store against all entries of the trail, both ways. */
async function compare(database: Client): Promise<void> {
  const rows = async (sql: string) => (await database.execute(sql)).rows;
  const entries = await rows("SELECT event, resource_id AS id FROM audit WHERE outcome = 'done'");
  const counts = new Map<string, number>();
  for (const { event, id } of entries) {
    const key = `${event} ${id}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  for (const { event, id } of acknowledged) {
    if (event === 'role.changed') continue;
    expect(`${event} ${id} ${counts.get(`${event} ${id}`)}`).toBe(`${event} ${id} 1`);
  }
  for (const [table, column, made, gone] of [
    ['roles', 'role_key', 'role.created', 'role.deleted'],
    ['teams', 'team_id', 'team.created', null],
    ['api_keys', 'key_id', 'key.created', null],
  ] as const) {
    const there = (await rows(`SELECT ${column} AS id FROM ${table}`)).map(({ id }) => String(id));
    const told = entries.filter(({ event }) => event === made).map(({ id }) => String(id));
    const left = told.filter((id) => gone === null || !counts.has(`${gone} ${id}`));
    expect(there.sort()).toEqual(left.sort());
  }
  await compareDescriptions(rows);
}

/** Of one thing that is changed again and again: each change has one entry, and the thing is as the last one says. */
async function compareDescriptions(rows: (sql: string) => Promise<unknown[]>): Promise<void> {
  const changes = (await rows(
    "SELECT resource_id AS id, json_extract(details, '$.after.description') AS d FROM audit WHERE event = 'role.changed' ORDER BY seq",
  )) as { id: string; d: string }[];
  const roles = (await rows(
    "SELECT role_key AS id, description AS d FROM roles WHERE role_key LIKE 'own-%'",
  )) as { id: string; d: string }[];
  for (const { id, d } of roles) {
    const told = changes.filter((one) => one.id === id).map((one) => Number(one.d));
    expect(told).toEqual(told.map((_, i) => i + 1));
    expect(Number(d)).toBe(told.length);
    expect(Number(d)).toBeGreaterThanOrEqual(described.get(id) ?? 0);
  }
}

test('whenever the hub is killed, each change that it confirmed has one entry, none is without, and the chain holds', async () => {
  const random = randomFrom(seed);
  for (let round = 0; round < ROUNDS; round++) {
    await workUntilKilled(round, 150 + random() * LONGEST_MS);
    // As the power cut left it, before any hub could put something right.
    expect(await verified()).toContain('As recorded');
    await start();
    const database = createClient({ url: `file:${join(dataDir, 'tremolo.db')}` });
    await compare(database);
    database.close();
    const { items } = await admin.ask<{ items: { event: string }[] }>(
      'GET',
      '/api/v1/audit?event=system.started',
    );
    expect(items).toHaveLength(round + 2);
  }
  expect(await verified()).toContain('As recorded');
  process.stdout.write(`${acknowledged.length} changes confirmed in ${ROUNDS} rounds\n`);
}, 40_000);
