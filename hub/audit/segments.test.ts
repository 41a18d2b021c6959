import { afterAll, beforeAll, expect, test } from 'bun:test';
import { appendFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLog } from '../log.ts';
import { SYSTEM_ACTOR } from '../store/actor.ts';
import { Store } from '../store/store.ts';
import { Vault } from '../store/vault.ts';
import { Checkpoints } from './checkpoints.ts';
import { linesOf, Segments } from './segments.ts';
import { verifyFile } from './trail-file.ts';
import { verifyTrail } from './verify-trail.ts';

const DAY = 86_400_000;
const dataDir = mkdtempSync(join(tmpdir(), 'tremolo-segments-'));
const folder = join(dataDir, 'segments');
const log = createLog('test', () => undefined);
const store = new Store({ dataDir, log, onCrash: () => undefined });
let nowMs = Date.now();
const clock = () => nowMs;
const vault = new Vault({ dataDir });
const checkpoints = new Checkpoints({ store, vault, clock, log, folder: dataDir });
const segments = new Segments({ store, clock, log, checkpoints, folder, retentionDays: () => 30 });
const record = (n: number) =>
  store.record(
    [],
    Array.from({ length: n }, () => ({ event: 'system.started' as const, actor: SYSTEM_ACTOR })),
  );
const verified = () => verifyTrail((sql, args) => store.read(sql, args), null);
const count = async () => Number((await store.read('SELECT count(*) AS n FROM audit'))[0].n);

beforeAll(async () => {
  await store.start();
  vault.start();
  await checkpoints.start();
});
afterAll(async () => {
  await store.stop();
  rmSync(dataDir, { recursive: true });
});

test('what is young stays, and what is not sealed stays whatever its age', async () => {
  await record(5);
  nowMs += 40 * DAY;
  expect(await segments.turn()).toBe(0);
  nowMs -= 40 * DAY;
  await checkpoints.sign('now');
  expect(await segments.turn()).toBe(0);
  expect(await count()).toBe(5);
});

test('what is old goes out as a file that verifies alone, and the rest of the trail still verifies', async () => {
  nowMs += 40 * DAY;
  await record(3);
  expect(await segments.turn()).toBe(5);
  const [file] = readdirSync(folder);
  const verdict = await verifyFile(linesOf(join(folder, file)), await checkpoints.publicKeys());
  expect(verdict).toMatchObject({ finding: null, entries: 5, through: 5 });
  expect((await store.read('SELECT min(seq) AS n FROM audit'))[0].n).toBe(6);
  expect((await verified()).finding).toBeNull();
});

test('a segment whose file is not what was written deletes nothing', async () => {
  await checkpoints.sign('now');
  nowMs += 40 * DAY;
  const before = await count();
  const broken = new Segments({
    store,
    clock,
    log,
    checkpoints,
    folder,
    retentionDays: () => 30,
  });
  await store.write([
    {
      sql: 'INSERT INTO audit_segments VALUES (?, 6, ?, ?, 0, NULL)',
      args: [8, 'audit-lost.jsonl.gz', 'x'],
    },
  ]);
  appendFileSync(join(folder, 'audit-lost.jsonl.gz'), 'not it');
  expect(broken.turn()).rejects.toThrow('not what was written');
  expect(await count()).toBe(before);
});
