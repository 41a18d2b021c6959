import { html } from 'htm/preact';
import { MAIL_ROUTES } from '#schemas/http/mail';
import { request } from '../../http/request.ts';
import { useApp } from '../../session/app.ts';
import { administration } from '../../text/administration.ts';

/** Sends a letter to the administrator’s own address, and says what the relay answered. */
export function TestLetter() {
  const { session, notices } = useApp();
  const state = session.state.value;
  const to = state.kind === 'person' ? state.info.user.email : null;
  if (to === null || !session.may('setting:edit')) return null;
  const send = async () => {
    try {
      const { sent, says } = await request(MAIL_ROUTES.testMail, { body: { to } });
      if (sent) notices.done(says);
      else notices.failed(says);
    } catch (error) {
      notices.failed((error as Error).message);
    }
  };
  return html`<p><button class="button" onClick=${send}>${administration.form.testMail}</button></p>`;
}
