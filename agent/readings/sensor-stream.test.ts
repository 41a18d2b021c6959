import { expect, test } from 'bun:test';
import { FrameDecoder, newHeader } from '#schemas/frames/decode';
import { encodeFrame } from '#schemas/frames/encode';
import type { RateRule } from './rate-rule.ts';
import { SensorStream } from './sensor-stream.ts';
import { WindowCutter } from './window-cutter.ts';

const RATE_HZ = 1000;
const T0_US = 1e15;

interface Seen {
  point: string;
  first: number;
  last: number;
  endUs: number;
}

/** A stream of windows of 100, hop 100 unless told, whose sensor sends a ramp: sample i has the value i. */
function rig(options: { hop?: number; rateRule?: RateRule } = {}) {
  const windows: Seen[] = [];
  const notes: string[] = [];
  const stream = new SensorStream<string>({
    decoder: new FrameDecoder(),
    cutter: new WindowCutter(100, options.hop ?? 100),
    rateRule: options.rateRule ?? null,
    keeper: null,
    sink: {
      window: (point, samples, endUs) =>
        windows.push({ point, first: samples[0], last: samples[99], endUs }),
      restart: (point, rate, refusal) =>
        notes.push(`restart ${point} ${rate}${refusal === null ? '' : `, refused: ${refusal}`}`),
      absent: (point, why) => notes.push(`absent ${point}: ${why}`),
      isDue: () => true,
      passedOver: (point, samples) => notes.push(`passed over ${point} ${samples.length}`),
    },
  });
  const frame = (sequence: number, count = 150, axes = 1, sampleRateHz = RATE_HZ) => {
    const start = sequence * count;
    const header = { ...newHeader(), format: 'float32' as const, axes, sampleRateHz, count };
    header.scale = new Float32Array(8).fill(1, 0, axes);
    header.sequence = sequence;
    header.t0Us = T0_US + (start / sampleRateHz) * 1e6;
    const ramp = Float32Array.from({ length: count }, (_, i) => start + i);
    return encodeFrame(header, new Array(axes).fill(ramp));
  };
  return { stream, windows, notes, frame };
}

test('windows run on over frames and carry the time of their last sample', () => {
  const { stream, windows, frame } = rig();
  stream.addPoint(0, 'g', 'a');
  for (let n = 0; n < 4; n++) stream.accept(frame(n), 0);
  expect(windows.map(({ first, last }) => [first, last])).toEqual(
    [0, 1, 2, 3, 4, 5].map((n) => [n * 100, n * 100 + 99]),
  );
  for (const { last, endUs } of windows) expect(endUs).toBe(T0_US + last * 1000);
});

test('overlapping windows start one hop apart', () => {
  const { stream, windows, frame } = rig({ hop: 25 });
  stream.addPoint(0, 'g', 'a');
  for (let n = 0; n < 3; n++) stream.accept(frame(n), 0);
  expect(windows.map(({ first }) => first)).toEqual(
    Array.from({ length: 15 }, (_, index) => index * 25),
  );
});

test('a window never spans a gap', () => {
  const { stream, windows, notes, frame } = rig();
  stream.addPoint(0, 'g', 'a');
  for (const n of [0, 2, 3]) stream.accept(frame(n), 0);
  expect(windows.map(({ first }) => first)).toEqual([0, 300, 400, 500]);
  expect(notes).toEqual(['restart a 1000', 'restart a 1000']);
  expect(stream.losses).toMatchObject({ framesMissing: 1, gaps: 1 });
});

test('a damaged frame is counted once and leaves a gap', () => {
  const { stream, windows, frame } = rig();
  stream.addPoint(0, 'g', 'a');
  const broken = frame(1);
  broken[200] ^= 1;
  stream.accept(frame(0), 0);
  stream.accept(broken, 0);
  stream.accept(frame(2), 0);
  expect(windows.map(({ first }) => first)).toEqual([0, 300]);
  expect(stream.losses).toMatchObject({ framesDamaged: 1, framesMissing: 0, gaps: 1 });
});

test('each assigned axis has its own windows, the others none', () => {
  const { stream, windows, frame } = rig();
  stream.addPoint(0, 'g', 'x');
  stream.addPoint(2, 'm_s2', 'z');
  stream.accept(frame(0, 150, 3), 0);
  expect(windows.map(({ point }) => point)).toEqual(['x', 'z']);
  expect(windows[1].last).toBeCloseTo(99 / 9.80665, 4);
});

test('an axis that the sensor does not have is named with a reason', () => {
  const { stream, notes, frame } = rig();
  stream.addPoint(1, 'g', 'y');
  stream.accept(frame(0), 0);
  expect(notes).toEqual(['absent y: The sensor sends 1 axis; axis 1 is not among them.']);
});

test('another sample rate begins the stream anew', () => {
  const { stream, windows, notes, frame } = rig();
  stream.addPoint(0, 'g', 'a');
  stream.accept(frame(0), 0);
  stream.accept(frame(1, 150, 1, 2000), 0);
  expect(notes).toEqual(['restart a 1000', 'restart a 2000']);
  expect(windows).toHaveLength(2);
});

const RULE = { trainedHz: 1000, minHz: 900, maxHz: 1100, resample: false };

test('a rate that the model does not take is refused, each frame counted; its windows run on unjudged', () => {
  const { stream, windows, notes, frame } = rig({ rateRule: RULE });
  stream.addPoint(0, 'g', 'a');
  for (let n = 0; n < 3; n++) stream.accept(frame(n, 150, 1, 2000), 0);
  expect(windows).toHaveLength(4);
  expect(notes).toEqual([
    'restart a 2000, refused: The sensor sends 2000 Hz, but the model takes 900 to 1100 Hz and does not allow resampling.',
  ]);
  expect(stream.losses.framesRefused).toBe(3);
});

test('where the model allows it, another rate is resampled to the one it was trained at', () => {
  const { stream, windows, notes, frame } = rig({ rateRule: { ...RULE, resample: true } });
  stream.addPoint(0, 'g', 'a');
  for (let n = 0; n < 40; n++) stream.accept(frame(n, 150, 1, 2000), 0);
  expect(notes).toEqual(['restart a 1000']);
  expect(windows.length).toBeGreaterThanOrEqual(28);
  const settled = windows[10];
  // A ramp of one per sample at 2000 Hz rises by two per sample at 1000 Hz, and its value is its own time.
  expect(settled.last - settled.first).toBeCloseTo(198, 0);
  expect(Math.abs((settled.endUs - T0_US) / 500 - settled.last)).toBeLessThan(2);
});

test('a frame shed counts its windows and empties what is left over', () => {
  const { stream, windows, notes, frame } = rig();
  stream.addPoint(0, 'g', 'a');
  stream.accept(frame(0), 0);
  stream.shed(frame(1), 0);
  stream.accept(frame(2), 0);
  expect(windows.map(({ first }) => first)).toEqual([0, 300]);
  expect(notes).toEqual(['restart a 1000', 'passed over a 100', 'restart a 1000']);
  expect(stream.losses).toMatchObject({ windowsDropped: 2, gaps: 1, framesMissing: 0 });
});

test('a rate too far from the model is refused even where resampling is allowed', () => {
  const { stream, notes, frame } = rig({ rateRule: { ...RULE, resample: true } });
  stream.addPoint(0, 'g', 'a');
  stream.accept(frame(0, 150, 1, 50_000), 0);
  expect(notes[0]).toMatch(/too far to resample/);
});

test('damaged and random bytes are counted, whatever they are, and the stream goes on after them', () => {
  const { stream, windows, frame } = rig();
  stream.addPoint(0, 'g', 'a');
  let state = 12345;
  const random = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % below;
  };
  for (let n = 0; n < 20_000; n++) {
    const bytes = frame(0).slice(0, random(2) === 0 ? undefined : random(400));
    for (let i = 0; i < 3 && bytes.length > 0; i++) bytes[random(bytes.length)] ^= 1 + random(255);
    stream.accept(random(10) === 0 ? bytes.map(() => random(256)) : bytes, 0);
  }
  expect(stream.losses.framesDamaged + stream.losses.framesRepeated).toBeGreaterThan(19_900);
  const before = windows.length;
  for (let n = 100; n < 110; n++) stream.accept(frame(n), 0);
  expect(windows.length - before).toBeGreaterThanOrEqual(14);
});

test('a scale that a person corrected counts beside the unit', () => {
  const { stream, windows, frame } = rig();
  stream.addPoint(0, 'g', 'a', 2);
  for (let n = 0; n < 2; n++) stream.accept(frame(n), 0);
  expect(windows[0].last).toBe(198);
});
