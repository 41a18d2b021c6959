import { html } from 'htm/preact';
import { TeamId } from '#schemas/ids/ids';
import { useAddress } from '../../../session/use-address.ts';
import { text } from '../../../text/en.ts';
import { TeamPage } from './team-page.ts';
import { TeamsList } from './teams-list.ts';

/** Teams, or one of them where the address says so; `isMine`: only those that the person is in. */
export function TeamsSection({ isMine = false }: { isMine?: boolean }) {
  const address = useAddress();
  const asked = address.get('team');
  if (asked === '') return html`<${TeamsList} isMine=${isMine} />`;
  const teamId = TeamId.safeParse(asked);
  return teamId.success
    ? html`<${TeamPage} key=${teamId.data} teamId=${teamId.data} isMine=${isMine} />`
    : html`<p role="alert">${text.problem.pageNotFound}</p>`;
}
