import { isTransformLength, loadedFft } from '#signal/spectrum/fft';
import type { BandHz } from './envelope-band.ts';

/** One cell of a kurtogram. */
export interface KurtogramCell extends BandHz {
  /** 0: the whole band; each step up halves the width, n.5 stands for the thirds between. */
  readonly level: number;
  /** Spectral kurtosis E|z|⁴/E²|z|² − 2 of the band's analytic signal: 0 for stationary Gaussian noise, −1 for a tone. */
  readonly kurtosis: number;
}

/** What limits the search. */
export interface KurtogramOptions {
  /** The narrowest band worth looking at: three times the highest bearing line lets its side lines through. */
  readonly leastWidthHz: number;
  /** Frequencies below are left out: shaft and gear lines, not resonances. */
  readonly lowestHz: number;
  /** Frequencies above are left out: beyond the sensor's bandwidth. */
  readonly highestHz: number;
}

/** Fewer independent envelope values than this make a kurtosis of chance. */
const LEAST_VALUES = 128;

/**
 * The spectral kurtosis over bands of halving and thirding widths, as the fast kurtogram (Antoni 2007), each band cut out of
 * one transform of the whole recording with sharp edges. In order of level, then frequency. Await `loadFft` first.
 */
export function kurtogram(
  samples: Float32Array,
  sampleRateHz: number,
  options: KurtogramOptions,
): KurtogramCell[] {
  const fft = loadedFft();
  const n = samples.length;
  const spectrum = fft.allocate(n);
  spectrum.f32.set(samples);
  fft.plan(n, 'real').forward(spectrum, spectrum);
  const baseband = fft.allocate(2 * n);
  const cells: KurtogramCell[] = [];
  const hzPerBin = sampleRateHz / n;
  for (const { level, parts } of levels()) {
    const widthHz = sampleRateHz / 2 / parts;
    if (widthHz < options.leastWidthHz || n / 2 / parts < LEAST_VALUES) break;
    for (let part = 0; part < parts; part++) {
      const lowHz = part * widthHz;
      const highHz = lowHz + widthHz;
      if (lowHz < options.lowestHz || highHz > options.highestHz) continue;
      const from = Math.max(1, Math.ceil(lowHz / hzPerBin));
      const to = Math.min(n / 2, Math.ceil(highHz / hzPerBin));
      // |z|⁴ is four times as wide as z: its mean is exact from twice the band's own rate.
      const length = basebandLength(2 * (to - from));
      baseband.f32.fill(0, 0, 2 * length);
      baseband.f32.set(spectrum.f32.subarray(2 * from, 2 * to));
      fft.plan(length, 'complex').inverse(baseband, baseband);
      cells.push({ level, lowHz, highHz, kurtosis: complexKurtosis(baseband.f32, length) });
    }
  }
  fft.free(baseband);
  fft.free(spectrum);
  return cells;
}

/** The cell of highest kurtosis; null where none stands out from chance, so that the fixed band is the better choice. */
export function mostImpulsive(cells: readonly KurtogramCell[], least = 0.5): KurtogramCell | null {
  let best: KurtogramCell | null = null;
  for (const cell of cells) {
    if (cell.kurtosis > least && (best === null || cell.kurtosis > best.kurtosis)) best = cell;
  }
  return best;
}

/** 1, 2, 3, 4, 6, 8, 12 … bands. */
function* levels(): Generator<{ level: number; parts: number }> {
  yield { level: 0, parts: 1 };
  for (let level = 1; ; level++) {
    yield { level, parts: 2 ** level };
    yield { level: level + 0.5, parts: 3 * 2 ** (level - 1) };
  }
}

/** The least length that carries so many bins. */
function basebandLength(bins: number): number {
  let length = Math.ceil(bins / 16) * 16;
  while (!isTransformLength(length, 'complex')) length += 16;
  return length;
}

function complexKurtosis(z: Float32Array, length: number): number {
  let second = 0;
  let fourth = 0;
  for (let i = 0; i < length; i++) {
    const square = z[2 * i]! ** 2 + z[2 * i + 1]! ** 2;
    second += square;
    fourth += square * square;
  }
  return second > 0 ? (fourth * length) / (second * second) - 2 : 0;
}
