import { html } from 'htm/preact';
import { ENROLMENT_ROUTES } from '#schemas/http/enrolment';
import type { AgentState } from '#schemas/http/system';
import { request } from '../../http/request.ts';
import { useApp } from '../../session/app.ts';
import { fleet as words } from '../../text/fleet.ts';

/** Has an agent replace its credential before it is due, after saying what that means; only where the agent keeps its own. */
export function RenewCredentialButton({ agent }: { agent: AgentState }) {
  const { session, notices, questions } = useApp();
  const { agentId, description } = agent;
  if (!session.may('fleet:enrol') || description?.renewsCredential !== true) return null;
  const renew = async () => {
    const question = {
      title: words.renewTitle(agentId),
      sentence: words.renewLead,
      action: words.renew,
    };
    if (!(await questions.confirm(question))) return;
    try {
      await request(ENROLMENT_ROUTES.askRenewal, { params: { agentId } });
      notices.done(words.isRenewing(agentId));
    } catch (error) {
      notices.failed((error as Error).message);
    }
  };
  return html`<button class="button" onClick=${renew}>
    ${words.renew}<span class="spoken"> ${agentId}</span>
  </button>`;
}
