import { afterAll, beforeEach, expect, test } from 'bun:test';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CaptureNews, CaptureOrder } from '#schemas/broker/captures';
import type { TrackFacts } from '#schemas/captures/track';
import { type ErrorCode, TremoloError } from '#schemas/errors/tremolo-error';
import { type CaptureId, newId, type PointId } from '#schemas/ids/ids';
import { CaptureDesk } from './capture-desk.ts';
import { type ShelvedTrack, TrackShelf } from './track-shelf.ts';

const folder = mkdtempSync(join(tmpdir(), 'tremolo-capture-desk-'));
afterAll(() => rmSync(folder, { recursive: true }));

let nowMs: number;
let told: CaptureNews[];
let captured: CaptureOrder[];
let delivered: string[];
let refusal: ErrorCode | null;
/** Each wait of the courier for another attempt, until the test ends it. */
let waits: (() => void)[];
let changed: () => void = () => undefined;
const pointId: PointId = newId('pt');

beforeEach(() => {
  rmSync(join(folder, 'tracks'), { recursive: true, force: true });
  nowMs = 1_000_000;
  told = [];
  captured = [];
  delivered = [];
  refusal = null;
  waits = [];
});

/** Says when it has let something go. */
class WatchedShelf extends TrackShelf {
  override async remove(track: ShelvedTrack): Promise<void> {
    await super.remove(track);
    changed();
  }
}

/** A run of the agent. */
async function life(maxDiskBytes = 1_000_000): Promise<CaptureDesk> {
  const desk = new CaptureDesk({
    agentId: 'agent-1',
    shelf: new WatchedShelf(join(folder, 'tracks')),
    maxDiskBytes,
    clock: () => nowMs,
    log: () => undefined,
    sleep: () =>
      new Promise((resolve) => {
        waits.push(resolve);
        changed();
      }),
    capture: (order) => captured.push(order),
    tell: (news) => {
      told.push(structuredClone(news));
      changed();
      return true;
    },
    deliver: async (path) => {
      if (refusal !== null) throw new TremoloError(refusal, `Refused: ${refusal}.`);
      delivered.push(path);
      setImmediate(() => changed());
    },
  });
  await desk.start();
  return desk;
}

/** Looks again whenever something was told, delivered or waited for. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) {
    const { promise, resolve } = Promise.withResolvers<void>();
    changed = resolve;
    await promise;
    await new Promise(setImmediate);
  }
}

function orderOf(): CaptureOrder {
  const captureId = newId('cp');
  return { captureId, points: [pointId], fromMs: 0, toMs: 1_000, afterMs: 1_000 };
}

/** A track on the disk, as a lane leaves it. */
function shelve(captureId: CaptureId): Promise<ShelvedTrack> {
  const facts: Omit<TrackFacts, 'rawSha256'> = {
    ...{ pointId, sensorId: 's', axis: 0, format: 'int16', unit: 'g', scale: 1 },
    ...{ sampleRateHz: 1_000, samples: 100, stretches: [{ from: 0, t0Us: 0 }], clockOffMs: null },
  };
  const shelf = new TrackShelf(join(folder, 'tracks'));
  shelf.start();
  return shelf.write(captureId, facts, new Uint8Array(200));
}

test('an order goes to the lanes, and once it is answered only its answer is repeated', async () => {
  const desk = await life();
  const order = orderOf();
  desk.order(order);
  desk.order(order);
  expect(captured).toHaveLength(2);
  const { bytes, path } = await shelve(order.captureId);
  desk.captured(order.captureId, { pointId, state: 'taken', reason: null, bytes });
  desk.order(order);
  expect(captured).toHaveLength(2);
  expect(told.map(({ tracks }) => tracks[0].state)).toEqual(['taken', 'taken']);
  await until(() => delivered.length === 1 && !existsSync(path));
});

test('what an earlier run left on the disk is told and brought, and asked of no lane again', async () => {
  const order = orderOf();
  const { path } = await shelve(order.captureId);
  const desk = await life();
  await until(() => delivered.length === 1 && !existsSync(path));
  desk.order(order);
  expect(captured).toEqual([]);
  expect(told.at(-1)?.tracks).toMatchObject([{ pointId, state: 'taken' }]);
});

test('while the hub is away a track waits on the disk and is tried again', async () => {
  refusal = 'hub_unreachable';
  const { path } = await shelve(newId('cp'));
  await life();
  await until(() => waits.length === 1);
  expect(existsSync(path)).toBe(true);
  refusal = null;
  waits[0]();
  await until(() => delivered.length === 1 && !existsSync(path));
});

test('what the hub will never take is let go, and its point is missing for that reason', async () => {
  refusal = 'not_found';
  const { path, captureId } = await shelve(newId('cp'));
  await life();
  await until(() => told.length === 1 && !existsSync(path));
  expect(told[0]).toMatchObject({
    captureId,
    tracks: [{ state: 'missing', reason: 'Refused: not_found.' }],
  });
});

test('a lane that does not answer is answered for; a full disk takes nothing more', async () => {
  const desk = await life();
  const silent = orderOf();
  desk.order(silent);
  nowMs += 30_000;
  desk.turn();
  expect(told[0].tracks[0].reason).toContain('No lane');
  refusal = 'hub_unreachable';
  await shelve(newId('cp'));
  const full = await life(1);
  await until(() => waits.length === 1);
  full.order(orderOf());
  expect(told.at(-1)?.tracks[0].reason).toContain('no room');
});
