import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { SetupRequest } from '#schemas/http/access';
import { EntryCard } from '../../parts/entry-card.ts';
import { FormFailure } from '../../parts/form/form-failure.ts';
import { NewPasswordField } from '../../parts/form/new-password-field.ts';
import { TextField } from '../../parts/form/text-field.ts';
import { useSubmit } from '../../parts/form/use-submit.ts';
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
  const email = useSignal('');
  const password = useSignal('');
  const submitting = useSubmit(async () => {
    const request = {
      token,
      name: name.value,
      email: email.value || null,
      password: password.value,
    };
    const asked = SetupRequest.safeParse(request);
    if (!asked.success) {
      const found = asked.error.issues.map(({ path, message }) => [path.join('.'), message]);
      issues.value = Object.fromEntries(found);
      return;
    }
    await session.setUp(asked.data);
    router.go('/', 'replace');
  });
  const { busy, issues, submit } = submitting;
  const { value: wrong } = issues;
  return html`<form onSubmit=${submit} novalidate>
    <${FormFailure} of=${submitting} />
    <${TextField}
      id="name"
      label=${text.setup.name}
      value=${name}
      error=${wrong.name ?? null}
      autocomplete="username"
      required
      autofocus
    />
    <${TextField}
      id="email"
      label=${text.setup.email}
      value=${email}
      error=${wrong.email ?? null}
      type="email"
      autocomplete="email"
    />
    <${NewPasswordField} label=${text.setup.password} value=${password} words=${[name.value, email.value]} error=${wrong.password ?? null} />
    <button class="button primary wide" disabled=${busy.value}>
      ${busy.value ? text.setup.submitting : text.setup.submit}
    </button>
  </form>`;
}
