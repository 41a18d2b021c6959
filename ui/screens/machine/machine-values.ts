import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { PROCESS_VALUE_ROUTES } from '#schemas/http/process-values';
import type { ProcessValue } from '#schemas/plant/process-value';
import { request } from '../../http/request.ts';
import { Failure } from '../../parts/failure.ts';
import { FormDialog } from '../../parts/form/form-dialog.ts';
import { TextField } from '../../parts/form/text-field.ts';
import { useSubmit } from '../../parts/form/use-submit.ts';
import { Skeleton } from '../../parts/skeleton.ts';
import { useAct } from '../../parts/use-act.ts';
import { useProcessValues } from '../../parts/values/use-process-values.ts';
import { ValueReading } from '../../parts/values/value-reading.ts';
import { useApp } from '../../session/app.ts';
import { text } from '../../text/en.ts';
import { valueWords as words } from '../../text/process-values.ts';
import type { MachinePartProps } from './machine-part-props.ts';

/** Speeds, temperatures and the like of the machine, live. */
export function MachineValues({ node }: MachinePartProps) {
  const { values, reload } = useProcessValues({ node: node.nodeId });
  const edited = useSignal<ProcessValue | null>(null);
  const loaded = values.value;
  return html`<section class="card" aria-labelledby="machine-values-title">
    <h2 id="machine-values-title">${words.title}</h2>
    ${loaded.kind === 'loading' && html`<${Skeleton} blocks=${1} />`}
    ${loaded.kind === 'failed' && html`<${Failure} title=${words.failed} sentence=${loaded.sentence} retry=${reload} />`}
    ${loaded.kind === 'ready' && loaded.value.length === 0 && html`<p class="muted">${words.none}</p>`}
    ${
      loaded.kind === 'ready' &&
      html`<ul class="values">
        ${loaded.value.map(
          (value) => html`<li key=${value.valueId}>
            <div>
              <span>${value.name}</span>
              <${ValueReading} of=${value} />
            </div>
            ${
              node.mayEdit &&
              html`<button
                class="button small"
                aria-label=${`${words.rename}: ${value.name}`}
                onClick=${() => {
                  edited.value = value;
                }}
              >
                ${text.edit}
              </button>`
            }
          </li>`,
        )}
      </ul>`
    }
    ${
      edited.value !== null &&
      html`<${ValueDialog}
        value=${edited.value}
        reload=${reload}
        onClose=${() => {
          edited.value = null;
        }}
      />`
    }
  </section>`;
}

/** What a value is called, and the ways to be rid of it. */
function ValueDialog({
  value,
  reload,
  onClose,
}: {
  value: ProcessValue;
  reload: () => void;
  onClose: () => void;
}) {
  const { notices, questions } = useApp();
  const name = useSignal(value.name);
  const unit = useSignal(value.unit);
  const act = useAct();
  const params = { valueId: value.valueId };
  const put = (body: object) =>
    request(PROCESS_VALUE_ROUTES.editProcessValue, { params, body: body as never });
  const submitting = useSubmit(async () => {
    await put({ name: name.value.trim(), unit: unit.value.trim() });
    notices.done(words.saved);
    reload();
    onClose();
  });
  const takeOff = async () => {
    const isDone = await act(() => put({ nodeId: null }));
    if (!isDone) return;
    const back = () => void act(() => put({ nodeId: value.nodeId })).then(reload);
    notices.done(words.takenOff(value.name), back);
    reload();
    onClose();
  };
  const remove = async () => {
    const question = {
      title: words.removeTitle(value.name),
      sentence: words.removeSays,
      action: words.remove,
      isDanger: true,
    };
    if (!(await questions.confirm(question))) return;
    if (!(await act(() => request(PROCESS_VALUE_ROUTES.removeProcessValue, { params })))) return;
    notices.done(words.removed(value.name));
    reload();
    onClose();
  };
  return html`<${FormDialog}
    title=${words.rename}
    action=${text.save}
    of=${submitting}
    draft=${() => [name.value, unit.value]}
    onClose=${onClose}
  >
    <${TextField} id="value-name" label=${words.name} value=${name} />
    <${TextField} id="value-unit" label=${words.unit} value=${unit} hint=${words.unitHint} />
    <p class="hint">${words.from}: <span class="value-address">${value.address}</span></p>
    <div class="plant-ways">
      <button type="button" class="button small" onClick=${() => void takeOff()}>${words.takeOff}</button>
      <button type="button" class="button small danger" onClick=${() => void remove()}>${words.remove}</button>
    </div>
  <//>`;
}
