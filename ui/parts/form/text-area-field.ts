import type { Signal } from '@preact/signals';
import { html } from 'htm/preact';
import { Sentence } from '../sentence.ts';

/** Several lines of text with their label above and what is wrong with them below. */
export function TextAreaField({
  id,
  label,
  value,
  maxLength,
  rows = 3,
  error = null,
}: {
  id: string;
  label: string;
  value: Signal<string>;
  maxLength: number;
  rows?: number;
  error?: string | null;
}) {
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <textarea
      id=${id}
      name=${id}
      rows=${rows}
      maxlength=${maxLength}
      value=${value}
      aria-invalid=${error !== null || undefined}
      aria-describedby=${error === null ? undefined : `${id}-below`}
      onInput=${(event: Event) => {
        value.value = (event.target as HTMLTextAreaElement).value;
      }}
    ></textarea>
    ${error !== null && html`<p id=${`${id}-below`} class="hint wrong"><${Sentence} of=${error} /></p>`}
  </div>`;
}
