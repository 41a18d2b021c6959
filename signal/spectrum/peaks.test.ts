import { beforeAll, expect, test } from 'bun:test';
import { Random } from '#signal/synth/random';
import { loadFft } from './fft.ts';
import { lineNear, spectralPeaks } from './peaks.ts';
import { meanSquareSpectrum } from './psd.ts';

const RATE = 12_800;
const lines = [
  { hz: 100.37, amplitude: 1 },
  { hz: 1234.5, amplitude: 0.2 },
];
let amplitudes: Float64Array;
let hzPerBin: number;

beforeAll(async () => {
  await loadFft();
  const random = new Random(3);
  const samples = Float32Array.from({ length: RATE }, (_, i) =>
    lines.reduce(
      (sum, { hz, amplitude }) => sum + amplitude * Math.sin((2 * Math.PI * hz * i) / RATE),
      0.02 * random.gaussian(),
    ),
  );
  const spectrum = meanSquareSpectrum(samples, RATE);
  // Of a Hann window, a sine of amplitude a has the mean square a²/3 in its highest bin.
  amplitudes = spectrum.meanSquare.map((value) => Math.sqrt(3 * value));
  hzPerBin = spectrum.hzPerBin;
});

test('lines in noise are found between the bins, with their amplitude', () => {
  const [first, second] = spectralPeaks(amplitudes, hzPerBin, 2);
  expect(Math.abs(first!.hz - 100.37)).toBeLessThan(0.03);
  expect(first!.amplitude).toBeCloseTo(1, 1);
  expect(Math.abs(second!.hz - 1234.5)).toBeLessThan(0.1);
  expect(second!.overNeighboursDb).toBeGreaterThan(20);
});

test('noise alone has few peaks, and none that stand out far', () => {
  const random = new Random(5);
  const flat = Float64Array.from({ length: 2000 }, () => 1 + 0.1 * random.gaussian());
  expect(spectralPeaks(flat, 1, 10)).toEqual([]);
});

test('the line near a place is the highest within reach, and none beyond the end', () => {
  expect(lineNear(amplitudes, hzPerBin, 98, 3)?.hz).toBeCloseTo(100.37, 1);
  expect(lineNear(amplitudes, hzPerBin, 50, 3)?.amplitude).toBeLessThan(0.01);
  expect(lineNear(amplitudes, hzPerBin, RATE, 3)).toBeNull();
});

test('a line beside what is not measured is no higher than its bin', () => {
  const low = [0, 0.3, 0.1, 0.02, 0.01, 0.01, 0.01, 0.01];
  expect(lineNear(low, 50, 60, 0)).toMatchObject({ hz: 50, amplitude: 0.3 });
});
