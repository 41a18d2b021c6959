import { html } from 'htm/preact';
import { useEffect } from 'preact/hooks';
import { type AgentAllocation, type AllocatedGpu, FLEET_ROUTES } from '#schemas/http/fleet';
import { request } from '../../http/request.ts';
import { Failure } from '../../parts/failure.ts';
import { Skeleton } from '../../parts/skeleton.ts';
import { Tag } from '../../parts/tag.ts';
import { useLoad } from '../../parts/use-load.ts';
import { fleet as words } from '../../text/fleet.ts';
import { gpu as gpuWords } from '../../text/gpu.ts';
import { fixed } from '../../text/numbers.ts';
import { UsedBy } from './used-by.ts';

const EVERY_MS = 5_000;

/** Every GPU of the fleet and what uses it now. */
export function GpuMap() {
  const { state, reload } = useLoad(
    async (signal) => (await request(FLEET_ROUTES.allocation, { signal })).agents,
    [],
  );
  useEffect(() => {
    const timer = setInterval(() => document.hidden || reload(), EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  const { value } = state;
  if (value.kind === 'loading') return html`<${Skeleton} blocks=${3} />`;
  if (value.kind === 'failed')
    return html`<${Failure} title=${words.mapFailed} sentence=${value.sentence} retry=${reload} />`;
  return html`<${Shown} agents=${value.value} />`;
}

function Shown({ agents }: { agents: readonly AgentAllocation[] }) {
  if (agents.length === 0) return html`<p>${words.empty}</p>`;
  const none = agents.every(({ gpus }) => gpus.length === 0);
  return html`<p class="muted">${none ? words.mapNone : words.mapLead}</p>
    <div class="table" role="region" aria-label=${words.tabs.gpus} tabindex="0">
      <table class="agents-table gpu-map">
        <thead>
          <tr>
            <th scope="col">${words.mapColumns.what}</th>
            <th scope="col">${words.state}</th>
            <th scope="col">${words.gpuFigure.utilisation}</th>
            <th scope="col">${words.usedBy}</th>
          </tr>
        </thead>
        ${agents.map((agent) => html`<${OfAgent} key=${agent.agentId} agent=${agent} />`)}
      </table>
    </div>`;
}

function OfAgent({ agent }: { agent: AgentAllocation }) {
  const { agentId, gpus, elsewhere } = agent;
  const isElsewhere = elsewhere.jobs.length + elsewhere.lanes.length > 0 || gpus.length === 0;
  return html`<tbody>
    <tr><th scope="rowgroup" colspan="4"><a href=${`/fleet/${agentId}`}>${agentId}</a></th></tr>
    ${gpus.map((gpu) => html`<${GpuRow} key=${gpu.uuid} agentId=${agentId} gpu=${gpu} />`)}
    ${
      isElsewhere &&
      html`<tr>
        <td>${words.onProcessor}</td>
        <td></td>
        <td></td>
        <td><${UsedBy} used=${elsewhere} /></td>
      </tr>`
    }
  </tbody>`;
}

function GpuRow({ agentId, gpu }: { agentId: string; gpu: AllocatedGpu }) {
  const { index, name, state, utilisation } = gpu;
  return html`<tr>
    <td><a href=${`/fleet/${agentId}/gpus/${index}`}>${index}: ${name}</a></td>
    <td><${Tag} kind=${state === 'error' ? 'notice' : 'plain'}>${words.gpuState[state]}<//></td>
    <td class=${utilisation === null ? 'muted' : ''}>${utilisation === null ? gpuWords.notTold : `${fixed(100 * utilisation, 0)} %`}</td>
    <td><${UsedBy} used=${gpu} /></td>
  </tr>`;
}
