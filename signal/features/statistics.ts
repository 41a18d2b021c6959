/** Time statistics of a stretch of samples, in the samples' unit or without one. */
export interface TimeStatistics {
  readonly mean: number;
  /** R.m.s. about the mean. */
  readonly rms: number;
  /** Largest distance from the mean. */
  readonly peak: number;
  /** Peak over r.m.s.; 0 for a constant. */
  readonly crestFactor: number;
  /** Third standardized moment (biased, as `scipy.stats.skew`); 0 for a constant. */
  readonly skewness: number;
  /** Fourth standardized moment (biased, as `scipy.stats.kurtosis(fisher=False)`): 3 for Gaussian noise and for a constant. */
  readonly kurtosis: number;
}

/** The statistics of all samples, in two passes of float64. At least one sample. */
export function timeStatistics(samples: ArrayLike<number>): TimeStatistics {
  const n = samples.length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += samples[i]!;
  const mean = sum / n;
  let m2 = 0;
  let m3 = 0;
  let m4 = 0;
  let peak = 0;
  for (let i = 0; i < n; i++) {
    const x = samples[i]! - mean;
    m2 += x * x;
    m3 += x * x * x;
    m4 += x * x * x * x;
    peak = Math.max(peak, Math.abs(x));
  }
  const variance = m2 / n;
  const rms = Math.sqrt(variance);
  if (variance === 0) return { mean, rms, peak, crestFactor: 0, skewness: 0, kurtosis: 3 };
  return {
    mean,
    rms,
    peak,
    crestFactor: peak / rms,
    skewness: m3 / n / variance ** 1.5,
    kurtosis: m4 / n / (variance * variance),
  };
}
