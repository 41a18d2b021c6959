import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { type HandedLink, PEOPLE_ROUTES } from '#schemas/http/people';
import { request } from '../../../http/request.ts';
import { Dialog } from '../../../parts/dialog/dialog.ts';
import { FormDialog } from '../../../parts/form/form-dialog.ts';
import { SelectField } from '../../../parts/form/select-field.ts';
import { Strength } from '../../../parts/form/strength.ts';
import { TextField } from '../../../parts/form/text-field.ts';
import { useSubmit } from '../../../parts/form/use-submit.ts';
import { PasswordField } from '../../../parts/password-field.ts';
import { useApp } from '../../../session/app.ts';
import { person, people as words } from '../../../text/people.ts';
import { confirmed } from '../confirmed.ts';
import { LinkToHandOver } from './link-to-hand-over.ts';

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
  const handed = useSignal<HandedLink | null>(null);
  if (handed.value !== null) {
    return html`<${Dialog} title=${words.linkTitle} onClose=${onClose}>
      <${LinkToHandOver} handed=${handed.value} onDone=${onClose} />
    <//>`;
  }
  const made = (invite: HandedLink | null) => {
    onMade();
    if (invite === null) onClose();
    else handed.value = invite;
  };
  return html`<${NewPersonForm} roles=${roles} onClose=${onClose} onMade=${made} />`;
}

function NewPersonForm({
  roles,
  onClose,
  onMade,
}: {
  roles: readonly (readonly [string, string])[];
  onClose: () => void;
  onMade: (invite: HandedLink | null) => void;
}) {
  const { notices, questions } = useApp();
  const name = useSignal('');
  const fullName = useSignal('');
  const email = useSignal('');
  const role = useSignal('viewer');
  const entry = useSignal<'invite' | 'password'>('invite');
  const password = useSignal('');
  const draft = () => ({
    name: name.value,
    fullName: fullName.value.trim() || null,
    email: email.value.trim() || null,
    role: role.value,
    entry:
      entry.value === 'invite'
        ? { kind: 'invite' as const }
        : { kind: 'password' as const, password: password.value },
  });
  const submitting = useSubmit(async () => {
    const body = draft();
    const send = (confirm: boolean) =>
      request(PEOPLE_ROUTES.addPerson, { body: { ...body, confirm } });
    const question = {
      title: `${body.name}: ${roles.find(([key]) => key === body.role)?.[1] ?? body.role}`,
      sentence: person.access.governs,
      action: words.make,
      isDanger: true,
    };
    const made = await confirmed(send, () => questions.confirm(question));
    if (made === null) return;
    notices.done(words.made(made.person.name));
    onMade(made.invite);
  });
  const wrong = submitting.issues.value;
  return html`<${FormDialog} title=${words.make} action=${words.make} of=${submitting} draft=${draft} onClose=${onClose}>
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
  <//>`;
}
