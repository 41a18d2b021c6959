import type { BandHz } from './envelope-band.ts';

/** Where impacts ring on most machines: the fixed choice of Randall & Antoni 2011 where no kurtogram has spoken. */
const LOW_HZ = 500;
const HIGH_HZ = 5000;

/** The fixed envelope band for a sample rate: 500–5000 Hz, below 0.45 of the rate. */
export function defaultEnvelopeBand(sampleRateHz: number): BandHz {
  const highHz = Math.min(HIGH_HZ, 0.45 * sampleRateHz);
  return { lowHz: Math.min(LOW_HZ, highHz / 4), highHz };
}
