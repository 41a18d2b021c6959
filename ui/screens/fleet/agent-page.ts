import { html } from 'htm/preact';
import { Failure } from '../../parts/failure.ts';
import { Skeleton } from '../../parts/skeleton.ts';
import { useTitle } from '../../parts/use-title.ts';
import { fleet as words } from '../../text/fleet.ts';
import { AgentItem } from './agent-item.ts';
import { useSystem } from './use-system.ts';

/** One agent, live. */
export function AgentPage({ agentId }: { agentId: string }) {
  useTitle(agentId);
  const { system, reload } = useSystem();
  return html`<a class="way-back" href="/fleet">${words.back}</a>
    <h1>${agentId}</h1>
    ${system.kind === 'loading' && html`<${Skeleton} blocks=${3} />`}
    ${system.kind === 'failed' && html`<${Failure} title=${words.failed} sentence=${system.sentence} retry=${reload} />`}
    ${system.kind === 'ready' && html`<${Known} agent=${system.value.agents.find((one) => one.agentId === agentId)} />`}`;
}

function Known({ agent }: { agent: Parameters<typeof AgentItem>[0]['agent'] | undefined }) {
  if (agent === undefined) return html`<p>${words.unknown}</p>`;
  return html`<${AgentItem} agent=${agent} />`;
}
