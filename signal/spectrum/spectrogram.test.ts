import { beforeAll, expect, test } from 'bun:test';
import { loadFft } from './fft.ts';
import { type Spectrogram, spectrogram } from './spectrogram.ts';

beforeAll(async () => {
  await loadFft();
});

const WHOLE = { fromS: 0, toS: 100, lowHz: 0, highHz: 4000 };
const changing = Float32Array.from(
  { length: 16_384 },
  (_, i) => 2 * Math.sin((2 * Math.PI * (i < 8192 ? 1000 : 2000) * i) / 8000),
);

function top({ bins, firstBin, hzPerBin, amplitudes }: Spectrogram, row: number) {
  const line = amplitudes.subarray(row * bins, (row + 1) * bins);
  const bin = line.indexOf(Math.max(...line));
  return [(firstBin + bin) * hzPerBin, Math.round(line[bin]! * 10) / 10];
}

test('a tone that changes is seen where it was, with its amplitude', () => {
  const made = spectrogram(changing, 8000, { ...WHOLE, segmentSamples: 1024, rowsMax: 31 });
  expect(made.rows).toBe(31);
  expect([top(made, 2), top(made, 28)]).toEqual([
    [1000, 2],
    [2000, 2],
  ]);
  expect(made.secondsPerRow).toBeCloseTo(0.064);
  expect(made.firstRowS).toBeCloseTo(0.064);
});

test('a part is made of its own time and frequencies, with finer steps than the whole', () => {
  const part = { fromS: 0.9, toS: 1.1, lowHz: 900, highHz: 1100, segmentSamples: 256 };
  const made = spectrogram(changing, 8000, { ...part, rowsMax: 400 });
  expect(made.firstRowS).toBeCloseTo(0.9);
  expect(made.secondsPerRow).toBeCloseTo(256 / 8000 / 16, 3);
  expect(made.firstRowS + (made.rows - 1) * made.secondsPerRow).toBeCloseTo(1.1);
  expect(made.firstBin * made.hzPerBin).toBeLessThanOrEqual(900);
  expect((made.firstBin + made.bins) * made.hzPerBin).toBeGreaterThanOrEqual(1100);
  expect(top(made, 0)).toEqual([1000, 2]);
  // After 1.024 s nothing sounds at 1000 Hz any more.
  expect(top(made, made.rows - 1)[1]).toBeLessThan(0.2);
});

test('a recording shorter than a segment is one row', () => {
  const plan = { ...WHOLE, segmentSamples: 1024, rowsMax: 31 };
  expect(spectrogram(new Float32Array(100), 8000, plan).rows).toBe(1);
});
