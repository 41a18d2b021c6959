import { FEATURE_LENGTH } from './features.ts';
import { LINES } from './line-table.ts';
import { SIGNATURE_LENGTH } from './signature.ts';

/** A spectrum for the screen: `values[k]` at k × `hzPerBin`, valid for k < `bins`. */
export interface SpectrumView {
  hzPerBin: number;
  bins: number;
  values: Float32Array<ArrayBuffer>;
}

/** What one window's analysis writes; made once, filled again and again. */
export interface Analysis {
  /** True until the context is full: then only `contextFullness` and, if asked for, `spectrum` are valid. */
  warming: boolean;
  /** 0…1. */
  contextFullness: number;
  /** By `FEATURE_NAMES`; NaN where unknown. */
  readonly features: Float32Array<ArrayBuffer>;
  /** By `SIGNATURE_NAMES`; the input of rules and model, always finite. */
  readonly signature: Float32Array<ArrayBuffer>;
  /** By `LINES`: where each line was found, Hz; 0 where it could not be looked for. */
  readonly lineHz: Float32Array<ArrayBuffer>;
  /** By `LINES`: peak amplitude, g for acceleration lines, g² for lines of the squared envelope. */
  readonly lineAmplitude: Float32Array<ArrayBuffer>;
  /**
   * By `LINES`: height over the local floor, dB. As each is the highest of some bins, noise alone reads 1–4 dB in the middle and
   * 10 dB once in a hundred; the mean of a bearing line's four harmonics 6 dB once in a hundred.
   */
  readonly lineDb: Float32Array<ArrayBuffer>;
  /** Shaft frequency read from the signal where `speedFromSignal` asks for it, Hz; 0 where no line is clear. */
  estimatedShaftHz: number;
  /** Set it where someone looks at the point: the two spectra below are written only then. */
  wantSpectra: boolean;
  /** Peak amplitude, g, Hann window over the last two hops; `bins` 0 right after a gap. */
  readonly spectrum: SpectrumView;
  /** Peak amplitude, g², of the squared envelope over the context, Hann window; `bins` 0 while warming. */
  readonly envelopeSpectrum: SpectrumView;
}

/** An empty analysis to be handed to `WindowAnalyzer.analyze`. */
export function createAnalysis(): Analysis {
  return {
    warming: true,
    contextFullness: 0,
    features: new Float32Array(FEATURE_LENGTH).fill(Number.NaN),
    signature: new Float32Array(SIGNATURE_LENGTH),
    lineHz: new Float32Array(LINES.length),
    lineAmplitude: new Float32Array(LINES.length),
    lineDb: new Float32Array(LINES.length),
    estimatedShaftHz: 0,
    wantSpectra: false,
    spectrum: { hzPerBin: 0, bins: 0, values: new Float32Array(0) },
    envelopeSpectrum: { hzPerBin: 0, bins: 0, values: new Float32Array(0) },
  };
}
