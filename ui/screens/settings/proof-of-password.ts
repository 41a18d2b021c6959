import type { Signal } from '@preact/signals';
import { html } from 'htm/preact';
import { PasswordField } from '../../parts/password-field.ts';
import { settings } from '../../text/settings.ts';

/** Asks for the password once more; nothing for who has none. */
export function ProofOfPassword({
  value,
  hasPassword,
}: {
  value: Signal<string>;
  hasPassword: boolean;
}) {
  if (!hasPassword) return null;
  return html`<${PasswordField}
    id="proof"
    label=${settings.security.proof}
    autocomplete="current-password"
    hint=${null}
    invalid=${false}
    onInput=${(typed: string) => {
      value.value = typed;
    }}
  />`;
}
