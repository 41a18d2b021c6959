import type { Signal } from '@preact/signals';
import { html } from 'htm/preact';
import { ACCESS_ROUTES } from '#schemas/http/access';
import { request } from '../../http/request.ts';
import { access } from '../../text/access.ts';
import { PasswordField } from '../password-field.ts';
import { useLoad } from '../use-load.ts';
import { Strength } from './strength.ts';

/** A password to be chosen: how long this site wants it, and how it stands up to guessing, while it is typed. */
export function NewPasswordField({
  label,
  value,
  words,
  error,
}: {
  label: string;
  value: Signal<string>;
  /** What a guesser tries first: the person’s own names. */
  words: readonly string[];
  error: string | null;
}) {
  const { state } = useLoad((signal) => request(ACCESS_ROUTES.signInOptions, { signal }), []);
  const policy = state.value;
  // The hub judges it in any case: not to know the length before is no reason to stop anybody.
  const hint =
    policy.kind === 'ready'
      ? access.passwordLength(value.value.length, policy.value.passwordMinLength)
      : null;
  return html`<${PasswordField}
      label=${label}
      autocomplete="new-password"
      hint=${error ?? hint}
      invalid=${error !== null}
      onInput=${(typed: string) => {
        value.value = typed;
      }}
    />
    <${Strength} password=${value.value} words=${words} />`;
}
