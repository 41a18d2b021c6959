import { html } from 'htm/preact';
import type { AgentState, SystemState } from '#schemas/http/system';
import { AgentTroubles } from '../../parts/agent-troubles.ts';
import { Failure } from '../../parts/failure.ts';
import { Icon } from '../../parts/icon.ts';
import { Skeleton } from '../../parts/skeleton.ts';
import { useTitle } from '../../parts/use-title.ts';
import { useApp } from '../../session/app.ts';
import { fleet as words } from '../../text/fleet.ts';
import { age } from '../../text/numbers.ts';
import { AgentActions } from './agent-actions.ts';
import { AgentBadge } from './agent-badge.ts';
import { AgentFacts } from './agent-facts.ts';
import { AgentGpus } from './agent-gpus.ts';
import { AgentJobs } from './agent-jobs.ts';
import { AgentLog } from './agent-log.ts';
import { AgentMachine } from './agent-machine.ts';
import { AgentPoints } from './agent-points.ts';
import { AgentPreflight } from './agent-preflight.ts';
import { GoingOn } from './going-on.ts';
import { LaneTable } from './lane-table.ts';
import { useSystem } from './use-system.ts';

/** One agent, live: what it has, what it does, what it says, and what can be done with it. */
export function AgentPage({ agentId }: { agentId: string }) {
  useTitle(agentId);
  const { system, reload } = useSystem();
  return html`<a class="way-back" href="/fleet"><${Icon} name="back" />${words.back}</a>
    ${system.kind === 'loading' && html`<${Skeleton} blocks=${4} />`}
    ${system.kind === 'failed' && html`<${Failure} title=${words.failed} sentence=${system.sentence} retry=${reload} />`}
    ${system.kind === 'ready' && html`<${Found} agentId=${agentId} system=${system.value} />`}`;
}

function Found({ agentId, system }: { agentId: string; system: SystemState }) {
  const agent = system.agents.find((one) => one.agentId === agentId);
  if (agent === undefined)
    return html`<h1>${agentId}</h1>
      <p>${words.unknown}</p>`;
  return html`<${OneAgent} agent=${agent} hubVersion=${system.hub.version} />`;
}

function OneAgent({ agent, hubVersion }: { agent: AgentState; hubVersion: string }) {
  const { session } = useApp();
  const { agentId, heartbeat, status } = agent;
  return html`<div class="agent-page-head">
      <h1>${agentId}</h1>
      <${AgentBadge} agent=${agent} />
      <${AgentActions} agent=${agent} />
    </div>
    ${status === 'offline' && html`<${Away} agent=${agent} />`}
    <${AgentTroubles} agent=${agent} />
    <${GoingOn} agent=${agent} />
    <div class="agent-page">
      <div class="stack">
        <${AgentGpus} agent=${agent} />
        <${AgentMachine} agentId=${agentId} />
        ${
          heartbeat !== null &&
          html`<section class="card" aria-labelledby="lanes-title">
            <h2 id="lanes-title">${words.parts.lanes}</h2>
            <${LaneTable} lanes=${heartbeat.lanes} agentId=${agentId} />
          </section>`
        }
        ${session.may('job:read') && html`<${AgentJobs} agent=${agent} />`}
        ${session.may('fleet:operate') && html`<${AgentLog} agent=${agent} />`}
      </div>
      <div class="stack">
        <${AgentFacts} agent=${agent} hubVersion=${hubVersion} />
        ${session.may('plant:read') && html`<${AgentPoints} agentId=${agentId} />`}
        <${AgentPreflight} agentId=${agentId} />
      </div>
    </div>`;
}

function Away({ agent: { lastHeardMs, operation } }: { agent: AgentState }) {
  const { now } = useApp();
  if (operation.isStopped === true) {
    return html`<p class="agent-away" role="status">${words.stoppedLead(age(lastHeardMs, now.value))}</p>`;
  }
  return html`<p class="agent-away" role="status">
    <${Icon} name="danger" />
    ${lastHeardMs === null ? words.neverHeard : words.lost(age(lastHeardMs, now.value))}
  </p>`;
}
