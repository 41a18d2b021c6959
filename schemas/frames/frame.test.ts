import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { FrameDecoder } from '#schemas/frames/decode';
import { encodeFrame, restampFrame, sealFrame } from '#schemas/frames/encode';
import {
  FRAME_CRC_OFFSET,
  FRAME_FAULTS,
  FRAME_MAX_SEQUENCE,
  type FrameHeader,
  frameBytes,
  nextSequence,
  SAMPLE_FORMATS,
} from '#schemas/frames/frame';

const FULL = { int16: 2 ** 15, int24: 2 ** 23, float32: 2 ** 20 } as const;

/** A header and, for each axis, counts inside the format's range. Scales are powers of two, so that g is exact. */
const anyFrame = fc
  .record({
    format: fc.constantFrom(...SAMPLE_FORMATS),
    axes: fc.integer({ min: 1, max: 8 }),
    count: fc.integer({ min: 1, max: 300 }),
    sampleRateHz: fc.double({ min: 1e-3, max: 1e7, noNaN: true }),
    t0Us: fc.maxSafeNat(),
    sequence: fc.nat({ max: FRAME_MAX_SEQUENCE }),
    exponents: fc.array(fc.integer({ min: -20, max: 4 }), { minLength: 8, maxLength: 8 }),
    seed: fc.integer(),
  })
  .map(({ exponents, seed, ...rest }) => {
    const scale = Float32Array.from(exponents, (e, axis) => (axis < rest.axes ? 2 ** e : 0));
    const full = FULL[rest.format];
    let state = seed;
    const next = () => {
      state = (Math.imul(state, 1664525) + 1013904223) | 0;
      return (((state >>> 7) % (2 * full)) - full) as number;
    };
    const samples = Array.from({ length: rest.axes }, (_, axis) =>
      Float32Array.from({ length: rest.count }, () => next() * scale[axis]!),
    );
    return { header: { ...rest, scale } satisfies FrameHeader, samples };
  });

/** The first fault that a reader of the whole frame meets, or null. */
function faultOf(decoder: FrameDecoder, bytes: Uint8Array): string | null {
  const fault = decoder.check(bytes);
  if (fault !== null) return fault;
  const { axes, count } = decoder.header;
  const out = new Float32Array(count);
  for (let axis = 0; axis < axes; axis++) {
    const bad = decoder.samples(bytes, axis, out, 0);
    if (bad !== null) return bad;
    if (!out.every(Number.isFinite)) throw new Error('a sample that is not finite passed');
  }
  return null;
}

describe('a frame', () => {
  test('round-trips, whatever its format, axes and place in the socket buffer', () => {
    const decoder = new FrameDecoder();
    fc.assert(
      fc.property(anyFrame, fc.integer({ min: 0, max: 7 }), ({ header, samples }, shift) => {
        const length = frameBytes(header.format, header.axes, header.count);
        const buffer = new Uint8Array(length + shift + 5);
        const bytes = encodeFrame(header, samples, buffer.subarray(shift));
        expect(bytes.byteLength).toBe(length);
        expect(decoder.check(bytes)).toBeNull();
        expect(decoder.header).toEqual(header);
        for (let axis = 0; axis < header.axes; axis++) {
          const out = new Float32Array(header.count);
          expect(decoder.samples(bytes, axis, out, 0)).toBeNull();
          expect(out).toEqual(samples[axis]!);
        }
        expect(buffer.subarray(shift + length)).toEqual(new Uint8Array(5));
      }),
      { numRuns: 300 },
    );
  });

  test('keeps every sample within half a count, or clips it, at any scale', () => {
    const decoder = new FrameDecoder();
    const anyScale = fc.float({ min: Math.fround(1e-6), max: 1000, noNaN: true });
    const anySamples = fc.array(fc.float({ min: -200, max: 200, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(anyScale, anySamples, fc.constantFrom('int16', 'int24'), (g, values, format) => {
        const samples = Float32Array.from(values);
        const scale = Float32Array.of(g, 0, 0, 0, 0, 0, 0, 0);
        const count = samples.length;
        const header = { format, axes: 1, sampleRateHz: 1, t0Us: 0, sequence: 0, count, scale };
        const bytes = encodeFrame(header, [samples]);
        const out = new Float32Array(count);
        expect(decoder.check(bytes)).toBeNull();
        expect(decoder.samples(bytes, 0, out, 0)).toBeNull();
        const full = FULL[format];
        samples.forEach((value, i) => {
          const clipped = Math.max(-full * g, Math.min((full - 1) * g, value));
          expect(Math.abs(out[i]! - clipped)).toBeLessThanOrEqual(g / 2 + Math.abs(clipped) * 2e-7);
        });
      }),
    );
  });

  test('is refused after any single flipped bit', () => {
    const decoder = new FrameDecoder();
    for (const format of SAMPLE_FORMATS) {
      const header = newHeader({ format, axes: 2, count: 17 });
      const bytes = encodeFrame(header, [ramp(17), ramp(17)]);
      for (let bit = 0; bit < bytes.byteLength * 8; bit++) {
        bytes[bit >> 3]! ^= 1 << (bit & 7);
        expect(FRAME_FAULTS as readonly (string | null)[]).toContain(decoder.check(bytes));
        bytes[bit >> 3]! ^= 1 << (bit & 7);
      }
      expect(decoder.check(bytes)).toBeNull();
    }
  });

  test('is refused when cut, lengthened or overwritten, and never throws', () => {
    const decoder = new FrameDecoder();
    const anyDamage = fc.record({
      cut: fc.integer({ min: -40, max: 40 }),
      at: fc.nat(),
      over: fc.uint8Array({ minLength: 0, maxLength: 12 }),
    });
    fc.assert(
      fc.property(anyFrame, anyDamage, ({ header, samples }, { cut, at, over }) => {
        const whole = encodeFrame(header, samples);
        const bytes = new Uint8Array(Math.max(0, whole.byteLength - cut));
        bytes.set(whole.subarray(0, bytes.byteLength));
        const place = at % (bytes.byteLength + 1);
        bytes.set(over.subarray(0, bytes.byteLength - place), place);
        const same = bytes.byteLength === whole.byteLength && bytes.every((b, i) => b === whole[i]);
        if (same) expect(faultOf(decoder, bytes)).toBeNull();
        else expect(FRAME_FAULTS as readonly (string | null)[]).toContain(decoder.check(bytes));
      }),
      { numRuns: 1000 },
    );
  });

  test('of random header bytes with a right checksum gives a fault or finite samples', () => {
    const decoder = new FrameDecoder();
    const anyBytes = fc.uint8Array({ minLength: 0, maxLength: 400 });
    fc.assert(
      fc.property(anyBytes, fc.integer({ min: 0, max: 64 }), (noise, kept) => {
        const bytes = encodeFrame(newHeader({ format: 'float32', count: 40 }), [ramp(40)]);
        bytes.set(noise.subarray(0, Math.max(0, bytes.byteLength - kept)), kept);
        sealFrame(bytes);
        const fault = faultOf(decoder, bytes);
        if (fault !== null) expect(FRAME_FAULTS as readonly string[]).toContain(fault);
      }),
      { numRuns: 2000 },
    );
  });

  test('of bytes that are no frame at all gives a fault', () => {
    const decoder = new FrameDecoder();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(FRAME_FAULTS as readonly (string | null)[]).toContain(decoder.check(bytes));
      }),
      { numRuns: 2000 },
    );
  });

  test('can get a new sequence and time without its samples being encoded again', () => {
    const header = newHeader({ count: 9 });
    const bytes = encodeFrame(header, [ramp(9)]);
    restampFrame(bytes, FRAME_MAX_SEQUENCE, 1_767_225_600_123_456);
    const stamped = { ...header, sequence: FRAME_MAX_SEQUENCE, t0Us: 1_767_225_600_123_456 };
    expect(bytes).toEqual(encodeFrame(stamped, [ramp(9)]));
    expect(nextSequence(FRAME_MAX_SEQUENCE)).toBe(0);
  });
});

describe('the encoder refuses', () => {
  const cases: [string, Partial<FrameHeader>][] = [
    ['no axes', { axes: 0 }],
    ['nine axes', { axes: 9 }],
    ['no samples', { count: 0 }],
    ['a rate of zero', { sampleRateHz: 0 }],
    ['a time in fractions', { t0Us: 0.5 }],
    ['a time before 1970', { t0Us: -1 }],
    ['a sequence beyond 32 bits', { sequence: 2 ** 32 }],
    ['a scale of zero', { scale: new Float32Array(8) }],
    ['a scale whose full range is no float32', { scale: Float32Array.of(1e35) }],
    ['fewer samples than it says', { count: 11 }],
  ];
  for (const [what, change] of cases) {
    test(what, () => {
      expect(() => encodeFrame(newHeader({ count: 10, ...change }), [ramp(10)])).toThrow(
        expect.objectContaining({ code: 'frame_unsupported' }),
      );
    });
  }

  test('samples that are no numbers, in every format', () => {
    for (const format of SAMPLE_FORMATS) {
      for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
        const header = newHeader({ format, count: 2 });
        expect(() => encodeFrame(header, [Float32Array.of(0, bad)])).toThrow('not a finite number');
      }
    }
  });

  test('bytes that are too few for the frame', () => {
    const out = new Uint8Array(FRAME_CRC_OFFSET);
    expect(() => encodeFrame(newHeader({ count: 10 }), [ramp(10)], out)).toThrow('needs 88 bytes');
  });
});

function newHeader(change: Partial<FrameHeader>): FrameHeader {
  const axes = change.axes ?? 1;
  const scale = new Float32Array(8).fill(2 ** -11, 0, Math.max(0, axes));
  const rest = { sampleRateHz: 25_600, t0Us: 0, sequence: 0, count: 1 };
  return { format: 'int16', axes, scale, ...rest, ...change };
}

function ramp(count: number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => (i - count / 2) / 8);
}
