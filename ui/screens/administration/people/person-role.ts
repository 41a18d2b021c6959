import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import type { Permission } from '#schemas/access/permissions';
import { PEOPLE_ROUTES, type PersonDetail } from '#schemas/http/people';
import type { PersonRights, RoleInfo } from '#schemas/http/rights';
import { request } from '../../../http/request.ts';
import { FormDialog } from '../../../parts/form/form-dialog.ts';
import { SelectField } from '../../../parts/form/select-field.ts';
import { useSubmit } from '../../../parts/form/use-submit.ts';
import { useApp } from '../../../session/app.ts';
import { person as personWords } from '../../../text/people.ts';
import { rightWords } from '../../../text/rights.ts';
import { roleNameWords } from '../../../text/role-name.ts';
import { confirmed } from '../confirmed.ts';
import { roleChoices, roleName } from '../roles/role-names.ts';
import { changesByRole } from './person-rights.ts';

const words = personWords.access;

export interface PersonRightsProps {
  readonly person: PersonDetail;
  readonly rights: PersonRights;
  readonly roles: readonly RoleInfo[];
  readonly onChanged: () => void;
}

/** The role of a person, what it means, and the way to another one. */
export function PersonRole(props: PersonRightsProps) {
  const { person, roles } = props;
  const isOpen = useSignal(false);
  const role = roles.find(({ key }) => key === person.role);
  const why = person.refused.find(({ action }) => action === 'role')?.sentence;
  return html`<h3>${words.role}</h3>
    <div class="act">
      <p>
        <span class="strong">${roleNameWords(person.role, person.roleName)}</span>
        ${role && html`<br /><span class="muted">${role.description}</span>`}
        ${why !== undefined && html`<br /><span class="muted" id="why-role">${why}</span>`}
      </p>
      <button
        class="button"
        disabled=${!person.actions.includes('role')}
        aria-describedby=${why === undefined ? undefined : 'why-role'}
        onClick=${() => {
          isOpen.value = true;
        }}
      >
        ${words.change}
      </button>
    </div>
    ${
      isOpen.value &&
      html`<${RoleDialog}
        ...${props}
        onClose=${() => {
          isOpen.value = false;
        }}
      />`
    }`;
}

function RoleDialog({
  person,
  rights,
  roles,
  onChanged,
  onClose,
}: PersonRightsProps & { onClose: () => void }) {
  const { notices, questions } = useApp();
  const role = useSignal(person.role);
  const { gained, lost } = changesByRole(rights, role.value, roles);
  const submitting = useSubmit(async () => {
    const chosen = role.value;
    const send = (confirm: boolean) =>
      request(PEOPLE_ROUTES.changeRole, {
        params: { userId: person.userId },
        body: { role: chosen, confirm },
      });
    const question = {
      title: `${person.name}: ${roleName(roles, chosen)}`,
      sentence: chosen === 'developer' ? `${words.developer} ${words.governs}` : words.governs,
      action: words.give,
      isDanger: true,
    };
    if ((await confirmed(send, () => questions.confirm(question))) === null) return;
    notices.done(words.given(roleName(roles, chosen)));
    onChanged();
    onClose();
  });
  return html`<${FormDialog}
    title=${words.changeTitle(person.name)}
    action=${words.give}
    of=${submitting}
    draft=${() => role.value}
    isReady=${role.value !== person.role}
    onClose=${onClose}
  >
    <${SelectField} id="person-role" label=${words.newRole} value=${role} choices=${roleChoices(roles)} />
    ${role.value !== person.role && html`<${Changes} gained=${gained} lost=${lost} />`}
  <//>`;
}

function Changes({ gained, lost }: { gained: readonly Permission[]; lost: readonly Permission[] }) {
  if (gained.length + lost.length === 0) return html`<p>${words.same}</p>`;
  return html`<div class="changes-of-rights" role="status">
    ${gained.length > 0 && html`<${List} title=${words.gained} sign="+" rights=${gained} />`}
    ${lost.length > 0 && html`<${List} title=${words.lost} sign="−" rights=${lost} />`}
  </div>`;
}

function List({
  title,
  sign,
  rights,
}: {
  title: string;
  sign: string;
  rights: readonly Permission[];
}) {
  return html`<section>
    <h3>${title}</h3>
    <ul>
      ${rights.map((right) => html`<li key=${right}><span aria-hidden="true">${sign}</span> ${rightWords[right]}</li>`)}
    </ul>
  </section>`;
}
