import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { PASSWORD_ROUTES } from '#schemas/http/passwords';
import { request } from '../../http/request.ts';
import { EntryCard } from '../../parts/entry-card.ts';
import { FormFailure } from '../../parts/form/form-failure.ts';
import { TextField } from '../../parts/form/text-field.ts';
import { useSubmit } from '../../parts/form/use-submit.ts';
import { links as words } from '../../text/links.ts';

/** Asks for a new password; the answer never tells whether there is such an account. */
export function ForgotScreen() {
  const name = useSignal('');
  const by = useSignal<'mail' | 'administrator' | null>(null);
  const submitting = useSubmit(async () => {
    const answer = await request(PASSWORD_ROUTES.forgot, { body: { name: name.value.trim() } });
    by.value = answer.by;
  });
  const { busy, submit } = submitting;
  return html`<${EntryCard} title=${words.forgot.title}>
    ${
      by.value !== null
        ? html`<p role="status">${words.forgot.sent[by.value]}</p>`
        : html`<p class="muted">${words.forgot.lead}</p>
            <form onSubmit=${submit}>
              <${FormFailure} of=${submitting} />
              <${TextField} id="name" label=${words.name} value=${name} autocomplete="username" required autofocus />
              <button class="button primary wide" disabled=${busy.value}>${words.forgot.submit}</button>
            </form>`
    }
    <p class="links"><a href="/sign-in">${words.toSignIn}</a></p>
  <//>`;
}
