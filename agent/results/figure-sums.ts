import type { Figures } from '#schemas/broker/messages';
import { FEATURE_INDEX as AT } from '#signal/features/features';
import { timeStatistics } from '#signal/features/statistics';
import { significant } from './significant.ts';

/** Features whose mean over the second is shown, beside the velocity, of which the largest is. */
const MEANS = [
  AT.displacementUm,
  AT.rmsG,
  AT.peakG,
  AT.crestFactor,
  AT.kurtosis,
  AT.skewness,
  AT.envelopeBandG,
] as const;

/** Gathers a point's figures over about a second without allocating per window. */
export class FigureSums {
  readonly #sums = new Float64Array(MEANS.length);
  #velocity = Number.NaN;
  windows = 0;

  /** Adds the features of one judged window. */
  add(features: Float32Array): void {
    for (let i = 0; i < MEANS.length; i++) this.#sums[i] += features[MEANS[i]];
    const velocity = features[AT.velocityMmS];
    if (!(this.#velocity >= velocity)) this.#velocity = velocity;
    this.windows++;
  }

  /** The figures so far, and an empty sum again. `levelsKnown`: the samples are a declared acceleration. */
  take(levelsKnown: boolean, speedRpm: number | null): Figures {
    const [displacement, rms, peak, crest, kurtosis, skewness, envelope] = this.#sums.map((sum) =>
      significant(sum / this.windows),
    );
    const level = (value: number) => (levelsKnown && Number.isFinite(value) ? value : null);
    const figures: Figures = {
      velocityMmS: level(significant(this.#velocity)),
      displacementUm: level(displacement),
      accelerationG: level(rms),
      peakG: level(peak),
      crest,
      kurtosis,
      skewness,
      envelopeG: level(envelope),
      speedRpm,
    };
    this.#sums.fill(0);
    this.#velocity = Number.NaN;
    this.windows = 0;
    return figures;
  }
}

/** What can be said of one window alone, while its point is warming up or its stream is refused. */
export function figuresOfWindow(
  samples: Float32Array,
  levelsKnown: boolean,
  speedRpm: number | null,
): Figures {
  const { rms, peak, crestFactor, kurtosis, skewness } = timeStatistics(samples);
  return {
    velocityMmS: null,
    displacementUm: null,
    accelerationG: levelsKnown ? significant(rms) : null,
    peakG: levelsKnown ? significant(peak) : null,
    crest: significant(crestFactor),
    kurtosis: significant(kurtosis),
    skewness: significant(skewness),
    envelopeG: null,
    speedRpm,
  };
}
