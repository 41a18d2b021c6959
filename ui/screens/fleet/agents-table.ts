import { html } from 'htm/preact';
import type { GpuReport } from '#schemas/broker/gpu';
import type { AgentState } from '#schemas/http/system';
import { fleet as words } from '../../text/fleet.ts';
import { gpu as gpuWords } from '../../text/gpu.ts';
import { count, fixed, NO_VALUE } from '../../text/numbers.ts';
import { AgentBadge } from './agent-badge.ts';
import { jobWords, loadWords, lossesOf } from './agent-figures.ts';
import { HeardAt } from './heard-at.ts';

const MIB_IN_GIB = 1_024;
const COLUMNS = ['state', 'points', 'load', 'lanes', 'jobs', 'gpus', 'version', 'losses'] as const;

/** The agents, one a row; can be scrolled sideways where it does not fit. */
export function AgentsTable({ agents }: { agents: readonly AgentState[] }) {
  return html`<div class="table" role="region" aria-label=${words.title} tabindex="0">
    <table class="agents-table">
      <thead>
        <tr>
          <th scope="col">${words.sorts.name}</th>
          ${COLUMNS.map((key) => html`<th key=${key} scope="col">${words[key]}</th>`)}
        </tr>
      </thead>
      <tbody>${agents.map((agent) => html`<${AgentRow} key=${agent.agentId} agent=${agent} />`)}</tbody>
    </table>
  </div>`;
}

function AgentRow({ agent }: { agent: AgentState }) {
  const { agentId, description, heartbeat } = agent;
  const lost = lossesOf(agent);
  const gpus = heartbeat?.gpu?.gpus ?? [];
  return html`<tr>
    <th scope="row">
      <a href=${`/fleet/${agentId}`}>${agentId}</a>
      <small class="block"><${HeardAt} agent=${agent} /></small>
    </th>
    <td><${AgentBadge} agent=${agent} /></td>
    <td>${count(agent.assignedPoints)}</td>
    <td>${loadWords(agent)}</td>
    <td>${description === null ? NO_VALUE : count(description.lanes)}</td>
    <td>${jobWords(agent) ?? NO_VALUE}</td>
    <td>${gpus.length === 0 ? NO_VALUE : gpus.map((gpu) => html`<div key=${gpu.uuid}><a href=${`/fleet/${agentId}/gpus/${gpu.index}`}>${gpu.name}</a> ${figuresNow(gpu)}</div>`)}</td>
    <td>${description?.version ?? NO_VALUE}</td>
    <td data-bad=${(lost ?? 0) > 0 || undefined}>${count(lost)}</td>
  </tr>`;
}

/** "41 %, 1.2 GiB, 44 °C, 67 W": what a card does not tell is left out, and all of it said where it tells nothing. */
function figuresNow({ utilisation, memoryUsedMb, temperatureC, powerW }: GpuReport): string {
  const said = [
    ...(utilisation === null ? [] : [`${fixed(100 * utilisation, 0)} %`]),
    ...(memoryUsedMb === null ? [] : [`${fixed(memoryUsedMb / MIB_IN_GIB, 1)} GiB`]),
    ...(temperatureC === null ? [] : [`${fixed(temperatureC, 0)} °C`]),
    ...(powerW === null ? [] : [`${fixed(powerW, 0)} W`]),
  ];
  return said.length === 0 ? gpuWords.notTold : said.join(', ');
}
