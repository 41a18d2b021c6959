import { expect, test } from 'bun:test';
import { FrameDecoder, newHeader } from '#schemas/frames/decode';
import { encodeFrame, restampFrame, sealFrame } from '#schemas/frames/encode';
import { Random } from '#signal/synth/random';
import { SensorStream } from '../../agent/readings/sensor-stream.ts';
import { WindowCutter } from '../../agent/readings/window-cutter.ts';
import { rssMb } from '../rig/process-stats.ts';

const FRAMES = 1_000_000;
const COUNT = 32;
const WINDOW = 256;
/** Room for the collector; a leak of only 100 bytes a frame would be 100 MB. */
const GROWTH_MB = 48;

function wholeFrame(): Uint8Array {
  const header = { ...newHeader(), sampleRateHz: 25_600, count: COUNT, t0Us: 1e15 };
  header.scale = new Float32Array(8).fill(0.001, 0, 1);
  return encodeFrame(header, [Float32Array.from({ length: COUNT }, (_, i) => Math.sin(i))]);
}

/** What may come over the wire: a frame, the same one damaged, cut, lengthened, with a lying header, or noise. */
function spoil(frame: Uint8Array, random: Random, sequence: number): Uint8Array {
  restampFrame(frame, sequence, 1e15 + sequence * 1250);
  const kind = Math.floor(random.uniform() * 8);
  const at = () => Math.floor(random.uniform() * frame.length);
  if (kind < 3) return frame;
  const bytes = Uint8Array.from(frame);
  if (kind === 3) bytes[at()] ^= 1 << Math.floor(random.uniform() * 8);
  if (kind === 4) return bytes.subarray(0, at());
  if (kind === 5) return Uint8Array.from([...bytes, 0]);
  if (kind === 6)
    for (let i = 0; i < bytes.length; i++) bytes[i] = Math.floor(random.uniform() * 256);
  // The checksum is right, the header is not: only the checks of its fields stand between it and the lane.
  if (kind === 7) {
    bytes[Math.floor(random.uniform() * 64)] = Math.floor(random.uniform() * 256);
    sealFrame(bytes);
  }
  return bytes;
}

test('a million random and damaged frames: no crash, no leak, no window that is not finite', () => {
  const random = new Random(11);
  const frame = wholeFrame();
  let windows = 0;
  let accepted = 0;
  const stream = new SensorStream<string>({
    decoder: new FrameDecoder(),
    cutter: new WindowCutter(WINDOW, WINDOW),
    rateRule: null,
    keeper: null,
    sink: {
      window: (_, samples) => {
        windows++;
        for (const sample of samples) if (!Number.isFinite(sample)) throw new Error('not finite');
      },
      restart: () => undefined,
      absent: () => undefined,
      isDue: () => true,
      passedOver: () => undefined,
    },
  });
  stream.addPoint(0, 'g', 'point');
  let early = 0;
  for (let n = 0; n < FRAMES; n++) {
    const bytes = spoil(frame, random, n);
    stream.accept(bytes, 0);
    if (bytes === frame) accepted++;
    if (n === FRAMES / 5) {
      Bun.gc(true);
      early = rssMb(process.pid) ?? Number.NaN;
    }
  }
  Bun.gc(true);
  expect((rssMb(process.pid) ?? Number.NaN) - early).toBeLessThan(GROWTH_MB);
  expect(stream.losses.framesDamaged).toBeGreaterThan(FRAMES / 3);
  expect(accepted).toBeGreaterThan(FRAMES / 3);
  expect(windows).toBeGreaterThan(0);
}, 120_000);
