import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { ACCESS_ROUTES, type SignInAnswer, type SignInOptions } from '#schemas/http/access';
import { request } from '../../http/request.ts';
import { EntryCard } from '../../parts/entry-card.ts';
import { FormFailure } from '../../parts/form/form-failure.ts';
import { TextField } from '../../parts/form/text-field.ts';
import { useSubmit } from '../../parts/form/use-submit.ts';
import { PasswordField } from '../../parts/password-field.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useApp } from '../../session/app.ts';
import { access } from '../../text/access.ts';
import { text } from '../../text/en.ts';
import { SetupNeeded } from '../setup/setup-needed.ts';
import { SecondFactorStep } from './second-factor-step.ts';

type Question = Extract<SignInAnswer, { kind: 'second_factor' }>;

/** Name and password, a code where the account has a second factor; then back to where one wanted to be. */
export function SignInScreen() {
  const { session } = useApp();
  const question = useSignal<Question | null>(null);
  const state = session.state.value;
  if (state.kind === 'nobody' && state.setupNeeded) return html`<${SetupNeeded} />`;
  if (question.value !== null) {
    return html`<${SecondFactorStep}
      question=${question.value}
      back=${() => {
        question.value = null;
      }}
    />`;
  }
  return html`<${EntryCard} title=${text.signIn.title}>
    ${state.kind === 'nobody' && state.ended && html`<p role="status">${text.signIn.expired}</p>`}
    <${SignInForm}
      onQuestion=${(asked: Question) => {
        question.value = asked;
      }}
    />
    <${OtherWays} />
  <//>`;
}

function SignInForm({ onQuestion }: { onQuestion: (question: Question) => void }) {
  const { session } = useApp();
  const name = useSignal('');
  const password = useSignal('');
  const remember = useSignal(false);
  const submitting = useSubmit(async () => {
    const answer = await session.signIn(name.value.trim(), password.value, remember.value);
    if (answer.kind === 'second_factor') onQuestion(answer);
  });
  const { busy, failure, waitS, submit } = submitting;
  return html`<form onSubmit=${submit}>
    <${FormFailure} of=${submitting} />
    <${TextField} id="name" label=${access.name} value=${name} autocomplete="username" required autofocus />
    <${PasswordField}
      label=${text.signIn.password}
      autocomplete="current-password"
      hint=${null}
      invalid=${failure.value !== null}
      onInput=${(value: string) => {
        password.value = value;
      }}
    />
    <label class="check">
      <input
        type="checkbox"
        checked=${remember.value}
        onChange=${(event: Event) => {
          remember.value = (event.target as HTMLInputElement).checked;
        }}
      />
      <span>${access.remember}</span>
    </label>
    <button class="button primary wide" disabled=${busy.value || Boolean(waitS.value)}>
      ${busy.value ? text.signIn.submitting : text.signIn.submit}
    </button>
  </form>`;
}

/** Single sign-on, registering and a forgotten password: what the hub offers of it. */
function OtherWays() {
  const { state } = useLoad((signal) => request(ACCESS_ROUTES.signInOptions, { signal }), []);
  const loaded = state.value;
  // Without them one can still sign in: whether the hub answers shows above.
  if (loaded.kind !== 'ready') return null;
  const { providers, registration }: SignInOptions = loaded.value;
  return html`
    ${
      providers.length > 0 &&
      html`<div class="ways">
        <p class="or"><span>${access.or}</span></p>
        ${providers.map(
          ({ key, name, start }) =>
            html`<a key=${key} class="button wide" href=${start} target="_self">${access.withProvider(name)}</a>`,
        )}
      </div>`
    }
    <p class="links">
      <a href="/forgot">${access.forgot}</a>
      ${registration && html`<a href="/register">${access.register}</a>`}
    </p>
  `;
}
