import { html } from 'htm/preact';
import type { GpuReport } from '#schemas/broker/gpu';
import type { AgentState } from '#schemas/http/system';
import { Failure } from '../../parts/failure.ts';
import { Skeleton } from '../../parts/skeleton.ts';
import { useTitle } from '../../parts/use-title.ts';
import { fleet as words } from '../../text/fleet.ts';
import { gpu as gpuWords } from '../../text/gpu.ts';
import { useSystem } from '../fleet/use-system.ts';
import { GpuHead } from './gpu-head.ts';
import { GpuHealth } from './gpu-health.ts';
import { GpuHistory } from './gpu-history.ts';
import { GpuProcesses } from './gpu-processes.ts';
import { MigPanel } from './mig-panel.ts';
import { useAllocatedGpu } from './use-allocated-gpu.ts';

/** One GPU of an agent: what it is and does, what it did, how well it is, and how it is partitioned. */
export function GpuScreen({ agentId, index }: { agentId: string; index: number }) {
  useTitle(gpuWords.heatOf(index, agentId));
  const { system, reload } = useSystem();
  return html`<a class="way-back" href=${`/fleet/${agentId}`}>${words.backTo(agentId)}</a>
    <h1>${gpuWords.heatOf(index, agentId)}</h1>
    ${system.kind === 'loading' && html`<${Skeleton} blocks=${3} />`}
    ${system.kind === 'failed' && html`<${Failure} title=${gpuWords.failed} sentence=${system.sentence} retry=${reload} />`}
    ${
      system.kind === 'ready' &&
      html`<${Page}
        agentId=${agentId}
        index=${index}
        agent=${system.value.agents.find((one) => one.agentId === agentId)}
      />`
    }`;
}

function Page({
  agentId,
  index,
  agent,
}: {
  agentId: string;
  index: number;
  agent: AgentState | undefined;
}) {
  const gpu = agent?.heartbeat?.gpu?.gpus.find((one) => one.index === index) ?? null;
  const trouble = agent?.heartbeat?.gpu?.trouble ?? null;
  return html`<div class="gpu-page">
    ${trouble !== null && html`<p class="hint wrong" role="status">${gpuWords.none(trouble)}</p>`}
    ${agent === undefined && html`<p>${words.unknown}</p>`}
    ${agent !== undefined && gpu === null && html`<p>${gpuWords.unknown(agentId)}</p>`}
    ${gpu !== null && html`<${Card} agentId=${agentId} gpu=${gpu} />`}
    <${GpuHistory} agentId=${agentId} index=${index} gpu=${gpu} />
    ${
      gpu !== null &&
      html`<div class="gpu-parts">
          <${GpuHealth} gpu=${gpu} />
          <${GpuProcesses} gpu=${gpu} />
        </div>
        <${MigPanel} key=${gpu.uuid} agentId=${agentId} gpuUuid=${gpu.uuid} name=${gpuWords.heatOf(index, agentId)} />`
    }
  </div>`;
}

function Card({ agentId, gpu }: { agentId: string; gpu: GpuReport }) {
  const used = useAllocatedGpu(agentId, gpu.uuid);
  return html`${gpu.state === 'lost' && html`<p class="storage-full" role="alert">${gpuWords.lostNow}</p>`}
    <${GpuHead} gpu=${gpu} used=${used} />`;
}
