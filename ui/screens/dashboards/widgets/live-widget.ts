import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { WidgetOf } from '#schemas/dashboards/widget';
import type { View } from '#schemas/websocket/view';
import { onThemeChange } from '../../../parts/charts/on-theme-change.ts';
import { Plot, type PlotFrame } from '../../../parts/charts/plot.ts';
import { useApp } from '../../../session/app.ts';
import { dashboardWords as words } from '../../../text/dashboards.ts';
import { figure, hertz } from '../../../text/numbers.ts';
import { pointWords } from '../../../text/point.ts';
import { units as personsUnits, shownUnit } from '../../../text/units.ts';
import { fullName, type PointCell } from '../../../websocket/point-cell.ts';
import { useLiveViews } from '../../point/live-views.ts';
import { highestBin, SpectrumFrames, spectrumOf } from '../../point/spectrum-frame.ts';
import { WaveformFrames } from '../../point/waveform-frame.ts';

type Shows = WidgetOf<'live'>['shows'];

const LEAST_HEIGHT_PX = 90;

/** The latest window of a point as it comes: its waveform or a spectrum. */
export function LiveWidget({ of: { pointId, shows } }: { of: WidgetOf<'live'> }) {
  const { plant } = useApp();
  plant.order.value;
  const cell = plant.cell(pointId);
  if (cell === undefined) return html`<p class="muted">${words.noPoint}</p>`;
  return html`<${LiveChart} key=${`${pointId} ${shows}`} cell=${cell} shows=${shows} />`;
}

function LiveChart({ cell, shows }: { cell: PointCell; shows: Shows }) {
  const app = useApp();
  const point = cell.point.value;
  const views = useLiveViews(point.pointId);
  const host = useRef<HTMLDivElement>(null);
  const unit = unitOf(cell, shows);
  const frames = useMemo(() => framesOf(shows), [shows]);
  const note = useSignal<string>(pointWords.waitingForView);
  useEffect(() => {
    const plot = new Plot({
      ...{ host: host.current!, height: LEAST_HEIGHT_PX, yUnit: shownUnit(unit).unit },
      xUnit: shows === 'waveform' ? 'ms' : 'Hz',
      onCursor: () => undefined,
      onZoom: () => undefined,
    });
    plot.start();
    const draw = (view: View) => {
      const drawn = frames(view, unit);
      plot.draw(drawn.frame);
      note.value = drawn.note;
    };
    const ends = [views.onDraw(draw), onThemeChange(app, () => plot.remake())];
    return () => {
      for (const end of ends) end();
      plot.stop();
    };
  }, [views, unit, personsUnits.value]);
  const name = fullName(point);
  return html`<div class="widget-trend">
    <div class="widget-chart" role="img" aria-label=${words.liveOf(words.liveShows[shows], name)}>
      <div class="widget-plot" ref=${host}></div>
    </div>
    <div class="widget-foot">
      <a class="widget-way" href=${`/points/${point.pointId}`}>${name}</a>
      <span class="widget-said muted">${note}</span>
    </div>
  </div>`;
}

/** Of what is drawn upwards; an envelope is squared. */
function unitOf(cell: PointCell, shows: Shows): string {
  const unit = pointWords.waveformUnit[cell.point.value.unit];
  return shows === 'envelope' ? `${unit}²` : unit;
}

function framesOf(shows: Shows): (view: View, unit: string) => { frame: PlotFrame; note: string } {
  if (shows === 'waveform') {
    const frames = new WaveformFrames();
    return (view, unit) => {
      const { factor, unit: shown } = shownUnit(unit);
      const { frame, peak, rms } = frames.frame(view, factor, null);
      return { frame, note: pointWords.peak(figure(peak), figure(rms), shown) };
    };
  }
  const frames = new SpectrumFrames(shows);
  return (view, unit) => {
    const { factor } = shownUnit(unit);
    const choice = { amplitude: 'linear', frequency: 'hertz', zoom: null, factor } as const;
    const { values, hzPerBin } = spectrumOf(view, shows);
    const top = highestBin(values);
    const note = top < 0 ? '' : pointWords.highest(hertz(top * hzPerBin));
    return { frame: frames.frame(view, choice, []), note };
  };
}
