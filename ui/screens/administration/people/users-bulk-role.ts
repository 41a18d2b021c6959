import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { type BulkAnswer, PEOPLE_ROUTES } from '#schemas/http/people';
import type { RoleInfo } from '#schemas/http/rights';
import type { UserId } from '#schemas/ids/ids';
import { request } from '../../../http/request.ts';
import { FormDialog } from '../../../parts/form/form-dialog.ts';
import { SelectField } from '../../../parts/form/select-field.ts';
import { useSubmit } from '../../../parts/form/use-submit.ts';
import { useApp } from '../../../session/app.ts';
import { people, person } from '../../../text/people.ts';
import { roleChoices, roleName } from '../roles/role-names.ts';

const words = people.bulk;

/** Gives several accounts another role; one that looks after other people only after a second question. */
export function UsersBulkRole({
  userIds,
  roles,
  onDone,
  onClose,
}: {
  userIds: UserId[];
  roles: readonly RoleInfo[];
  onDone: (outcomes: BulkAnswer['outcomes']) => void;
  onClose: () => void;
}) {
  const { questions } = useApp();
  const role = useSignal('viewer');
  const submitting = useSubmit(async () => {
    const send = (ids: UserId[], confirm: boolean) =>
      request(PEOPLE_ROUTES.bulkPeople, {
        body: { action: 'role', userIds: ids, role: role.value, confirm },
      });
    let { outcomes } = await send(userIds, false);
    const unsure = outcomes.filter(({ code }) => code === 'confirmation_needed');
    if (unsure.length > 0) {
      const question = {
        title: roleName(roles, role.value),
        sentence: `${words.sureGoverning} ${role.value === 'developer' ? person.access.developer : ''}`,
        action: words.role,
        isDanger: true,
      };
      if (!(await questions.confirm(question))) return;
      const again = await send(
        unsure.map(({ userId }) => userId),
        true,
      );
      outcomes = [...outcomes.filter((one) => !unsure.includes(one)), ...again.outcomes];
    }
    onDone(outcomes);
    onClose();
  });
  return html`<${FormDialog}
    title=${words.title.role(userIds.length)}
    action=${words.role}
    of=${submitting}
    draft=${() => null}
    onClose=${onClose}
  >
    <p>${words.lead.role}</p>
    <${SelectField} id="bulk-role" label=${people.role} value=${role} choices=${roleChoices(roles)} />
  <//>`;
}
