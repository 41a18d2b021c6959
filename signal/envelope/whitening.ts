import type { ContextPlan } from './context-plan.ts';
import type { EnvelopeBand } from './envelope-band.ts';

/** Width of the sub-bands that are brought to one level, Hz: wider than a resonance's peak, narrower than a machine's colour. */
const SUB_BAND_HZ = 400;

/** A sub-band below this share of the band's mean power holds no signal but the sensor's own noise: it is not lifted further. */
const LEAST_SHARE = 1e-3;

/**
 * Evens out the colour of an envelope band, so that the impacts count at all frequencies where they ring and not only at the
 * strongest resonance: each sub-band is weighed by the inverse of its r.m.s., and the whole keeps its mean square. The idea
 * of pre-whitening (Sawalhi & Randall 2011; Borghesani et al. 2013), at the resolution of resonances.
 */
export class Whitening {
  readonly band: EnvelopeBand;
  /** Over the bins of the band: its edges times the weight of the colour. */
  readonly gains: Float32Array<ArrayBuffer>;
  private readonly powers: Float64Array;
  private readonly latest: Float64Array;
  private readonly amplitudes: Float64Array;
  private readonly binsPerSubBand: number;

  constructor(plan: ContextPlan, band: EnvelopeBand) {
    const bins = band.gains.length;
    const count = Math.max(
      1,
      Math.round((bins * plan.sampleRateHz) / plan.blockSamples / SUB_BAND_HZ),
    );
    this.band = band;
    this.gains = Float32Array.from(band.gains);
    this.powers = new Float64Array(count);
    this.latest = new Float64Array(count);
    this.amplitudes = new Float64Array(count);
    this.binsPerSubBand = bins / count;
  }

  /** Takes a block's spectrum into the running colour with weight `share` (1: it alone counts) and renews the gains. */
  update(spectrum: Float32Array, share: number): void {
    this.measure(spectrum);
    const { powers, latest, amplitudes } = this;
    const count = powers.length;
    let mean = 0;
    for (let s = 0; s < count; s++) {
      // Not `+= share · difference`: at a share of 1 that would leave a rounding error of what was analysed before.
      powers[s] = (1 - share) * powers[s]! + share * latest[s]!;
      mean += powers[s]! / count;
    }
    if (!(mean > 0)) return;
    let kept = 0;
    for (let s = 0; s < count; s++) {
      const power = Math.max(powers[s]!, LEAST_SHARE * mean);
      amplitudes[s] = 1 / Math.sqrt(power);
      kept += powers[s]! / power / count;
    }
    const level = Math.sqrt(mean / kept);
    for (let s = 0; s < count; s++) amplitudes[s]! *= level;
    this.spread();
  }

  /** Mean power of each sub-band. */
  private measure(spectrum: Float32Array): void {
    const { latest, binsPerSubBand } = this;
    const { firstBin } = this.band;
    for (let s = 0; s < latest.length; s++) {
      const from = Math.round(s * binsPerSubBand);
      const to = Math.round((s + 1) * binsPerSubBand);
      let sum = 0;
      for (let i = from, k = 2 * (firstBin + from); i < to; i++, k += 2) {
        sum += spectrum[k]! * spectrum[k]! + spectrum[k + 1]! * spectrum[k + 1]!;
      }
      latest[s] = sum / (to - from);
    }
  }

  /** The weights lie in the middles of the sub-bands; between them they change evenly. */
  private spread(): void {
    const { gains, amplitudes, binsPerSubBand } = this;
    const edges = this.band.gains;
    const last = amplitudes.length - 1;
    for (let i = 0; i < gains.length; i++) {
      const place = Math.min(last, Math.max(0, (i + 0.5) / binsPerSubBand - 0.5));
      const left = Math.min(last, Math.floor(place));
      const right = Math.min(last, left + 1);
      const between = place - left;
      gains[i] = edges[i]! * (amplitudes[left]! * (1 - between) + amplitudes[right]! * between);
    }
  }
}
