import { encodeView, type View } from '#schemas/websocket/view';
import type { Analysis } from '#signal/features/analysis';
import { FEATURE_INDEX } from '#signal/features/features';

/** A usual window goes as it is: halving its rate would take away the ringing of a bearing above the new Nyquist frequency. */
const WAVEFORM_MAX = 2048;
/** Bearing lines, and the first orders of a slow shaft, are told apart by single bins: all that is usual is kept. */
const SPECTRUM_MAX = 2048;
const INT16_MAX = 32_767;

/** Half-band low-pass of 11 taps (windowed sinc): 6 dB down at the new Nyquist frequency, flat below half of it. */
const HALF_BAND = [0.5, 0.28832, 0, -0.04844, 0, 0.01012];

/** The part of a view that must be taken while the window's samples are there. */
export type OpenView = Pick<
  View,
  'windowNumber' | 'waveform' | 'waveformRateHz' | 'waveformScaleG'
>;

/** The waveform of a window as a screen shows it. */
export function openView(
  samples: Float32Array,
  sampleRateHz: number,
  windowNumber: number,
): OpenView {
  let shown: Float32Array = samples;
  let waveformRateHz = sampleRateHz;
  while (shown.length > WAVEFORM_MAX) {
    shown = halved(shown);
    waveformRateHz /= 2;
  }
  let peak = 0;
  for (let i = 0; i < shown.length; i++) peak = Math.max(peak, Math.abs(shown[i]));
  const waveformScaleG = peak > 0 ? peak / INT16_MAX : 1;
  const waveform = new Int16Array(shown.length);
  for (let i = 0; i < shown.length; i++) waveform[i] = Math.round(shown[i] / waveformScaleG);
  return { windowNumber, waveform, waveformRateHz, waveformScaleG };
}

/** The whole view, ready to send, once the window has its result. */
export function closeView(
  open: OpenView,
  analysis: Analysis,
  result: Pick<View, 'pointId' | 'condition' | 'atUs' | 'speedRpm' | 'scores'>,
  levelsKnown: boolean,
): Uint8Array {
  const spectrum = coarser(analysis.spectrum, SPECTRUM_MAX);
  const envelope = coarser(analysis.envelopeSpectrum, SPECTRUM_MAX);
  const level = (index: number) => {
    const value = analysis.features[index];
    return levelsKnown && !analysis.warming && Number.isFinite(value) ? value : null;
  };
  return encodeView({
    ...result,
    ...open,
    // A label that the model does not know has no score: 0, as in summaries.
    scores: result.scores?.map((score) => (Number.isNaN(score) ? 0 : score)) ?? null,
    velocityMmS: level(FEATURE_INDEX.velocityMmS),
    accelerationG: level(FEATURE_INDEX.rmsG),
    peakG: level(FEATURE_INDEX.peakG),
    spectrum: spectrum.values,
    spectrumHzPerBin: spectrum.hzPerBin,
    envelope: envelope.values,
    envelopeHzPerBin: envelope.hzPerBin,
  });
}

/** Halves the rate behind a low-pass, so that nothing above the new Nyquist frequency folds into what is shown. */
function halved(samples: Float32Array): Float32Array {
  const out = new Float32Array(samples.length >> 1);
  const last = samples.length - 1;
  for (let k = 0; k < out.length; k++) {
    const centre = 2 * k;
    let sum = HALF_BAND[0] * samples[centre];
    for (let tap = 1; tap < HALF_BAND.length; tap += 2) {
      // Beyond the window's ends its outermost samples go on.
      const before = samples[Math.max(0, centre - tap)];
      sum += HALF_BAND[tap] * (before + samples[Math.min(last, centre + tap)]);
    }
    out[k] = sum;
  }
  return out;
}

/** Takes the largest of neighbouring bins, so that a narrow line stays as high as it is. */
function coarser(
  { values, bins, hzPerBin }: { values: Float32Array; bins: number; hzPerBin: number },
  most: number,
): { values: Float32Array; hzPerBin: number } {
  const ratio = Math.ceil(bins / most);
  if (ratio <= 1) return { values: values.subarray(0, bins), hzPerBin };
  const cellOf = (bin: number) => Math.round(bin / ratio);
  const shown = new Float32Array(cellOf(bins - 1) + 1);
  for (let k = 0; k < bins; k++) {
    const cell = cellOf(k);
    if (values[k] > shown[cell]) shown[cell] = values[k];
  }
  return { values: shown, hzPerBin: hzPerBin * ratio };
}
