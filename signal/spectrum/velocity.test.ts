import { beforeAll, describe, expect, test } from 'bun:test';
import { loadFft } from './fft.ts';
import { broadbandVibration } from './velocity.ts';
import { velocityBand } from './velocity-band.ts';

const RATE = 12_800;

beforeAll(async () => {
  await loadFft();
});

/** One second of a sine whose velocity is 10 mm/s r.m.s., as acceleration in g, on an offset of 1 g. */
function tenMillimetres(hz: number): Float32Array {
  const peak = (10 * Math.SQRT2 * 2 * Math.PI * hz) / 9806.65;
  return Float32Array.from(
    { length: RATE },
    (_, i) => 1 + peak * Math.sin((2 * Math.PI * hz * i) / RATE + 0.7),
  );
}

describe('broadbandVibration', () => {
  for (const hz of [15, 50, 159.15, 990]) {
    test(`reads 10 mm/s at ${hz} Hz, and the displacement that belongs to it`, () => {
      const { velocityMmS, displacementUm } = broadbandVibration(tenMillimetres(hz), RATE, 1500)!;
      expect(Math.abs(velocityMmS / 10 - 1)).toBeLessThan(0.01);
      expect(Math.abs(displacementUm / (1e4 / (2 * Math.PI * hz)) - 1)).toBeLessThan(0.02);
    });
  }

  test('hears 5 Hz only from a machine below 600 r/min', () => {
    expect(broadbandVibration(tenMillimetres(5), RATE, 1500)!.velocityMmS).toBeLessThan(0.1);
    const slow = broadbandVibration(tenMillimetres(5), RATE, 300)!.velocityMmS;
    // Five periods long: the Hann window's side bins weigh unevenly under 1/ω², 2 % in all.
    expect(Math.abs(slow / 10 - 1)).toBeLessThan(0.03);
  });

  test('does not hear what lies above 1 kHz', () => {
    expect(broadbandVibration(tenMillimetres(1100), RATE, 1500)!.velocityMmS).toBeLessThan(0.1);
  });

  test('is not known at a rate that does not reach 1 kHz', () => {
    expect(broadbandVibration(new Float32Array(4096), 2000, 1500)).toBeNull();
  });
});

describe('velocityBand', () => {
  test('starts at 10 Hz when the speed is unknown, and at 600 r/min', () => {
    expect(velocityBand(null).lowHz).toBe(10);
    expect(velocityBand(600).lowHz).toBe(10);
    expect(velocityBand(599).lowHz).toBe(2);
  });
});
