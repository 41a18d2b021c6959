import { type Signal, useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect, useRef } from 'preact/hooks';
import type uPlot from 'uplot';
import type { GpuReport } from '#schemas/broker/gpu';
import type { GpuTelemetry } from '#schemas/http/telemetry';
import type { ChartColours } from '../../parts/charts/chart-colours.ts';
import { ChartPanel } from '../../parts/charts/chart-panel.ts';
import type { Plot } from '../../parts/charts/plot.ts';
import { niceCeil } from '../../parts/charts/steady-top.ts';
import type { Loaded } from '../../parts/use-load.ts';
import { useApp } from '../../session/app.ts';
import { text } from '../../text/en.ts';
import { gpu as words } from '../../text/gpu.ts';
import { dateTime, fixed } from '../../text/numbers.ts';
import type { GpuChartFigure } from './gpu-figures.ts';
import { type GpuSeries, gpuSeries, topOf } from './gpu-series.ts';
import { type GpuSpan, gpuSpanRange, takesTail } from './gpu-span.ts';
import type { TailReport } from './use-gpu-history.ts';

const HEIGHT_PX = 170;
const NOTHING: GpuSeries = { x: [], mean: [], max: [] };

export interface GpuChartProps {
  readonly of: GpuChartFigure;
  /** As it is now; null: it is not told of any more. */
  readonly gpu: GpuReport | null;
  readonly history: Loaded<GpuTelemetry>;
  readonly tail: readonly TailReport[];
  readonly span: Signal<GpuSpan>;
}

/** One figure of a GPU over time; goes on by itself while it shows the present. */
export function GpuChart({ of, gpu, history, tail, span }: GpuChartProps) {
  const { now } = useApp();
  const plot = useRef<Plot | null>(null);
  const series = useRef<GpuSeries>(NOTHING);
  const limit = useRef<number | null>(null);
  const note = useSignal<string>(`${text.loading}…`);
  limit.current = of.key === 'power' ? (gpu?.powerLimitW ?? null) : null;

  const draw = () => {
    if (history.kind !== 'ready') {
      note.value = history.kind === 'loading' ? `${text.loading}…` : words.historyFailed;
      return;
    }
    const [fromMs, toMs] = gpuSpanRange(span.peek(), now.peek());
    series.current = gpuSeries(
      history.value,
      history.value[of.figure],
      takesTail(span.peek()) ? valuesOf(tail, of, fromMs) : [],
      of.scale,
    );
    const { x, mean, max } = series.current;
    plot.current?.draw({
      x,
      y: mean,
      top: max,
      xRange: [fromMs / 1_000, toMs / 1_000],
      yRange: [0, yTop(of, gpu, series.current)],
      markers: [],
    });
    note.value = noteOf(history.value, series.current, of, limit.current);
  };
  useEffect(draw, [history, span.value]);
  useEffect(
    () =>
      now.subscribe(() => {
        if (span.peek().kind === 'live' && !document.hidden) draw();
      }),
    [history],
  );
  return html`<${ChartPanel}
    title=${words.charts[of.key]}
    options=${{
      height: HEIGHT_PX,
      xUnit: '',
      yUnit: of.unit,
      time: true,
      decorate: (u: uPlot, colours: ChartColours) => drawLimit(u, colours, limit.current),
      onZoom: ([from, to]: readonly [number, number]) => {
        span.value = { kind: 'fixed', fromMs: from * 1_000, toMs: to * 1_000 };
      },
    }}
    plot=${plot}
    samples=${() => series.current.x.length}
    readout=${(index: number) => readoutOf(series.current, index, of)}
    note=${note}
  />`;
}

function valuesOf(tail: readonly TailReport[], { figure }: GpuChartFigure, fromMs: number) {
  return tail.flatMap(({ atMs, gpu }) => (atMs < fromMs ? [] : [{ atMs, value: gpu[figure] }]));
}

function yTop(of: GpuChartFigure, gpu: GpuReport | null, series: GpuSeries): number {
  const known = gpu === null ? null : of.topOf(gpu);
  const seen = topOf(series) ?? 0;
  return known !== null && known >= seen ? known : niceCeil(seen * 1.05);
}

function noteOf(
  history: GpuTelemetry,
  series: GpuSeries,
  { figure, unit }: GpuChartFigure,
  limit: number | null,
): string {
  if (series.x.length === 0) return words.nothing;
  if (topOf(series) === null && history[figure].mean.length > 0) return words.notToldEver;
  const line = limit === null ? '' : ` · ${words.limitLine(`${fixed(limit, 0)} ${unit}`)}`;
  return `${words.resolution[history.resolution]}${line}`;
}

function readoutOf({ x, mean, max }: GpuSeries, index: number, of: GpuChartFigure): string | null {
  const [at, value, most] = [x[index], mean[index] ?? null, max[index] ?? null];
  if (at === undefined || value === null) return null;
  const say = (one: number) => `${fixed(one, of.decimals)} ${of.unit}`;
  const parts = [dateTime(at * 1_000), say(value)];
  if (most !== null && say(most) !== say(value)) parts.push(words.atMost(say(most)));
  return parts.join(' · ');
}

/** What it may draw at most, as a dashed line. */
function drawLimit(u: uPlot, colours: ChartColours, limit: number | null): void {
  if (limit === null) return;
  const { ctx, bbox } = u;
  const y = Math.round(u.valToPos(limit, 'y', true)) + 0.5;
  if (y < bbox.top || y > bbox.top + bbox.height) return;
  ctx.save();
  ctx.strokeStyle = colours.soft;
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([6 * devicePixelRatio, 4 * devicePixelRatio]);
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.restore();
}
