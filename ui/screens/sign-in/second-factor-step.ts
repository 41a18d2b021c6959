import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect } from 'preact/hooks';
import { ACCESS_ROUTES, type SecondFactorMethod, type SignInAnswer } from '#schemas/http/access';
import { FACTOR_ROUTES } from '#schemas/http/factors';
import { HubProblem, request } from '../../http/request.ts';
import { EntryCard } from '../../parts/entry-card.ts';
import { CodeField } from '../../parts/form/code-field.ts';
import { FormFailure } from '../../parts/form/form-failure.ts';
import { useSubmit } from '../../parts/form/use-submit.ts';
import { useApp } from '../../session/app.ts';
import type { Notices } from '../../session/notices.ts';
import { accessSteps } from '../../text/access-steps.ts';

/** So few are said; more are seen in the settings. */
const FEW_CODES = 3;

type Question = Extract<SignInAnswer, { kind: 'second_factor' }>;
const isSent = (method: SecondFactorMethod) => method === 'email' || method === 'sms';

/** Asks for the code of one of the methods that the account has. */
export function SecondFactorStep({ question, back }: { question: Question; back: () => void }) {
  const { session, notices } = useApp();
  const { challenge, methods } = question;
  const method = useSignal<SecondFactorMethod>(methods[0]);
  const code = useSignal('');
  const submitting = useSubmit(async () => {
    try {
      await session.verify(challenge, method.value, code.value);
      if (method.value === 'backup') await warnOfFewCodes(notices);
    } catch (error) {
      code.value = '';
      // The question is over, by time or by too many wrong codes: the password comes first again.
      if (error instanceof HubProblem && error.code === 'credentials_wrong') {
        notices.failed(error.message);
        back();
      } else throw error;
    }
  });
  const { busy, failure, waitS, submit } = submitting;
  const send = async (to: SecondFactorMethod) => {
    if (to !== 'email' && to !== 'sms') return;
    try {
      await request(ACCESS_ROUTES.sendSignInCode, { body: { challenge, method: to } });
      notices.say(accessSteps.secondFactor.sent);
    } catch (error) {
      failure.value = (error as Error).message;
    }
  };
  // Where a sent code is all that the account has, it is sent without being asked for.
  useEffect(() => void send(methods[0]), []);
  const choose = (to: SecondFactorMethod) => {
    method.value = to;
    code.value = '';
    failure.value = null;
    void send(to);
  };
  const words = accessSteps.secondFactor;
  return html`<${EntryCard} title=${words.title}>
    <form onSubmit=${submit}>
      <${FormFailure} of=${submitting} />
      <p class="muted">${words.lead[method.value]}</p>
      <${CodeField}
        key=${method.value}
        label=${words.code}
        value=${code}
        digitsOnly=${method.value !== 'backup'}
        sends
        invalid=${failure.value !== null}
      />
      <button class="button primary wide" disabled=${busy.value || Boolean(waitS.value)}>
        ${busy.value ? words.submitting : words.submit}
      </button>
      ${
        isSent(method.value) &&
        html`<button type="button" class="button quiet wide" onClick=${() => send(method.value)}>
          ${words.resend}
        </button>`
      }
    </form>
    <p class="links">
      ${methods
        .filter((other) => other !== method.value)
        .map(
          (other) => html`<button key=${other} class="link" onClick=${() => choose(other)}>
            ${words.ways[other]}
          </button>`,
        )}
      <button class="link" onClick=${back}>${words.back}</button>
    </p>
  <//>`;
}

/** Says how many backup codes are left after one was used, while there are still some to come in with. */
async function warnOfFewCodes(notices: Notices): Promise<void> {
  try {
    const { backupCodesLeft } = await request(FACTOR_ROUTES.factors);
    if (backupCodesLeft <= FEW_CODES) {
      notices.failed(accessSteps.secondFactor.fewLeft(backupCodesLeft));
    }
  } catch (error) {
    // The person is in; how many are left also stands in the settings.
    console.warn(error);
  }
}
