import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { FACTOR_ROUTES } from '#schemas/http/factors';
import { request } from '../../http/request.ts';
import { Failure } from '../../parts/failure.ts';
import { useSubmit } from '../../parts/form/use-submit.ts';
import { settings } from '../../text/settings.ts';
import { BackupCodes } from '../duty/backup-codes.ts';
import { ProofOfPassword } from './proof-of-password.ts';

/** Ten new backup codes; the old ones end. */
export function RenewBackupCodes({
  hasPassword,
  onDone,
}: {
  hasPassword: boolean;
  onDone: () => void;
}) {
  const password = useSignal('');
  const codes = useSignal<string[] | null>(null);
  const { busy, failure, submit } = useSubmit(async () => {
    const body = { password: password.value || null };
    codes.value = (await request(FACTOR_ROUTES.renewBackupCodes, { body })).backupCodes;
  });
  if (codes.value !== null) return html`<${BackupCodes} codes=${codes.value} onKept=${onDone} />`;
  return html`<form class="stack" onSubmit=${submit}>
    ${failure.value && html`<${Failure} title=${failure.value} sentence="" retry=${null} />`}
    <p>${settings.security.renewLead}</p>
    <${ProofOfPassword} value=${password} hasPassword=${hasPassword} />
    <button class="button primary wide" disabled=${busy.value}>${settings.security.renew}</button>
  </form>`;
}
