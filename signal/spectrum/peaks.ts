import { medianOf } from '#signal/trend/theil-sen';

/** A line of a spectrum that stands above its neighbours. */
export interface SpectralPeak {
  readonly hz: number;
  readonly amplitude: number;
  /** Above the median of its neighbourhood, dB. */
  readonly overNeighboursDb: number;
}

/** Bins on each side that make the neighbourhood; those next to the peak belong to it. */
const NEIGHBOURS = 24;
const OWN = 3;
const LEAST_OVER_DB = 6;
/** Noise has a local maximum in every third bin: a line worth listing is among the highest. */
const CANDIDATES_MAX = 1_000;

/**
 * The `count` highest local maxima of a range that stand 6 dB above their neighbourhood, highest first. Frequency and amplitude are those of
 * a parabola through the logarithms of three bins: of a Hann-windowed line within a hundredth of a bin and of a decibel.
 */
export function spectralPeaks(
  amplitudes: ArrayLike<number>,
  hzPerBin: number,
  count: number,
  [fromHz, toHz]: readonly [from: number, to: number] = [0, Number.POSITIVE_INFINITY],
): SpectralPeak[] {
  const found: { bin: number; amplitude: number }[] = [];
  const first = Math.max(2, Math.ceil(fromHz / hzPerBin));
  const last = Math.min(amplitudes.length - 2, Math.floor(toHz / hzPerBin));
  for (let bin = first; bin <= last; bin++) {
    const here = amplitudes[bin]!;
    if (here > amplitudes[bin - 1]! && here >= amplitudes[bin + 1]! && here > 0) {
      found.push({ bin, amplitude: here });
    }
  }
  found.sort((a, b) => b.amplitude - a.amplitude);
  const peaks: SpectralPeak[] = [];
  for (const { bin } of found.slice(0, CANDIDATES_MAX)) {
    if (peaks.length >= count) break;
    const peak = peakAt(amplitudes, hzPerBin, bin);
    if (peak.overNeighboursDb >= LEAST_OVER_DB) peaks.push(peak);
  }
  // Between the bins one may be higher than another whose bin is.
  return peaks.sort((a, b) => b.amplitude - a.amplitude);
}

/** The highest line within ± `withinHz` of a place; null where the spectrum does not reach. */
export function lineNear(
  amplitudes: ArrayLike<number>,
  hzPerBin: number,
  hz: number,
  withinHz: number,
): SpectralPeak | null {
  const from = Math.max(1, Math.ceil((hz - withinHz) / hzPerBin));
  const to = Math.min(amplitudes.length - 2, Math.floor((hz + withinHz) / hzPerBin));
  let best = Math.round(hz / hzPerBin);
  if (best < 1 || best > amplitudes.length - 2) return null;
  for (let bin = from; bin <= to; bin++) if (amplitudes[bin]! > amplitudes[best]!) best = bin;
  return peakAt(amplitudes, hzPerBin, best);
}

function peakAt(amplitudes: ArrayLike<number>, hzPerBin: number, bin: number): SpectralPeak {
  const here = amplitudes[bin]!;
  const [a, b, c] = [amplitudes[bin - 1]!, here, amplitudes[bin + 1]!].map((value) =>
    Math.log(Math.max(value, 1e-30)),
  ) as [number, number, number];
  const bend = a - 2 * b + c;
  // Beside what is not measured, as next to 0 Hz, there is nothing to lay a curve through.
  const isAmong = amplitudes[bin - 1]! > 0 && amplitudes[bin + 1]! > 0;
  const isTop = isAmong && bend < 0 && b >= a && b >= c;
  const shift = isTop ? (0.5 * (a - c)) / bend : 0;
  const amplitude = isTop ? Math.exp(b - 0.25 * (a - c) * shift) : here;
  const floor = neighbourhood(amplitudes, bin);
  return {
    hz: (bin + shift) * hzPerBin,
    amplitude,
    overNeighboursDb: 20 * Math.log10(Math.max(amplitude, 1e-30) / Math.max(floor, 1e-30)),
  };
}

function neighbourhood(amplitudes: ArrayLike<number>, bin: number): number {
  const values: number[] = [];
  for (let off = OWN; off <= NEIGHBOURS; off++) {
    const [below, above] = [amplitudes[bin - off], amplitudes[bin + off]];
    if (below !== undefined) values.push(below);
    if (above !== undefined) values.push(above);
  }
  return values.length === 0 ? 0 : medianOf(Float64Array.from(values));
}
