import { html } from 'htm/preact';
import type { AgentState } from '#schemas/http/system';
import { AgentTroubles } from '../../parts/agent-troubles.ts';
import { Icon } from '../../parts/icon.ts';
import { Row, Rows } from '../../parts/rows.ts';
import { useApp } from '../../session/app.ts';
import { text } from '../../text/en.ts';
import { age, count, fixed, megabytes } from '../../text/numbers.ts';
import { DrainButton } from './drain-button.ts';
import { GpuTable } from './gpu-table.ts';
import { LaneTable } from './lane-table.ts';
import { PutOutButton } from './put-out-button.ts';

const ICONS = {
  online: 'good',
  draining: 'warning',
  maintenance: 'warning',
  offline: 'danger',
} as const;
const STATES = {
  online: 'up',
  draining: 'degraded',
  maintenance: 'degraded',
  offline: 'down',
} as const;

/** One agent: what it carries of what it could, on which provider, and each of its lanes. */
export function AgentItem({ agent }: { agent: AgentState }) {
  const { status, description, heartbeat } = agent;
  return html`<article class="agent" aria-label=${agent.agentId}>
    <div class="agent-head">
      <h3>${agent.agentId}</h3>
      <span class="badge" data-state=${STATES[status]}>
        <${Icon} name=${ICONS[status]} />${text.system.status[status]}
      </span>
      <${HeardAt} agent=${agent} />
      <${DrainButton} agent=${agent} />
      <${PutOutButton} agent=${agent} />
    </div>
    <${AgentTroubles} agent=${agent} />
    <${Rows}>
      <${Row} name=${text.system.assigned}>${count(agent.assignedPoints)}<//>
      <${Row} name=${text.system.load}>${loadOf(agent)}<//>
      ${description !== null && html`<${DescriptionRows} description=${description} />`}
      ${
        heartbeat !== null &&
        html`<${Row} name=${text.system.memory}>${megabytes(heartbeat.rssMb)}<//>
          <${Row} name=${text.system.cpu}>${text.system.cores(fixed(heartbeat.cpuCores, 2))}<//>`
      }
    <//>
    ${heartbeat?.gpu !== undefined && html`<${GpuTable} gpu=${heartbeat.gpu} agentId=${agent.agentId} />`}
    ${heartbeat !== null && html`<${LaneTable} lanes=${heartbeat.lanes} agentId=${agent.agentId} />`}
  </article>`;
}

function HeardAt({ agent }: { agent: AgentState }) {
  const { now } = useApp();
  const heard = agent.lastHeardMs;
  return html`<span class="muted">
    ${heard === null ? text.system.neverHeard : text.system.heard(age(heard, now.value))}
  </span>`;
}

function DescriptionRows({ description }: { description: NonNullable<AgentState['description']> }) {
  const { provider, model, version } = description;
  const instead = provider.asked !== 'auto' && provider.asked !== provider.inUse;
  return html`
    <${Row} name=${text.system.provider}>
      ${instead ? text.system.providerInstead(provider.inUse, provider.asked) : provider.inUse}
      ${provider.reason !== null && html`<small class="block">${provider.reason}</small>`}
    <//>
    <${Row} name=${text.system.model}>
      ${
        model === null
          ? text.system.noModel
          : html`${model.name} ${model.version}
              <small class="block"><code title=${model.sha256}>${model.sha256.slice(0, 12)}</code></small>`
      }
    <//>
    <${Row} name=${text.system.version}>${version}<//>
  `;
}

function loadOf({ loadWindowsPerSecond, description }: AgentState): string {
  const load = count(loadWindowsPerSecond);
  const capacity = description?.capacityWindowsPerSecond;
  return capacity === undefined
    ? `${load} ${text.system.windowsPerSecond}`
    : text.system.loadOf(load, count(capacity));
}
