import { html } from 'htm/preact';
import type { AgentState } from '#schemas/http/system';
import { Row, Rows } from '../../parts/rows.ts';
import { fleet as words } from '../../text/fleet.ts';
import { count } from '../../text/numbers.ts';
import { systemWords } from '../../text/system.ts';

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
    <h2 id="agents-title">${systemWords.agents}</h2>
    ${
      agents.length === 0
        ? html`<p>${systemWords.noAgents}</p>`
        : html`<${Rows}>
            <${Row} name=${systemWords.status.online}>${count(inState('online'))}<//>
            <${Row} name=${systemWords.status.draining}>${count(inState('draining'))}<//>
            <${Row} name=${systemWords.status.maintenance}>${count(inState('maintenance'))}<//>
            <${Row} name=${words.stopped}>${count(stopped)}<//>
            <${Row} name=${systemWords.status.offline} bad=${lost > 0}>${count(lost)}<//>
            <${Row} name=${systemWords.assigned}>${count(carried)}<//>
            <${Row} name=${systemWords.load}>${count(load)} ${systemWords.windowsPerSecond}<//>
          <//>`
    }
    <p><a class="button" href="/fleet">${words.toFleet}</a></p>
  </section>`;
}
