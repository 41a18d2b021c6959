import { isTransformLength, loadedFft } from './fft.ts';
import { hann } from './window-functions.ts';

/** A one-sided spectrum: entry k lies at k × `hzPerBin`. */
export interface PowerSpectrum {
  readonly hzPerBin: number;
  readonly density: Float64Array;
}

/** The longest length up to `samples` that can be transformed. Throws nothing: 32 is the least. */
export function transformLengthWithin(samples: number): number {
  let length = Math.floor(samples / 32) * 32;
  while (length > 32 && !isTransformLength(length, 'real')) length -= 32;
  return Math.max(32, length);
}

/**
 * Mean square of each bin (unit²) of the first samples of a recording, the longest length that can be transformed, under a
 * periodic Hann window with the mean removed. The sum over all bins is the mean square of the windowed signal.
 */
export function meanSquareSpectrum(
  samples: Float32Array,
  sampleRateHz: number,
): { hzPerBin: number; meanSquare: Float64Array } {
  const n = transformLengthWithin(samples.length);
  const { density, hzPerBin } = welch(samples.subarray(0, n), sampleRateHz, n);
  return { hzPerBin, meanSquare: density.map((value) => value * hzPerBin) };
}

/**
 * Power spectral density (unit²/Hz, one-sided) by Welch's method: periodic Hann segments of `segmentSamples`, half
 * overlapped, each without its mean, averaged; as `scipy.signal.welch`. Await `loadFft` first.
 */
export function welch(
  samples: Float32Array,
  sampleRateHz: number,
  segmentSamples: number,
): PowerSpectrum {
  const fft = loadedFft();
  const plan = fft.plan(segmentSamples, 'real');
  const buffer = fft.allocate(segmentSamples);
  const window = hann(segmentSamples);
  const density = new Float64Array(segmentSamples / 2 + 1);
  const hop = segmentSamples / 2;
  let segments = 0;
  for (let start = 0; start + segmentSamples <= samples.length; start += hop) {
    windowed(samples, start, window, buffer.f32);
    plan.forward(buffer, buffer);
    addPower(buffer.f32, density);
    segments++;
  }
  fft.free(buffer);
  const energy = window.reduce((sum, w) => sum + w * w, 0);
  const scale = 1 / (segments * sampleRateHz * energy);
  for (let k = 0; k < density.length; k++) {
    density[k]! *= k === 0 || k === density.length - 1 ? scale : 2 * scale;
  }
  return { hzPerBin: sampleRateHz / segmentSamples, density };
}

function windowed(from: Float32Array, start: number, window: Float64Array, to: Float32Array): void {
  let sum = 0;
  for (let i = 0; i < window.length; i++) sum += from[start + i]!;
  const mean = sum / window.length;
  for (let i = 0; i < window.length; i++) to[i] = (from[start + i]! - mean) * window[i]!;
}

function addPower(spectrum: Float32Array, power: Float64Array): void {
  const top = power.length - 1;
  power[0]! += spectrum[0]! ** 2;
  power[top]! += spectrum[1]! ** 2;
  for (let k = 1; k < top; k++) power[k]! += spectrum[2 * k]! ** 2 + spectrum[2 * k + 1]! ** 2;
}
