import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useRef } from 'preact/hooks';
import { type KeptModel, MODEL_ROUTES } from '#schemas/http/models';
import { newId } from '#schemas/ids/ids';
import { request } from '../../http/request.ts';
import { FormDialog } from '../../parts/form/form-dialog.ts';
import { SelectField } from '../../parts/form/select-field.ts';
import { useSubmit } from '../../parts/form/use-submit.ts';
import { useApp } from '../../session/app.ts';
import { modelWords as words } from '../../text/models.ts';
import { modelName } from './model-columns.ts';
import { useAgentNames } from './use-agent-names.ts';

/** Has one agent or all of them fetch a model ahead of time. */
export function PushModelDialog({ model, onClose }: { model: KeptModel; onClose: () => void }) {
  const { notices } = useApp();
  const agentId = useSignal('');
  const agents = useAgentNames([], agentId.value);
  // Of this dialog and this choice: sent twice, agents get one job each.
  const keys = useRef(new Map<string, string>());
  const submitting = useSubmit(async () => {
    const to = agentId.peek();
    const key = keys.current.get(to) ?? newId('jb');
    keys.current.set(to, key);
    const body = { models: [model.sha256], agents: to === '' ? null : [to] };
    const { jobs } = await request(MODEL_ROUTES.syncModels, { body, idempotencyKey: key });
    notices.done(words.pushed(jobs.length));
    onClose();
  });
  return html`<${FormDialog}
    title=${words.pushTitle(modelName(model))}
    action=${words.pushAction}
    of=${submitting}
    draft=${() => [agentId.value]}
    onClose=${onClose}
  >
    <p>${words.pushLead}</p>
    <${SelectField} id="push-to" label=${words.to} value=${agentId} choices=${[['', words.toAll], ...agents.map((one) => [one, one])]} />
  <//>`;
}
