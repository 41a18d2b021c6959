import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { EntryCard } from '../../parts/entry-card.ts';
import { useApp } from '../../session/app.ts';
import { access } from '../../text/access.ts';
import { AddTotp } from './add-totp.ts';
import { BackupCodes } from './backup-codes.ts';
import { ChangePassword } from './change-password.ts';

/** What has to be done before anything else; nothing else is shown meanwhile. */
export function DutyScreen() {
  const { session, notices } = useApp();
  const codes = useSignal<string[] | null>(null);
  const state = session.state.value;
  if (state.kind !== 'person') return null;
  const done = () => void session.ask();
  if (codes.value !== null) {
    return html`<${EntryCard} title=${access.addFactor.backupTitle}>
      <${BackupCodes} codes=${codes.value} onKept=${done} />
    <//>`;
  }
  const isPassword = state.info.duty === 'change_password';
  const words = isPassword ? access.changePassword : access.addFactor;
  const leave = () => session.signOut().catch((error: Error) => notices.failed(error.message));
  const secured = (backupCodes: string[] | null) => {
    codes.value = backupCodes;
    if (backupCodes === null) done();
  };
  return html`<${EntryCard} title=${words.title}>
    <p class="muted">${words.why}</p>
    ${isPassword ? html`<${ChangePassword} onDone=${done} />` : html`<${AddTotp} onDone=${secured} />`}
    <p class="links"><button class="link" onClick=${leave}>${access.leave}</button></p>
  <//>`;
}
