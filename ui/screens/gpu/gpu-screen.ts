import { html } from 'htm/preact';
import { useTitle } from '../../parts/use-title.ts';
import { fleet as words } from '../../text/fleet.ts';
import { gpu } from '../../text/gpu.ts';

/** One GPU of an agent. */
export function GpuScreen({ agentId, index }: { agentId: string; index: number }) {
  useTitle(`${gpu.title} ${index}`);
  return html`<a class="way-back" href=${`/fleet/${agentId}`}>${words.backTo(agentId)}</a>
    <h1>${gpu.title} ${index}</h1>`;
}
