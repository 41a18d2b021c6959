import { isTransformLength } from '#signal/spectrum/fft';
import type { ContextPlan } from './context-plan.ts';

/** The frequency band in which impacts are looked for. */
export interface BandHz {
  readonly lowHz: number;
  readonly highHz: number;
}

/** A band as gains over the bins of one plan's block. */
export interface EnvelopeBand extends BandHz {
  readonly firstBin: number;
  /** Raised-cosine edges inside the band. */
  readonly gains: Float32Array;
  /** Complex length at which the band is carried to the time domain. */
  readonly basebandSamples: number;
}

/** Width of a band's edge; narrower edges would ring beyond the quarter block that is thrown away. */
const EDGE_SHARE_OF_BLOCK = 1 / 128;

/** Half a period of a raised cosine: 0 at x ≤ 0, 1 at x ≥ 1. */
export function raisedCosine(x: number): number {
  return x <= 0 ? 0 : x >= 1 ? 1 : 0.5 - 0.5 * Math.cos(Math.PI * x);
}

/** Clips the band to what the plan can carry and lays it over the block's bins. */
export function envelopeBand(plan: ContextPlan, wanted: BandHz): EnvelopeBand {
  const hzPerBin = plan.sampleRateHz / plan.blockSamples;
  const edge = Math.max(2, Math.round(plan.blockSamples * EDGE_SHARE_OF_BLOCK));
  const top = plan.blockSamples / 2 - 1;
  // The squared envelope is as wide as the band: a wider one would fold into the decimated spectrum.
  const widest = plan.blockSamples / 2 - decimatedBins(plan);
  const first = Math.min(top - 2 * edge, Math.max(1, Math.round(wanted.lowHz / hzPerBin)));
  const last = Math.min(
    top,
    first + widest - 1,
    Math.max(first + 2 * edge, Math.round(wanted.highHz / hzPerBin)),
  );
  const gains = Float32Array.from({ length: last - first + 1 }, (_, i) =>
    Math.min(raisedCosine((i + 1) / edge), raisedCosine((last - first + 1 - i) / edge)),
  );
  return {
    lowHz: first * hzPerBin,
    highHz: last * hzPerBin,
    firstBin: first,
    gains,
    basebandSamples: basebandSamples(plan, gains.length),
  };
}

function decimatedBins(plan: ContextPlan): number {
  return plan.blockSamples / plan.decimation / 2;
}

/** The shortest of B/2, B/4, B/8 in which the squared envelope folds only above what the decimation keeps. */
function basebandSamples(plan: ContextPlan, bins: number): number {
  let length = plan.blockSamples / 2;
  for (const shorter of [length / 2, length / 4]) {
    const fits = shorter >= bins + decimatedBins(plan) && shorter >= 2 * decimatedBins(plan);
    if (fits && isTransformLength(shorter, 'complex') && isTransformLength(shorter, 'real')) {
      length = shorter;
    }
  }
  return length;
}
