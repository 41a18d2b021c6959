import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { gpu as words } from '../../text/gpu.ts';
import { LazyScreen } from '../lazy-screen.ts';

/** The agent's machine over time, drawn once somebody opens it. */
export function AgentMachine({ agentId }: { agentId: string }) {
  const isOpen = useSignal(false);
  return html`<details
    class="card agent-machine"
    onToggle=${(event: Event) => {
      isOpen.value = (event.target as HTMLDetailsElement).open;
    }}
  >
    <summary><h2>${words.hostTitle}</h2></summary>
    ${isOpen.value && html`<${LazyScreen} key=${agentId} load=${loadHistory} agentId=${agentId} />`}
  </details>`;
}

const loadHistory = async () => (await import('../gpu/host-history.ts')).HostHistory;
