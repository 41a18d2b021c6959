import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { PASSWORD_ROUTES } from '#schemas/http/passwords';
import { request } from '../../http/request.ts';
import { EntryCard } from '../../parts/entry-card.ts';
import { Failure } from '../../parts/failure.ts';
import { useSubmit } from '../../parts/form/use-submit.ts';
import { links as words } from '../../text/links.ts';
import { linkToken } from './link-token.ts';

/** Confirms an e-mail address; by a button, since mail programs open links by themselves to look at them. */
export function VerifyEmailScreen() {
  const isDone = useSignal(false);
  const { busy, failure, submit } = useSubmit(async () => {
    await request(PASSWORD_ROUTES.verifyEmail, { body: { token: linkToken() } });
    isDone.value = true;
  });
  return html`<${EntryCard} title=${words.verify.title}>
    ${failure.value && html`<${Failure} title=${words.useless} sentence=${failure.value} retry=${null} />`}
    ${
      isDone.value
        ? html`<p role="status">${words.verify.done}</p>
            <a class="button primary wide" href="/">${words.verify.goOn}</a>`
        : html`<form onSubmit=${submit}>
            <button class="button primary wide" disabled=${busy.value}>${words.verify.submit}</button>
          </form>`
    }
  <//>`;
}
