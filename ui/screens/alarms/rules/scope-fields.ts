import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { MACHINE_KINDS } from '#schemas/plant/machine-details';
import { SelectField } from '../../../parts/form/select-field.ts';
import { TextField } from '../../../parts/form/text-field.ts';
import { Icon } from '../../../parts/icon.ts';
import { useApp } from '../../../session/app.ts';
import { useMayAt } from '../../../session/use-may-at.ts';
import { ruleForm as words } from '../../../text/alarm-rule-form.ts';
import { ruleWords } from '../../../text/alarm-rules.ts';
import { many } from '../../../text/many.ts';
import { ChipSet } from './chip-set.ts';
import type { RuleDraft } from './rule-draft.ts';
import { useNameOf } from './use-name-of.ts';

/** Where the rule holds: nodes of the plant, kinds of machines, tags; nothing of these is everywhere. */
export function ScopeFields({ draft }: { draft: RuleDraft }) {
  const { tree, session } = useApp();
  const may = useMayAt();
  // Tags can be put on any point: they reach beyond a part.
  const isFree = session.may('alarm:configure');
  const nameOf = useNameOf();
  const next = useSignal('');
  const { nodeIds, machineKinds, tags, pointIds, per } = draft;
  const choices = [...tree.branches.value.values()]
    .filter(({ id, node }) => node.kind !== 'position' && !nodeIds.value.includes(id))
    .filter(({ id }) => may.node('alarm:configure', id))
    .map(({ id }) => [id as string, nameOf(id)] as const)
    .sort(([, a], [, b]) => a.localeCompare(b, 'en', { numeric: true }));
  const add = (id: string) => {
    if (id !== '') nodeIds.value = [...nodeIds.peek(), id];
    next.value = '';
  };
  return html`<fieldset class="stack rule-section">
    <legend>${words.scope}</legend>
    <p class="hint">${isFree ? words.scopeHint : words.scopeInPart}</p>
    ${
      nodeIds.value.length > 0 &&
      html`<ul class="chips" aria-label=${words.nodes}>
        ${nodeIds.value.map(
          (id) => html`<li key=${id} class="chip">
            ${nameOf(id)}
            <button
              type="button"
              class="chip-remove"
              aria-label=${words.removeNode(nameOf(id))}
              onClick=${() => {
                nodeIds.value = nodeIds.peek().filter((other) => other !== id);
              }}
            >
              <${Icon} name="close" />
            </button>
          </li>`,
        )}
      </ul>`
    }
    ${choices.length > 0 && html`<${SelectField} id="rule-node" label=${words.addNode} value=${next} choices=${[['', words.chooseNode], ...choices]} onChoose=${add} />`}
    ${pointIds.length > 0 && html`<p>${words.onlyPoints(many(pointIds.length, 'point'))}</p>`}
    <${ChipSet} label=${words.machineKinds} value=${machineKinds} choices=${MACHINE_KINDS.map((one) => [one, ruleWords.machineKind(one)] as const)} />
    ${isFree && html`<${TextField} id="rule-tags" label=${words.tags} value=${tags} hint=${words.tagsHint} />`}
    <${SelectField} id="rule-per" label=${words.per} value=${per} choices=${[
      ['machine', words.pers.machine],
      ['point', words.pers.point],
    ]} />
  </fieldset>`;
}
