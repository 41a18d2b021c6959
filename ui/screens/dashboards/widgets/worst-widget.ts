import { html } from 'htm/preact';
import type { WidgetOf } from '#schemas/dashboards/widget';
import { Badge } from '../../../parts/badge.ts';
import { mainFigure } from '../../../parts/main-figure.ts';
import { useApp } from '../../../session/app.ts';
import { dashboardWords as words } from '../../../text/dashboards.ts';
import { fullName } from '../../../websocket/point-cell.ts';
import { NEEDS_ATTENTION } from '../../../websocket/rank.ts';

/** The points below a node that need attention, the worst first. */
export function WorstWidget({ of: { nodeId, count } }: { of: WidgetOf<'worst'> }) {
  const { plant, tree } = useApp();
  const within = nodeId === null ? null : new Set(tree.pointsWithin(nodeId));
  const worst = plant.order.value
    .flatMap((id) => (within === null || within.has(id) ? (plant.cell(id) ?? []) : []))
    .filter(({ appearance }) => NEEDS_ATTENTION.includes(appearance.value))
    .sort(
      (a, b) =>
        NEEDS_ATTENTION.indexOf(a.appearance.value) - NEEDS_ATTENTION.indexOf(b.appearance.value),
    )
    .slice(0, count);
  if (worst.length === 0) return html`<p class="muted">${words.nothingWorse}</p>`;
  return html`<ul class="widget-list">
    ${worst.map(
      ({ point, appearance, latest }) => html`<li key=${point.value.pointId}>
        <${Badge} appearance=${appearance.value} />
        <a href=${`/points/${point.value.pointId}`}>${fullName(point.value)}</a>
        <span class="figure">${mainFigure(latest.value).words}</span>
      </li>`,
    )}
  </ul>`;
}
