import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect, useRef } from 'preact/hooks';
import type { WidgetOf } from '#schemas/dashboards/widget';
import { LineChart } from '../../../parts/charts/line-chart.ts';
import { LineSwatch } from '../../../parts/charts/line-swatch.ts';
import { Failure } from '../../../parts/failure.ts';
import { useApp } from '../../../session/app.ts';
import { dashboardWords as words } from '../../../text/dashboards.ts';
import { fullName } from '../../../websocket/point-cell.ts';
import { addressOf, type TrendsView } from '../../trends/trends-address.ts';
import { trendsFrame } from '../../trends/trends-frame.ts';
import { useTrends } from '../../trends/use-trends.ts';

const LEAST_HEIGHT_PX = 90;

/** A figure of some points over time; the chart is as high as the widget. */
export function TrendWidget({ of: { pointIds, figure, span } }: { of: WidgetOf<'trend'> }) {
  const { plant } = useApp();
  const box = useRef<HTMLDivElement>(null);
  const height = useSignal(LEAST_HEIGHT_PX);
  const cursor = useSignal<number | null>(null);
  const lines = pointIds.map((sourceId) => ({ sourceId, figure }));
  const view: TrendsView = { lines, span, fixed: null, chosen: 0, shows: 'chart' };
  const { state, reload } = useTrends(view);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      const room = Math.floor(entry?.contentRect.height ?? 0);
      // In steps, for each makes the chart anew.
      height.value = Math.max(LEAST_HEIGHT_PX, room - (room % 8));
    });
    if (box.current !== null) observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  const loaded = state.value;
  const shown = loaded.kind === 'ready' ? loaded.value : null;
  const range = shown?.rangeMs ?? null;
  const name = (pointId: string) => {
    const point = plant.cell(pointId)?.point.value;
    return point === undefined ? words.noPoint : fullName(point);
  };
  const isEmpty = shown?.trends.sources.every(({ steps }) => steps.length === 0) ?? false;
  return html`<div class="widget-trend">
    <ul class="widget-legend">
      ${pointIds.map(
        (pointId, i) => html`<li key=${pointId}><${LineSwatch} n=${i} /> ${name(pointId)}</li>`,
      )}
    </ul>
    <div class="widget-chart" ref=${box}>
      ${loaded.kind === 'failed' && html`<${Failure} title=${loaded.sentence} sentence="" retry=${reload} />`}
      ${isEmpty && html`<p class="muted">${words.noData}</p>`}
      ${
        loaded.kind !== 'failed' &&
        !isEmpty &&
        html`<${LineChart}
          label=${`${words.figures[figure]}: ${pointIds.map(name).join(', ')}`}
          height=${height.value}
          frame=${shown === null || range === null ? null : trendsFrame(shown.trends, lines, 0, range)}
          whole=${range === null ? [0, 1] : [range[0] / 1000, range[1] / 1000]}
          onRange=${() => undefined}
          cursor=${cursor}
          readout=""
        />`
      }
    </div>
    <a class="widget-way" href=${addressOf(view)}>${words.figures[figure]}, ${words.spans[span]}</a>
  </div>`;
}
