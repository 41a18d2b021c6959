import { html } from 'htm/preact';
import { Failure } from '../../parts/failure.ts';
import { Skeleton } from '../../parts/skeleton.ts';
import { fleet as words } from '../../text/fleet.ts';
import { AgentsPanel } from './agents-panel.ts';
import { useSystem } from './use-system.ts';

/** All agents, live. */
export function AgentsView() {
  const { system, reload } = useSystem();
  if (system.kind === 'loading') return html`<${Skeleton} blocks=${3} />`;
  if (system.kind === 'failed')
    return html`<${Failure} title=${words.failed} sentence=${system.sentence} retry=${reload} />`;
  return html`<${AgentsPanel} agents=${system.value.agents} />`;
}
