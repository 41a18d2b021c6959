import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import type { ComponentType } from 'preact';
import { TEAM_ROUTES, type TeamAction, type TeamDetail } from '#schemas/http/teams';
import type { TeamId } from '#schemas/ids/ids';
import { request } from '../../../http/request.ts';
import { Icon } from '../../../parts/icon.ts';
import { Tag } from '../../../parts/tag.ts';
import { useAct } from '../../../parts/use-act.ts';
import { useLoad } from '../../../parts/use-load.ts';
import { useApp } from '../../../session/app.ts';
import { useAddress } from '../../../session/use-address.ts';
import { dateTime } from '../../../text/numbers.ts';
import { teams as words } from '../../../text/teams.ts';
import { loadedPart } from '../../settings/loaded-part.ts';
import { TeamDissolveDialog } from './team-dissolve-dialog.ts';
import { EditTeamDialog } from './team-form-dialogs.ts';
import { TeamMembers } from './team-members.ts';
import type { TeamDialogProps } from './team-part-props.ts';
import { TeamRoles } from './team-roles.ts';
import { TeamTransferDialog } from './team-transfer-dialog.ts';
import { TeamUse } from './team-use.ts';

const DIALOGS: Partial<Record<TeamAction, ComponentType<TeamDialogProps>>> = {
  edit: EditTeamDialog,
  transfer: TeamTransferDialog,
  dissolve: TeamDissolveDialog,
};

/** One team: who is in it, which roles they have through it, and what may be done to it. */
export function TeamPage({ teamId, isMine }: { teamId: TeamId; isMine: boolean }) {
  const address = useAddress();
  const { state, reload } = useLoad(
    (signal) => request(TEAM_ROUTES.team, { params: { teamId }, signal }),
    [teamId],
  );
  const listPath = address.with({ team: '' });
  return html`<p>
      <a class="way-back" href=${listPath}>
        <${Icon} name="back" />${isMine ? words.backMine : words.back}
      </a>
    </p>
    ${loadedPart(
      state.value,
      reload,
      (team) => html`
        <${Head} team=${team} onChanged=${reload} listPath=${listPath} />
        <${TeamMembers} team=${team} onChanged=${reload} />
        <div class="card"><${TeamRoles} team=${team} onChanged=${reload} /></div>
        <${TeamUse} team=${team} />
      `,
    )}`;
}

function Head({ team, onChanged, listPath }: Omit<TeamDialogProps, 'onClose'>) {
  const open = useSignal<TeamAction | null>(null);
  const leave = useLeaving(team, listPath);
  const shown = open.value === null ? undefined : DIALOGS[open.value];
  const act = (action: TeamAction) => {
    if (action === 'leave') void leave();
    else open.value = action;
  };
  const actions = (['edit', 'transfer', 'leave', 'dissolve'] as const).filter((action) =>
    team.actions.includes(action),
  );
  return html`<div class="page-head">
      <h3>${team.name}</h3>
      <span class="tags">
        <${Tag}>${words.owner}: ${team.owner?.name ?? words.noOwner}<//>
        ${team.mine !== null && html`<${Tag}>${words.mine}: ${words.memberRoles[team.mine]}<//>`}
      </span>
      ${team.description !== '' && html`<p>${team.description}</p>`}
      ${team.archivedMs !== null && html`<p class="strong">${words.dissolved(dateTime(team.archivedMs))}</p>`}
      ${
        actions.length > 0 &&
        html`<div class="form-buttons">
          ${actions.map((action) => html`<button key=${action} class="button" onClick=${() => act(action)}>${words[action]}</button>`)}
        </div>`
      }
    </div>
    ${
      shown !== undefined &&
      html`<${shown}
        team=${team}
        onChanged=${onChanged}
        listPath=${listPath}
        onClose=${() => {
          open.value = null;
        }}
      />`
    }`;
}

function useLeaving({ teamId, name }: TeamDetail, listPath: string): () => Promise<void> {
  const { session, router, notices, questions } = useApp();
  const attempt = useAct();
  const state = session.state.value;
  return async () => {
    const { leaveTitle, leaveLead: sentence, leave: action } = words;
    const question = { title: leaveTitle(name), sentence, action, isDanger: true };
    if (state.kind !== 'person' || !(await questions.confirm(question))) return;
    await attempt(async () => {
      const { userId } = state.info.user;
      await request(TEAM_ROUTES.removeMember, { params: { teamId, userId } });
      notices.done(words.left(name));
      router.go(listPath);
    });
  };
}
