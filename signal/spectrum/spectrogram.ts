import { loadedFft } from './fft.ts';
import { hann } from './window-functions.ts';

/** Spectra of a recording over time: row after row of amplitudes (peak, of the unit), the earliest first. */
export interface Spectrogram {
  readonly rows: number;
  readonly bins: number;
  readonly hzPerBin: number;
  readonly secondsPerRow: number;
  readonly amplitudes: Float32Array<ArrayBuffer>;
}

/** Periodic Hann segments of `segmentSamples`, spread evenly, at most `rowsMax` of them. Await `loadFft` first. */
export function spectrogram(
  samples: Float32Array,
  sampleRateHz: number,
  segmentSamples: number,
  rowsMax: number,
): Spectrogram {
  const fft = loadedFft();
  const plan = fft.plan(segmentSamples, 'real');
  const buffer = fft.allocate(segmentSamples);
  const window = hann(segmentSamples);
  const free = Math.max(0, samples.length - segmentSamples);
  const rows = Math.max(1, Math.min(rowsMax, 1 + Math.floor((2 * free) / segmentSamples)));
  const hop = rows > 1 ? free / (rows - 1) : 0;
  const bins = segmentSamples / 2;
  const amplitudes = new Float32Array(rows * bins);
  for (let row = 0; row < rows; row++) {
    const start = Math.round(row * hop);
    const x = buffer.f32;
    for (let i = 0; i < segmentSamples; i++) x[i] = (samples[start + i] ?? 0) * window[i]!;
    plan.forward(buffer, buffer);
    // The Hann window halves a line, and a one-sided spectrum has half of it.
    for (let k = 1; k < bins; k++) {
      amplitudes[row * bins + k] = (4 * Math.hypot(x[2 * k]!, x[2 * k + 1]!)) / segmentSamples;
    }
  }
  fft.free(buffer);
  return {
    ...{ rows, bins, amplitudes },
    hzPerBin: sampleRateHz / segmentSamples,
    secondsPerRow: hop / sampleRateHz,
  };
}
