import { html } from 'htm/preact';
import type { GpuReport } from '#schemas/broker/gpu';
import type { AgentState } from '#schemas/http/system';
import { Failure } from '../../parts/failure.ts';
import { Icon } from '../../parts/icon.ts';
import { Skeleton } from '../../parts/skeleton.ts';
import { useTitle } from '../../parts/use-title.ts';
import { fleet as fleetWords } from '../../text/fleet.ts';
import { gpu as words } from '../../text/gpu.ts';
import { useSystem } from '../fleet/use-system.ts';
import { GpuHead } from './gpu-head.ts';
import { GpuHealth } from './gpu-health.ts';
import { GpuHistory } from './gpu-history.ts';
import { GpuProcesses } from './gpu-processes.ts';
import { MigPanel } from './mig-panel.ts';
import { useAllocatedGpu } from './use-allocated-gpu.ts';

/** One GPU of an agent: what it is, what it does and did, how well it is, how it is partitioned. */
export function GpuScreen({ agentId, index }: { agentId: string; index: number }) {
  useTitle(words.heatOf(index, agentId));
  const { system, reload } = useSystem();
  return html`<a class="way-back" href=${`/fleet/${agentId}`}><${Icon} name="back" />${fleetWords.backTo(agentId)}</a>
    <h1>${words.heatOf(index, agentId)}</h1>
    ${system.kind === 'loading' && html`<${Skeleton} blocks=${3} />`}
    ${system.kind === 'failed' && html`<${Failure} title=${words.failed} sentence=${system.sentence} retry=${reload} />`}
    ${
      system.kind === 'ready' &&
      html`<${Known}
        agentId=${agentId}
        index=${index}
        agent=${system.value.agents.find((one) => one.agentId === agentId)}
      />`
    }`;
}

interface KnownProps {
  readonly agentId: string;
  readonly index: number;
  readonly agent: AgentState | undefined;
}

function Known({ agentId, index, agent }: KnownProps) {
  const gpu = agent?.heartbeat?.gpu?.gpus.find((one) => one.index === index) ?? null;
  const trouble = agent?.heartbeat?.gpu?.trouble ?? null;
  return html`<div class="gpu-page">
    ${trouble !== null && html`<p class="hint wrong" role="status">${words.none(trouble)}</p>`}
    ${agent === undefined && html`<p>${fleetWords.unknown}</p>`}
    ${gpu !== null && html`<${Present} agentId=${agentId} gpu=${gpu} />`}
    <${GpuHistory} key=${gpu?.uuid ?? ''} agentId=${agentId} index=${index} gpu=${gpu} />
    ${
      gpu !== null &&
      html`<div class="gpu-parts">
          <${GpuHealth} gpu=${gpu} />
          <${GpuProcesses} gpu=${gpu} />
        </div>
        <${MigPanel}
          key=${gpu.uuid}
          agentId=${agentId}
          gpuUuid=${gpu.uuid}
          name=${words.heatOf(index, agentId)}
        />`
    }
  </div>`;
}

function Present({ agentId, gpu }: { agentId: string; gpu: GpuReport }) {
  const used = useAllocatedGpu(agentId, gpu.uuid);
  return html`${gpu.state === 'lost' && html`<p class="storage-full" role="alert">${words.lostNow}</p>`}
    <${GpuHead} gpu=${gpu} used=${used} />`;
}
