import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { PASSWORD_ROUTES, Registration } from '#schemas/http/passwords';
import { request } from '../../http/request.ts';
import { EntryCard } from '../../parts/entry-card.ts';
import { FormFailure } from '../../parts/form/form-failure.ts';
import { NewPasswordField } from '../../parts/form/new-password-field.ts';
import { TextField } from '../../parts/form/text-field.ts';
import { useSubmit } from '../../parts/form/use-submit.ts';
import { useApp } from '../../session/app.ts';
import { links as words } from '../../text/links.ts';

/** Makes an account for whoever comes, where the site allows that. */
export function RegisterScreen() {
  const { session, router, notices } = useApp();
  const name = useSignal('');
  const email = useSignal('');
  const password = useSignal('');
  const submitting = useSubmit(async () => {
    const asked = Registration.safeParse({
      name: name.value,
      email: email.value || null,
      password: password.value,
    });
    if (!asked.success) {
      const found = asked.error.issues.map(({ path, message }) => [path.join('.'), message]);
      issues.value = Object.fromEntries(found);
      return;
    }
    const answer = await request(PASSWORD_ROUTES.register, { body: asked.data });
    if (answer.letter) notices.done(words.register.letter);
    session.enter(answer.session);
    router.go('/', 'replace');
  });
  const { busy, issues, submit } = submitting;
  const { value: wrong } = issues;
  return html`<${EntryCard} title=${words.register.title}>
    <form onSubmit=${submit} novalidate>
      <${FormFailure} of=${submitting} />
      <${TextField} id="name" label=${words.register.name} value=${name} error=${wrong.name ?? null} autocomplete="username" required autofocus />
      <${TextField} id="email" label=${words.register.email} value=${email} error=${wrong.email ?? null} type="email" autocomplete="email" />
      <${NewPasswordField} label=${words.register.password} value=${password} words=${[name.value, email.value]} error=${wrong.password ?? null} />
      <button class="button primary wide" disabled=${busy.value}>${words.register.submit}</button>
    </form>
    <p class="links"><a href="/sign-in">${words.toSignIn}</a></p>
  <//>`;
}
