import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { type HandedLink, PEOPLE_ROUTES } from '#schemas/http/people';
import { HubProblem, request } from '../../http/request.ts';
import { Dialog } from '../../parts/dialog/dialog.ts';
import { Failure } from '../../parts/failure.ts';
import { SelectField } from '../../parts/form/select-field.ts';
import { Strength } from '../../parts/form/strength.ts';
import { TextField } from '../../parts/form/text-field.ts';
import { useSubmit } from '../../parts/form/use-submit.ts';
import { PasswordField } from '../../parts/password-field.ts';
import { useApp } from '../../session/app.ts';
import { administration } from '../../text/administration.ts';
import { text } from '../../text/en.ts';
import { LinkToHandOver } from './link-to-hand-over.ts';

const words = administration.users;

/** Asks who gets an account, with which role, and how the person comes in first. */
export function NewPersonDialog({
  roles,
  onClose,
  onMade,
}: {
  roles: readonly (readonly [string, string])[];
  onClose: () => void;
  onMade: () => void;
}) {
  const { notices, questions } = useApp();
  const name = useSignal('');
  const fullName = useSignal('');
  const email = useSignal('');
  const role = useSignal('viewer');
  const entry = useSignal<'invite' | 'password'>('invite');
  const password = useSignal('');
  const handed = useSignal<HandedLink | null>(null);
  const { busy, failure, issues, submit } = useSubmit(async () => {
    const body = {
      name: name.value,
      fullName: fullName.value.trim() || null,
      email: email.value.trim() || null,
      role: role.value,
      entry:
        entry.value === 'invite'
          ? { kind: 'invite' as const }
          : { kind: 'password' as const, password: password.value },
    };
    const send = (confirm: boolean) =>
      request(PEOPLE_ROUTES.addPerson, { body: { ...body, confirm } });
    const made = await confirmed(send, () =>
      questions.confirm({
        title: words.confirmRole,
        sentence: words.sure.role,
        action: words.make,
      }),
    );
    if (made === null) return;
    onMade();
    notices.done(words.made(made.person.name));
    if (made.invite === null) onClose();
    else handed.value = made.invite;
  });
  const wrong = issues.value;
  if (handed.value !== null) {
    return html`<${Dialog} title=${words.linkTitle} onClose=${onClose}>
      <${LinkToHandOver} handed=${handed.value} onDone=${onClose} />
    <//>`;
  }
  return html`<${Dialog} title=${words.make} onClose=${onClose} busy=${busy.value}>
    <form class="stack" onSubmit=${submit}>
      ${failure.value && html`<${Failure} title=${failure.value} sentence="" retry=${null} />`}
      <${TextField} id="person-name" label=${words.name} value=${name} error=${wrong.name ?? null} required autofocus />
      <${TextField} id="person-full-name" label=${words.fullName} value=${fullName} error=${wrong.fullName ?? null} />
      <${TextField} id="person-email" label=${words.email} value=${email} type="email" error=${wrong.email ?? null} />
      <${SelectField} id="person-new-role" label=${words.role} value=${role} choices=${roles} />
      <${SelectField} id="person-entry" label=${words.entry} value=${entry} choices=${[['invite', words.byInvite], ['password', words.byPassword]]} />
      ${
        entry.value === 'password' &&
        html`<${PasswordField}
            id="person-password"
            label=${words.password}
            autocomplete="new-password"
            hint=${null}
            invalid=${false}
            onInput=${(value: string) => {
              password.value = value;
            }}
          />
          <${Strength} password=${password.value} words=${[name.value, email.value]} />`
      }
      <div class="dialog-buttons">
        <button type="button" class="button" disabled=${busy.value} onClick=${onClose}>${text.cancel}</button>
        <button class="button primary" disabled=${busy.value}>${words.make}</button>
      </div>
    </form>
  <//>`;
}

/** Sends; where the hub wants it confirmed, asks and sends again. Null when the person thought better of it. */
export async function confirmed<Answer>(
  send: (confirm: boolean) => Promise<Answer>,
  ask: () => Promise<boolean>,
): Promise<Answer | null> {
  try {
    return await send(false);
  } catch (error) {
    if (!(error instanceof HubProblem) || error.code !== 'confirmation_needed') throw error;
    return (await ask()) ? send(true) : null;
  }
}
