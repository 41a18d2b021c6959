import { beforeAll, describe, expect, test } from 'bun:test';
import type { MachineFacts } from '#schemas/plant/machine-facts';
import { bearingOrders } from '#signal/bearings/bearing';
import { type Fft, loadFft } from '#signal/spectrum/fft';
import { type Analysis, createAnalysis } from './analysis.ts';
import { WindowAnalyzer } from './analyzer.ts';
import { FEATURE_INDEX, type FeatureName } from './features.ts';
import { lineIndex } from './line-table.ts';
import type { PointContext } from './point-context.ts';
import { impacts, TEST_MACHINE, tone } from './signals-for-tests.ts';
import { SIGNATURE_NAMES, SIGNATURE_OFFSETS } from './signature.ts';
import { signatureOf } from './signature-of.ts';

const WINDOW = 2048;
const RATE = 25_600;
const ORDERS = bearingOrders(TEST_MACHINE.bearing!);
const SHAFT_HZ = 1797 / 60;

let fft: Fft;
beforeAll(async () => {
  fft = await loadFft();
});

/** Feeds all whole windows; the analysis of the last. */
function feed(
  analyzer: WindowAnalyzer,
  context: PointContext,
  samples: Float32Array,
  machine: MachineFacts | ((window: number) => MachineFacts) = TEST_MACHINE,
  analysis: Analysis = createAnalysis(),
): Analysis {
  const { windowSamples, hopSamples } = analyzer;
  for (let i = 0, at = 0; at + windowSamples <= samples.length; i++, at += hopSamples) {
    const facts = typeof machine === 'function' ? machine(i) : machine;
    analyzer.analyze(context, samples.subarray(at, at + windowSamples), facts, analysis);
  }
  return analysis;
}

function analysed(samples: Float32Array, rate = RATE, machine = TEST_MACHINE): Analysis {
  const analyzer = new WindowAnalyzer({ fft });
  return feed(analyzer, analyzer.createContext(rate), samples, machine);
}

const feature = (analysis: Analysis, name: FeatureName) => analysis.features[FEATURE_INDEX[name]]!;

describe('WindowAnalyzer', () => {
  test('warms until the context is full, and says how full it is', () => {
    const analyzer = new WindowAnalyzer({ fft });
    const context = analyzer.createContext(RATE);
    const analysis = createAnalysis();
    const samples = tone(100, 0.1, RATE, 2);
    const states: boolean[] = [];
    for (let at = 0; at + WINDOW <= 18 * WINDOW; at += WINDOW) {
      analyzer.analyze(context, samples.subarray(at, at + WINDOW), TEST_MACHINE, analysis);
      states.push(analysis.warming);
    }
    // The first window only prepares the second's block; then 16 chunks make 1.28 s.
    expect(states.indexOf(false)).toBe(16);
    expect(analysis.contextFullness).toBe(1);
  });

  test('warms again after a gap', () => {
    const analyzer = new WindowAnalyzer({ fft });
    const context = analyzer.createContext(RATE);
    const samples = tone(100, 0.1, RATE, 1.5);
    expect(feed(analyzer, context, samples).warming).toBe(false);
    context.reset();
    const after = feed(analyzer, context, samples.subarray(0, 4 * WINDOW));
    expect(after.warming).toBe(true);
    expect(after.contextFullness).toBeCloseTo(3 / 16, 10);
  });

  test('takes samples that are no numbers for a gap, and recovers', () => {
    const analyzer = new WindowAnalyzer({ fft });
    const context = analyzer.createContext(RATE);
    feed(analyzer, context, tone(100, 0.1, RATE, 1.5));
    const broken = new Float32Array(WINDOW).fill(0.1);
    broken[77] = Number.NaN;
    expect(feed(analyzer, context, broken).warming).toBe(true);
    const after = feed(analyzer, context, tone(100, 0.1, RATE, 1.5));
    expect(after.warming).toBe(false);
    expect(after.signature.every(Number.isFinite)).toBe(true);
  });

  for (const [fault, order] of [
    ['BPFO', ORDERS.bpfo],
    ['BPFI', ORDERS.bpfi],
    ['2×BSF', 2 * ORDERS.bsf],
  ] as const) {
    for (const rate of [12_000, 25_600, 48_000]) {
      test(`finds impacts at ${fault} with 1 % slip at ${rate} Hz, over all other lines`, () => {
        const lineHz = order * SHAFT_HZ * 0.99;
        const analysis = analysed(impacts(lineHz, rate, 2), rate);
        const names = ['BPFO', 'BPFI', '2×BSF', 'FTF'] as const;
        const heights = names.map((name) => analysis.lineDb[lineIndex('envelope', name, 1)]!);
        const index = names.indexOf(fault);
        expect(heights[index]!).toBeGreaterThan(20);
        heights.forEach((height, i) => {
          if (i !== index) expect(height).toBeLessThan(heights[index]! - 10);
        });
        const found = analysis.lineHz[lineIndex('envelope', fault, 1)]!;
        expect(Math.abs(found - lineHz)).toBeLessThan(1);
      });
    }
  }

  test('measures a shaft line in g and mm/s, wherever it lies between bins', () => {
    for (const hz of [29.5, 29.95, 30.2]) {
      const machine = { ...TEST_MACHINE, speedRpm: hz * 60 };
      const analysis = analysed(tone(hz, 0.2, RATE, 1.6), RATE, machine);
      const line = lineIndex('acceleration', 'X', 1);
      const velocity = (0.2 * 9806.65) / (2 * Math.PI * hz) / Math.SQRT2;
      expect(Math.abs(analysis.lineAmplitude[line]! / 0.2 - 1)).toBeLessThan(0.02);
      expect(Math.abs(feature(analysis, 'velocity1xMmS') / velocity - 1)).toBeLessThan(0.05);
      expect(Math.abs(feature(analysis, 'velocityMmS') / velocity - 1)).toBeLessThan(0.03);
    }
  });

  test('gives no velocity where the rate does not reach 1 kHz', () => {
    const analysis = analysed(tone(30, 0.1, 2000, 4), 2000);
    expect(analysis.warming).toBe(false);
    expect(feature(analysis, 'velocityMmS')).toBeNaN();
    expect(analysis.signature.every(Number.isFinite)).toBe(true);
  });

  test('leaves lines and order cells 0 when the speed is unknown, and says so in the mask', () => {
    const machine = { ...TEST_MACHINE, speedRpm: null };
    const analysis = analysed(impacts(107, RATE, 1.6), RATE, machine);
    const { mask, lines, bands, orders } = SIGNATURE_OFFSETS;
    expect([...analysis.signature.slice(mask, lines)]).toEqual([0, 0]);
    expect(analysis.signature.slice(lines, bands - 7).every((value) => value === 0)).toBe(true);
    expect(analysis.signature.slice(orders).every((value) => value === 0)).toBe(true);
    expect(feature(analysis, 'bpfoDb')).toBeNaN();
    expect(feature(analysis, 'kurtosis')).toBeGreaterThan(4);
  });

  test('shows impacts in the order cells when only the geometry is unknown', () => {
    const machine = { ...TEST_MACHINE, bearing: null };
    const analysis = analysed(impacts(ORDERS.bpfo * SHAFT_HZ, RATE, 1.6), RATE, machine);
    const cells = analysis.signature.slice(SIGNATURE_OFFSETS.orders);
    const highest = cells.indexOf(Math.max(...cells));
    const cell = Math.floor((ORDERS.bpfo / 12) * 128);
    expect([cell, 2 * cell, 2 * cell + 1, 3 * cell + 1]).toContain(highest);
    expect(cells[cell]).toBeGreaterThan(1.5);
  });

  test('reads lines over the shaft angle while the speed moves', () => {
    // From 1500 to 2100 r/min within the context: impacts at 3.5848 a revolution.
    const seconds = 1.5;
    const speedAt = (s: number) => 1500 + (600 * s) / seconds;
    const samples = runUp(seconds, speedAt);
    const moving = new WindowAnalyzer({ fft });
    const tracked = feed(moving, moving.createContext(RATE), samples, (window) => ({
      ...TEST_MACHINE,
      speedRpm: speedAt(((window + 0.5) * WINDOW - WINDOW / 2) / RATE),
    }));
    const steady = analysed(samples, RATE, { ...TEST_MACHINE, speedRpm: 1800 });
    expect(feature(tracked, 'bpfoDb')).toBeGreaterThan(12);
    expect(feature(tracked, 'bpfoDb')).toBeGreaterThan(feature(steady, 'bpfoDb') + 8);
  });

  test('agrees with the signature of the same stretch as a recording', () => {
    for (const rate of [12_000, 25_600]) {
      const samples = impacts(ORDERS.bpfo * SHAFT_HZ, rate, 3);
      const stream = analysed(samples, rate).signature;
      const record = signatureOf(
        samples.slice(samples.length - Math.ceil(1.35 * rate)),
        rate,
        TEST_MACHINE,
      );
      const apart = (from: number, to: number) => {
        let sum = 0;
        for (let i = from; i < to; i++) sum += Math.abs(stream[i]! - record[i]!) / (to - from);
        return sum;
      };
      const { lines, contrast, levels, bands, shape, orders } = SIGNATURE_OFFSETS;
      expect(apart(levels, bands)).toBeLessThan(0.05);
      expect(apart(bands, shape)).toBeLessThan(0.03);
      expect(apart(lines, contrast)).toBeLessThan(0.35);
      expect(apart(orders, SIGNATURE_NAMES.length)).toBeLessThan(0.3);
    }
  });

  test('works with a hop shorter than the window', () => {
    const analyzer = new WindowAnalyzer({ fft, windowSamples: 4096, hopSamples: 1024 });
    const analysis = feed(analyzer, analyzer.createContext(RATE), impacts(107.4, RATE, 2));
    expect(analysis.warming).toBe(false);
    expect(analysis.lineDb[lineIndex('envelope', 'BPFO', 1)]!).toBeGreaterThan(20);
  });

  test('refuses a hop that does not suit the rate', () => {
    const analyzer = new WindowAnalyzer({ fft, windowSamples: 1000 });
    expect(() => analyzer.createContext(RATE)).toThrow('hop of 1000');
  });

  test('writes spectra only when they are wanted: a tone peaks at its amplitude', () => {
    const analyzer = new WindowAnalyzer({ fft });
    const context = analyzer.createContext(RATE);
    const quiet = feed(analyzer, context, tone(1000, 0.3, RATE, 1.6));
    expect([quiet.spectrum.bins, quiet.envelopeSpectrum.bins]).toEqual([0, 0]);
    const wanting = createAnalysis();
    wanting.wantSpectra = true;
    const { spectrum, envelopeSpectrum } = feed(
      analyzer,
      context,
      tone(1000, 0.3, RATE, 1.6),
      TEST_MACHINE,
      wanting,
    );
    expect(spectrum.hzPerBin).toBe(6.25);
    expect(spectrum.values[160]!).toBeCloseTo(0.3, 3);
    expect(envelopeSpectrum.hzPerBin).toBeCloseTo(0.78125, 10);
    expect(envelopeSpectrum.bins).toBeGreaterThan(1500);
  });

  test('keeps points apart', () => {
    const analyzer = new WindowAnalyzer({ fft });
    const contexts = [analyzer.createContext(RATE), analyzer.createContext(RATE)];
    const signals = [impacts(107.4, RATE, 1.6), tone(200, 0.1, RATE, 1.6)];
    const out = [createAnalysis(), createAnalysis()];
    for (let at = 0; at + WINDOW <= signals[0]!.length; at += WINDOW) {
      for (const i of [0, 1]) {
        const window = signals[i]!.subarray(at, at + WINDOW);
        analyzer.analyze(contexts[i]!, window, TEST_MACHINE, out[i]!);
      }
    }
    expect(out[0]!.signature).toEqual(analysed(signals[0]!).signature);
    expect(out[1]!.signature).toEqual(analysed(signals[1]!).signature);
  });
});

/** Impacts at BPFO of a shaft whose speed moves. */
function runUp(seconds: number, speedAt: (s: number) => number): Float32Array {
  const base = tone(50, 0, RATE, seconds);
  let turns = 0;
  let struckAt = 0;
  let strikes = 0;
  return base.map((noise, i) => {
    turns += speedAt(i / RATE) / 60 / RATE;
    if (turns * ORDERS.bpfo >= strikes) {
      strikes++;
      struckAt = i;
    }
    const since = (i - struckAt) / RATE;
    return 20 * noise + 0.6 * Math.exp(-900 * since) * Math.sin(2 * Math.PI * 3000 * since);
  });
}
