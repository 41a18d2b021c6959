import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { text } from '../text/en.ts';

/** A password that can be shown while it is typed. */
export function PasswordField({
  id = 'password',
  label,
  autocomplete,
  hint,
  invalid,
  onInput,
}: {
  id?: string;
  label: string;
  autocomplete: 'current-password' | 'new-password';
  hint: string | null;
  invalid: boolean;
  onInput: (value: string) => void;
}) {
  const shown = useSignal(false);
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <div class="with-button">
      <input
        id=${id}
        name=${id}
        type=${shown.value ? 'text' : 'password'}
        autocomplete=${autocomplete}
        aria-describedby=${hint === null ? undefined : `${id}-hint`}
        aria-invalid=${invalid || undefined}
        required
        onInput=${(event: Event) => onInput((event.target as HTMLInputElement).value)}
      />
      <button
        type="button"
        class="button quiet"
        aria-pressed=${shown.value}
        aria-label=${text.signIn.showPassword}
        onClick=${() => {
          shown.value = !shown.value;
        }}
      >
        ${shown.value ? text.signIn.hide : text.signIn.show}
      </button>
    </div>
    ${hint !== null && html`<p id=${`${id}-hint`} class="hint">${hint}</p>`}
  </div>`;
}
