import { html } from 'htm/preact';
import { useRef } from 'preact/hooks';
import { FLEET_ROUTES } from '#schemas/http/fleet';
import type { AgentState } from '#schemas/http/system';
import { newId } from '#schemas/ids/ids';
import { request } from '../../http/request.ts';
import { FormDialog } from '../../parts/form/form-dialog.ts';
import { useSubmit } from '../../parts/form/use-submit.ts';
import { useApp } from '../../session/app.ts';
import { fleet as words } from '../../text/fleet.ts';
import { DepartureEffects } from './departure-effects.ts';

/** Ends the agent now, for good or to start again, after saying what that costs. */
export function EndDialog({
  agent: { agentId },
  how,
  onClose,
}: {
  agent: AgentState;
  how: 'terminate' | 'restart';
  onClose: () => void;
}) {
  const { notices } = useApp();
  const isRestart = how === 'restart';
  // Of this dialog: sent again after an answer was lost, it ends no start but the one that was meant.
  const key = useRef(newId('jb'));
  const form = useSubmit(async () => {
    const asked = { params: { agentId }, idempotencyKey: key.current };
    if (isRestart) await request(FLEET_ROUTES.restartAgent, asked);
    else await request(FLEET_ROUTES.terminateAgent, asked);
    notices.done(isRestart ? words.restarted(agentId) : words.terminated(agentId));
    onClose();
  });
  return html`<${FormDialog}
    title=${isRestart ? words.restartTitle(agentId) : words.terminateTitle(agentId)}
    action=${isRestart ? words.restartAction : words.terminateAction}
    of=${form}
    draft=${() => null}
    isDanger
    onClose=${onClose}
  >
    <p>${isRestart ? words.restartLead : words.terminateLead}</p>
    <${DepartureEffects} agentId=${agentId} how="now" />
  <//>`;
}
