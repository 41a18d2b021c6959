import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Trend } from '#schemas/http/points';
import { CONDITIONS } from '#schemas/readings/finding';
import { ISO_10816_3_2009 } from '#signal/severity/iso-20816-table';
import { ChartPanel } from '../../parts/charts/chart-panel.ts';
import type { Plot } from '../../parts/charts/plot.ts';
import { niceCeil } from '../../parts/charts/steady-top.ts';
import { useApp } from '../../session/app.ts';
import { text } from '../../text/en.ts';
import { dateTime, figure } from '../../text/numbers.ts';
import { pointWords } from '../../text/point.ts';
import { shownUnit, units } from '../../text/units.ts';
import type { Latest, PointCell } from '../../websocket/point-cell.ts';
import { drawConditions, drawZones } from './trend-marks.ts';
import {
  inPersonsUnit,
  TREND_UNITS,
  type TrendFigure,
  type TrendSeries,
  trendRange,
  trendSeries,
} from './trend-series.ts';
import { spanRange, TAIL_UP_TO_MS, type TrendSpan } from './trend-span.ts';
import { TrendTools } from './trend-tools.ts';
import { useTail, useTrend } from './use-trend.ts';

const NOTHING: TrendSeries = { x: [], mean: [], max: [], condition: [] };

/** A figure of the point from the last minute to the last year; goes on by itself while it shows the present. */
export function TrendChart({ cell }: { cell: PointCell }) {
  const { now } = useApp();
  const plot = useRef<Plot | null>(null);
  const chosen = useSignal<TrendFigure>(
    cell.latest.peek()?.figures.velocityMmS === null ? 'kurtosis' : 'velocity',
  );
  const span = useSignal<TrendSpan>({ kind: 'live', name: 'hour' });
  const note = useSignal<string>(`${text.loading}…`);
  const series = useRef<TrendSeries>(NOTHING);
  const trend = useTrend(cell.point.value.pointId, span);
  const tail = useTail(cell);
  const loaded = trend.state.value;

  const draw = () => {
    if (loaded.kind !== 'ready') return;
    const [fromMs, toMs] = spanRange(span.peek(), now.peek());
    const told = trendSeries(loaded.value, chosen.peek(), tailFor(span.peek(), tail, fromMs));
    series.current = inPersonsUnit(told, chosen.peek());
    const { x, mean, max } = series.current;
    plot.current?.draw({
      x,
      y: mean,
      top: max,
      xRange: [fromMs / 1000, toMs / 1000],
      yRange: trendRange(series.current, chosen.peek() !== 'speed', niceCeil),
      markers: [],
    });
    note.value = noteOf(loaded.value, series.current);
  };
  useEffect(draw, [loaded, chosen.value, span.value, units.value]);
  useEffect(
    () =>
      now.subscribe(() => {
        if (span.peek().kind === 'live' && !document.hidden) draw();
      }),
    [loaded],
  );

  const decorate: Parameters<typeof decorateWith>[0] = { cell, chosen, series };
  const onZoom = ([from, to]: readonly [number, number]) => {
    span.value = { kind: 'fixed', fromMs: from * 1000, toMs: to * 1000 };
  };
  return html`<${ChartPanel}
    title=${pointWords.trend}
    options=${{
      height: 260,
      xUnit: '',
      yUnit: shownUnit(TREND_UNITS[chosen.value]).unit,
      time: true,
      decorate: decorateWith(decorate),
      onZoom,
    }}
    plot=${plot}
    samples=${() => series.current.x.length}
    readout=${(index: number) => readoutOf(series.current, index, chosen.peek())}
    note=${note}
    tools=${html`<${TrendTools} chosen=${chosen} span=${span} />`}
    foot=${
      loaded.kind === 'failed' &&
      html`<p class="hint wrong" role="alert">
        ${pointWords.trendFailed} ${loaded.sentence}
        <button class="button small" onClick=${trend.reload}>${text.retry}</button>
      </p>`
    }
  />`;
}

function tailFor(span: TrendSpan, tail: readonly Latest[], fromMs: number): readonly Latest[] {
  if (span.kind === 'fixed' || Date.now() - fromMs > TAIL_UP_TO_MS * 1.1) return [];
  return tail.filter(({ atMs }) => atMs >= fromMs);
}

function noteOf(trend: Trend, series: TrendSeries): string {
  return series.x.length === 0 ? pointWords.trendEmpty : pointWords.trendNote[trend.resolution];
}

function readoutOf(series: TrendSeries, index: number, chosen: TrendFigure): string | null {
  const at = series.x[index];
  const mean = series.mean[index];
  if (at === undefined || mean === null || mean === undefined) return null;
  const { unit } = shownUnit(TREND_UNITS[chosen]);
  const max = series.max[index];
  const condition = CONDITIONS[series.condition[index] ?? -1];
  const parts = [
    dateTime(at * 1000),
    `${figure(mean)} ${unit}`.trimEnd(),
    max === mean || max === null ? '' : pointWords.atMost(`${figure(max)} ${unit}`.trimEnd()),
    condition === undefined ? '' : text.appearance[condition],
  ];
  return parts.filter(Boolean).join(' · ');
}

function decorateWith({
  cell,
  chosen,
  series,
}: {
  cell: PointCell;
  chosen: { peek(): TrendFigure };
  series: { current: TrendSeries };
}) {
  return ((u, colours) => {
    drawConditions(u, series.current, colours);
    const { isoGroup, support } = cell.point.peek().facts;
    if (chosen.peek() !== 'velocity' || isoGroup === null || support === null) return;
    drawZones(u, ISO_10816_3_2009.limits[isoGroup][support].velocityMmS, colours);
  }) satisfies ConstructorParameters<typeof Plot>[0]['decorate'];
}
