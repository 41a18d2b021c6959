import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { TEAM_ROUTES } from '#schemas/http/teams';
import { request } from '../../../http/request.ts';
import { FormDialog } from '../../../parts/form/form-dialog.ts';
import { useSubmit } from '../../../parts/form/use-submit.ts';
import { useApp } from '../../../session/app.ts';
import { teams as words } from '../../../text/teams.ts';
import { roleName, useRoles } from '../roles/role-names.ts';
import type { TeamPartProps } from './team-part-props.ts';

/** The roles that all members of a team have beside their own. */
export function TeamRoles(props: TeamPartProps) {
  const { team } = props;
  const roles = useRoles();
  const isOpen = useSignal(false);
  const names = team.roles.map((key) => roleName(roles, key));
  return html`<h3>${words.giveRoles}</h3>
    <p class="muted">${words.giveRolesLead}</p>
    <p>${names.length === 0 ? words.noRoles : names.join(', ')}</p>
    ${
      team.actions.includes('roles') &&
      html`<div class="form-buttons">
        <button
          class="button"
          onClick=${() => {
            isOpen.value = true;
          }}
        >
          ${words.changeRoles}
        </button>
      </div>`
    }
    ${
      isOpen.value &&
      html`<${RolesDialog}
        ...${props}
        onClose=${() => {
          isOpen.value = false;
        }}
      />`
    }`;
}

function RolesDialog({ team, onChanged, onClose }: TeamPartProps & { onClose: () => void }) {
  const { notices } = useApp();
  const roles = useRoles();
  const chosen = useSignal<readonly string[]>(team.roles);
  const submitting = useSubmit(async () => {
    const params = { teamId: team.teamId };
    await request(TEAM_ROUTES.teamRoles, { params, body: { roles: [...chosen.value] } });
    notices.done(words.rolesSaved);
    onChanged();
    onClose();
  });
  const turn = (key: string, isOn: boolean) => {
    const others = chosen.value.filter((other) => other !== key);
    chosen.value = (isOn ? [...others, key] : others).toSorted();
  };
  return html`<${FormDialog}
    title=${words.giveRoles}
    action=${words.changeRoles}
    of=${submitting}
    draft=${() => chosen.value.toSorted()}
    onClose=${onClose}
  >
    <p>${words.giveRolesLead}</p>
    <fieldset>
      <legend>${words.roles}</legend>
      ${roles.map(
        ({ key, name, description }) => html`<label class="check" key=${key}>
          <input
            type="checkbox"
            checked=${chosen.value.includes(key)}
            onChange=${(event: Event) => turn(key, (event.target as HTMLInputElement).checked)}
          /><span>${name}<small>${description}</small></span>
        </label>`,
      )}
    </fieldset>
  <//>`;
}
