import { html } from 'htm/preact';
import { useRef } from 'preact/hooks';
import { FLEET_ROUTES } from '#schemas/http/fleet';
import type { AgentState } from '#schemas/http/system';
import { request } from '../../http/request.ts';
import { useApp } from '../../session/app.ts';
import { text } from '../../text/en.ts';

/** Takes the points from an agent, after asking, or gives it some again. */
export function DrainButton({ agent }: { agent: AgentState }) {
  const { session, notices } = useApp();
  const dialog = useRef<HTMLDialogElement>(null);
  if (!session.may('fleet:operate') || agent.status === 'offline') return null;
  const { agentId } = agent;
  const act = async (route: 'drainAgent' | 'resumeAgent', done: string) => {
    dialog.current?.close();
    try {
      const params = { agentId };
      if (route === 'resumeAgent') await request(FLEET_ROUTES.resumeAgent, { params });
      else await request(FLEET_ROUTES.drainAgent, { params, body: { after: 'stay' } });
      notices.done(done);
    } catch (error) {
      notices.failed((error as Error).message);
    }
  };
  if (agent.status === 'draining') {
    return html`<button
      class="button"
      onClick=${() => act('resumeAgent', text.system.resumed(agentId))}
    >
      ${text.system.resume}
    </button>`;
  }
  const title = `drain-${agentId}`;
  return html`<button class="button" onClick=${() => dialog.current?.showModal()}>
      ${text.system.drain}
    </button>
    <dialog ref=${dialog} aria-labelledby=${title}>
      <h2 id=${title}>${text.system.drainTitle(agentId)}</h2>
      <p>${text.system.drainLead(agent.assignedPoints)}</p>
      <div class="dialog-buttons">
        <button class="button" onClick=${() => dialog.current?.close()}>${text.cancel}</button>
        <button
          class="button primary"
          onClick=${() => act('drainAgent', text.system.drained(agentId))}
        >
          ${text.system.drain}
        </button>
      </div>
    </dialog>`;
}
