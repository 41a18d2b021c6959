import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { BULK_MAX, type ImportAnswer, PEOPLE_ROUTES } from '#schemas/http/people';
import { request } from '../../../http/request.ts';
import { Failure } from '../../../parts/failure.ts';
import { SelectField } from '../../../parts/form/select-field.ts';
import { TextAreaField } from '../../../parts/form/text-area-field.ts';
import { useUnsavedGuard } from '../../../parts/form/unsaved-guard.ts';
import { useSubmit } from '../../../parts/form/use-submit.ts';
import { useApp } from '../../../session/app.ts';
import { people, person } from '../../../text/people.ts';
import { confirmed } from '../confirmed.ts';
import { roleChoices, useRoles } from '../roles/role-names.ts';
import { ImportRows } from './import-rows.ts';

const words = people.import_;
/** An address has 254 characters at most (RFC 5321), and something between it and the next. */
const CHARACTERS_MAX = BULK_MAX * 256;

/** Invites people by their addresses: each gets an account and a one-time link, or nobody does. */
export function ImportInvite({ onKept }: { onKept: (rows: ImportAnswer['rows']) => void }) {
  const { questions } = useApp();
  const roles = useRoles();
  const typed = useSignal('');
  const role = useSignal('viewer');
  const wrong = useSignal<ImportAnswer['rows']>([]);
  const emails = [...new Set(typed.value.split(/[,;\s]+/).filter(Boolean))];
  const submitting = useSubmit(async () => {
    wrong.value = [];
    const send = (confirm: boolean) =>
      request(PEOPLE_ROUTES.invitePeople, { body: { emails, role: role.value, confirm } });
    const question = {
      title: words.invite(emails.length),
      sentence: person.access.governs,
      action: words.invite(emails.length),
      isDanger: true,
    };
    const answer = await confirmed(send, () => questions.confirm(question));
    if (answer?.kept) onKept(answer.rows);
    else wrong.value = answer?.rows ?? [];
  });
  const { busy, failure, submit } = submitting;
  useUnsavedGuard(
    () => typed.value,
    () => busy.peek(),
  );
  const bad = wrong.value.filter(({ errors }) => errors.length > 0).length;
  return html`<form class="stack narrow" onSubmit=${submit}>
      <h3>${words.inviteTitle}</h3>
      <p class="muted">${words.inviteLead}</p>
      ${failure.value && html`<${Failure} title=${failure.value} sentence="" retry=${null} />`}
      <${TextAreaField}
        id="invite-emails"
        label=${words.addresses}
        value=${typed}
        maxLength=${CHARACTERS_MAX}
        rows=${4}
        error=${emails.length > BULK_MAX ? words.tooMany(BULK_MAX) : null}
      />
      <${SelectField} id="invite-role" label=${people.role} value=${role} choices=${roleChoices(roles)} />
      <div class="form-buttons">
        <button class="button primary" disabled=${busy.value || emails.length === 0 || emails.length > BULK_MAX}>
          ${words.invite(emails.length)}
        </button>
      </div>
    </form>
    ${
      bad > 0 &&
      html`<p class="strong" role="alert">${words.inviteWrong(bad, wrong.value.length)}</p>
        <${ImportRows} rows=${wrong.value} />`
    }`;
}
