import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { access } from '../text/access.ts';
import { text } from '../text/en.ts';

/** A password that can be shown while it is typed, with a word when Caps Lock is on. */
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
  const isCapsLock = useSignal(false);
  const look = (event: KeyboardEvent | MouseEvent) => {
    // A password manager fills fields with events that are no key's.
    isCapsLock.value = event.getModifierState?.('CapsLock') ?? false;
  };
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <div class="with-button">
      <input
        id=${id}
        name=${id}
        type=${shown.value ? 'text' : 'password'}
        autocomplete=${autocomplete}
        autocapitalize="none"
        spellcheck=${false}
        aria-describedby=${hint === null ? undefined : `${id}-hint`}
        aria-invalid=${invalid || undefined}
        required
        onKeyDown=${look}
        onKeyUp=${look}
        onClick=${look}
        onBlur=${() => {
          isCapsLock.value = false;
        }}
        onInput=${(event: Event) => onInput((event.target as HTMLInputElement).value)}
      />
      <button
        type="button"
        class="button quiet"
        aria-pressed=${shown.value}
        aria-label=${text.signIn.showPassword}
        aria-controls=${id}
        onClick=${() => {
          shown.value = !shown.value;
        }}
      >
        ${shown.value ? text.signIn.hide : text.signIn.show}
      </button>
    </div>
    <p class="hint caps-lock" role="status">${isCapsLock.value && access.capsLock}</p>
    ${hint !== null && html`<p id=${`${id}-hint`} class="hint">${hint}</p>`}
  </div>`;
}
