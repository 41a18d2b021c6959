import { transformLengthWithin } from '#signal/spectrum/psd';
import { defaultEnvelopeBand } from './default-band.ts';
import type { BandHz } from './envelope-band.ts';
import { kurtogram, mostImpulsive } from './kurtogram.ts';

/** Narrower bands would cut the side lines that name the fault. */
const LEAST_WIDTH_HZ = 700;

/** A band's envelope, with how it was found. */
export interface ChosenBand extends BandHz {
  readonly by: 'kurtogram' | 'fixed';
}

/** Where a band is looked for, and how wide it is at least. */
export interface BandSearch extends BandHz {
  readonly leastWidthHz: number;
}

/** Above the lines of shaft and gears, and below where a sensor ends. */
export function bandSearch(sampleRateHz: number): BandSearch {
  const { lowHz } = defaultEnvelopeBand(sampleRateHz);
  return { lowHz, highHz: 0.45 * sampleRateHz, leastWidthHz: LEAST_WIDTH_HZ };
}

/**
 * The envelope band for a point from a second or more of its signal (g): where the kurtogram finds impacts, above 500 Hz;
 * else the fixed band. Meant to be asked for once, and seldom again, as a band that moves moves every trend with it.
 * Await `loadFft` first.
 */
export function chooseEnvelopeBand(samples: Float32Array, sampleRateHz: number): ChosenBand {
  const fixed = defaultEnvelopeBand(sampleRateHz);
  const used = samples.subarray(0, transformLengthWithin(samples.length));
  const { lowHz, highHz, leastWidthHz } = bandSearch(sampleRateHz);
  const cells = kurtogram(used, sampleRateHz, {
    ...{ leastWidthHz, lowestHz: lowHz, highestHz: highHz },
  });
  const cell = mostImpulsive(cells);
  return cell === null
    ? { ...fixed, by: 'fixed' }
    : { lowHz: cell.lowHz, highHz: cell.highHz, by: 'kurtogram' };
}
