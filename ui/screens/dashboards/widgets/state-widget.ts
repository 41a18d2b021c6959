import { html } from 'htm/preact';
import type { WidgetOf } from '#schemas/dashboards/widget';
import { Icon } from '../../../parts/icon.ts';
import { useApp } from '../../../session/app.ts';
import { dashboardWords as words } from '../../../text/dashboards.ts';
import { type Appearance, text } from '../../../text/en.ts';
import { APPEARANCES } from '../../../websocket/rank.ts';

/** How the points of a part of the plant stand, each state with its count, the worst first. */
export function StateWidget({ of: { nodeId } }: { of: WidgetOf<'state'> }) {
  const { tree, plant } = useApp();
  if (nodeId !== null && tree.state.value === 'ready' && !tree.branches.value.has(nodeId)) {
    return html`<p class="muted">${words.noNode}</p>`;
  }
  const ids = nodeId === null ? plant.order.value : tree.pointsWithin(nodeId);
  const counts = new Map<Appearance, number>();
  for (const id of ids) {
    const appearance = plant.cell(id)?.appearance.value ?? 'waiting';
    counts.set(appearance, (counts.get(appearance) ?? 0) + 1);
  }
  const shown = APPEARANCES.filter((one) => counts.has(one));
  if (shown.length === 0) return html`<p class="muted">${words.noData}</p>`;
  return html`<ul class="widget-states">
    ${shown.map(
      (one, i) => html`<li key=${one} data-appearance=${one} data-worst=${i === 0 || undefined}>
        <${Icon} name=${one} /><span class="how-many">${counts.get(one)}</span> ${text.appearance[one]}
      </li>`,
    )}
  </ul>`;
}
