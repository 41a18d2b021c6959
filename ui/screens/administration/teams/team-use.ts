import { html } from 'htm/preact';
import { TEAM_ROUTES, type TeamAnalytics } from '#schemas/http/teams';
import { request } from '../../../http/request.ts';
import { useLoad } from '../../../parts/use-load.ts';
import { useApp } from '../../../session/app.ts';
import { teams as words } from '../../../text/teams.ts';
import { loadedPart } from '../../settings/loaded-part.ts';
import type { TeamPartProps } from './team-part-props.ts';

const HEIGHT = 96;

/** How often the members of a team signed in of late, for those whom it concerns. */
export function TeamUse({ team }: Pick<TeamPartProps, 'team'>) {
  const { session } = useApp();
  const maySee = team.mine !== null || session.may('team:edit') || session.may('analytics:read');
  return maySee && team.archivedMs === null && html`<${Use} team=${team} />`;
}

function Use({ team: { teamId } }: Pick<TeamPartProps, 'team'>) {
  const { state, reload } = useLoad(
    (signal) => request(TEAM_ROUTES.teamAnalytics, { params: { teamId }, signal }),
    [teamId],
  );
  return html`<div class="card">
    <h3>${words.use}</h3>
    ${loadedPart(state.value, reload, (use) => html`<${Bars} use=${use} />`)}
  </div>`;
}

function Bars({ use: { days, members, activeMembers } }: { use: TeamAnalytics }) {
  const most = Math.max(...days.map(({ signIns }) => signIns));
  const total = days.reduce((sum, { signIns }) => sum + signIns, 0);
  return html`<p>${words.active(activeMembers, members)}, ${words.signIns(total)}</p>
    <svg class="use-bars" viewBox=${`0 0 ${days.length * 10} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label=${words.useLabel(most)}>
      ${days.map(({ dayMs, signIns }, i) => {
        const height = (signIns / Math.max(1, most)) * HEIGHT;
        return html`<rect key=${dayMs} x=${i * 10 + 1} y=${HEIGHT - height} width="8" height=${height} />`;
      })}
    </svg>`;
}
