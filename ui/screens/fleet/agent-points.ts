import { html } from 'htm/preact';
import { Badge } from '../../parts/badge.ts';
import { useApp } from '../../session/app.ts';
import { fleet as words } from '../../text/fleet.ts';
import { fullName } from '../../websocket/point-cell.ts';

/** More would make a long page; the plant lists all. */
const SHOWN_MAX = 100;

/** The points that the agent has, worst first. */
export function AgentPoints({ agentId }: { agentId: string }) {
  const { plant } = useApp();
  const cells = plant.order.value
    .map((pointId) => plant.cell(pointId))
    .filter((cell) => cell !== undefined && cell.point.value.agentId === agentId)
    .filter((cell) => cell !== undefined);
  return html`<section class="card" aria-labelledby="points-title">
    <h2 id="points-title">${words.parts.points}</h2>
    ${cells.length === 0 && html`<p class="muted">${words.noPointsHere}</p>`}
    <ul class="agent-points">
      ${cells.slice(0, SHOWN_MAX).map(
        (cell) => html`<li key=${cell.point.value.pointId}>
          <a href=${`/point/${cell.point.value.pointId}`}>${fullName(cell.point.value)}</a>
          <${Badge} appearance=${cell.appearance.value} />
        </li>`,
      )}
    </ul>
    ${cells.length > SHOWN_MAX && html`<p class="muted">${words.morePoints(cells.length - SHOWN_MAX)}</p>`}
  </section>`;
}
