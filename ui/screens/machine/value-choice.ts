import type { Signal } from '@preact/signals';
import { html } from 'htm/preact';
import { SelectField } from '../../parts/form/select-field.ts';
import { useProcessValues } from '../../parts/values/use-process-values.ts';
import { figure } from '../../text/numbers.ts';
import { valueWords as words } from '../../text/process-values.ts';
import { inShownUnit, shownUnit } from '../../text/units.ts';

/** Which of the values that came is the speed. */
export function ValueChoice({
  id,
  label,
  value,
  error,
}: {
  id: string;
  label: string;
  value: Signal<string>;
  error: string | null;
}) {
  const { values } = useProcessValues({});
  const loaded = values.value;
  const known = loaded.kind === 'ready' ? loaded.value : [];
  const choices: [string, string][] = known.map(({ valueId, name, address, unit, latest }) => {
    const now =
      latest?.value == null
        ? ''
        : `, ${figure(inShownUnit(latest.value, unit))} ${shownUnit(unit).unit}`;
    return [valueId, `${name} (${address})${now}`];
  });
  // The chosen one also while the list is on its way, or when it is gone.
  if (value.value !== '' && !known.some(({ valueId }) => valueId === value.value)) {
    choices.unshift([value.value, value.value]);
  }
  return html`<${SelectField}
    id=${id}
    label=${label}
    value=${value}
    error=${error}
    choices=${[['', words.choose], ...choices]}
  />`;
}
