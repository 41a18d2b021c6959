import { afterEach, beforeEach, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLog } from '../log.ts';
import { Store } from '../store/store.ts';
import { BatchLedger } from './batch-ledger.ts';
import { ResultWriter } from './result-writer.ts';
import type { BatchName, StoredBatch } from './stored-batch.ts';

const silent = createLog('test', () => undefined);
let dataDir: string;
let store: Store;
let ledger: BatchLedger;
let writer: ResultWriter;
let stored: BatchName[];

async function open(): Promise<void> {
  store = new Store({ dataDir, log: silent, onCrash: () => undefined });
  await store.start();
  ledger = new BatchLedger(store);
  await ledger.start();
  stored = [];
  writer = new ResultWriter({
    store,
    ledger,
    clock: () => 1_000_000,
    log: silent,
    onStored: (names) => stored.push(...names),
  });
}

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'tremolo-writer-'));
  await open();
});
afterEach(async () => {
  await store.stop();
  rmSync(dataDir, { recursive: true });
});

/** A batch with one change; its body null cannot be stored. */
function batch(sequence: number, body: string | null = '{}'): StoredBatch {
  const name = { agentId: 'agent-1', lane: 0, epoch: 'e1', sequence };
  const change = { changeId: `ch_${sequence}`, pointKey: 1, atMs: 5, body: body as string };
  return { name, rows: [], changes: [change] };
}

const sequences = () => stored.map((name) => name.sequence).sort((a, b) => a - b);
const changes = async () => (await store.read('SELECT count(*) AS n FROM changes'))[0].n;

test('a group is committed at once, and each batch is told after it', async () => {
  for (const sequence of [1, 2, 3]) writer.add(batch(sequence));
  expect(stored).toEqual([]);
  await writer.flush();
  expect(sequences()).toEqual([1, 2, 3]);
  expect(await changes()).toBe(3);
});

test('the same batch waiting twice is stored once', async () => {
  writer.add(batch(1));
  writer.add(batch(1));
  await writer.flush();
  expect(sequences()).toEqual([1]);
});

test('one batch that cannot be stored does not hold the others up, and is not told', async () => {
  for (const one of [batch(1), batch(2, null), batch(3)]) writer.add(one);
  await writer.flush();
  expect(sequences()).toEqual([1, 3]);
  expect(ledger.isStored(batch(2).name)).toBe(false);
  expect(writer.failures).toBe(1);
  writer.add(batch(4));
  await writer.flush();
  expect(sequences()).toEqual([1, 3, 4]);
});

test('what is stored is known after a restart, compacted or not', async () => {
  for (const sequence of [1, 2, 4]) writer.add(batch(sequence));
  await writer.flush();
  await ledger.compact(1_000_000);
  writer.add(batch(5));
  await writer.flush();
  await store.stop();
  await open();
  expect([1, 2, 3, 4, 5].map((s) => ledger.isStored(batch(s).name))).toEqual([
    true,
    true,
    false,
    true,
    true,
  ]);
  expect(ledger.isStored({ ...batch(1).name, epoch: 'e2' })).toBe(false);
  const [{ n }] = await store.read('SELECT count(*) AS n FROM batches');
  expect(n).toBe(2);
});

test('an outbox unheard for a month is forgotten', async () => {
  writer.add(batch(1));
  await writer.flush();
  await ledger.compact(1_000_000 + 31 * 86_400_000);
  expect((await store.read('SELECT * FROM outboxes')).length).toBe(0);
});
