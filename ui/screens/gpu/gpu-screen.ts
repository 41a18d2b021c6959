import { html } from 'htm/preact';
import { useTitle } from '../../parts/use-title.ts';
import { fleet as words } from '../../text/fleet.ts';
import { gpu } from '../../text/gpu.ts';
import { useSystem } from '../fleet/use-system.ts';
import { MigPanel } from './mig-panel.ts';

/** One GPU of an agent. */
export function GpuScreen({ agentId, index }: { agentId: string; index: number }) {
  useTitle(`${gpu.title} ${index}`);
  const { system } = useSystem();
  const agent =
    system.kind === 'ready'
      ? system.value.agents.find((one) => one.agentId === agentId)
      : undefined;
  const known = agent?.heartbeat?.gpu?.gpus.find((one) => one.index === index);
  return html`<a class="way-back" href=${`/fleet/${agentId}`}>${words.backTo(agentId)}</a>
    <h1>${gpu.title} ${index}</h1>
    ${
      known !== undefined &&
      html`<${MigPanel} key=${known.uuid} agentId=${agentId} gpuUuid=${known.uuid} name=${`${gpu.title} ${index}`} />`
    }`;
}
