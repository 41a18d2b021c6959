import { beforeAll, expect, test } from 'bun:test';
import { loadFft } from './fft.ts';
import { spectrogram } from './spectrogram.ts';

beforeAll(async () => {
  await loadFft();
});

test('a tone that changes is seen where it was, with its amplitude', () => {
  const samples = Float32Array.from(
    { length: 16_384 },
    (_, i) => 2 * Math.sin((2 * Math.PI * (i < 8192 ? 1000 : 2000) * i) / 8000),
  );
  const { rows, bins, hzPerBin, amplitudes, secondsPerRow } = spectrogram(samples, 8000, 1024, 31);
  const top = (row: number) => {
    const line = amplitudes.subarray(row * bins, (row + 1) * bins);
    const bin = line.indexOf(Math.max(...line));
    return [bin * hzPerBin, Math.round(line[bin]! * 10) / 10];
  };
  expect(rows).toBe(31);
  expect([top(2), top(28)]).toEqual([
    [1000, 2],
    [2000, 2],
  ]);
  expect(secondsPerRow).toBeCloseTo(0.064);
});

test('a recording shorter than a segment is one row', () => {
  expect(spectrogram(new Float32Array(100), 8000, 1024, 31).rows).toBe(1);
});
