import { afterAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@libsql/client';
import { TremoloError } from '#schemas/errors/tremolo-error';
import { createLog } from '../log.ts';
import { migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations.ts';
import { Store } from './store.ts';

const folder = mkdtempSync(join(tmpdir(), 'tremolo-store-'));
afterAll(() => rmSync(folder, { recursive: true }));
let made = 0;
const open = async (name = `${made++}`) => {
  const dataDir = join(folder, name);
  const store = new Store({
    dataDir,
    log: createLog('test', () => undefined),
    onCrash: () => undefined,
  });
  await store.start();
  return store;
};

const codeOf = async (promise: Promise<unknown>) => {
  try {
    await promise;
    return 'none';
  } catch (error) {
    return error instanceof TremoloError ? error.code : String(error);
  }
};

test('what was written is there after a restart, in a file that only its owner reads', async () => {
  const store = await open('kept');
  await store.write([{ sql: 'INSERT INTO counters VALUES (?, ?)', args: ['a', 7] }]);
  for (const file of ['', '-wal', '-shm']) {
    expect(statSync(store.path + file).mode & 0o777).toBe(0o600);
  }
  await store.stop();
  const again = await open('kept');
  expect(await again.read('SELECT * FROM counters')).toEqual([{ name: 'a', value: 7 }]);
  await again.stop();
});

test('of a failing transaction nothing stays, and the next one works', async () => {
  const store = await open();
  const insert = { sql: 'INSERT INTO counters VALUES (?, 1)', args: ['twice'] };
  expect(await codeOf(store.write([insert, insert]))).toBe('storage_failed');
  expect(await store.read('SELECT * FROM counters')).toEqual([]);
  expect(await codeOf(store.write([insert]))).toBe('none');
  await store.stop();
});

test('writes asked for at once happen one after the other, in order', async () => {
  const store = await open();
  await store.write([{ sql: "INSERT INTO counters VALUES ('n', 0)" }]);
  const add = Array.from({ length: 50 }, (_, i) =>
    store.write([{ sql: 'UPDATE counters SET value = value * 2 % 1009 + ?', args: [i] }]),
  );
  await Promise.all(add);
  let expected = 0;
  for (let i = 0; i < 50; i++) expected = ((expected * 2) % 1009) + i;
  expect((await store.read('SELECT value FROM counters'))[0].value).toBe(expected);
  await store.stop();
});

test('a full disk is told apart from other failures, and writing goes on when there is room', async () => {
  const store = await open();
  const [{ page_count }] = await store.read('PRAGMA page_count');
  await store.script(`PRAGMA max_page_count = ${Number(page_count) + 2}`);
  const big = { sql: 'INSERT INTO counters VALUES (?, 1)', args: ['x'.repeat(100_000)] };
  expect(await codeOf(store.write([big]))).toBe('storage_full');
  await store.script('PRAGMA max_page_count = 1000000');
  expect(await codeOf(store.write([big]))).toBe('none');
  await store.stop();
});

test('the reader cannot write, and a long read does not hold a write up', async () => {
  const store = await open();
  expect(await codeOf(store.read('DELETE FROM counters'))).toBe('storage_failed');
  const order: string[] = [];
  const long = store
    .read(
      'WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000000) SELECT count(*) FROM n',
    )
    .then(() => order.push('read'));
  const write = store
    .write([{ sql: "INSERT INTO counters VALUES ('n', 0)" }])
    .then(() => order.push('write'));
  await Promise.all([long, write]);
  expect(order).toEqual(['write', 'read']);
  await store.stop();
});

test('commits reach the disk itself, and deleted pages can be handed back', async () => {
  const store = await open();
  const [synchronous] = await store.write([{ sql: 'PRAGMA synchronous' }]);
  expect(synchronous.rows).toEqual([{ synchronous: 2 }]);
  expect(await store.read('PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }]);
  expect(await store.read('PRAGMA auto_vacuum')).toEqual([{ auto_vacuum: 2 }]);
  await store.stop();
});

test('migrations are applied once; a changed or newer history is refused', async () => {
  const client = createClient({ url: `file:${join(folder, 'migrations.db')}`, concurrency: 1 });
  const first = { number: 1, name: 'one', statements: ['CREATE TABLE a (x)'] };
  const second = { number: 2, name: 'two', statements: ['ALTER TABLE a ADD COLUMN y'] };
  await migrate(client, () => 1, [first]);
  await migrate(client, () => 2, [first, second]);
  const { rows } = await client.execute('SELECT number, applied_ms FROM migrations');
  expect(rows.map((row) => [row.number, row.applied_ms])).toEqual([
    [1, 1],
    [2, 2],
  ]);
  const edited = { ...first, statements: ['CREATE TABLE a (x, z)'] };
  expect(migrate(client, () => 3, [edited, second])).rejects.toThrow(/Migration 1/);
  expect(migrate(client, () => 3, [first])).rejects.toThrow(/newer Tremolo/);
  const broken = { number: 3, name: 'three', statements: ['CREATE TABLE b (x)', 'nonsense'] };
  await expect(migrate(client, () => 4, [first, second, broken])).rejects.toThrow();
  const tables = await client.execute("SELECT name FROM sqlite_master WHERE name = 'b'");
  expect(tables.rows).toHaveLength(0);
  client.close();
});

test('the numbers of the migrations have no gaps', () => {
  expect(MIGRATIONS.map((one) => one.number)).toEqual(MIGRATIONS.map((_, i) => i + 1));
});

test('what takes long is told with its SQL and without its arguments', async () => {
  const told: string[] = [];
  const store = new Store({
    dataDir: join(folder, 'slow'),
    log: createLog('test', () => undefined),
    onCrash: () => undefined,
    onSlow: (sql) => told.push(sql),
    slowMs: 0,
  });
  await store.start();
  await store.write([{ sql: 'INSERT INTO counters VALUES (?, ?)', args: ['secret', 7] }]);
  await store.read('SELECT 1 WHERE ? = ?', ['secret', 'secret']);
  await store.stop();
  expect(told).toEqual(['INSERT INTO counters VALUES (?, ?)', 'SELECT 1 WHERE ? = ?']);
});

test('a short question is answered while a long one is worked on', async () => {
  const store = await open();
  const answered: string[] = [];
  const long = store
    .readLong(
      'WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000) SELECT count(*) AS rows FROM n',
    )
    .then(([row]) => answered.push(`long ${row.rows}`));
  const short = store
    .read('SELECT ? AS value', ['seven'])
    .then(([row]) => answered.push(`short ${row.value}`));
  await Promise.all([long, short]);
  expect(answered).toEqual(['short seven', 'long 2000000']);
  await store.stop();
});
