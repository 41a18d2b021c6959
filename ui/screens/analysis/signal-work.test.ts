import { beforeAll, expect, test } from 'bun:test';
import { loadFft } from '#signal/spectrum/fft';
import { Random } from '#signal/synth/random';
import { type WorkSignal, work } from './signal-work.ts';

const RATE = 12_800;
let signal: WorkSignal;

beforeAll(async () => {
  await loadFft();
  const random = new Random(1);
  // A tone of 1 g at 160 Hz, and impacts 97 times a second that ring at 3 kHz.
  const samples = Float32Array.from({ length: 4 * RATE }, (_, i) => {
    const since = i % Math.round(RATE / 97);
    const ring = 3 * Math.exp(-since / 30) * Math.sin((2 * Math.PI * 3000 * since) / RATE);
    return Math.sin((2 * Math.PI * 160 * i) / RATE) + ring + 0.05 * random.gaussian();
  });
  signal = { samples, sampleRateHz: RATE, unit: 'g' };
});

const steps = (worked: ReturnType<typeof work>) => {
  if (worked.kind !== 'steps') throw new Error(worked.kind);
  return worked;
};
const at = (worked: ReturnType<typeof work>, hz: number) => {
  const { values, step } = steps(worked);
  const near = Array.from(values.subarray(Math.floor(hz / step) - 2, Math.ceil(hz / step) + 3));
  return Math.max(...near);
};

test('a spectrum shows the peak of a sine, in each quantity, however fine it is', () => {
  const spectrum = (
    quantity: 'acceleration' | 'velocity' | 'displacement' | null,
    resolutionHz = 0,
  ) => at(work(signal, { kind: 'spectrum', quantity, lowHz: 10, resolutionHz }), 160);
  expect(spectrum(null)).toBeCloseTo(1, 1);
  expect(spectrum('acceleration', 1)).toBeCloseTo(1, 1);
  expect(spectrum('velocity')).toBeCloseTo(9.755, 0);
  expect(spectrum('displacement')).toBeCloseTo(9.7, 0);
});

test('an undeclared unit is shown as it is, whatever is asked for', () => {
  const undeclared = { ...signal, unit: 'undeclared' } as const;
  const wanted = { kind: 'spectrum', quantity: 'velocity', lowHz: 10, resolutionHz: 0 } as const;
  expect(at(work(undeclared, wanted), 160)).toBeCloseTo(1, 1);
});

test('the envelope of the band that rings shows how often it is struck', () => {
  const band = { lowHz: 2000, highHz: 4000 };
  const worked = steps(work(signal, { kind: 'envelope', band }));
  const struck = RATE / Math.round(RATE / 97);
  expect(at(worked, struck)).toBeGreaterThan(10 * at(worked, struck * 1.4));
});

test('the kurtogram points to a band of impacts', () => {
  const worked = work(signal, { kind: 'kurtogram' });
  if (worked.kind !== 'bands') throw new Error(worked.kind);
  expect(worked.cells.length).toBeGreaterThan(20);
  // The tone at 160 Hz lies below it: what is left there are impacts.
  expect(worked.chosen.by).toBe('kurtogram');
  expect(worked.chosen.lowHz).toBeGreaterThan(500);
});

test('a part of a spectrogram has the levels of the whole, in each quantity, and a moment is one of its rows', () => {
  const plan = { segmentSamples: 2048, rowsMax: 300, fromS: 1, toS: 3, lowHz: 100, highHz: 400 };
  for (const [quantity, peak] of [
    [null, 1],
    ['velocity', 9.755],
  ] as const) {
    const picture = work(signal, { kind: 'spectrogram', quantity, lowHz: 10, plan });
    if (picture.kind !== 'picture') throw new Error(picture.kind);
    const { rows, bins, firstBin, hzPerBin, values } = picture;
    expect(values).toHaveLength(rows * bins);
    expect([rows, firstBin * hzPerBin]).toEqual([201, 100]);
    const row = values.subarray(7 * bins, 8 * bins);
    // Between two bins a Hann window shows up to 15 % less.
    expect(row[Math.round(160 / hzPerBin) - firstBin] / peak).toBeWithin(0.84, 1.05);
    const atS = picture.firstRowS + 7 * picture.secondsPerRow;
    const wanted = { kind: 'moment', quantity, lowHz: 10, atS, segmentSamples: 2048 } as const;
    expect(at(work(signal, wanted), 160)).toBeCloseTo(Math.max(...row), 1);
  }
  // Beyond an end there is the last segment that is whole.
  const late = { kind: 'moment', quantity: null, lowHz: 10, atS: 9, segmentSamples: 2048 } as const;
  expect(at(work(signal, late), 160)).toBeWithin(0.84, 1.05);
});

test('a wave has as many values as samples', () => {
  const wave = steps(work(signal, { kind: 'waveform', quantity: null, lowHz: 10 }));
  expect([wave.values.length, wave.step]).toEqual([4 * RATE, 1 / RATE]);
});
