import { expect, test } from 'bun:test';
import { UNKNOWN_MACHINE } from '#schemas/plant/machine-facts';
import { loadFft } from '../spectrum/fft.ts';
import type { SynthFault } from '../synth/machine-synthesizer.ts';
import { synthesize } from '../synth/synthesize.ts';
import { createAnalysis } from './analysis.ts';
import { WindowAnalyzer } from './analyzer.ts';
import { gaussian, tone } from './signals-for-tests.ts';

const RATE = 25_600;
const fft = await loadFft();
const WINDOW = 2_048;

/** The estimate of the last window, r/min; 0 where it is not clear. */
function estimate(samples: Float32Array, minRpm: number, maxRpm: number): number {
  const analyzer = new WindowAnalyzer({ fft, windowSamples: WINDOW, hopSamples: WINDOW });
  const context = analyzer.createContext(RATE);
  const out = createAnalysis();
  const facts = { ...UNKNOWN_MACHINE, speedFromSignal: { minRpm, maxRpm } };
  for (let at = 0; at + WINDOW <= samples.length; at += WINDOW) {
    analyzer.analyze(context, samples.subarray(at, at + WINDOW), facts, out);
  }
  return out.warming ? Number.NaN : out.estimatedShaftHz * 60;
}

function machine(seed: number, speedRpm: number, faults: readonly SynthFault[]): Float32Array {
  const kind = (['motor', 'pump', 'fan', 'gearbox'] as const)[seed % 4]!;
  const of = { speedRpm, bearing: null, kind };
  return synthesize({ sampleRateHz: RATE, durationS: 5, seed, machine: of, faults });
}

test('one clear line is the shaft, to a tenth of a per cent of a bin’s half', () => {
  for (const rpm of [900, 1_480, 2_970]) {
    expect(estimate(tone(rpm / 60, 0.05, RATE, 5), 600, 3_600) / rpm).toBeCloseTo(1, 2);
  }
});

test('noise, and two lines that have nothing to do with each other, are not clear', () => {
  for (let seed = 1; seed <= 10; seed++) {
    const noise = gaussian(seed);
    const samples = Float32Array.from({ length: 5 * RATE }, () => 0.1 * noise());
    expect(estimate(samples, 300, 6_000)).toBe(0);
  }
  const [one, other] = [tone(24.7, 0.05, RATE, 5), tone(41.3, 0.05, RATE, 5)];
  expect(
    estimate(
      one.map((value, i) => value + other[i]!),
      600,
      3_600,
    ),
  ).toBe(0);
});

test('a line that may as well be twice the shaft is not clear', () => {
  const [half, line, more] = [
    tone(15, 0.004, RATE, 5),
    tone(30, 0.05, RATE, 5),
    tone(45, 0.004, RATE, 5),
  ];
  const sum = line.map((value, i) => value + half[i]! + more[i]!);
  const found = estimate(sum, 600, 3_600);
  expect([0, 900]).toContain(Math.round(found / 10) * 10);
});

test('of synthetic machines, well and ill, what is said is right', () => {
  const labels = [
    'imbalance',
    'misalignment',
    'looseness',
    'wear',
    'oil_whirl',
    'cavitation',
  ] as const;
  const speeds = [990, 1_480, 2_950];
  let said = 0;
  let wrong = 0;
  const all = 48;
  for (let seed = 0; seed < all; seed++) {
    const speedRpm = speeds[seed % 3]!;
    const label = labels[seed % labels.length]!;
    const faults = seed % 2 === 0 ? [] : [{ label, severity: 0.7 }];
    const found = estimate(machine(200 + seed, speedRpm, faults), speedRpm * 0.6, speedRpm * 1.5);
    if (found === 0) continue;
    said++;
    if (Math.abs(found / speedRpm - 1) > 0.01) wrong++;
  }
  expect({ said: said >= all / 2, wrong }).toEqual({ said: true, wrong: 0 });
});
