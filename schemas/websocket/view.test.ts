import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { newId } from '#schemas/ids/ids';
import { CONDITIONS } from '#schemas/readings/finding';
import { decodeView, encodeView, VIEW_VERSION, type View } from '#schemas/websocket/view';

const f32 = fc.float({ noNaN: true, noDefaultInfinity: true });
const floats = (length?: number) =>
  fc.float32Array({ minLength: length ?? 0, maxLength: length ?? 200, noNaN: true });

const anyView: fc.Arbitrary<View> = fc.record({
  pointId: fc.constantFrom(newId('pt'), newId('pt'), ''),
  condition: fc.constantFrom(...CONDITIONS),
  windowNumber: fc.nat({ max: 0xffff_ffff }),
  atUs: fc.maxSafeNat(),
  speedRpm: fc.option(f32),
  scores: fc.option(floats(11)),
  velocityMmS: fc.option(f32),
  accelerationG: f32,
  peakG: f32,
  waveform: fc.int16Array({ maxLength: 300 }),
  waveformRateHz: f32,
  waveformScaleG: f32,
  spectrum: floats(),
  spectrumHzPerBin: f32,
  envelope: floats(),
  envelopeHzPerBin: f32,
});

describe('a view', () => {
  test('round-trips', () => {
    fc.assert(
      fc.property(anyView, (view) => {
        expect(decodeView(encodeView(view))).toEqual(view);
      }),
    );
  });

  test('is read from anywhere in a socket buffer and does not hold on to it', () => {
    fc.assert(
      fc.property(anyView, fc.integer({ min: 1, max: 7 }), (view, shift) => {
        const bytes = encodeView(view);
        const buffer = new Uint8Array(bytes.byteLength + shift);
        buffer.set(bytes, shift);
        const read = decodeView(buffer.subarray(shift));
        buffer.fill(0xff);
        expect(read).toEqual(view);
      }),
    );
  });

  test('is null for any cut or random bytes, never an exception', () => {
    fc.assert(
      fc.property(anyView, fc.integer({ min: 1, max: 400 }), (view, cut) => {
        const bytes = encodeView(view);
        expect(decodeView(bytes.subarray(0, Math.max(0, bytes.byteLength - cut)))).toBeNull();
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 400 }), (noise) => {
        noise[0] = VIEW_VERSION;
        const read = decodeView(noise);
        if (read !== null) expect(CONDITIONS).toContain(read.condition);
      }),
      { numRuns: 2000 },
    );
  });
});
