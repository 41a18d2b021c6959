import { afterAll, expect, test } from 'bun:test';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CaptureNewsTrack, CaptureOrder } from '#schemas/broker/captures';
import { readTrack, trackSamples } from '#schemas/captures/track-file';
import { newHeader } from '#schemas/frames/decode';
import { encodeFrame } from '#schemas/frames/encode';
import { newId, type PointId } from '#schemas/ids/ids';
import { LaneCaptures } from './lane-captures.ts';
import { TrackShelf } from './track-shelf.ts';

const folder = mkdtempSync(join(tmpdir(), 'tremolo-lane-captures-'));
afterAll(() => rmSync(folder, { recursive: true }));

const RATE_HZ = 1_000;
const COUNT = 100;
const START_MS = 1_000_000_000;

/** A lane with one sensor whose frames of 0.1 s the test sends; the clock is that of the frames. */
function rig({ clockOffMs = 0 } = {}) {
  const pointId: PointId = newId('pt');
  const said: CaptureNewsTrack[] = [];
  let nowMs = START_MS;
  const captures = new LaneCaptures({
    shelf: new TrackShelf(folder),
    keptMs: 3_000,
    maxBytes: 1_000_000,
    clock: () => nowMs,
    pointOf: (id) => (id === pointId ? { sensorId: 's', axis: 0, unit: 'g' } : null),
    say: (_, track) => said.push(track),
  });
  let sequence = 0;
  const send = (frames: number) => {
    for (let i = 0; i < frames; i++, sequence++) {
      const header = { ...newHeader(), sampleRateHz: RATE_HZ, count: COUNT, sequence };
      header.scale = Float32Array.of(0.5, 0, 0, 0, 0, 0, 0, 0);
      header.t0Us = (START_MS + sequence * 100 - clockOffMs) * 1_000;
      const values = Float32Array.from({ length: COUNT }, (_, k) => (sequence * COUNT + k) * 0.5);
      nowMs = START_MS + (sequence + 1) * 100;
      captures.ringOf('s').keep(header, encodeFrame(header, [values]), sequence > 0, nowMs);
      captures.turn();
    }
  };
  const order = (preMs: number, postMs: number): CaptureOrder => ({
    captureId: newId('cp'),
    points: [pointId],
    fromMs: nowMs - preMs,
    toMs: nowMs + postMs,
    afterMs: postMs,
  });
  const later = (ms: number) => {
    nowMs += ms;
  };
  // The lane carries it from now on.
  captures.ringOf('s');
  return { captures, said, send, order, pointId, later };
}

async function trackOf({ captureId }: CaptureOrder, pointId: PointId) {
  const packed = readFileSync(join(folder, `${captureId}.${pointId}.track`));
  return readTrack(new Uint8Array(await Bun.zstdDecompress(packed)));
}

test('what was before the trigger and what comes after it is one track, told when its window has passed', async () => {
  const { captures, said, send, order, pointId } = rig();
  send(20);
  const wanted = order(1_000, 500);
  captures.order(wanted);
  // Repeated, as the hub does: nothing is made twice.
  captures.order(wanted);
  send(4);
  expect(said).toEqual([]);
  send(2);
  await captures.stop();
  expect(said).toEqual([{ pointId, state: 'taken', reason: null, bytes: expect.any(Number) }]);
  const track = await trackOf(wanted, pointId);
  expect(track.facts).toMatchObject({ samples: 1_500, clockOffMs: null, scale: 0.5 });
  expect([...trackSamples(track)]).toEqual(
    Array.from({ length: 1_500 }, (_, i) => (1_000 + i) * 0.5),
  );
});

test('a window longer than the ring is kept as far as memory goes: the ring grows while it is open', async () => {
  const { captures, send, order, pointId } = rig();
  send(10);
  const wanted = order(500, 8_000);
  captures.order(wanted);
  send(90);
  await captures.stop();
  expect((await trackOf(wanted, pointId)).facts.samples).toBe(8_500);
});

test('a sensor whose clock is an hour off is captured by the time of arrival, and that is said', async () => {
  const { captures, send, order, pointId } = rig({ clockOffMs: 3_600_000 });
  send(20);
  const wanted = order(1_000, 0);
  captures.order(wanted);
  send(1);
  await captures.stop();
  const { facts } = await trackOf(wanted, pointId);
  expect(facts).toMatchObject({ samples: 1_000, clockOffMs: 3_600_000 });
});

test('a sensor that is silent gives a reason instead, after a while', async () => {
  const { captures, said, order, send, later } = rig();
  const wanted = order(500, 500);
  captures.order(wanted);
  later(3_000);
  captures.turn();
  expect(said).toEqual([]);
  later(1_000);
  captures.turn();
  await captures.stop();
  expect(said[0]).toMatchObject({ state: 'missing', reason: expect.stringContaining('nothing') });
  send(1);
});

test('a sensor that stops in the middle gives what it sent; a point of another lane is none of its business', async () => {
  const { captures, said, send, order, later, pointId } = rig();
  send(10);
  const wanted = order(500, 2_000);
  captures.order({ ...wanted, points: [pointId, newId('pt')] });
  send(3);
  later(6_000);
  captures.turn();
  await captures.stop();
  expect(said).toHaveLength(1);
  expect((await trackOf(wanted, pointId)).facts.samples).toBe(800);
});

test('all rings together hold no more than they may, however many sensors come at once or later', () => {
  const maxBytes = 400_000;
  const captures = new LaneCaptures({
    shelf: new TrackShelf(folder),
    keptMs: 60_000,
    maxBytes,
    clock: () => START_MS,
    pointOf: () => null,
    say: () => undefined,
  });
  const rings: ReturnType<LaneCaptures['ringOf']>[] = [];
  const come = (sensors: number) => {
    for (let i = 0; i < sensors; i++) rings.push(captures.ringOf(`s-${rings.length}`));
    for (const ring of rings) {
      const header = { ...newHeader(), sampleRateHz: RATE_HZ, count: COUNT };
      header.scale = Float32Array.of(1, 0, 0, 0, 0, 0, 0, 0);
      ring.keep(header, encodeFrame(header, [new Float32Array(COUNT)]), true, START_MS);
    }
    for (let i = 0; i < rings.length; i++) captures.turn();
    return rings.reduce((sum, ring) => sum + ring.bytesHeld, 0);
  };
  for (const sensors of [50, 1, 9, 100]) expect(come(sensors)).toBeLessThanOrEqual(maxBytes);
  // Those that go make room for those that stay.
  for (let i = 0; i < 150; i++) captures.drop(`s-${i}`);
  for (let i = 0; i < 100; i++) captures.turn();
  const left = rings.slice(150).reduce((sum, ring) => sum + ring.bytesHeld, 0);
  expect(left).toBeGreaterThan(maxBytes * 0.8);
  expect(left).toBeLessThanOrEqual(maxBytes);
});
