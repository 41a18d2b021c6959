import { useComputed, useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect, useRef } from 'preact/hooks';
import { ChartPanel } from '../../parts/charts/chart-panel.ts';
import type { Plot } from '../../parts/charts/plot.ts';
import { ZoomReset } from '../../parts/charts/zoom-reset.ts';
import { jobWords as words } from '../../text/jobs.ts';
import { count, figure } from '../../text/numbers.ts';
import type { JobSeries } from './job-series.ts';

const HEIGHT_PX = 220;
/** Room above and below the line, as a share of its span. */
const ROOM = 0.08;

/** Each course that a job tells of, drawn as it comes. */
export function JobCharts({ series }: { series: readonly JobSeries[] }) {
  return html`<div class="job-charts">
    ${series.map((one) => html`<${Chart} key=${one.name} series=${one} />`)}
  </div>`;
}

function Chart({ series: { title, values, along } }: { series: JobSeries }) {
  const plot = useRef<Plot | null>(null);
  const zoom = useSignal<readonly [number, number] | null>(null);
  const shown = useSignal(values);
  shown.value = values;
  const at = (index: number) =>
    words.chartAt(along, count(index + 1), figure(values[index] ?? null));
  const note = useComputed(() =>
    words.chartLatest(along, count(shown.value.length), figure(shown.value.at(-1) ?? null)),
  );
  const range = zoom.value;
  useEffect(() => {
    plot.current?.draw({
      x: values.map((_, i) => i + 1),
      y: values,
      xRange: range ?? [1, values.length],
      yRange: around(values),
      markers: [],
    });
  }, [values, range]);
  return html`<${ChartPanel}
    title=${title}
    options=${{
      height: HEIGHT_PX,
      xUnit: along ?? '',
      yUnit: '',
      onZoom: ([from, to]: readonly [number, number]) => {
        zoom.value = [Math.max(1, from), Math.min(shown.peek().length, to)];
      },
    }}
    plot=${plot}
    samples=${() => values.length}
    readout=${at}
    note=${note}
    tools=${html`<${ZoomReset} zoom=${zoom} />`}
  />`;
}

function around(values: readonly number[]): [number, number] {
  const least = Math.min(...values);
  const most = Math.max(...values);
  const room = (most - least) * ROOM || Math.abs(most) * ROOM || 1;
  // A loss comes down to nothing: the foot of the chart is that nothing, not something below it.
  return [least >= 0 ? Math.max(0, least - room) : least - room, most + room];
}
