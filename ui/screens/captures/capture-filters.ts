import { html } from 'htm/preact';
import { CAPTURE_LABELS, CAPTURE_STATES, CAPTURE_TRIGGERS } from '#schemas/captures/capture';
import { CONDITIONS } from '#schemas/readings/finding';
import { SelectField } from '../../parts/form/select-field.ts';
import { captureWords as words } from '../../text/captures.ts';
import { text } from '../../text/en.ts';
import { labelWord } from './capture-columns.ts';
import { type CaptureFilterSignals, UNLABELLED } from './use-capture-filters.ts';
import { useMachines } from './use-machines.ts';

const ANY = ['', words.all] as const;

/** Controls that narrow the list of captures. */
export function CaptureFilters({ signals }: { signals: CaptureFilterSignals }) {
  const machines = useMachines().map(({ name }) => name);
  const chosen = signals.machine.value;
  // One that is gone, or only in a link, can be chosen off again.
  const names = chosen === '' || machines.includes(chosen) ? machines : [chosen, ...machines];
  const label = words.filters;
  return html`
    <${SelectField} id="captures-machine" label=${label.machine} value=${signals.machine} choices=${[ANY, ...names.map((name) => [name, name])]} />
    <${SelectField} id="captures-trigger" label=${label.trigger} value=${signals.trigger} choices=${[ANY, ...CAPTURE_TRIGGERS.map((one) => [one, words.triggers[one]])]} />
    <${SelectField} id="captures-condition" label=${label.condition} value=${signals.condition} choices=${[ANY, ...CONDITIONS.map((one) => [one, text.appearance[one]])]} />
    <${SelectField} id="captures-label" label=${label.label} value=${signals.label} choices=${[ANY, [UNLABELLED, words.unlabelled], ...CAPTURE_LABELS.map((one) => [one, labelWord(one)])]} />
    <${SelectField} id="captures-state" label=${label.state} value=${signals.state} choices=${[ANY, ...CAPTURE_STATES.map((one) => [one, words.states[one]])]} />
    <${SelectField} id="captures-protection" label=${label.protection} value=${signals.protection} choices=${[ANY, ['true', words.isProtected], ['false', words.notProtected]]} />
  `;
}
