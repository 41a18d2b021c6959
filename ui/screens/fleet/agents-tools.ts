import type { Signal } from '@preact/signals';
import { html } from 'htm/preact';
import { AGENT_STATUSES, type AgentState } from '#schemas/http/system';
import { Segments } from '../../parts/segments.ts';
import { fleet as words } from '../../text/fleet.ts';
import { systemWords } from '../../text/system.ts';
import { AGENT_SORTS, type AgentSort } from './agent-choice.ts';
import type { FleetView } from './use-kept-view.ts';

interface AgentsToolsProps {
  readonly q: Signal<string>;
  readonly state: Signal<AgentState['status'] | ''>;
  readonly sort: Signal<AgentSort>;
  readonly view: Signal<FleetView>;
}

/** Above the agents: what is looked for, in which order, and how it is shown. */
export function AgentsTools({ q, state, sort, view }: AgentsToolsProps) {
  const states = AGENT_STATUSES.map((one) => [one, systemWords.status[one]] as const);
  const sorts = AGENT_SORTS.map((one) => [one, words.sorts[one]] as const);
  return html`<div class="fleet-tools">
    <input
      type="search"
      aria-label=${words.search}
      placeholder=${words.search}
      value=${q}
      onInput=${(event: Event) => {
        q.value = (event.target as HTMLInputElement).value;
      }}
    />
    <${Choice} label=${words.state} value=${state} choices=${[['', words.anyState], ...states]} />
    <${Choice} label=${words.sort} value=${sort} choices=${sorts.map(([key, word]) => [key, `${words.sort}: ${word}`])} />
    <${Segments}
      label=${words.view.label}
      name="fleet-view"
      value=${view}
      choices=${[['cards', words.view.cards], ['table', words.view.table]]}
    />
  </div>`;
}

function Choice({
  label,
  value,
  choices,
}: {
  label: string;
  value: Signal<string>;
  choices: readonly (readonly [string, string])[];
}) {
  return html`<select
    aria-label=${label}
    onChange=${(event: Event) => {
      value.value = (event.target as HTMLSelectElement).value;
    }}
  >
    ${choices.map(
      ([key, word]) =>
        html`<option key=${key} value=${key} selected=${value.value === key}>${word}</option>`,
    )}
  </select>`;
}
