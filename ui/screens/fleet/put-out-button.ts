import { html } from 'htm/preact';
import { ENROLMENT_ROUTES } from '#schemas/http/enrolment';
import type { AgentState } from '#schemas/http/system';
import { request } from '../../http/request.ts';
import { useApp } from '../../session/app.ts';
import { fleet as words } from '../../text/fleet.ts';

/** Ends an agent's credential, after asking. */
export function PutOutButton({ agent: { agentId } }: { agent: AgentState }) {
  const { session, notices, questions } = useApp();
  if (!session.may('fleet:enrol')) return null;
  const putOut = async () => {
    const question = {
      title: words.putOutTitle(agentId),
      sentence: words.putOutLead,
      action: words.putOut,
      isDanger: true,
    };
    if (!(await questions.confirm(question))) return;
    try {
      await request(ENROLMENT_ROUTES.revokeAgent, { params: { agentId } });
      notices.done(words.isOut(agentId));
    } catch (error) {
      notices.failed((error as Error).message);
    }
  };
  return html`<button class="button" onClick=${putOut}>
    ${words.putOut}<span class="spoken"> ${agentId}</span>
  </button>`;
}
