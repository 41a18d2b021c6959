import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { EntryCard } from '../../parts/entry-card.ts';
import { Failure } from '../../parts/failure.ts';
import { PasswordField } from '../../parts/password-field.ts';
import { useApp } from '../../session/app.ts';
import { text } from '../../text/en.ts';
import { SetupNeeded } from '../setup/setup-needed.ts';

/** Name and password; then back to where one wanted to be. */
export function SignInScreen() {
  const { session } = useApp();
  const state = session.state.value;
  if (state.kind === 'nobody' && state.setupNeeded) return html`<${SetupNeeded} />`;
  return html`<${EntryCard} title=${text.signIn.title}>
    ${state.kind === 'nobody' && state.ended && html`<p role="status">${text.signIn.expired}</p>`}
    <${SignInForm} />
  <//>`;
}

function SignInForm() {
  const { session } = useApp();
  const name = useSignal('');
  const password = useSignal('');
  const busy = useSignal(false);
  const failure = useSignal<string | null>(null);
  const submit = async (event: Event) => {
    event.preventDefault();
    busy.value = true;
    failure.value = null;
    try {
      await session.signIn(name.value.trim(), password.value);
    } catch (error) {
      failure.value = (error as Error).message;
    } finally {
      busy.value = false;
    }
  };
  return html`<form onSubmit=${submit}>
    ${failure.value && html`<${Failure} title=${failure.value} sentence="" retry=${null} />`}
    <div class="field">
      <label for="name">${text.signIn.name}</label>
      <input
        id="name"
        name="username"
        autocomplete="username"
        autocapitalize="none"
        spellcheck=${false}
        required
        autofocus
        onInput=${(event: Event) => {
          name.value = (event.target as HTMLInputElement).value;
        }}
      />
    </div>
    <${PasswordField}
      label=${text.signIn.password}
      autocomplete="current-password"
      hint=${null}
      invalid=${failure.value !== null}
      onInput=${(value: string) => {
        password.value = value;
      }}
    />
    <button class="button primary wide" disabled=${busy.value}>
      ${busy.value ? text.signIn.submitting : text.signIn.submit}
    </button>
  </form>`;
}
