/** What of a context's line spectrum the estimate reads. */
export interface ShaftSpectrum {
  readonly hzPerBin: number;
  /** Height of each bin over its local floor, dB, from bin 2 to `validBins`. */
  readonly heights: Float32Array;
  readonly validBins: number;
}

/** Harmonics that speak for a shaft; the spectrum has to reach a little beyond the last of them. */
const HARMONICS = 4;
export const ESTIMATE_ORDERS = HARMONICS + 0.3;

/** A line of the shaft stands so high over its floor: noise alone reaches 10 dB once in a hundred. */
const LINE_DB = 14;
/** A harmonic counts from here on, and no further than there: one tall line of another cause must not decide alone. */
const HARMONIC_DB = 8;
const HARMONIC_CLIP_DB = 25;
/** The best place must beat every other by this sum, or nothing is clear. */
const LEAD_DB = 12;
/** Lower than this the floor of a context says nothing. */
const LEAST_HZ = 4;

/**
 * The shaft's frequency between two others, Hz, where one line and its harmonics stand out alone; 0 where that is not so. The
 * highest line is never simply taken for the shaft: of a misaligned machine it is 2X, of a fan the blades. A line whose half
 * could be the shaft as well (a line at 0.5 or 1.5 of it) is not clear.
 */
export function estimateShaftHz(spectrum: ShaftSpectrum, minHz: number, maxHz: number): number {
  const { heights, hzPerBin, validBins } = spectrum;
  const from = Math.max(3, Math.ceil(Math.max(minHz, LEAST_HZ) / hzPerBin));
  const to = Math.min(validBins - 3, Math.floor(maxHz / hzPerBin));
  let best = 0;
  let bestScore = 0;
  let second = 0;
  for (let k = from; k <= to; k++) {
    const height = heights[k]!;
    if (height < LINE_DB || !isPeak(heights, k)) continue;
    const score = scoreOf(spectrum, place(heights, k));
    if (score > bestScore) {
      second = bestScore;
      best = k;
      bestScore = score;
    } else if (score > second) second = score;
  }
  if (best === 0 || bestScore - second < LEAD_DB) return 0;
  const bin = place(heights, best);
  if (halfIsPossible(spectrum, bin, minHz)) return 0;
  return refined(spectrum, bin) * hzPerBin;
}

function isPeak(heights: Float32Array, k: number): boolean {
  const height = heights[k]!;
  return (
    height >= heights[k - 1]! &&
    height > heights[k + 1]! &&
    height >= heights[k - 2]! &&
    height > heights[k + 2]!
  );
}

/** Between bins, by a parabola through the three around the peak. */
function place(heights: Float32Array, k: number): number {
  const left = heights[k - 1]!;
  const middle = heights[k]!;
  const right = heights[k + 1]!;
  const bend = left - 2 * middle + right;
  return bend < 0 ? k + (0.5 * (left - right)) / bend : k;
}

/** The highest of the bins at a place, as far off as a peak's place may be there. */
function heightAt({ heights, validBins }: ShaftSpectrum, bin: number, reach: number): number {
  let best = 0;
  for (let k = Math.round(bin - reach); k <= Math.round(bin + reach); k++) {
    if (k > 2 && k < validBins && heights[k]! > best) best = heights[k]!;
  }
  return best;
}

function scoreOf(spectrum: ShaftSpectrum, bin: number): number {
  let score = 0;
  for (let h = 1; h <= HARMONICS; h++) {
    const height = heightAt(spectrum, bin * h, h === 1 ? 0.5 : 1);
    if (height >= HARMONIC_DB) score += Math.min(height, HARMONIC_CLIP_DB);
  }
  return score;
}

/** Whether the line may be the second harmonic of a shaft that turns half as fast, where it may turn so slowly. */
function halfIsPossible(spectrum: ShaftSpectrum, bin: number, minHz: number): boolean {
  if ((bin / 2) * spectrum.hzPerBin < minHz) return false;
  return [0.5, 1.5].some((order) => heightAt(spectrum, bin * order, 1) >= LINE_DB - 4);
}

/** The place by the highest harmonic that stands clear: it is known as many times better. */
function refined(spectrum: ShaftSpectrum, bin: number): number {
  const { heights, validBins } = spectrum;
  for (let h = HARMONICS; h > 1; h--) {
    const near = Math.round(bin * h);
    for (let k = Math.max(3, near - 1); k <= Math.min(validBins - 3, near + 1); k++) {
      if (heights[k]! >= LINE_DB && isPeak(heights, k)) return place(heights, k) / h;
    }
  }
  return bin;
}
