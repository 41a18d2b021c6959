import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import type { SecondFactorMethod } from '#schemas/http/access';
import { FACTOR_ROUTES, type FactorMethod, type FactorState } from '#schemas/http/factors';
import { request } from '../../http/request.ts';
import { CodeField } from '../../parts/form/code-field.ts';
import { FormFailure } from '../../parts/form/form-failure.ts';
import { SelectField } from '../../parts/form/select-field.ts';
import { useSubmit } from '../../parts/form/use-submit.ts';
import { useApp } from '../../session/app.ts';
import { accessSteps } from '../../text/access-steps.ts';
import { settings } from '../../text/settings.ts';
import { ProofOfPassword } from './proof-of-password.ts';

const words = settings.security;

/** Removes a second factor, with the password and a code of any of them. */
export function RemoveFactor({
  method,
  factors,
  onDone,
}: {
  method: FactorMethod;
  factors: FactorState;
  onDone: () => void;
}) {
  const { notices } = useApp();
  const password = useSignal('');
  const by = useSignal<SecondFactorMethod>(method);
  const code = useSignal('');
  const ways: SecondFactorMethod[] = [...factors.methods.map((own) => own.method), 'backup'];
  const submitting = useSubmit(async () => {
    const proof = { method: by.value, code: code.value };
    const body = { method, password: password.value || null, proof };
    await request(FACTOR_ROUTES.removeFactor, { body });
    notices.done(words.removed(words.methods[method]));
    onDone();
  });
  const { busy, failure, submit } = submitting;
  const send = async () => {
    if (by.value !== 'email' && by.value !== 'sms') return;
    try {
      await request(FACTOR_ROUTES.sendCode, { body: { method: by.value } });
      notices.done(accessSteps.secondFactor.sent);
    } catch (error) {
      failure.value = (error as Error).message;
    }
  };
  const isSent = by.value === 'email' || by.value === 'sms';
  return html`<form class="stack" onSubmit=${submit}>
    <${FormFailure} of=${submitting} />
    <p>${words.removeLead}</p>
    <${ProofOfPassword} value=${password} hasPassword=${factors.hasPassword} />
    <${SelectField} id="by" label=${words.by} value=${by} choices=${ways.map((way) => [way, accessSteps.secondFactor.ways[way]])} />
    ${isSent && html`<button type="button" class="button" onClick=${send}>${words.sendCode}</button>`}
    <${CodeField} key=${by.value} label=${words.code} value=${code} digitsOnly=${by.value !== 'backup'} invalid=${failure.value !== null} />
    <button class="button danger wide" disabled=${busy.value}>${words.remove}</button>
  </form>`;
}
