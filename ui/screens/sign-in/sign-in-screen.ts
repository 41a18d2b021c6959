import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect, useRef } from 'preact/hooks';
import { ACCESS_ROUTES, type SignInAnswer } from '#schemas/http/access';
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
import { LazyScreen } from '../lazy-screen.ts';
import { SetupNeeded } from '../setup/setup-needed.ts';
import { backFromProvider } from './back-from-provider.ts';
import { LanguageChoice } from './language-choice.ts';
import { OtherWays } from './other-ways.ts';

const loadProblem = async () => (await import('./provider-problem.ts')).ProviderProblem;
const loadSecondStep = async () => (await import('./second-factor-step.ts')).SecondFactorStep;

type Question = Extract<SignInAnswer, { kind: 'second_factor' }>;

/** Name and password, a code where the account has a second factor; then back to where one wanted to be. */
export function SignInScreen() {
  const { session } = useApp();
  const back = useSignal(backFromProvider(location.hash)).value;
  const question = useSignal<Question | null>(back?.kind === 'second_factor' ? back : null);
  const { state: options } = useLoad(
    (signal) => request(ACCESS_ROUTES.signInOptions, { signal }),
    [],
  );
  // While the name is typed, so that the second step is there when it is asked for.
  useEffect(() => void loadSecondStep().catch((error) => console.warn(error)), []);
  // Said once: not again when the page is loaded anew, nor left in the browser's history.
  useEffect(() => history.replaceState(null, '', location.pathname + location.search), []);
  const state = session.state.value;
  if (state.kind === 'nobody' && state.setupNeeded) return html`<${SetupNeeded} />`;
  if (question.value !== null) {
    return html`<${LazyScreen}
      load=${loadSecondStep}
      question=${question.value}
      back=${() => {
        question.value = null;
      }}
    />`;
  }
  const offered = options.value.kind === 'ready' ? options.value.value : null;
  return html`<${EntryCard} title=${text.signIn.title}>
    ${
      back?.kind === 'problem' &&
      html`<${LazyScreen}
        load=${loadProblem}
        isQuiet
        problem=${back.problem}
        adminContact=${offered?.adminContact ?? ''}
      />`
    }
    ${state.kind === 'nobody' && state.ended && html`<p role="status">${text.signIn.expired}</p>`}
    <${SignInForm}
      onQuestion=${(asked: Question) => {
        question.value = asked;
      }}
    />
    ${/* Without them one can still sign in. */ offered && html`<${OtherWays} options=${offered} />`}
    <${LanguageChoice} />
  <//>`;
}

function SignInForm({ onQuestion }: { onQuestion: (question: Question) => void }) {
  const { session } = useApp();
  const name = useSignal('');
  const password = useSignal('');
  const remember = useSignal(false);
  const form = useRef<HTMLFormElement>(null);
  const submitting = useSubmit(async () => {
    try {
      const answer = await session.signIn(name.value.trim(), password.value, remember.value);
      if (answer.kind === 'second_factor') onQuestion(answer);
    } catch (error) {
      // The next letter that is typed replaces what was wrong.
      form.current?.querySelector<HTMLInputElement>('#password')?.select();
      throw error;
    }
  });
  const { busy, failure, waitS, submit } = submitting;
  return html`<form ref=${form} onSubmit=${submit}>
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
