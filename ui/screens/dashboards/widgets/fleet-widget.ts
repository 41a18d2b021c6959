import { html } from 'htm/preact';
import { useApp } from '../../../session/app.ts';
import { dashboardWords as words } from '../../../text/dashboards.ts';
import { fleet as fleetWords } from '../../../text/fleet.ts';
import { plantTree as plantWords } from '../../../text/plant-tree.ts';
import { AgentBadge } from '../../fleet/agent-badge.ts';
import { useSystem } from '../../fleet/use-system.ts';

/** Agents with their states. */
export function FleetWidget() {
  const { session } = useApp();
  return session.may('system:read')
    ? html`<${Agents} />`
    : html`<p class="muted">${words.noRight}</p>`;
}

function Agents() {
  const { system } = useSystem();
  if (system.kind !== 'ready') {
    return html`<p class="muted">${system.kind === 'failed' ? system.sentence : words.noData}</p>`;
  }
  const { agents } = system.value;
  if (agents.length === 0) return html`<p class="muted">${fleetWords.empty}</p>`;
  return html`<ul class="widget-list">
    ${agents.map(
      (agent) => html`<li key=${agent.agentId}>
        <a href=${`/fleet/${agent.agentId}`}>${agent.agentId}</a>
        <${AgentBadge} agent=${agent} />
        <span class="figure">${plantWords.points(agent.assignedPoints)}</span>
      </li>`,
    )}
  </ul>`;
}
