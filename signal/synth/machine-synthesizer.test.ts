import { describe, expect, test } from 'bun:test';
import type { BearingGeometry } from '#schemas/plant/machine-facts';
import { FAULT_LABELS, type FaultLabel } from '#schemas/readings/finding';
import { bearingOrders } from '../bearings/bearing.ts';
import { MachineSynthesizer, type SynthesizerOptions } from './machine-synthesizer.ts';
import { lineAmplitude, linePhase, rms, velocityRms } from './measure-for-tests.ts';
import { SENSOR_MODELS } from './sensor-chain.ts';
import { synthesize } from './synthesize.ts';

const RATE = 25_600;
const BEARING: BearingGeometry = {
  designation: '6205',
  balls: 9,
  ballDiameterMm: 7.94,
  pitchDiameterMm: 39.04,
  contactAngleDeg: 0,
};
const MACHINE = { speedRpm: 1480, bearing: BEARING, kind: 'generic' } as const;

function options(seed: number, label?: FaultLabel, severity = 0.7): SynthesizerOptions {
  const faults = label === undefined ? [] : [{ label, severity }];
  return { sampleRateHz: RATE, seed, machine: MACHINE, faults };
}

/** Squared and smoothed: a plain envelope of what is above the velocity band. */
function envelope(samples: Float32Array): Float32Array {
  const out = new Float32Array(samples.length >> 4);
  let last = 0;
  for (let k = 0; k < out.length; k++) {
    for (let i = 0; i < 16; i++) {
      const x = samples[16 * k + i]!;
      out[k]! += Math.abs(x - last);
      last = x;
    }
  }
  return out;
}

/** The strongest line within ±2 % of a frequency. */
function strongest(samples: Float32Array, rateHz: number, hz: number): number {
  let best = 0;
  for (let f = 0.98 * hz; f <= 1.02 * hz; f += 0.25) {
    best = Math.max(best, lineAmplitude(samples, rateHz, f));
  }
  return best;
}

describe('a stream', () => {
  test('is the same for the same seed and however it is cut', () => {
    const whole = synthesize({ ...options(11, 'inner_race'), durationS: 0.5 });
    const machine = new MachineSynthesizer(options(11, 'inner_race'));
    const cut = new Float32Array(whole.length);
    for (let at = 0, k = 1; at < cut.length; k = (k * 7) % 501) {
      const count = Math.min(k, cut.length - at);
      machine.next(count, cut.subarray(at));
      at += count;
    }
    expect(cut).toEqual(whole);
    expect(synthesize({ ...options(12, 'inner_race'), durationS: 0.5 })).not.toEqual(whole);
  });

  test('of a machine with a fault is that machine plus the fault', () => {
    const healthy = synthesize({ ...options(3), durationS: 1 });
    const faulty = synthesize({ ...options(3, 'imbalance'), durationS: 1 });
    const added = faulty.map((x, i) => x - healthy[i]!);
    const shaftHz = MACHINE.speedRpm / 60;
    expect(
      Math.abs(rms(added) / (lineAmplitude(added, RATE, shaftHz) / Math.SQRT2) - 1),
    ).toBeLessThan(0.1);
  });

  test.each([[8000], [12_000], [48_000], [60_000]])(
    'is finite and within range at %d Hz for every label',
    (rate) => {
      for (const label of FAULT_LABELS) {
        const samples = synthesize({ ...options(5, label, 1), sampleRateHz: rate, durationS: 0.3 });
        const range = SENSOR_MODELS.iis3dwb.rangeG;
        expect(samples.every((x) => Number.isFinite(x) && Math.abs(x) <= range)).toBe(true);
        expect(rms(samples)).toBeGreaterThan(0.01);
      }
    },
  );

  test('starts at any phase, healthy or not, so that phase tells no class', () => {
    for (const label of [undefined, 'imbalance'] as const) {
      let re = 0;
      let im = 0;
      for (let seed = 0; seed < 60; seed++) {
        const samples = synthesize({ ...options(seed, label), durationS: 0.2 });
        const phase = 2 * Math.PI * linePhase(samples, RATE, MACHINE.speedRpm / 60);
        re += Math.cos(phase) / 60;
        im += Math.sin(phase) / 60;
      }
      // The mean of 60 random directions has length 0.13 on average and 0.3 once in 200 trials.
      expect(Math.hypot(re, im)).toBeLessThan(0.3);
    }
  });

  test('without geometry refuses a bearing fault with a sentence', () => {
    const machine = { ...MACHINE, bearing: null };
    expect(() => new MachineSynthesizer({ ...options(1, 'cage'), machine })).toThrow('geometry');
  });
});

describe('amplitudes', () => {
  const zoneVelocity = (severity: number, seed: number) =>
    velocityRms(synthesize({ ...options(seed, 'imbalance', severity), durationS: 1 }), RATE);

  test('imbalance walks from zone A to D of group 2, rigid and flexible', () => {
    for (const seed of [1, 2, 3]) {
      expect(zoneVelocity(0, seed)).toBeLessThan(1.4);
      const half = zoneVelocity(0.5, seed);
      expect(half).toBeGreaterThan(2.3);
      expect(half).toBeLessThan(7.1);
      expect(zoneVelocity(1, seed)).toBeGreaterThan(7.1);
    }
  });

  test('1X acceleration falls to a quarter at half the speed', () => {
    const machine = new MachineSynthesizer(options(8, 'imbalance', 0.9));
    const samples = new Float32Array(2 * RATE);
    machine.next(samples.length, samples);
    const full = strongest(samples, RATE, 1480 / 60);
    machine.setSpeed(740, 1);
    machine.next(RATE, samples);
    expect(machine.speedRpm).toBe(740);
    machine.next(samples.length, samples);
    expect(Math.abs((4 * strongest(samples, RATE, 740 / 60)) / full - 1)).toBeLessThan(0.15);
  });

  test('misalignment is strongest at 2X, oil whirl between 0.42X and 0.48X', () => {
    const hz = MACHINE.speedRpm / 60;
    const misaligned = synthesize({ ...options(4, 'misalignment'), durationS: 2 });
    const twice = strongest(misaligned, RATE, 2 * hz);
    expect(twice).toBeGreaterThan(strongest(misaligned, RATE, hz));
    const whirl = synthesize({ ...options(4, 'oil_whirl'), durationS: 2 });
    const sub =
      strongest(whirl, RATE, 0.45 * hz) +
      strongest(whirl, RATE, 0.43 * hz) +
      strongest(whirl, RATE, 0.47 * hz);
    expect(sub).toBeGreaterThan(10 * strongest(whirl, RATE, 0.6 * hz));
  });

  test('a new fault fades in instead of clicking', () => {
    const machine = new MachineSynthesizer(options(6));
    const samples = new Float32Array(RATE);
    machine.next(RATE, samples);
    machine.setFaults([{ label: 'imbalance', severity: 1 }]);
    machine.next(256, samples);
    const first = rms(samples.subarray(0, 256));
    machine.next(RATE, samples);
    machine.next(RATE, samples);
    expect(rms(samples)).toBeGreaterThan(2 * first);
    machine.setFaults([]);
    machine.next(RATE, samples);
    machine.next(RATE, samples);
    machine.next(RATE, samples);
    const healthy = synthesize({ ...options(6), durationS: 1 });
    expect(rms(samples)).toBeLessThan(1.5 * rms(healthy));
  });
});

describe('rolling-element faults', () => {
  const orders = bearingOrders(BEARING);
  const hz = MACHINE.speedRpm / 60;

  test.each([
    ['outer_race', orders.bpfo],
    ['inner_race', orders.bpfi],
    ['ball', 2 * orders.bsf],
    ['cage', orders.ftf],
  ] as const)('%s shows its line in the envelope and not in the healthy one', (label, order) => {
    const line = (fault?: FaultLabel) =>
      strongest(
        envelope(synthesize({ ...options(21, fault), durationS: 2 })),
        RATE / 16,
        order * hz,
      );
    expect(line(label)).toBeGreaterThan(8 * line());
  });

  test('an inner race is modulated by the shaft, an outer race hardly', () => {
    const ratio = (label: FaultLabel, order: number) => {
      const env = envelope(synthesize({ ...options(22, label), durationS: 2 }));
      const at = (f: number) => strongest(env, RATE / 16, f);
      return at((order + 1) * hz) / at(order * hz);
    };
    expect(ratio('inner_race', orders.bpfi)).toBeGreaterThan(3 * ratio('outer_race', orders.bpfo));
  });
});
