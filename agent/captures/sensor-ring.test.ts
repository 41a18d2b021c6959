import { expect, test } from 'bun:test';
import { newHeader } from '#schemas/frames/decode';
import { encodeFrame } from '#schemas/frames/encode';
import { FRAME_HEADER_BYTES } from '#schemas/frames/frame';
import { cutTrack } from './cut-track.ts';
import { SensorRing } from './sensor-ring.ts';

const RATE_HZ = 1_000;
const COUNT = 100;
const T0_US = 1_000_000_000;

/** Frame n of a ramp of two axes: sample i of the stream is i on axis 0 and −i on axis 1, in counts. */
function frame(n: number, { rateHz = RATE_HZ, lateUs = 0 } = {}) {
  const header = { ...newHeader(), axes: 2, sampleRateHz: rateHz, count: COUNT, sequence: n };
  header.scale = Float32Array.of(1, 1, 0, 0, 0, 0, 0, 0);
  header.t0Us = T0_US + n * COUNT * 1_000 + lateUs;
  const ramp = Float32Array.from({ length: COUNT }, (_, i) => (n * COUNT + i) % 30_000);
  return { header, bytes: encodeFrame(header, [ramp, ramp.map((value) => -value)]) };
}

const FRAME_BYTES = FRAME_HEADER_BYTES + 2 * COUNT * 2;
const us = (sample: number) => T0_US + sample * 1_000;

function ringWith(frames: Iterable<number>, wantedMs = 10_000, limitBytes = 1_000_000) {
  const ring = new SensorRing({ wantedMs, limitBytes });
  let before = Number.NaN;
  for (const n of frames) {
    const { header, bytes } = frame(n);
    ring.keep(header, bytes, n === before + 1, (header.t0Us + COUNT * 1_000) / 1_000);
    before = n;
  }
  return ring;
}
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
const countsIn = (raw: Uint8Array | undefined) => [
  ...new Int16Array((raw ?? new Uint8Array()).buffer),
];

test('a window is cut to the sample, over the borders of frames, from each axis', () => {
  const ring = ringWith(range(0, 10));
  const cut = cutTrack(ring, 0, { fromUs: us(250), toUs: us(620) });
  expect(countsIn(cut?.raw)).toEqual(range(250, 620));
  expect(cut?.stretches).toEqual([{ from: 0, t0Us: us(250) }]);
  const other = cutTrack(ring, 1, { fromUs: us(0), toUs: us(3) });
  expect(countsIn(other?.raw)).toEqual([0, -1, -2].map((value) => value || 0));
  expect(cutTrack(ring, 2, { fromUs: us(0), toUs: us(100) })).toBeNull();
});

test('what is missing stays missing: a new stretch begins with its own time', () => {
  const ring = ringWith([0, 1, 2, 5, 6]);
  const cut = cutTrack(ring, 0, { fromUs: us(150), toUs: us(650) });
  expect(cut?.stretches).toEqual([
    { from: 0, t0Us: us(150) },
    { from: 150, t0Us: us(500) },
  ]);
  expect(countsIn(cut?.raw)).toEqual([...range(150, 300), ...range(500, 650)]);
  expect(cutTrack(ring, 0, { fromUs: us(300), toUs: us(500) })).toBeNull();
});

test('it keeps the last seconds in so much memory, however long it runs', () => {
  const limitBytes = 20 * FRAME_BYTES;
  const ring = ringWith(range(0, 1_000), 60_000, limitBytes);
  expect(ring.bytesHeld).toBe(limitBytes);
  const cut = cutTrack(ring, 0, { fromUs: 0, toUs: us(1e6) });
  const counts = countsIn(cut?.raw);
  expect(cut?.stretches).toHaveLength(1);
  expect(counts.length).toBeGreaterThanOrEqual(18 * COUNT);
  expect(counts.at(-1)).toBe((1_000 * COUNT - 1) % 30_000);
});

test('made larger or smaller it keeps the newest that fits', () => {
  const ring = ringWith(range(0, 30));
  ring.resize(10_000, 5 * FRAME_BYTES);
  expect(countsIn(cutTrack(ring, 0, { fromUs: 0, toUs: us(1e6) })?.raw)).toEqual(
    range(25 * COUNT, 30 * COUNT),
  );
  ring.resize(60_000, 1_000_000);
  for (const n of range(30, 60)) {
    const { header, bytes } = frame(n);
    ring.keep(header, bytes, true, 0);
  }
  expect(countsIn(cutTrack(ring, 0, { fromUs: 0, toUs: us(1e6) })?.raw)).toEqual(
    range(25 * COUNT, 60 * COUNT),
  );
});

test('another rate is another signal: nothing from before belongs to it', () => {
  const ring = ringWith(range(0, 5));
  const { header, bytes } = frame(5, { rateHz: 2_000 });
  ring.keep(header, bytes, false, 0);
  const cut = cutTrack(ring, 0, { fromUs: 0, toUs: us(1e6) });
  expect(countsIn(cut?.raw)).toEqual(range(5 * COUNT, 6 * COUNT));
  expect(ring.signal?.sampleRateHz).toBe(2_000);
});

test('a frame that is larger than the whole memory is not kept, and breaks nothing', () => {
  const ring = ringWith(range(0, 5), 10_000, FRAME_BYTES - 1);
  expect(cutTrack(ring, 0, { fromUs: 0, toUs: us(1e6) })).toBeNull();
});

test('keeping a frame allocates nothing', () => {
  const ring = ringWith(range(0, 200), 1_000, 100 * FRAME_BYTES);
  const { header, bytes } = frame(200);
  const run = (times: number) => {
    for (let i = 0; i < times; i++) ring.keep(header, bytes, true, 0);
  };
  run(20_000);
  Bun.gc(true);
  const before = process.memoryUsage().heapUsed;
  run(100_000);
  // A single number boxed for each would be more than a megabyte.
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(1_000_000);
});
