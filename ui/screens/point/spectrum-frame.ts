import type { View } from '#schemas/websocket/view';
import type { Marker } from '../../parts/charts/marker.ts';
import type { PlotFrame } from '../../parts/charts/plot.ts';
import { niceCeil, SteadyTop } from '../../parts/charts/steady-top.ts';

export type SpectrumKind = 'spectrum' | 'envelope';
export type AmplitudeScale = 'linear' | 'decibel';
export type FrequencyScale = 'hertz' | 'orders';

/** How much of a spectrum in dB is shown below its top. */
const DECIBEL_SPAN = 80;
const SILENCE = 1e-9;

export interface SpectrumChoice {
  readonly amplitude: AmplitudeScale;
  readonly frequency: FrequencyScale;
  readonly zoom: readonly [number, number] | null;
  /** From the sensor's unit to the one that is shown. */
  readonly factor: number;
}

/** Turns views into frames of a spectrum chart: linear in the sensor's unit or dB re one of it, over Hz or orders of the shaft. */
export class SpectrumFrames {
  private readonly kind: SpectrumKind;
  private readonly tops = {
    linear: new SteadyTop(niceCeil),
    decibel: new SteadyTop((largest) => Math.ceil(largest / 10) * 10 || 1),
  };

  constructor(kind: SpectrumKind) {
    this.kind = kind;
  }

  /** What to draw; `markers` are in the axis of the choice. */
  frame(view: View, choice: SpectrumChoice, markers: readonly Marker[]): PlotFrame {
    const { values, hzPerBin } = spectrumOf(view, this.kind);
    const perHz = axisPerHz(view, choice.frequency);
    const x = new Float64Array(values.length);
    const y = new Float64Array(values.length);
    let largest = Number.NEGATIVE_INFINITY;
    for (let bin = 0; bin < values.length; bin++) {
      x[bin] = bin * hzPerBin * perHz;
      const size = values[bin] * choice.factor;
      y[bin] = choice.amplitude === 'linear' ? size : decibel(size);
      // Direct current and its leakage are no vibration; they must not set the scale.
      if (bin > 1 && y[bin] > largest) largest = y[bin];
    }
    return {
      x,
      y,
      xRange: choice.zoom ?? [0, x[x.length - 1] ?? 1],
      yRange: this.yRange(choice.amplitude, largest),
      markers,
    };
  }

  private yRange(amplitude: AmplitudeScale, largest: number): readonly [number, number] {
    if (amplitude === 'linear') return [0, this.tops.linear.next(largest)];
    // Counted from a floor that is always below, so that "larger" keeps its meaning for negative decibels.
    const top = this.tops.decibel.next(largest + 200) - 200;
    return [top - DECIBEL_SPAN, top];
  }
}

/** Amplitudes and bin width of one of the two spectra. */
export function spectrumOf(view: View, kind: SpectrumKind) {
  return kind === 'spectrum'
    ? { values: view.spectrum, hzPerBin: view.spectrumHzPerBin }
    : { values: view.envelope, hzPerBin: view.envelopeHzPerBin };
}

/** Length on the axis of one hertz: 1, or orders of the shaft, where the speed is known. */
export function axisPerHz(view: View, frequency: FrequencyScale): number {
  return frequency === 'orders' && view.speedRpm !== null ? 60 / view.speedRpm : 1;
}

/** dB re one unit of amplitude. */
export function decibel(amplitude: number): number {
  return 20 * Math.log10(Math.max(amplitude, SILENCE));
}

/** Bin of the highest line above direct current, or −1. */
export function highestBin(values: ArrayLike<number>): number {
  let best = -1;
  for (let bin = 2; bin < values.length; bin++) {
    if (best < 0 || values[bin] > values[best]) best = bin;
  }
  return best;
}
