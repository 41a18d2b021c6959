import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { FLEET_ROUTES } from '#schemas/http/fleet';
import type { AgentState } from '#schemas/http/system';
import { request } from '../../http/request.ts';
import { fieldOfMoment, momentOfField } from '../../parts/form/date-range-value.ts';
import { FormDialog } from '../../parts/form/form-dialog.ts';
import { SelectField } from '../../parts/form/select-field.ts';
import { TextField } from '../../parts/form/text-field.ts';
import { useSubmit } from '../../parts/form/use-submit.ts';
import { useApp } from '../../session/app.ts';
import { fleet as words } from '../../text/fleet.ts';
import { DepartureEffects } from './departure-effects.ts';
import { nameOf } from './going-on.ts';

const HOUR_MS = 3_600_000;

interface MaintenanceDialogProps {
  readonly agent: AgentState;
  /** Null: the whole agent. */
  readonly gpuUuid: string | null;
  readonly onClose: () => void;
}

/** Puts an agent or one of its GPUs into maintenance: why, and until when. */
export function MaintenanceDialog({ agent, gpuUuid, onClose }: MaintenanceDialogProps) {
  const { notices, now } = useApp();
  const reason = useSignal('');
  const ends = useSignal<string>(String(HOUR_MS));
  const own = useSignal(fieldOfMoment(now.peek() + HOUR_MS));
  const { agentId } = agent;
  const what = nameOf(agent, gpuUuid);
  const form = useSubmit(async () => {
    const chosenMs = ends.value === 'own' ? momentOfField(own.value) : null;
    const untilMs = chosenMs ?? Math.round(now.peek() + (Number(ends.value) || 0));
    const body = { reason: reason.value, untilMs };
    if (gpuUuid === null) await request(FLEET_ROUTES.maintainAgent, { params: { agentId }, body });
    else await request(FLEET_ROUTES.maintainGpu, { params: { agentId, gpuUuid }, body });
    notices.done(words.inMaintenance(what));
    onClose();
  });
  const { issues } = form;
  return html`<${FormDialog}
    title=${words.maintainTitle(what)}
    action=${words.begin}
    of=${form}
    draft=${() => reason.value}
    onClose=${onClose}
  >
    <p>${gpuUuid === null ? words.maintainAgentLead : words.maintainGpuLead}</p>
    ${gpuUuid === null && html`<${DepartureEffects} agentId=${agentId} how="maintenance" />`}
    <${TextField} id="maintenance-reason" label=${words.reason} value=${reason} error=${issues.value.reason ?? null} required autofocus />
    <${SelectField} id="maintenance-ends" label=${words.ends} value=${ends} choices=${Object.entries(words.endChoices)} />
    ${
      ends.value === 'own' &&
      html`<div class="field">
        <label for="maintenance-own">${words.ownEnd}</label>
        <input
          id="maintenance-own"
          type="datetime-local"
          required
          value=${own}
          onInput=${(event: Event) => {
            own.value = (event.target as HTMLInputElement).value;
          }}
        />
      </div>`
    }
  <//>`;
}
