import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { TEAM_ROUTES } from '#schemas/http/teams';
import { request } from '../../../http/request.ts';
import { FormDialog } from '../../../parts/form/form-dialog.ts';
import { SelectField } from '../../../parts/form/select-field.ts';
import { useSubmit } from '../../../parts/form/use-submit.ts';
import { useApp } from '../../../session/app.ts';
import { teams as words } from '../../../text/teams.ts';
import type { TeamDialogProps } from './team-part-props.ts';

/** Hands a team over to another of its members who can sign in. */
export function TeamTransferDialog({ team, onChanged, onClose }: TeamDialogProps) {
  const { notices } = useApp();
  const others = team.members.filter(({ role, isActive }) => role !== 'owner' && isActive);
  const to = useSignal<string>(others[0]?.userId ?? '');
  const submitting = useSubmit(async () => {
    const heir = others.find(({ userId }) => userId === to.value);
    if (heir === undefined) return;
    const params = { teamId: team.teamId };
    await request(TEAM_ROUTES.transferTeam, {
      params,
      body: { userId: heir.userId, confirm: true },
    });
    notices.done(words.transferred(heir.name));
    onChanged();
    onClose();
  });
  return html`<${FormDialog}
    title=${words.transferTitle(team.name)}
    action=${words.transfer}
    of=${submitting}
    draft=${() => to.value}
    isDanger
    isReady=${others.length > 0}
    onClose=${onClose}
  >
    ${
      others.length === 0
        ? html`<p>${words.transferNobody}</p>`
        : html`<p>${words.transferLead}</p>
            <${SelectField}
              id="team-heir"
              label=${words.transferTo}
              value=${to}
              choices=${others.map(({ userId, name, fullName }) => [userId, fullName === null ? name : `${name} (${fullName})`])}
            />`
    }
  <//>`;
}
