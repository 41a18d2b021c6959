import { html } from 'htm/preact';
import type { AgentState } from '#schemas/http/system';
import { Row, Rows } from '../../parts/rows.ts';
import { text } from '../../text/en.ts';
import { fleet as words } from '../../text/fleet.ts';
import { count } from '../../text/numbers.ts';

/** How many agents there are in which state and what they carry; the Fleet tells the rest. */
export function AgentsSummary({ agents }: { agents: readonly AgentState[] }) {
  const carried = agents.reduce((sum, { assignedPoints }) => sum + assignedPoints, 0);
  const load = agents.reduce((sum, agent) => sum + agent.loadWindowsPerSecond, 0);
  const inState = (status: AgentState['status']) =>
    agents.filter((agent) => agent.status === status).length;
  const stopped = agents.filter(({ status, operation }) => {
    return status === 'offline' && operation.isStopped === true;
  }).length;
  const lost = inState('offline') - stopped;
  return html`<section class="card" aria-labelledby="agents-title">
    <h2 id="agents-title">${text.system.agents}</h2>
    ${
      agents.length === 0
        ? html`<p>${text.system.noAgents}</p>`
        : html`<${Rows}>
            <${Row} name=${text.system.status.online}>${count(inState('online'))}<//>
            <${Row} name=${text.system.status.draining}>${count(inState('draining'))}<//>
            <${Row} name=${text.system.status.maintenance}>${count(inState('maintenance'))}<//>
            <${Row} name=${words.stopped}>${count(stopped)}<//>
            <${Row} name=${text.system.status.offline} bad=${lost > 0}>${count(lost)}<//>
            <${Row} name=${text.system.assigned}>${count(carried)}<//>
            <${Row} name=${text.system.load}>${count(load)} ${text.system.windowsPerSecond}<//>
          <//>`
    }
    <p><a class="button" href="/fleet">${words.toFleet}</a></p>
  </section>`;
}
