import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import type { AgentState, SystemState } from '#schemas/http/system';
import { Failure } from '../../parts/failure.ts';
import { Skeleton } from '../../parts/skeleton.ts';
import { useApp } from '../../session/app.ts';
import { fleet as words } from '../../text/fleet.ts';
import { AddAgent } from './add-agent.ts';
import { AgentCard } from './agent-card.ts';
import { type AgentSort, chosenAgents } from './agent-choice.ts';
import { AgentsTable } from './agents-table.ts';
import { AgentsTools } from './agents-tools.ts';
import { useGpuOverview } from './use-gpu-overview.ts';
import { useKeptView } from './use-kept-view.ts';
import { useSystem } from './use-system.ts';

/** All agents, live: as cards or as a table. */
export function AgentsView() {
  const { system, reload } = useSystem();
  if (system.kind === 'loading') return html`<${Skeleton} blocks=${3} />`;
  if (system.kind === 'failed')
    return html`<${Failure} title=${words.failed} sentence=${system.sentence} retry=${reload} />`;
  return system.value.agents.length === 0
    ? html`<${Empty} />`
    : html`<${Agents} system=${system.value} />`;
}

function Empty() {
  const may = useApp().session.may('fleet:enrol');
  return html`<section class="card stack fleet-empty">
    <h2>${words.empty}</h2>
    <p>${words.emptyHint}${!may && ` ${words.emptyNoRight}`}</p>
    <div><${AddAgent} /></div>
  </section>`;
}

function Agents({ system }: { system: SystemState }) {
  const q = useSignal('');
  const state = useSignal<AgentState['status'] | ''>('');
  const sort = useSignal<AgentSort>('name');
  const view = useKeptView();
  const history = useGpuOverview();
  const choice = { q: q.value, state: state.value, sort: sort.value };
  const shown = chosenAgents(system.agents, choice);
  const clear = () => {
    q.value = '';
    state.value = '';
  };
  return html`<${AgentsTools} q=${q} state=${state} sort=${sort} view=${view} />
    <div class="fleet-count">
      <p class="muted" role="status">${words.shown(shown.length, system.agents.length)}</p>
      <${AddAgent} />
    </div>
    ${
      shown.length === 0 &&
      html`<p>${words.noMatch} <button class="button small" onClick=${clear}>${words.clear}</button></p>`
    }
    ${
      shown.length > 0 && view.value === 'table'
        ? html`<${AgentsTable} agents=${shown} />`
        : html`<div class="agent-cards">
            ${shown.map((agent) => html`<${AgentCard} key=${agent.agentId} agent=${agent} history=${history} hubVersion=${system.hub.version} />`)}
          </div>`
    }`;
}
