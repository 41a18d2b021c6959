import { loadedFft } from './fft.ts';
import { hann } from './window-functions.ts';

/** Spectra of a recording over time: row after row of amplitudes (peak, of the unit), the earliest first. */
export interface Spectrogram {
  readonly rows: number;
  /** Bins of a row, from `firstBin` on. */
  readonly bins: number;
  readonly firstBin: number;
  readonly hzPerBin: number;
  /** The middle of the first row’s segment, and how far the rows are apart. */
  readonly firstRowS: number;
  readonly secondsPerRow: number;
  readonly amplitudes: Float32Array<ArrayBuffer>;
}

/** Which part of a recording, and how sharp. */
export interface SpectrogramPlan {
  /** A length that can be transformed. */
  readonly segmentSamples: number;
  readonly rowsMax: number;
  /** Between the middles of the first and the last row, as far as the recording has whole segments. */
  readonly fromS: number;
  readonly toS: number;
  readonly lowHz: number;
  readonly highHz: number;
}

/** Rows that overlap more than this show what their neighbours show. */
const HOPS_PER_SEGMENT = 16;

/** Periodic Hann segments, spread evenly, at most `rowsMax` of them. Await `loadFft` first. */
export function spectrogram(
  samples: Float32Array,
  sampleRateHz: number,
  { segmentSamples, rowsMax, fromS, toS, lowHz, highHz }: SpectrogramPlan,
): Spectrogram {
  const fft = loadedFft();
  const plan = fft.plan(segmentSamples, 'real');
  const buffer = fft.allocate(segmentSamples);
  const window = hann(segmentSamples);
  const free = Math.max(0, samples.length - segmentSamples);
  const startAt = (seconds: number) =>
    Math.min(free, Math.max(0, seconds * sampleRateHz - segmentSamples / 2));
  const [first, last] = [startAt(fromS), startAt(toS)];
  const mostRows = 1 + Math.floor((HOPS_PER_SEGMENT * (last - first)) / segmentSamples);
  const rows = Math.max(1, Math.min(rowsMax, mostRows));
  const hop = rows > 1 ? (last - first) / (rows - 1) : 0;
  const hzPerBin = sampleRateHz / segmentSamples;
  const firstBin = Math.max(0, Math.floor(lowHz / hzPerBin));
  const endBin = Math.min(segmentSamples / 2, Math.ceil(highHz / hzPerBin) + 1);
  const bins = Math.max(1, endBin - firstBin);
  const amplitudes = new Float32Array(rows * bins);
  for (let row = 0; row < rows; row++) {
    const start = Math.round(first + row * hop);
    const x = buffer.f32;
    for (let i = 0; i < segmentSamples; i++) x[i] = (samples[start + i] ?? 0) * window[i]!;
    plan.forward(buffer, buffer);
    // The Hann window halves a line, and a one-sided spectrum has half of it.
    for (let k = Math.max(1, firstBin); k < firstBin + bins; k++) {
      const size = Math.hypot(x[2 * k]!, x[2 * k + 1]!);
      amplitudes[row * bins + k - firstBin] = (4 * size) / segmentSamples;
    }
  }
  fft.free(buffer);
  return {
    ...{ rows, bins, firstBin, amplitudes, hzPerBin },
    firstRowS: (first + segmentSamples / 2) / sampleRateHz,
    secondsPerRow: hop / sampleRateHz,
  };
}
