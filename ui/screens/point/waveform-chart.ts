import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { View } from '#schemas/websocket/view';
import { ChartPanel } from '../../parts/charts/chart-panel.ts';
import type { Plot } from '../../parts/charts/plot.ts';
import { ZoomReset } from '../../parts/charts/zoom-reset.ts';
import { figure, fixed } from '../../text/numbers.ts';
import { pointWords } from '../../text/point.ts';
import { amount, shownUnit } from '../../text/units.ts';
import type { LiveViews } from './live-views.ts';
import { WaveformFrames } from './waveform-frame.ts';

const HEIGHT = 200;

/** The last window of the signal, in the sensor's unit over milliseconds. */
export function WaveformChart({ views, unit }: { views: LiveViews; unit: string }) {
  const plot = useRef<Plot | null>(null);
  const frames = useMemo(() => new WaveformFrames(), []);
  const zoom = useSignal<readonly [number, number] | null>(null);
  const note = useSignal<string>(pointWords.waitingForView);
  useEffect(() => {
    const draw = (view: View) => {
      const { factor, unit: shown } = shownUnit(unit);
      const { frame, peak, rms } = frames.frame(view, factor, zoom.peek());
      note.value = pointWords.peak(figure(peak), figure(rms), shown);
      plot.current?.draw(frame);
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
