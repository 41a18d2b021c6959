import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { ACCESS_ROUTES, type SecondFactorMethod, type SignInAnswer } from '#schemas/http/access';
import { HubProblem, request } from '../../http/request.ts';
import { EntryCard } from '../../parts/entry-card.ts';
import { Failure } from '../../parts/failure.ts';
import { CodeField } from '../../parts/form/code-field.ts';
import { useSubmit } from '../../parts/form/use-submit.ts';
import { useApp } from '../../session/app.ts';
import { access } from '../../text/access.ts';

type Question = Extract<SignInAnswer, { kind: 'second_factor' }>;
const isSent = (method: SecondFactorMethod) => method === 'email' || method === 'sms';

/** Asks for the code of one of the methods that the account has. */
export function SecondFactorStep({ question, back }: { question: Question; back: () => void }) {
  const { session, notices } = useApp();
  const { challenge, methods } = question;
  const method = useSignal<SecondFactorMethod>(methods[0]);
  const code = useSignal('');
  const { busy, failure, submit } = useSubmit(async () => {
    try {
      await session.verify(challenge, method.value, code.value);
    } catch (error) {
      code.value = '';
      // The question is over, by time or by too many wrong codes: the password comes first again.
      if (error instanceof HubProblem && error.code === 'credentials_wrong') {
        notices.failed(error.message);
        back();
      } else throw error;
    }
  });
  const send = async (to: SecondFactorMethod) => {
    if (to !== 'email' && to !== 'sms') return;
    try {
      await request(ACCESS_ROUTES.sendSignInCode, { body: { challenge, method: to } });
      notices.say(access.secondFactor.sent);
    } catch (error) {
      failure.value = (error as Error).message;
    }
  };
  const choose = (to: SecondFactorMethod) => {
    method.value = to;
    code.value = '';
    failure.value = null;
    void send(to);
  };
  const words = access.secondFactor;
  return html`<${EntryCard} title=${words.title}>
    <form onSubmit=${submit}>
      ${failure.value && html`<${Failure} title=${failure.value} sentence="" retry=${null} />`}
      <p class="muted">${words.lead[method.value]}</p>
      <${CodeField}
        key=${method.value}
        label=${words.code}
        value=${code}
        digitsOnly=${method.value !== 'backup'}
        invalid=${failure.value !== null}
      />
      <button class="button primary wide" disabled=${busy.value}>
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
