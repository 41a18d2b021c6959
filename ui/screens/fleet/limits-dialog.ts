import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { FLEET_ROUTES } from '#schemas/http/fleet';
import type { AgentState } from '#schemas/http/system';
import { request } from '../../http/request.ts';
import { FormDialog } from '../../parts/form/form-dialog.ts';
import { NumberField } from '../../parts/form/number-field.ts';
import { TextField } from '../../parts/form/text-field.ts';
import { useSubmit } from '../../parts/form/use-submit.ts';
import { useApp } from '../../session/app.ts';
import { fleet as words } from '../../text/fleet.ts';

/** Labels that jobs ask for, jobs at once, and how much live points may take. */
export function LimitsDialog({ agent, onClose }: { agent: AgentState; onClose: () => void }) {
  const { notices } = useApp();
  const { agentId, description, operation } = agent;
  const ownSlots = description?.jobs?.slots ?? 0;
  const ownLabels = description?.jobs?.labels.join(' ') ?? '';
  const labels = useSignal(operation.limits.labels.join(' '));
  const slots = useSignal(operation.limits.slots === null ? '' : String(operation.limits.slots));
  const share = useSignal(String(Math.round(100 * operation.limits.loadShare)));
  const form = useSubmit(async () => {
    const body = {
      labels: labels.value
        .toLowerCase()
        .split(/[\s,]+/)
        .filter(Boolean),
      slots: slots.value.trim() === '' ? null : Number(slots.value),
      loadShare: Number(share.value) / 100,
    };
    await request(FLEET_ROUTES.limitAgent, { params: { agentId }, body });
    notices.done(words.limitsSaved(agentId));
    onClose();
  });
  const { issues } = form;
  const labelIssue = Object.entries(issues.value).find(([path]) => path.startsWith('labels'))?.[1];
  return html`<${FormDialog}
    title=${words.limitsTitle(agentId)}
    action=${words.save}
    of=${form}
    draft=${() => [labels.value, slots.value, share.value]}
    onClose=${onClose}
  >
    <${TextField}
      id="agent-labels"
      label=${words.labels}
      value=${labels}
      hint=${words.labelsHint(ownLabels === '' ? words.noLabels : ownLabels)}
      error=${labelIssue ?? null}
      autofocus
    />
    <${NumberField} id="agent-slots" label=${words.slotsLabel} value=${slots} unit="" min=${0} max=${64} step=${1} error=${issues.value.slots ?? null} />
    <p class="hint">${words.slotsHint(ownSlots)}</p>
    <${NumberField} id="agent-share" label=${words.loadShare} value=${share} unit="%" min=${0} max=${100} step=${1} error=${issues.value.loadShare ?? null} />
    <p class="hint">${words.loadShareHint}</p>
  <//>`;
}
