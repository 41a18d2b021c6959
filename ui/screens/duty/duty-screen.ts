import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { FACTOR_ROUTES } from '#schemas/http/factors';
import { request } from '../../http/request.ts';
import { EntryCard } from '../../parts/entry-card.ts';
import { Failure } from '../../parts/failure.ts';
import { Skeleton } from '../../parts/skeleton.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useApp } from '../../session/app.ts';
import { access } from '../../text/access.ts';
import { accessSteps } from '../../text/access-steps.ts';
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
    return html`<${EntryCard} title=${accessSteps.addFactor.backupTitle}>
      <${BackupCodes} codes=${codes.value} onKept=${done} />
    <//>`;
  }
  const isPassword = state.info.duty === 'change_password';
  const words = isPassword ? accessSteps.changePassword : accessSteps.addFactor;
  const leave = () => session.signOut().catch((error: Error) => notices.failed(error.message));
  const secured = (backupCodes: string[] | null) => {
    codes.value = backupCodes;
    if (backupCodes === null) done();
  };
  return html`<${EntryCard} title=${words.title}>
    <p class="muted">${words.why}</p>
    ${isPassword ? html`<${ChangePassword} onDone=${done} />` : html`<${AddFirst} onDone=${secured} />`}
    <p class="links"><button class="link" onClick=${leave}>${access.leave}</button></p>
  <//>`;
}

/** Who comes by single sign-on has no password to ask for. */
function AddFirst({ onDone }: { onDone: (backupCodes: string[] | null) => void }) {
  const { state, reload } = useLoad((signal) => request(FACTOR_ROUTES.factors, { signal }), []);
  const loaded = state.value;
  if (loaded.kind === 'loading') return html`<${Skeleton} blocks=${2} />`;
  if (loaded.kind === 'failed') {
    return html`<${Failure} title=${loaded.sentence} sentence="" retry=${reload} />`;
  }
  return html`<${AddTotp} hasPassword=${loaded.value.hasPassword} onDone=${onDone} />`;
}
