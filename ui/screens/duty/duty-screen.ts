import { html } from 'htm/preact';
import { EntryCard } from '../../parts/entry-card.ts';
import { useApp } from '../../session/app.ts';
import { access } from '../../text/access.ts';
import { AcceptNotice } from './accept-notice.ts';
import { AddTotp } from './add-totp.ts';
import { ChangePassword } from './change-password.ts';

const DUTIES = {
  change_password: { words: access.changePassword, part: ChangePassword },
  add_second_factor: { words: access.addFactor, part: AddTotp },
  accept_notice: { words: access.acceptNotice, part: AcceptNotice },
} as const;

/** What has to be done before anything else; nothing else is shown meanwhile. */
export function DutyScreen() {
  const { session, notices } = useApp();
  const state = session.state.value;
  if (state.kind !== 'person' || state.info.duty === null) return null;
  const { words, part } = DUTIES[state.info.duty];
  const done = () => void session.ask();
  const leave = () => session.signOut().catch((error: Error) => notices.failed(error.message));
  return html`<${EntryCard} title=${words.title}>
    <p class="muted">${words.why}</p>
    <${part} onDone=${done} />
    <p class="links"><button class="link" onClick=${leave}>${access.leave}</button></p>
  <//>`;
}
