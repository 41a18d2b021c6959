import type { View } from '#schemas/websocket/view';
import type { PlotFrame } from '../../parts/charts/plot.ts';
import { SteadyTop } from '../../parts/charts/steady-top.ts';

/** Turns views into frames of a waveform chart: the shown unit over milliseconds. */
export class WaveformFrames {
  private readonly top = new SteadyTop();

  /** What to draw; `factor` goes from the sensor's unit to the one that is shown. Peak and RMS are in that, too. */
  frame(
    view: View,
    factor: number,
    zoom: readonly [number, number] | null,
  ): { frame: PlotFrame; peak: number; rms: number } {
    const { x, y } = samplesOf(view, factor);
    const drawn = levelsOf(y);
    // Of the whole window where the agent knows it: what is drawn leaves out most samples.
    const peak = view.peakG === null ? drawn.peak : view.peakG * factor;
    const rms = view.accelerationG === null ? drawn.rms : view.accelerationG * factor;
    const reach = this.top.next(peak);
    const xRange = zoom ?? ([0, x[x.length - 1] ?? 1] as const);
    return { frame: { x, y, xRange, yRange: [-reach, reach], markers: [] }, peak, rms };
  }
}

function samplesOf(view: View, factor: number): { x: Float64Array; y: Float64Array } {
  const { waveform, waveformRateHz, waveformScaleG } = view;
  const x = new Float64Array(waveform.length);
  const y = new Float64Array(waveform.length);
  for (let i = 0; i < waveform.length; i++) {
    x[i] = (i / waveformRateHz) * 1000;
    y[i] = waveform[i] * waveformScaleG * factor;
  }
  return { x, y };
}

/** Of what is drawn, for a sensor whose unit nobody declared. */
function levelsOf(y: Float64Array): { peak: number; rms: number } {
  let peak = 0;
  let squares = 0;
  for (const value of y) {
    peak = Math.max(peak, Math.abs(value));
    squares += value * value;
  }
  return { peak, rms: Math.sqrt(squares / Math.max(1, y.length)) };
}
