import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect } from 'preact/hooks';
import type { GpuReport } from '#schemas/broker/gpu';
import { type AgentAllocation, type AllocatedGpu, FLEET_ROUTES } from '#schemas/http/fleet';
import type { AgentState } from '#schemas/http/system';
import { request } from '../../http/request.ts';
import { Tag } from '../../parts/tag.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useApp } from '../../session/app.ts';
import { fleet as words } from '../../text/fleet.ts';
import { gpu as gpuWords } from '../../text/gpu.ts';
import { GpuAlarms } from './gpu-alarms.ts';
import { GpuFigures } from './gpu-figures.ts';
import { MaintenanceDialog } from './maintenance-dialog.ts';
import { useGpuOverview } from './use-gpu-overview.ts';
import { UsedBy } from './used-by.ts';

const EVERY_MS = 5_000;

/** The GPUs of the agent: how each does, and what uses it. */
export function AgentGpus({ agent }: { agent: AgentState }) {
  const { agentId, heartbeat } = agent;
  const gpu = heartbeat?.gpu;
  const history = useGpuOverview(agentId);
  const allocation = useAllocation(agentId);
  return html`<section class="card stack" aria-labelledby="gpus-title">
    <h2 id="gpus-title">${words.parts.gpus}</h2>
    ${
      gpu === undefined || gpu.gpus.length === 0
        ? html`<p>${gpu?.trouble == null ? words.noGpu : gpuWords.none(gpu.trouble)}</p>`
        : html`${gpu.trouble !== null && html`<p class="hint wrong">${gpu.trouble}</p>`}
          ${gpu.gpus.map((one) => html`<${OneGpu} key=${one.uuid} agent=${agent} gpu=${one} history=${history.get(one.uuid)} used=${allocation?.gpus.find(({ uuid }) => uuid === one.uuid)} />`)}`
    }
  </section>`;
}

/** Who uses which GPU, read anew every few seconds. */
function useAllocation(agentId: string): AgentAllocation | undefined {
  const { state, reload } = useLoad(
    async (signal) => (await request(FLEET_ROUTES.allocation, { signal })).agents,
    [],
  );
  useEffect(() => {
    const timer = setInterval(() => document.hidden || reload(), EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  const { value } = state;
  return value.kind === 'ready' ? value.value.find((one) => one.agentId === agentId) : undefined;
}

interface OneGpuProps {
  readonly agent: AgentState;
  readonly gpu: GpuReport;
  readonly history: Parameters<typeof GpuFigures>[0]['history'];
  readonly used: AllocatedGpu | undefined;
}

function OneGpu({ agent, gpu, history, used }: OneGpuProps) {
  const { session } = useApp();
  const isAsking = useSignal(false);
  const isOut = agent.operation.maintenance.some(({ gpuUuid }) => gpuUuid === gpu.uuid);
  const state = gpu.state === 'lost' ? 'error' : (used?.state ?? null);
  return html`<section class="agent-gpu">
    <div class="agent-head">
      <h3><a href=${`/fleet/${agent.agentId}/gpus/${gpu.index}`}>${gpu.index}: ${gpu.name}</a></h3>
      ${state !== null && html`<${Tag} kind=${state === 'error' ? 'notice' : 'plain'}>${words.gpuState[state]}<//>`}
      <${GpuAlarms} gpu=${gpu} />
      ${
        session.may('fleet:operate') &&
        !isOut &&
        html`<button
          class="button small"
          onClick=${() => {
            isAsking.value = true;
          }}
        >
          ${words.maintain}<span class="spoken"> ${words.gpuOf(String(gpu.index), agent.agentId)}</span>
        </button>`
      }
    </div>
    <${GpuFigures} gpu=${gpu} history=${history} />
    ${used !== undefined && html`<p class="gpu-used"><span class="muted">${words.usedBy}:</span> <${UsedBy} used=${used} /></p>`}
    ${
      isAsking.value &&
      html`<${MaintenanceDialog}
        agent=${agent}
        gpuUuid=${gpu.uuid}
        onClose=${() => {
          isAsking.value = false;
        }}
      />`
    }
  </section>`;
}
