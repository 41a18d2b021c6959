import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { type LinkInfo, PASSWORD_ROUTES } from '#schemas/http/passwords';
import { request } from '../../http/request.ts';
import { EntryCard } from '../../parts/entry-card.ts';
import { Failure } from '../../parts/failure.ts';
import { FormFailure } from '../../parts/form/form-failure.ts';
import { NewPasswordField } from '../../parts/form/new-password-field.ts';
import { useSubmit } from '../../parts/form/use-submit.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useApp } from '../../session/app.ts';
import { text } from '../../text/en.ts';
import { links as words } from '../../text/links.ts';
import { linkToken } from './link-token.ts';

/** Sets a password with the token of a letter's link, for an invitation or after a reset. */
export function ResetScreen() {
  const token = linkToken();
  const { state } = useLoad(
    (signal) => request(PASSWORD_ROUTES.link, { body: { token }, signal }),
    [token],
  );
  const loaded = state.value;
  const isInvite = loaded.kind === 'ready' && loaded.value.kind === 'invite';
  return html`<${EntryCard} title=${isInvite ? words.invite.title : words.reset.title}>
    ${loaded.kind === 'loading' && html`<p role="status">${text.loading}…</p>`}
    ${
      loaded.kind === 'failed' &&
      html`<${Failure} title=${words.useless} sentence=${loaded.sentence} retry=${null} />
        <p class="links"><a href="/forgot">${words.askAgain}</a></p>`
    }
    ${loaded.kind === 'ready' && html`<${ResetForm} token=${token} info=${loaded.value} />`}
  <//>`;
}

function ResetForm({ token, info }: { token: string; info: LinkInfo }) {
  const { router, notices, session } = useApp();
  const password = useSignal('');
  const submitting = useSubmit(async () => {
    await request(PASSWORD_ROUTES.reset, { body: { token, password: password.value } });
    notices.done(words.reset.done);
    // The reset ended every session of that person; this browser may have had one of them.
    await session.ask();
    router.go('/sign-in', 'replace');
  });
  const { busy, submit } = submitting;
  return html`<p class="muted">${words.reset.lead(info.name)}</p>
    <form onSubmit=${submit}>
      <${FormFailure} of=${submitting} />
      <div class="spoken" aria-hidden="true">
        <input type="text" name="username" autocomplete="username" value=${info.name} readonly tabindex="-1" />
      </div>
      <${NewPasswordField} label=${words.reset.password} value=${password} words=${[info.name, info.email ?? '']} error=${null} />
      <button class="button primary wide" disabled=${busy.value}>${words.reset.submit}</button>
    </form>`;
}
