import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import type { AfterDrain } from '#schemas/fleet/operation';
import { FLEET_ROUTES } from '#schemas/http/fleet';
import type { AgentState } from '#schemas/http/system';
import { request } from '../../http/request.ts';
import { FormDialog } from '../../parts/form/form-dialog.ts';
import { SelectField } from '../../parts/form/select-field.ts';
import { useSubmit } from '../../parts/form/use-submit.ts';
import { useApp } from '../../session/app.ts';
import { fleet as words } from '../../text/fleet.ts';
import { DepartureEffects } from './departure-effects.ts';

/** Asks what the agent does once it is empty, and says where its work goes. */
export function DrainDialog({
  agent: { agentId },
  onClose,
}: {
  agent: AgentState;
  onClose: () => void;
}) {
  const { notices } = useApp();
  const after = useSignal<AfterDrain>('stop');
  const form = useSubmit(async () => {
    await request(FLEET_ROUTES.drainAgent, { params: { agentId }, body: { after: after.value } });
    notices.done(words.drained(agentId));
    onClose();
  });
  return html`<${FormDialog}
    title=${words.drainTitle(agentId)}
    action=${words.drainAction}
    of=${form}
    draft=${() => null}
    onClose=${onClose}
  >
    <p>${words.drainLead}</p>
    <${DepartureEffects} agentId=${agentId} how="drain" />
    <${SelectField} id="after-drain" label=${words.after} value=${after} choices=${Object.entries(words.afters)} />
  <//>`;
}
