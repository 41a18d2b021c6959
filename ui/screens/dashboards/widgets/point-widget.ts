import { html } from 'htm/preact';
import type { WidgetOf } from '#schemas/dashboards/widget';
import { Badge } from '../../../parts/badge.ts';
import { mainFigure } from '../../../parts/main-figure.ts';
import { useApp } from '../../../session/app.ts';
import { dashboardWords as words } from '../../../text/dashboards.ts';
import { text } from '../../../text/en.ts';
import { age } from '../../../text/numbers.ts';
import { verdictLine } from '../../../text/sentences.ts';
import { fullName } from '../../../websocket/point-cell.ts';

/** One point: how it stands, its main figure and why. */
export function PointWidget({ of: { pointId } }: { of: WidgetOf<'point'> }) {
  const { plant, now } = useApp();
  plant.order.value;
  const cell = plant.cell(pointId);
  if (cell === undefined) return html`<p class="muted">${words.noPoint}</p>`;
  const latest = cell.latest.value;
  return html`<div class="widget-point">
    <p><a href=${`/points/${pointId}`}>${fullName(cell.point.value)}</a></p>
    <p class="widget-figure">${mainFigure(latest).words}</p>
    <p><${Badge} appearance=${cell.appearance.value} /> <span class="muted">${latest === null ? text.time.never : age(latest.atMs, now.value)}</span></p>
    <p class="muted">${latest === null ? text.plant.nothingHeard : verdictLine(latest.verdict)}</p>
  </div>`;
}
