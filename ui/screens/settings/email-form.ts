import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { PROFILE_ROUTES, type Profile } from '#schemas/http/profile';
import { request } from '../../http/request.ts';
import { FormFailure } from '../../parts/form/form-failure.ts';
import { TextField } from '../../parts/form/text-field.ts';
import { useSubmit } from '../../parts/form/use-submit.ts';
import { PasswordField } from '../../parts/password-field.ts';
import { useApp } from '../../session/app.ts';
import { settings } from '../../text/settings.ts';

const words = settings.profile;

/** One’s own e-mail address, changed with the password and confirmed by a letter. */
export function EmailForm({ profile, onChanged }: { profile: Profile; onChanged: () => void }) {
  const { notices } = useApp();
  const email = useSignal(profile.email ?? '');
  const password = useSignal('');
  const submitting = useSubmit(async () => {
    const body = { email: email.value.trim() || null, password: password.value || null };
    const { letter } = await request(PROFILE_ROUTES.changeEmail, { body });
    notices.done(letter ? words.letterSent : words.emailChanged);
    onChanged();
  });
  const { busy, failure, issues, submit } = submitting;
  const again = async () => {
    try {
      await request(PROFILE_ROUTES.sendVerification);
      notices.done(words.letterSent);
    } catch (error) {
      notices.failed((error as Error).message);
    }
  };
  return html`<form class="stack" onSubmit=${submit}>
    <h3>${words.emailTitle}</h3>
    <${FormFailure} of=${submitting} />
    ${profile.email !== null && html`<p class="muted">${profile.emailVerified ? words.confirmed : words.unconfirmed}</p>`}
    <${TextField} id="email" label=${words.email} value=${email} error=${issues.value.email ?? null} type="email" autocomplete="email" />
    ${
      profile.origin === 'local' &&
      html`<${PasswordField}
        label=${words.password}
        autocomplete="current-password"
        hint=${null}
        invalid=${failure.value !== null}
        onInput=${(value: string) => {
          password.value = value;
        }}
      />`
    }
    <div class="form-buttons">
      <button class="button primary" disabled=${busy.value}>${words.changeEmail}</button>
      ${
        profile.email !== null &&
        !profile.emailVerified &&
        html`<button type="button" class="button" onClick=${again}>${words.sendAgain}</button>`
      }
    </div>
  </form>`;
}
