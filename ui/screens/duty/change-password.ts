import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { PASSWORD_ROUTES } from '#schemas/http/passwords';
import { request } from '../../http/request.ts';
import { FormFailure } from '../../parts/form/form-failure.ts';
import { NewPasswordField } from '../../parts/form/new-password-field.ts';
import { useSubmit } from '../../parts/form/use-submit.ts';
import { PasswordField } from '../../parts/password-field.ts';
import { useApp } from '../../session/app.ts';
import { accessSteps } from '../../text/access-steps.ts';

/** The current password and a new one. */
export function ChangePassword({ onDone }: { onDone: () => void }) {
  const { session, notices } = useApp();
  const current = useSignal('');
  const password = useSignal('');
  const state = session.state.value;
  const words = state.kind === 'person' ? [state.info.user.name, state.info.user.email ?? ''] : [];
  const submitting = useSubmit(async () => {
    const body = { current: current.value, password: password.value };
    await request(PASSWORD_ROUTES.changePassword, { body });
    notices.done(accessSteps.changePassword.done);
    onDone();
  });
  const { busy, submit } = submitting;
  return html`<form class="stack" onSubmit=${submit}>
    <${FormFailure} of=${submitting} />
    <${PasswordField}
      id="current"
      label=${accessSteps.changePassword.current}
      autocomplete="current-password"
      hint=${null}
      invalid=${false}
      onInput=${(value: string) => {
        current.value = value;
      }}
    />
    <${NewPasswordField} label=${accessSteps.changePassword.new} value=${password} words=${words} error=${null} />
    <button class="button primary wide" disabled=${busy.value}>
      ${busy.value ? accessSteps.changePassword.submitting : accessSteps.changePassword.submit}
    </button>
  </form>`;
}
