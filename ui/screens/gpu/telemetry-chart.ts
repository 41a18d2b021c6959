import { type Signal, useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect, useRef } from 'preact/hooks';
import type uPlot from 'uplot';
import type { Buckets, GpuTelemetry } from '#schemas/http/telemetry';
import type { ChartColours } from '../../parts/charts/chart-colours.ts';
import { ChartPanel } from '../../parts/charts/chart-panel.ts';
import type { Plot } from '../../parts/charts/plot.ts';
import { niceCeil } from '../../parts/charts/steady-top.ts';
import type { Loaded } from '../../parts/use-load.ts';
import { useApp } from '../../session/app.ts';
import { text } from '../../text/en.ts';
import { gpu as words } from '../../text/gpu.ts';
import { dateTime, fixed } from '../../text/numbers.ts';
import { type GpuSeries, gpuSeries, type TailValue, topOf } from './gpu-series.ts';
import { type GpuSpan, gpuSpanRange, takesTail } from './gpu-span.ts';

const HEIGHT_PX = 170;
const NOTHING: GpuSeries = { x: [], mean: [], max: [] };

/** When the buckets of a figure are, and how long each is. */
export type Timeline = Pick<GpuTelemetry, 'resolution' | 'bucketMs' | 'atMs'>;

export interface ChartFigure {
  readonly title: string;
  readonly unit: string;
  /** From the unit in which it is told to that of the chart. */
  readonly scale: number;
  readonly decimals: number;
}

export interface TelemetryChartProps<Told extends Timeline> {
  readonly of: ChartFigure;
  readonly history: Loaded<Told>;
  readonly bucketsOf: (told: Told) => Buckets;
  /** What came live since, oldest first; grows in place. */
  readonly tailOf: () => readonly TailValue[];
  readonly span: Signal<GpuSpan>;
  /** The top of the chart in its unit, where that is known; null: as far as the values go. */
  readonly top: number | null;
  /** Drawn as a dashed line. */
  readonly limit: number | null;
}

/** One figure of a machine or a GPU over time; goes on by itself while it shows the present. */
export function TelemetryChart<Told extends Timeline>(props: TelemetryChartProps<Told>) {
  const { of, history, span } = props;
  const { now } = useApp();
  const plot = useRef<Plot | null>(null);
  const series = useRef<GpuSeries>(NOTHING);
  const latest = useRef(props);
  latest.current = props;
  const note = useSignal<string>(`${text.loading}…`);

  const draw = () => {
    if (history.kind !== 'ready') {
      note.value = history.kind === 'loading' ? `${text.loading}…` : words.historyFailed;
      return;
    }
    const { bucketsOf, tailOf, top, limit } = latest.current;
    const [fromMs, toMs] = gpuSpanRange(span.peek(), now.peek());
    const tail = takesTail(span.peek()) ? tailOf().filter(({ atMs }) => atMs >= fromMs) : [];
    series.current = gpuSeries(history.value, bucketsOf(history.value), tail, of.scale);
    const { x, mean, max } = series.current;
    plot.current?.draw({
      x,
      y: mean,
      top: max,
      xRange: [fromMs / 1_000, toMs / 1_000],
      yRange: [0, yTop(top, series.current)],
      markers: [],
    });
    note.value = noteOf(history.value, series.current, limit === null ? null : say(limit, of));
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
    title=${of.title}
    options=${{
      height: HEIGHT_PX,
      xUnit: '',
      yUnit: of.unit,
      time: true,
      decorate: (u: uPlot, colours: ChartColours) => drawLimit(u, colours, latest.current.limit),
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

function yTop(known: number | null, series: GpuSeries): number {
  const seen = topOf(series) ?? 0;
  return known !== null && known >= seen ? known : niceCeil(seen * 1.05);
}

function noteOf({ resolution }: Timeline, series: GpuSeries, limit: string | null): string {
  if (series.x.length === 0) return words.nothing;
  if (topOf(series) === null) return words.notToldEver;
  const line = limit === null ? '' : ` · ${words.limitLine(limit)}`;
  return `${words.resolution[resolution]}${line}`;
}

const say = (value: number, { decimals, unit }: ChartFigure) => `${fixed(value, decimals)} ${unit}`;

function readoutOf({ x, mean, max }: GpuSeries, index: number, of: ChartFigure): string | null {
  const [at, value, most] = [x[index], mean[index] ?? null, max[index] ?? null];
  if (at === undefined || value === null) return null;
  const parts = [dateTime(at * 1_000), say(value, of)];
  if (most !== null && say(most, of) !== say(value, of)) parts.push(words.atMost(say(most, of)));
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
