import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { View } from '#schemas/websocket/view';
import { ChartPanel } from '../../parts/charts/chart-panel.ts';
import type { Plot } from '../../parts/charts/plot.ts';
import { SteadyTop } from '../../parts/charts/steady-top.ts';
import { ZoomReset } from '../../parts/charts/zoom-reset.ts';
import { figure, fixed } from '../../text/numbers.ts';
import { pointWords } from '../../text/point.ts';
import { amount, shownUnit } from '../../text/units.ts';
import type { LiveViews } from './live-views.ts';

const HEIGHT = 200;

/** The last window of the signal, in the sensor's unit over milliseconds. */
export function WaveformChart({ views, unit }: { views: LiveViews; unit: string }) {
  const plot = useRef<Plot | null>(null);
  const top = useMemo(() => new SteadyTop(), []);
  const zoom = useSignal<readonly [number, number] | null>(null);
  const note = useSignal<string>(pointWords.waitingForView);
  useEffect(() => {
    const draw = (view: View) => {
      const { factor, unit: shown } = shownUnit(unit);
      const { x, y } = samplesOf(view, factor);
      const { peak, rms } = levelsOf(y);
      const reach = top.next(view.peakG === null ? peak : view.peakG * factor);
      const whole = [0, x[x.length - 1] ?? 1] as const;
      note.value = pointWords.peak(
        figure(view.peakG === null ? peak : view.peakG * factor),
        figure(view.accelerationG === null ? rms : view.accelerationG * factor),
        shown,
      );
      const xRange = zoom.peek() ?? whole;
      plot.current?.draw({ x, y, xRange, yRange: [-reach, reach], markers: [] });
    };
    const redraw = zoom.subscribe(() => {
      const shown = views.shown.peek();
      if (shown !== null) draw(shown);
    });
    const end = views.onDraw(draw);
    return () => {
      end();
      redraw();
    };
  }, [views]);
  const readout = (index: number) => {
    const view = views.shown.peek();
    if (view === null || index >= view.waveform.length) return null;
    const ms = (index / view.waveformRateHz) * 1000;
    return `${fixed(ms, 2)} ms · ${amount(view.waveform[index] * view.waveformScaleG, unit)}`;
  };
  return html`<${ChartPanel}
    title=${pointWords.waveform}
    options=${{ height: HEIGHT, xUnit: 'ms', yUnit: shownUnit(unit).unit, onZoom: setTo(zoom) }}
    plot=${plot}
    samples=${() => views.shown.peek()?.waveform.length ?? 0}
    readout=${readout}
    note=${note}
    tools=${html`<${ZoomReset} zoom=${zoom} />`}
  />`;
}

function setTo(zoom: { value: readonly [number, number] | null }) {
  return (range: readonly [number, number]) => {
    zoom.value = range;
  };
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
