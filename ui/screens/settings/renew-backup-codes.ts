import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { FACTOR_ROUTES } from '#schemas/http/factors';
import { request } from '../../http/request.ts';
import { FormFailure } from '../../parts/form/form-failure.ts';
import { useSubmit } from '../../parts/form/use-submit.ts';
import { settings } from '../../text/settings.ts';
import { ProofOfPassword } from './proof-of-password.ts';

/** Ten new backup codes; the old ones end. */
export function RenewBackupCodes({
  hasPassword,
  onDone,
}: {
  hasPassword: boolean;
  onDone: (backupCodes: string[]) => void;
}) {
  const password = useSignal('');
  const submitting = useSubmit(async () => {
    const body = { password: password.value || null };
    onDone((await request(FACTOR_ROUTES.renewBackupCodes, { body })).backupCodes);
  });
  const { busy, submit } = submitting;
  return html`<form class="stack" onSubmit=${submit}>
    <${FormFailure} of=${submitting} />
    <p>${settings.security.renewLead}</p>
    <${ProofOfPassword} value=${password} hasPassword=${hasPassword} />
    <button class="button primary wide" disabled=${busy.value}>${settings.security.renew}</button>
  </form>`;
}
