import { html } from 'htm/preact';
import type { AgentState } from '#schemas/http/system';
import { AgentTroubles } from '../../parts/agent-troubles.ts';
import { Row, Rows } from '../../parts/rows.ts';
import { fleet as words } from '../../text/fleet.ts';
import { count } from '../../text/numbers.ts';
import { AgentBadge } from './agent-badge.ts';
import { jobWords, loadWords, lossesOf } from './agent-figures.ts';
import { GoingOn } from './going-on.ts';
import { GpuAlarms } from './gpu-alarms.ts';
import { GpuFigures } from './gpu-figures.ts';
import { HeardAt } from './heard-at.ts';
import type { OverviewOf } from './use-gpu-overview.ts';

interface AgentCardProps {
  readonly agent: AgentState;
  readonly history: ReadonlyMap<string, OverviewOf>;
  readonly hubVersion: string;
}

/** One agent at a glance; its page tells the rest. */
export function AgentCard({ agent, history, hubVersion }: AgentCardProps) {
  const { agentId, status, description, heartbeat } = agent;
  const gpus = heartbeat?.gpu?.gpus ?? [];
  const lost = lossesOf(agent);
  const jobs = jobWords(agent);
  return html`<article class="card agent-card" aria-label=${agentId} data-status=${agent.operation.isStopped ? 'stopped' : status}>
    <div class="agent-head">
      <h2><a href=${`/fleet/${agentId}`}>${agentId}</a></h2>
      <${AgentBadge} agent=${agent} />
    </div>
    <p class="muted"><${HeardAt} agent=${agent} />${description?.host !== undefined && ` · ${description.host}`}</p>
    <${AgentTroubles} agent=${agent} />
    <${GoingOn} agent=${agent} />
    <${Rows}>
      <${Row} name=${words.points}>${count(agent.assignedPoints)}<//>
      <${Row} name=${words.load}>${loadWords(agent)}<//>
      ${description !== null && html`<${Row} name=${words.lanes}>${count(description.lanes)}<//>`}
      ${jobs !== null && html`<${Row} name=${words.jobs}>${jobs}<//>`}
      ${description !== null && html`<${Row} name=${words.version}>${words.versions(description.version, hubVersion)}<//>`}
      <${Row} name=${words.losses} bad=${(lost ?? 0) > 0}>${count(lost)}<//>
    <//>
    ${
      gpus.length === 0
        ? html`<p class="muted">${heartbeat?.gpu?.trouble ?? words.noGpu}</p>`
        : gpus.map(
            (gpu) => html`<section key=${gpu.uuid} class="agent-gpu">
              <div class="agent-head">
                <h3><a href=${`/fleet/${agentId}/gpus/${gpu.index}`}>${gpu.index}: ${gpu.name}</a></h3>
                <${GpuAlarms} gpu=${gpu} />
              </div>
              <${GpuFigures} gpu=${gpu} history=${history.get(gpu.uuid)} />
            </section>`,
          )
    }
  </article>`;
}
