import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type JobDelivery, PART_BYTES } from '#schemas/http/agent-files';
import { type AgentId, newId } from '#schemas/ids/ids';
import { createLog } from '../log.ts';
import { SYSTEM_ACTOR } from '../store/actor.ts';
import { Store } from '../store/store.ts';
import { Deliveries, type TrackDesk } from './deliveries.ts';
import { FileShelf } from './file-shelf.ts';
import { Files } from './files.ts';

const folder = mkdtempSync(join(tmpdir(), 'tremolo-deliveries-'));
const store = new Store({
  dataDir: folder,
  log: createLog('test', () => undefined),
  onCrash: () => undefined,
});
beforeAll(() => store.start());
afterAll(async () => {
  await store.stop();
  rmSync(folder, { recursive: true });
});

const A = 'agent-1' as AgentId;
const B = 'agent-2' as AgentId;
const JOB = newId('jb');
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const CHECKPOINT = Uint8Array.from(
  { length: 1.5 * PART_BYTES },
  (_, i) => (i * 7 + (i >> 8)) % 251,
);
const delivery = (bytes: Uint8Array, more: Partial<JobDelivery> = {}): JobDelivery => ({
  ...{ sha256: hashOf(bytes), kind: 'checkpoint', bytes: bytes.length, jobId: JOB },
  ...more,
});

/** Tracks of captures have their own tests. */
const NO_TRACKS: TrackDesk = {
  isWanted: () => false,
  isKept: () => false,
  hasRoomFor: () => true,
  keep: () => Promise.reject(new Error('nobody wants a track')),
};

let has: { agent: AgentId; needed: string[] };
let isLow: boolean;
let nowMs: number;
let files: Files;
let shelf: FileShelf;

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'none',
    (error: { code: string }) => error.code,
  );

/** A life of the hub. */
function life(bytesMax = 100 * PART_BYTES): Deliveries {
  shelf = new FileShelf(join(folder, 'files'));
  shelf.start();
  const hasJob = (agentId: AgentId, jobId: string) => agentId === has.agent && jobId === JOB;
  const clock = () => nowMs;
  files = new Files({
    ...{ store, shelf, clock, hasJob },
    captured: { size: async () => null, part: async () => new Uint8Array(0) },
    isOpen: () => false,
    neededBy: (agentId) => new Set(agentId === B ? has.needed : []),
  });
  const deps = { store, shelf, files, clock, hasJob, tracks: NO_TRACKS, bytesMax };
  return new Deliveries({ ...deps, isDiskLow: () => isLow });
}

const part = (bytes: Uint8Array, offset: number) => {
  const content = bytes.slice(offset, offset + PART_BYTES);
  return { offset, bytes: content, hash: hashOf(content) };
};
const by = (agentId: AgentId) => ({ agentId, actor: SYSTEM_ACTOR });
const arriving = () => readdirSync(join(folder, 'files', 'arriving'));

beforeEach(async () => {
  has = { agent: A, needed: [] };
  isLow = false;
  nowMs = 1_000_000;
  await store.write([{ sql: 'DELETE FROM files' }]);
  rmSync(join(folder, 'files'), { recursive: true, force: true });
});

async function handIn(deliveries: Deliveries, bytes: Uint8Array): Promise<void> {
  const wanted = delivery(bytes);
  let { have } = await deliveries.begin(wanted, A);
  while (have < bytes.length) {
    ({ have } = await deliveries.take(wanted.sha256, part(bytes, have), by(A)));
  }
}

test('a file that was coming in when the hub was killed goes on with the part that is missing', async () => {
  const first = life();
  const { sha256 } = delivery(CHECKPOINT);
  expect(await first.begin(delivery(CHECKPOINT), A)).toEqual({ have: 0 });
  expect(await first.take(sha256, part(CHECKPOINT, 0), by(A))).toEqual({ have: PART_BYTES });
  const second = life();
  expect(await second.begin(delivery(CHECKPOINT), A)).toEqual({ have: PART_BYTES });
  const done = await second.take(sha256, part(CHECKPOINT, PART_BYTES), by(A));
  expect(done).toEqual({ have: CHECKPOINT.length });
  expect(hashOf(readFileSync(shelf.pathOf(sha256)))).toBe(sha256);
  expect(arriving()).toEqual([]);
  // Handed in again, there is nothing to send.
  expect(await second.begin(delivery(CHECKPOINT), A)).toEqual({ have: CHECKPOINT.length });
});

test('a part that comes twice, or early, says only how far the file is', async () => {
  const deliveries = life();
  const { sha256 } = delivery(CHECKPOINT);
  await deliveries.begin(delivery(CHECKPOINT), A);
  await deliveries.take(sha256, part(CHECKPOINT, 0), by(A));
  for (const offset of [0, 10, CHECKPOINT.length - 5]) {
    const again = await deliveries.take(sha256, part(CHECKPOINT, offset), by(A));
    expect(again).toEqual({ have: PART_BYTES });
  }
});

test('neither a damaged part nor a file that is another is kept', async () => {
  const deliveries = life();
  const { sha256 } = delivery(CHECKPOINT);
  await deliveries.begin(delivery(CHECKPOINT), A);
  const spoilt = { ...part(CHECKPOINT, 0), hash: 'ab'.repeat(32) };
  expect(await codeOf(deliveries.take(sha256, spoilt, by(A)))).toBe('file_damaged');
  const other = Uint8Array.from([1, 2, 3]);
  const lie = delivery(other, { sha256: 'cd'.repeat(32) });
  await deliveries.begin(lie, A);
  expect(await codeOf(deliveries.take(lie.sha256, part(other, 0), by(A)))).toBe('file_damaged');
  expect(await files.find(lie.sha256)).toBeNull();
  const noModel = delivery(other, { kind: 'model' });
  await deliveries.begin(noModel, A);
  expect(await codeOf(deliveries.take(noModel.sha256, part(other, 0), by(A)))).toBe(
    'model_refused',
  );
  expect(await files.find(noModel.sha256)).toBeNull();
});

test('what is larger than announced, of another’s job, or has no room is refused', async () => {
  const deliveries = life(2 * PART_BYTES);
  expect(await codeOf(deliveries.begin(delivery(CHECKPOINT), B))).toBe('forbidden');
  expect(await codeOf(deliveries.take('ef'.repeat(32), part(CHECKPOINT, 0), by(A)))).toBe(
    'not_found',
  );
  const small = delivery(CHECKPOINT, { bytes: 10 });
  await deliveries.begin(small, A);
  expect(await codeOf(deliveries.take(small.sha256, part(CHECKPOINT, 0), by(A)))).toBe('conflict');
  const large = delivery(CHECKPOINT, { sha256: '12'.repeat(32), bytes: 3 * PART_BYTES });
  expect(await codeOf(deliveries.begin(large, A))).toBe('storage_full');
  isLow = true;
  expect(await codeOf(deliveries.begin(delivery(CHECKPOINT, { sha256: '34'.repeat(32) }), A))).toBe(
    'storage_full',
  );
  // Its job ended meanwhile.
  has.agent = B;
  expect(await codeOf(deliveries.take(small.sha256, part(CHECKPOINT, 0), by(A)))).toBe('not_found');
});

test('of the checkpoints of a job the latest is kept, for whichever agent has the job, and none when it is over', async () => {
  const deliveries = life();
  await handIn(deliveries, Uint8Array.from([1]));
  nowMs += 1_000;
  await handIn(deliveries, Uint8Array.from([2]));
  const latest = hashOf(Uint8Array.from([2]));
  has.agent = B;
  expect((await files.ofJob(JOB, B)).map(({ sha256 }) => sha256)).toEqual([latest]);
  expect((await files.forAgent(latest, B)).kind).toBe('checkpoint');
  expect(await codeOf(files.forAgent(latest, A))).toBe('not_found');
  expect(await codeOf(files.ofJob(JOB, A))).toBe('not_found');
  await files.upkeep();
  expect(await files.find(latest)).toBeNull();
  expect(readdirSync(join(folder, 'files'))).toEqual(['arriving']);
});

test('a file of another job is read only by an agent whose job needs it', async () => {
  const deliveries = life();
  await handIn(deliveries, CHECKPOINT);
  const { sha256 } = delivery(CHECKPOINT);
  expect(await codeOf(files.forAgent(sha256, B))).toBe('not_found');
  has.needed = [sha256];
  expect((await files.forAgent(sha256, B)).bytes).toBe(CHECKPOINT.length);
  expect(await files.read(sha256, PART_BYTES)).toEqual(CHECKPOINT.slice(PART_BYTES));
});

test('no more than a few parts are on their way at once', async () => {
  life();
  const gates = Array.from({ length: 4 }, () => Promise.withResolvers<void>());
  const busy = gates.map(({ promise }) => files.inTurn(() => promise));
  expect(await codeOf(files.inTurn(async () => 1))).toBe('too_many_requests');
  for (const { resolve } of gates) resolve();
  await Promise.all(busy);
  expect(await files.inTurn(async () => 1)).toBe(1);
});
