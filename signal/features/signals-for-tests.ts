import { type MachineFacts, UNKNOWN_MACHINE } from '#schemas/plant/machine-facts';

/** A machine at 1797 r/min on SKF 6205-2RS bearings. */
export const TEST_MACHINE: MachineFacts = {
  ...UNKNOWN_MACHINE,
  speedRpm: 1797,
  bearing: {
    designation: 'SKF 6205-2RS',
    balls: 9,
    ballDiameterMm: 0.3126 * 25.4,
    pitchDiameterMm: 1.537 * 25.4,
    contactAngleDeg: 0,
  },
};

/** Gaussian noise of a seed, standard deviation 1 (sum of 12 uniform values). */
export function gaussian(seed: number): () => number {
  let state = seed >>> 0;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return () => {
    let sum = -6;
    for (let i = 0; i < 12; i++) sum += uniform();
    return sum;
  };
}

/** Noise of 0.05 g with impacts of 0.6 g at `lineHz`, each ringing at 3 kHz. */
export function impacts(lineHz: number, sampleRateHz: number, seconds: number): Float32Array {
  const noise = gaussian(7);
  const period = sampleRateHz / lineHz;
  return Float32Array.from({ length: Math.round(seconds * sampleRateHz) }, (_, i) => {
    const since = (i % period) / sampleRateHz;
    return 0.05 * noise() + 0.6 * Math.exp(-900 * since) * Math.sin(2 * Math.PI * 3000 * since);
  });
}

/** A sine of a peak amplitude in noise of 0.001 g. */
export function tone(
  hz: number,
  amplitude: number,
  sampleRateHz: number,
  seconds: number,
): Float32Array {
  const noise = gaussian(3);
  return Float32Array.from(
    { length: Math.round(seconds * sampleRateHz) },
    (_, i) => 0.001 * noise() + amplitude * Math.sin((2 * Math.PI * hz * i) / sampleRateHz + 1),
  );
}
