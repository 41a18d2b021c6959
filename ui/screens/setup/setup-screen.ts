import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { SetupRequest } from '#schemas/http/access';
import { EntryCard } from '../../parts/entry-card.ts';
import { Failure } from '../../parts/failure.ts';
import { PasswordField } from '../../parts/password-field.ts';
import { useApp } from '../../session/app.ts';
import { text } from '../../text/en.ts';
import { SetupNeeded } from './setup-needed.ts';

/** Makes the first account. The token stays in the fragment of the link, which no server and no log ever sees. */
export function SetupScreen() {
  const { session } = useApp();
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  const state = session.state.value;
  if (state.kind === 'person' || (state.kind === 'nobody' && !state.setupNeeded)) {
    return html`<${EntryCard} title=${text.setup.done}>
      <p><a class="button primary wide" href="/">${text.setup.toSignIn}</a></p>
    <//>`;
  }
  if (token === null) return html`<${SetupNeeded} />`;
  return html`<${EntryCard} title=${text.setup.title}>
    <p class="muted">${text.setup.lead}</p>
    <${SetupForm} token=${token} />
  <//>`;
}

function SetupForm({ token }: { token: string }) {
  const { session, router } = useApp();
  const name = useSignal('');
  const password = useSignal('');
  const busy = useSignal(false);
  const failure = useSignal<string | null>(null);
  const submit = async (event: Event) => {
    event.preventDefault();
    const asked = SetupRequest.safeParse({ token, name: name.value, password: password.value });
    if (!asked.success) {
      failure.value = sentenceOf(asked.error.issues[0]);
      return;
    }
    busy.value = true;
    failure.value = null;
    try {
      await session.setUp(token, asked.data.name, asked.data.password);
      router.go('/', 'replace');
    } catch (error) {
      failure.value = (error as Error).message;
    } finally {
      busy.value = false;
    }
  };
  return html`<form onSubmit=${submit} novalidate>
    ${failure.value && html`<${Failure} title=${failure.value} sentence="" retry=${null} />`}
    <div class="field">
      <label for="name">${text.setup.name}</label>
      <input
        id="name"
        name="username"
        autocomplete="username"
        spellcheck=${false}
        required
        autofocus
        onInput=${(event: Event) => {
          name.value = (event.target as HTMLInputElement).value;
        }}
      />
    </div>
    <${PasswordField}
      label=${text.setup.password}
      autocomplete="new-password"
      hint=${text.setup.hint(password.value.length)}
      invalid=${false}
      onInput=${(value: string) => {
        password.value = value;
      }}
    />
    <button class="button primary wide" disabled=${busy.value}>
      ${busy.value ? text.setup.submitting : text.setup.submit}
    </button>
  </form>`;
}

const FIELD_NAMES: Record<string, string> = {
  name: text.setup.name,
  password: text.setup.password,
  token: text.setup.token,
};

function sentenceOf(issue: { path: PropertyKey[]; message: string }): string {
  return `${FIELD_NAMES[String(issue.path[0])]}: ${issue.message}`;
}
