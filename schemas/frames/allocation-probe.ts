import { FrameDecoder } from '#schemas/frames/decode';
import { FrameEncoder, restampFrame } from '#schemas/frames/encode';
import { frameBytes, SAMPLE_FORMATS } from '#schemas/frames/frame';

/**
 * Run by `allocation.test.ts` with the garbage collector off, so that memory grows by all that is ever allocated.
 * Prints the bytes of growth per sample over ten thousand frames; `boxed` makes one object per sample on purpose.
 */
const COUNT = 2048;

const asked = process.argv[2] ?? '';
const format = SAMPLE_FORMATS.find((name) => name === asked) ?? 'int16';
const boxed = asked === 'boxed';
/** With an object per sample, ten thousand frames would fill 700 MB. */
const frames = boxed ? 1000 : 10_000;
const scale = new Float32Array(8).fill(2 ** -11, 0, 1);
const header = { format, axes: 1, sampleRateHz: 25_600, t0Us: 0, sequence: 0, count: COUNT, scale };
const samples = [new Float32Array(COUNT).fill(0.25)];
const bytes = new Uint8Array(frameBytes(format, 1, COUNT));
const out = new Float32Array(COUNT);
const ring: { value: number }[] = new Array(COUNT);
const encoder = new FrameEncoder();
const decoder = new FrameDecoder();

function work(): void {
  encoder.encode(header, samples, bytes);
  restampFrame(bytes, 1, 2);
  if (decoder.check(bytes) !== null) throw new Error('the frame does not decode');
  decoder.samples(bytes, 0, out, 0);
  if (boxed) for (let i = 0; i < COUNT; i++) ring[i] = { value: out[i]! };
}

for (let i = 0; i < 100; i++) work();
const before = process.memoryUsage.rss();
for (let i = 0; i < frames; i++) work();
console.log((process.memoryUsage.rss() - before) / (frames * COUNT));
