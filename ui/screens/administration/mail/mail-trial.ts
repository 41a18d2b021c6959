import { type Signal, useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { MAIL_ROUTES } from '#schemas/http/mail';
import type { Tried } from '#schemas/http/saying';
import { request } from '../../../http/request.ts';
import { TextField } from '../../../parts/form/text-field.ts';
import { useSubmit } from '../../../parts/form/use-submit.ts';
import { Icon } from '../../../parts/icon.ts';
import { Sentence } from '../../../parts/sentence.ts';
import { useApp } from '../../../session/app.ts';
import { sendingSays } from '../../../text/sending-says.ts';
import { siteSettings } from '../../../text/site-settings.ts';

const words = siteSettings.mail;

/** Sends a letter and a text message now, and says what the relay and the gateway answered. */
export function MailTrial({ values }: { values: Readonly<Record<string, unknown>> }) {
  const { session } = useApp();
  const state = session.state.value;
  const own = state.kind === 'person' ? (state.info.user.email ?? '') : '';
  const letterTo = useSignal(own);
  const messageTo = useSignal('');
  const isMail = values.host !== null;
  const isSms = values.smsGatewayUrl !== null;
  if (!isMail && !isSms) return null;
  return html`<section class="card">
    <h3>${words.testTitle}</h3>
    <p class="muted">${words.testLead}</p>
    ${
      isMail &&
      html`<${Trial}
        id="test-mail"
        label=${words.testTo}
        type="email"
        to=${letterTo}
        action=${words.test}
        send=${(to: string) => request(MAIL_ROUTES.testMail, { body: { to } })}
      />`
    }
    ${
      isSms &&
      html`<${Trial}
        id="test-sms"
        label=${words.smsTo}
        type="tel"
        to=${messageTo}
        hint=${words.smsHint}
        action=${words.sms}
        send=${(to: string) => request(MAIL_ROUTES.testSms, { body: { to } })}
      />`
    }
  </section>`;
}

function Trial({
  id,
  label,
  type,
  to,
  hint = null,
  action,
  send,
}: {
  id: string;
  label: string;
  type: 'email' | 'tel';
  to: Signal<string>;
  hint?: string | null;
  action: string;
  send: (to: string) => Promise<Tried>;
}) {
  const tried = useSignal<Tried | null>(null);
  const { busy, failure, issues, submit } = useSubmit(async () => {
    tried.value = null;
    tried.value = await send(to.value.replaceAll(' ', ''));
  });
  return html`<form class="stack tight" onSubmit=${submit}>
    <${TextField} id=${id} label=${label} type=${type} value=${to} hint=${hint} error=${issues.value.to ?? failure.value} required />
    <div class="form-buttons">
      <button class="button" disabled=${busy.value}>${busy.value ? words.sending : action}</button>
      <span role="status">
        ${tried.value !== null && html`<${Icon} name=${tried.value.sent ? 'good' : 'warning'} /> <${Sentence} of=${sendingSays(tried.value)} />`}
      </span>
    </div>
  </form>`;
}
