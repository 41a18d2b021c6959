import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { TEAM_ROUTES, type TeamDetail } from '#schemas/http/teams';
import { UserId } from '#schemas/ids/ids';
import { request } from '../../../http/request.ts';
import { FormDialog } from '../../../parts/form/form-dialog.ts';
import { type Pick, PickField } from '../../../parts/form/pick-field.ts';
import { TextAreaField } from '../../../parts/form/text-area-field.ts';
import { TextField } from '../../../parts/form/text-field.ts';
import { useSubmit } from '../../../parts/form/use-submit.ts';
import { useApp } from '../../../session/app.ts';
import { teams as words } from '../../../text/teams.ts';
import { findPeople } from '../people/find-people.ts';
import type { TeamDialogProps } from './team-part-props.ts';

const DESCRIPTION_MAX = 400;

/** Asks for the name of a new team, and who owns it. */
export function NewTeamDialog({
  onMade,
  onClose,
}: {
  onMade: (team: TeamDetail) => void;
  onClose: () => void;
}) {
  const { session, notices } = useApp();
  const name = useSignal('');
  const description = useSignal('');
  const owner = useSignal<Pick | null>(null);
  const draft = () => ({
    name: name.value,
    description: description.value,
    ...(owner.value === null ? {} : { ownerId: UserId.parse(owner.value.id) }),
  });
  const submitting = useSubmit(async () => {
    const team = await request(TEAM_ROUTES.addTeam, { body: draft() });
    notices.done(words.made(team.name));
    onClose();
    onMade(team);
  });
  const wrong = submitting.issues.value;
  return html`<${FormDialog} title=${words.makeTitle} action=${words.make} of=${submitting} draft=${draft} onClose=${onClose}>
    <${TextField} id="team-name" label=${words.name} value=${name} error=${wrong.name ?? null} required autofocus />
    <${TextAreaField} id="team-description" label=${words.description} value=${description} maxLength=${DESCRIPTION_MAX} error=${wrong.description ?? null} />
    ${
      session.may('user:read') &&
      html`<${PickField} id="team-owner" label=${words.owner} value=${owner} find=${findPeople} hint=${words.ownerHint} error=${wrong.ownerId ?? null} />`
    }
  <//>`;
}

/** Changes name or description of a team. */
export function EditTeamDialog({ team, onChanged, onClose }: TeamDialogProps) {
  const { notices } = useApp();
  const name = useSignal(team.name);
  const description = useSignal(team.description);
  const draft = () => ({ name: name.value, description: description.value });
  const submitting = useSubmit(async () => {
    const { teamId, changedMs } = team;
    await request(TEAM_ROUTES.editTeam, { params: { teamId }, body: { ...draft(), changedMs } });
    notices.done(words.saved);
    onChanged();
    onClose();
  });
  const wrong = submitting.issues.value;
  return html`<${FormDialog} title=${words.editTitle(team.name)} action=${words.edit} of=${submitting} draft=${draft} onClose=${onClose}>
    <${TextField} id="team-name" label=${words.name} value=${name} error=${wrong.name ?? null} required autofocus />
    <${TextAreaField} id="team-description" label=${words.description} value=${description} maxLength=${DESCRIPTION_MAX} error=${wrong.description ?? null} />
  <//>`;
}
