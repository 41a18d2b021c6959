import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { TEAM_ROUTES } from '#schemas/http/teams';
import { request } from '../../../http/request.ts';
import { FormDialog } from '../../../parts/form/form-dialog.ts';
import { type Pick, PickField } from '../../../parts/form/pick-field.ts';
import { SelectField } from '../../../parts/form/select-field.ts';
import { TextField } from '../../../parts/form/text-field.ts';
import { useSubmit } from '../../../parts/form/use-submit.ts';
import { useApp } from '../../../session/app.ts';
import { teams as words } from '../../../text/teams.ts';
import { findPeople } from '../people/find-people.ts';
import type { TeamPartProps } from './team-part-props.ts';

/** Takes somebody into a team: found among the accounts by who may see them, by sign-in name otherwise. */
export function TeamMemberDialog({
  team,
  onChanged,
  onClose,
}: TeamPartProps & { onClose: () => void }) {
  const { session, notices } = useApp();
  const maySearch = session.may('user:read');
  const typed = useSignal('');
  const picked = useSignal<Pick | null>(null);
  const role = useSignal<'admin' | 'member'>('member');
  const name = () => (maySearch ? (picked.value?.word ?? '') : typed.value.trim());
  const submitting = useSubmit(async () => {
    const who = name();
    const params = { teamId: team.teamId };
    await request(TEAM_ROUTES.addMember, { params, body: { name: who, role: role.value } });
    notices.done(words.added(who, team.name));
    onChanged();
    onClose();
  });
  const { member, admin } = words.memberRoles;
  const isAdmins = team.actions.includes('transfer');
  return html`<${FormDialog}
    title=${words.addTitle(team.name)}
    action=${words.add}
    of=${submitting}
    draft=${() => [name(), role.value]}
    isReady=${name() !== ''}
    onClose=${onClose}
  >
    ${
      maySearch
        ? html`<${PickField} id="member" label=${words.person} value=${picked} find=${findPeople} hint=${words.personHint} autofocus />`
        : html`<${TextField} id="member" label=${words.signInName} value=${typed} required autofocus />`
    }
    ${
      isAdmins &&
      html`<${SelectField} id="member-role" label=${words.as} value=${role} choices=${[['member', member], ['admin', admin]]} />`
    }
  <//>`;
}
