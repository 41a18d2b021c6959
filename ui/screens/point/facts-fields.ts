import type { Signal } from '@preact/signals';
import { html } from 'htm/preact';
import type { ComponentChildren } from 'preact';
import type { DraftField, DraftIssues, FactsDraft } from './facts-draft.ts';

interface FieldProps {
  readonly draft: Signal<FactsDraft>;
  readonly issues: Signal<DraftIssues>;
  readonly name: DraftField;
  readonly label: string;
}

/** A word to type. */
export function TextField(props: FieldProps) {
  return html`<${Labelled} ...${props}><${Input} ...${props} /><//>`;
}

/** A number with its unit. */
export function NumberField(props: FieldProps & { unit: string }) {
  return html`<${Labelled} ...${props}>
    <div class="with-unit">
      <${Input} ...${props} inputmode="decimal" /><span>${props.unit}</span>
    </div>
  <//>`;
}

/** One of several. */
export function SelectField(props: FieldProps & { choices: [string, string][] }) {
  const { draft, name, choices } = props;
  return html`<${Labelled} ...${props}>
    <select id=${`fact-${name}`} onChange=${(event: Event) => take(event, props)}>
      ${choices.map(
        ([
          value,
          word,
        ]) => html`<option key=${value} value=${value} selected=${draft.value[name] === value}>
          ${word}
        </option>`,
      )}
    </select>
  <//>`;
}

function Labelled({ name, label, issues, children }: FieldProps & { children: ComponentChildren }) {
  const issue = issues.value[name];
  return html`<div class="field">
    <label for=${`fact-${name}`}>${label}</label>
    ${children}
    ${issue && html`<p class="hint wrong" id=${`fact-${name}-issue`} role="alert">${issue}</p>`}
  </div>`;
}

function Input(props: FieldProps & { inputmode?: string }) {
  const { draft, issues, name, inputmode } = props;
  const wrong = issues.value[name] !== undefined;
  return html`<input
    id=${`fact-${name}`}
    value=${draft.value[name]}
    inputmode=${inputmode}
    autocomplete="off"
    aria-invalid=${wrong || undefined}
    aria-describedby=${wrong ? `fact-${name}-issue` : undefined}
    onInput=${(event: Event) => take(event, props)}
  />`;
}

function take(event: Event, { draft, issues, name }: FieldProps): void {
  const { value } = event.target as HTMLInputElement | HTMLSelectElement;
  draft.value = { ...draft.value, [name]: value };
  const { [name]: _mended, ...rest } = issues.value;
  issues.value = rest;
}
