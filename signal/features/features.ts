/**
 * The named physical quantities of one analysis, in the order of `Analysis.features`. NaN means that it cannot be known
 * (speed or geometry missing, sample rate too low). Those of time and level are taken over the whole context (about 1.3 s).
 */
export const FEATURE_NAMES = [
  /** Mean acceleration, g: gravity and offset. */
  'meanG',
  /** R.m.s. of acceleration without its mean, g. */
  'rmsG',
  /** Largest distance from the mean, g. */
  'peakG',
  /** Peak over r.m.s. */
  'crestFactor',
  /** Fourth standardized moment; 3 for Gaussian noise. */
  'kurtosis',
  /** Third standardized moment. */
  'skewness',
  /** Velocity r.m.s. 10–1000 Hz (from 2 Hz below 600 r/min), mm/s (ISO 20816-1). */
  'velocityMmS',
  /** Displacement r.m.s. over the same band, µm. */
  'displacementUm',
  /** R.m.s. of the acceleration in the envelope's band, g; evened out over its sub-bands, the whole keeping its level. */
  'envelopeBandG',
  /** Kurtosis of the analytic signal in the envelope's band, E|z|⁴/E²|z|² − 2: 0 for Gaussian noise, −1 for a tone. */
  'envelopeBandKurtosis',
  /** Standard deviation over mean of the low-passed squared envelope. */
  'envelopeModulation',
  /** R.m.s. of acceleration below 1 kHz, from 1 to 5 kHz, and from 5 kHz up, g. */
  'lowBandG',
  'midBandG',
  'highBandG',
  /** Centre of gravity of the power spectrum, Hz. */
  'spectralCentroidHz',
  /** Velocity amplitude r.m.s. of the shaft lines, mm/s. */
  'velocity1xMmS',
  'velocity2xMmS',
  'velocity3xMmS',
  /** Mean height of harmonics 1…4 over the local floor of the envelope spectrum, dB. */
  'bpfoDb',
  'bpfiDb',
  'ballDb',
  'cageDb',
] as const;

export type FeatureName = (typeof FEATURE_NAMES)[number];

/** Number of named features. */
export const FEATURE_LENGTH = FEATURE_NAMES.length;

/** Index of each feature in `Analysis.features`. */
export const FEATURE_INDEX = Object.fromEntries(
  FEATURE_NAMES.map((name, index) => [name, index]),
) as Readonly<Record<FeatureName, number>>;
