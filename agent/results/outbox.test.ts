import { afterEach, expect, test } from 'bun:test';
import { appendFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConditionChange, PointSummary, ResultBatch } from '#schemas/broker/messages';
import { Outbox } from './outbox.ts';

const directories: string[] = [];
afterEach(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true });
});

function emptyDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'tremolo-outbox-'));
  directories.push(directory);
  return directory;
}

const summary = (pointId: string) => ({ pointId }) as PointSummary;
const change = (changeId: string) => ({ changeId }) as ConditionChange;

/** An outbox whose broker and clock are turned by hand. */
function rig(directory: string, options: { epoch?: string; maxBytes?: number; up?: boolean } = {}) {
  const sent: ResultBatch[] = [];
  const state = { up: options.up ?? true, now: 1_000_000, dropped: 0 };
  const outbox = new Outbox({
    directory,
    agentId: 'agent-1',
    lane: 0,
    epoch: options.epoch ?? 'e1',
    maxBytes: options.maxBytes ?? 1e9,
    inFlight: 4,
    resendAfterMs: 5000,
    clock: () => state.now,
    send: (payload) => {
      if (state.up) sent.push(JSON.parse(new TextDecoder().decode(payload)));
      return state.up;
    },
    dropped: (summaries) => {
      state.dropped += summaries;
    },
    diskFailed: (error) => {
      throw error;
    },
  });
  outbox.start();
  const receipt = ({ lane, epoch, sequence }: ResultBatch) =>
    outbox.receipt({ lane, epoch, sequence });
  return { outbox, sent, state, receipt };
}

const points = (batches: ResultBatch[]) =>
  batches.flatMap(({ summaries }) => summaries.map(({ pointId }) => String(pointId)));

test('a batch leaves at once and is forgotten only upon its receipt', () => {
  const directory = emptyDirectory();
  const { outbox, sent, receipt } = rig(directory);
  outbox.addSummaries([summary('a'), summary('b')]);
  expect(points(sent)).toEqual(['a', 'b']);
  expect(outbox.depth).toBe(1);
  receipt({ ...sent[0], epoch: 'another' });
  expect(outbox.depth).toBe(1);
  receipt(sent[0]);
  expect(outbox.depth).toBe(0);
  expect(readdirSync(directory)).toEqual([]);
});

test('a batch without receipt is sent again, the same bytes under the same name', () => {
  const { outbox, sent, state } = rig(emptyDirectory());
  outbox.addSummaries([summary('a')]);
  state.now += 4999;
  outbox.pump();
  expect(sent).toHaveLength(1);
  state.now += 1;
  outbox.pump();
  expect(sent).toHaveLength(2);
  expect(sent[1]).toEqual(sent[0]);
});

test('no more than the window is in the air', () => {
  const { outbox, sent, receipt } = rig(emptyDirectory());
  for (let i = 0; i < 10; i++) outbox.addSummaries([summary(`${i}`)]);
  expect(points(sent)).toEqual(['0', '1', '2', '3']);
  receipt(sent[0]);
  expect(points(sent)).toEqual(['0', '1', '2', '3', '4']);
});

test('large lists are cut to what one message may hold', () => {
  const { outbox, sent } = rig(emptyDirectory());
  outbox.addSummaries(Array.from({ length: 250 }, (_, i) => summary(`${i}`)));
  expect(sent.map(({ summaries }) => summaries.length)).toEqual([100, 100, 50]);
  expect(sent.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
});

test('while the broker is away all is kept, and then changes go first', () => {
  const { outbox, sent, state } = rig(emptyDirectory(), { up: false });
  for (let i = 0; i < 200; i++) outbox.addSummaries([summary(`${i}`)]);
  outbox.addChanges([change('c')]);
  expect(outbox.depth).toBe(201);
  state.up = true;
  outbox.reconnected();
  expect(sent[0].changes).toHaveLength(1);
  expect(points(sent)).toEqual(['0', '1', '2']);
});

test('what was in the air when the broker went is sent again when it is back', () => {
  const { outbox, sent } = rig(emptyDirectory());
  outbox.addSummaries([summary('a')]);
  outbox.reconnected();
  expect(points(sent)).toEqual(['a', 'a']);
});

test('beyond its bytes the oldest summaries go and are counted, changes never', () => {
  const { outbox, sent, state } = rig(emptyDirectory(), { up: false, maxBytes: 5000 });
  for (let i = 0; i < 20; i++) outbox.addChanges([change(`c${i}`)]);
  for (let i = 0; i < 100; i++) outbox.addSummaries([summary(`${i}`)]);
  state.up = true;
  outbox.reconnected();
  for (let i = 0; i < sent.length; i++) outbox.receipt(sent[i]);
  expect(sent.flatMap(({ changes }) => changes)).toHaveLength(20);
  const kept = points(sent).map(Number);
  expect(kept.length + state.dropped).toBe(100);
  expect(kept).toEqual(Array.from({ length: kept.length }, (_, i) => 100 - kept.length + i));
});

test('the next start sends what was left under its old name, and never uses a sequence twice', () => {
  const directory = emptyDirectory();
  const first = rig(directory, { epoch: 'e1' });
  for (const name of ['a', 'b', 'c']) first.outbox.addSummaries([summary(name)]);
  first.receipt(first.sent[2]);
  first.outbox.stop();
  const second = rig(directory, { epoch: 'e2' });
  second.outbox.addSummaries([summary('d')]);
  expect(points(second.sent)).toEqual(['a', 'b', 'c', 'd']);
  expect(second.sent.map(({ epoch, sequence }) => `${epoch} ${sequence}`)).toEqual([
    'e1-s 1',
    'e1-s 2',
    'e1-s 3',
    'e2-s 1',
  ]);
  for (const batch of second.sent) second.receipt(batch);
  expect(readdirSync(directory)).toEqual([]);
});

test('a torn end of a file is left out, the whole records before it are sent', () => {
  const directory = emptyDirectory();
  const first = rig(directory, { epoch: 'e1' });
  first.outbox.addSummaries([summary('a')]);
  first.outbox.stop();
  appendFileSync(join(directory, readdirSync(directory)[0]), new Uint8Array(40).fill(7));
  const second = rig(directory, { epoch: 'e2' });
  second.outbox.pump();
  expect(points(second.sent)).toEqual(['a']);
});

test('killing the process that writes loses nothing that it had stored', async () => {
  const directory = emptyDirectory();
  const script = `
    import { Outbox } from ${JSON.stringify(join(import.meta.dirname, 'outbox.ts'))};
    const outbox = new Outbox({
      directory: ${JSON.stringify(directory)}, agentId: 'a', lane: 0, epoch: 'e1', maxBytes: 1e9,
      inFlight: 1, resendAfterMs: 1e9, clock: Date.now, send: () => false, dropped() {}, diskFailed() {},
    });
    outbox.start();
    for (let i = 0; ; i++) {
      outbox.addChanges([{ changeId: 'c' + i }]);
      outbox.addSummaries([{ pointId: 'p' + i, padding: 'x'.repeat(10_000) }]);
      require('node:fs').writeSync(1, i + '\\n');
      if (i === 300) process.kill(process.pid, 'SIGKILL');
    }`;
  const child = Bun.spawn([process.execPath, '-e', script], { stdout: 'pipe', stderr: 'inherit' });
  const said = await new Response(child.stdout).text();
  await child.exited;
  expect(child.signalCode).toBe('SIGKILL');
  const stored = said.trim().split('\n').length;
  expect(stored).toBe(301);
  const { sent, receipt, outbox } = rig(directory, { epoch: 'e2' });
  outbox.reconnected();
  for (let i = 0; i < sent.length; i++) receipt(sent[i]);
  const changes = new Set(sent.flatMap(({ changes }) => changes.map(({ changeId }) => changeId)));
  expect(changes.size).toBe(stored);
  expect(new Set(points(sent)).size).toBe(stored);
  expect(readdirSync(directory)).toEqual([]);
});
