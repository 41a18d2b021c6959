import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { FACTOR_ROUTES, type MessageMethod } from '#schemas/http/factors';
import { request } from '../../http/request.ts';
import { CodeField } from '../../parts/form/code-field.ts';
import { FormFailure } from '../../parts/form/form-failure.ts';
import { TextField } from '../../parts/form/text-field.ts';
import { useSubmit } from '../../parts/form/use-submit.ts';
import { settings } from '../../text/settings.ts';
import { ProofOfPassword } from './proof-of-password.ts';

const words = settings.security;
interface AddMessagesProps {
  readonly method: MessageMethod;
  readonly hasPassword: boolean;
  /** With the backup codes that come with the first factor. */
  readonly onDone: (backupCodes: string[] | null) => void;
}

/** Sets codes by e-mail or text message up: sends one, and asks for it. */
export function AddMessages({ method, hasPassword, onDone }: AddMessagesProps) {
  const password = useSignal('');
  const number = useSignal('');
  const code = useSignal('');
  const target = useSignal<string | null>(null);
  const to = () => (method === 'email' ? { method } : { method, number: number.value });
  const submitting = useSubmit(async () => {
    if (target.value === null) {
      const body = { ...to(), password: password.value || null };
      target.value = (await request(FACTOR_ROUTES.beginMessages, { body })).target;
      return;
    }
    const body = { ...to(), code: code.value };
    const { backupCodes } = await request(FACTOR_ROUTES.confirmMessages, { body });
    onDone(backupCodes);
  });
  const { busy, failure, issues, submit } = submitting;
  const isSent = target.value !== null;
  return html`<form class="stack" onSubmit=${submit}>
    <${FormFailure} of=${submitting} />
    ${
      isSent
        ? html`<p>${words.codeSentTo(target.value ?? '')}</p>
            <${CodeField} label=${words.code} value=${code} digitsOnly invalid=${failure.value !== null} />`
        : html`${
            method === 'sms' &&
            html`<${TextField} id="number" label=${words.number} value=${number} type="tel" inputmode="tel" autocomplete="tel" error=${issues.value.number ?? null} required />`
          }
            <${ProofOfPassword} value=${password} hasPassword=${hasPassword} />`
    }
    <button class="button primary wide" disabled=${busy.value}>${isSent ? words.confirm : words.sendCode}</button>
  </form>`;
}
