import { html } from 'htm/preact';
import { NumberField } from '../../parts/form/number-field.ts';
import { SelectField } from '../../parts/form/select-field.ts';
import { machineWords as words } from '../../text/plant-machine.ts';
import type { FieldSignals } from './field-signals.ts';
import type { MachineDraft, MachineIssues } from './machine-draft.ts';
import { ValueChoice } from './value-choice.ts';

/** Where the speed of the machine comes from, and what that source needs. */
export function SpeedFields({
  fields,
  issues,
}: {
  fields: FieldSignals<MachineDraft>;
  issues: MachineIssues;
}) {
  const from = fields.speedFrom.value;
  const common = (name: keyof MachineDraft) => ({
    id: `machine-${name}`,
    value: fields[name],
    error: issues[name] ?? null,
  });
  return html`<fieldset class="stack">
    <legend>${words.speed}</legend>
    <${SelectField} ...${common('speedFrom')} label=${words.speedFrom} choices=${Object.entries(words.speedSource)} />
    <div class="form-columns">
      ${from === 'fixed' && html`<${NumberField} ...${common('rpm')} label=${words.rpm} unit="r/min" />`}
      ${
        from === 'signal' &&
        html`<${NumberField} ...${common('minRpm')} label=${words.minRpm} unit="r/min" />
          <${NumberField} ...${common('maxRpm')} label=${words.maxRpm} unit="r/min" />`
      }
      ${
        from === 'value' &&
        html`<${ValueChoice} ...${common('valueId')} label=${words.valueId} />
          <${NumberField} ...${common('factor')} label=${words.factor} unit="" />`
      }
    </div>
  </fieldset>`;
}
