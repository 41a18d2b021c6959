import { html } from 'htm/preact';
import { FLEET_ROUTES } from '#schemas/http/fleet';
import type { AgentState } from '#schemas/http/system';
import { request } from '../../http/request.ts';
import { Icon } from '../../parts/icon.ts';
import { useAct } from '../../parts/use-act.ts';
import { useApp } from '../../session/app.ts';
import { fleet as words } from '../../text/fleet.ts';
import { dateTime } from '../../text/numbers.ts';

/** What people have done with the agent and how far it is, each with the way back. */
export function GoingOn({ agent }: { agent: AgentState }) {
  const { drain, order, maintenance } = agent.operation;
  if (drain === null && order === null && maintenance.length === 0) return null;
  return html`<ul class="going-on">
    ${drain !== null && order === null && html`<${Draining} agent=${agent} drain=${drain} />`}
    ${order !== null && html`<${Ordered} agent=${agent} what=${order.what} />`}
    ${maintenance.map(
      (one) => html`<li key=${one.gpuUuid ?? ''}>
        <${Icon} name="stale" />
        <p>${words.maintenanceNow(nameOf(agent, one.gpuUuid), one.reason, dateTime(one.untilMs))}</p>
        <${EndMaintenance} agent=${agent} gpuUuid=${one.gpuUuid} />
      </li>`,
    )}
  </ul>`;
}

function Draining({
  agent,
  drain,
}: {
  agent: AgentState;
  drain: NonNullable<AgentState['operation']['drain']>;
}) {
  const { pointsLeft, pointsWithoutRoom, jobsRunning } = drain;
  const isBusy = pointsLeft + jobsRunning > 0;
  return html`<li>
    <${Icon} name="warning" />
    <div role="status">
      <p>${words.draining[drain.after]}${isBusy && ` ${words.toGo(pointsLeft, jobsRunning)}`}</p>
      ${pointsWithoutRoom > 0 && html`<p class="strong">${words.stuck(pointsWithoutRoom)}</p>`}
    </div>
    <${TakeBack} agent=${agent} />
  </li>`;
}

function Ordered({ agent, what }: { agent: AgentState; what: 'stop' | 'restart' }) {
  return html`<li>
    <${Icon} name="warning" />
    <p role="status">${words.ordered[what]}${agent.status === 'offline' && ` ${words.orderedAway}`}</p>
    <${TakeBack} agent=${agent} />
  </li>`;
}

function TakeBack({ agent: { agentId } }: { agent: AgentState }) {
  const { session, notices } = useApp();
  const act = useAct();
  if (!session.may('fleet:operate')) return null;
  const takeBack = () =>
    act(async () => {
      await request(FLEET_ROUTES.resumeAgent, { params: { agentId } });
      notices.done(words.tookBack(agentId));
    });
  return html`<button class="button small" onClick=${takeBack}>
    ${words.takeBack}<span class="spoken"> ${agentId}</span>
  </button>`;
}

function EndMaintenance({ agent, gpuUuid }: { agent: AgentState; gpuUuid: string | null }) {
  const { session, notices } = useApp();
  const act = useAct();
  if (!session.may('fleet:operate')) return null;
  const { agentId } = agent;
  const end = () =>
    act(async () => {
      if (gpuUuid === null)
        await request(FLEET_ROUTES.endAgentMaintenance, { params: { agentId } });
      else await request(FLEET_ROUTES.endGpuMaintenance, { params: { agentId, gpuUuid } });
      notices.done(words.maintenanceEnded(nameOf(agent, gpuUuid)));
    });
  return html`<button class="button small" onClick=${end}>
    ${words.endMaintenance}<span class="spoken"> ${nameOf(agent, gpuUuid)}</span>
  </button>`;
}

/** "agent-1", or "GPU 0 of agent-1". */
export function nameOf({ agentId, heartbeat }: AgentState, gpuUuid: string | null): string {
  if (gpuUuid === null) return agentId;
  const gpu = heartbeat?.gpu?.gpus.find(({ uuid }) => uuid === gpuUuid);
  return words.gpuOf(gpu === undefined ? gpuUuid : String(gpu.index), agentId);
}
