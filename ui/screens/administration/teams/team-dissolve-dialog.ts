import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { type DissolveRequest, TEAM_ROUTES } from '#schemas/http/teams';
import { TeamId } from '#schemas/ids/ids';
import { request } from '../../../http/request.ts';
import { FormDialog } from '../../../parts/form/form-dialog.ts';
import { type Pick, PickField } from '../../../parts/form/pick-field.ts';
import { SelectField } from '../../../parts/form/select-field.ts';
import { TextField } from '../../../parts/form/text-field.ts';
import { useSubmit } from '../../../parts/form/use-submit.ts';
import { useApp } from '../../../session/app.ts';
import { text } from '../../../text/en.ts';
import { teams as words } from '../../../text/teams.ts';
import { findTeams } from '../people/find-people.ts';
import type { TeamDialogProps } from './team-part-props.ts';

/** Dissolves a team once its name is typed, and says what becomes of what was shared with it. */
export function TeamDissolveDialog({ team, onClose, listPath }: TeamDialogProps) {
  const { router, notices } = useApp();
  const to = useSignal<DissolveRequest['shared']['to']>('members');
  const heir = useSignal<Pick | null>(null);
  const typed = useSignal('');
  const shared = (): DissolveRequest['shared'] | null => {
    if (to.value !== 'team') return { to: to.value };
    return heir.value === null ? null : { to: 'team', teamId: TeamId.parse(heir.value.id) };
  };
  const submitting = useSubmit(async () => {
    const chosen = shared();
    if (chosen === null) return;
    const params = { teamId: team.teamId };
    await request(TEAM_ROUTES.dissolveTeam, { params, body: { confirm: true, shared: chosen } });
    notices.done(words.isDissolved(team.name));
    onClose();
    router.go(listPath);
  });
  const others = async (q: string, signal: AbortSignal) =>
    (await findTeams(q, signal)).filter(({ id }) => id !== team.teamId);
  return html`<${FormDialog}
    title=${words.dissolveTitle(team.name)}
    action=${words.dissolve}
    of=${submitting}
    draft=${() => null}
    isDanger
    isReady=${typed.value.trim() === team.name && shared() !== null}
    onClose=${onClose}
  >
    <p>${words.dissolveLead(team.memberCount)}</p>
    <${SelectField} id="dissolve-shared" label=${words.shared} value=${to} choices=${Object.entries(words.sharedTo)} />
    ${to.value === 'team' && html`<${PickField} id="dissolve-heir" label=${words.otherTeam} value=${heir} find=${others} hint=${words.personHint} />`}
    <${TextField} id="typed" label=${text.typeToConfirm(team.name)} value=${typed} />
  <//>`;
}
